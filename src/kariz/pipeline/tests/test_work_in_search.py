"""A deal, and a customer without one, is found by what was written on their calls."""

from __future__ import annotations

import pytest

from kariz.access.models import User
from kariz.events.actions import readers
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.models import Deal
from kariz.pipeline.tests.helpers import settle
from kariz.pipeline.work_in_search import HOMES
from kariz.records.actions import comments
from kariz.records.search import finder

pytestmark = pytest.mark.django_db(transaction=True)  # readers see what is committed
WORD = "گارانتی دوساله"


def found(user: User, q: str = WORD) -> list[tuple[str, int]]:
    settle()
    readers.run_all()
    return [(one.kind, one.object_id) for one in finder.find(user, q, 10, [*HOMES])]


def test_ali_finds_the_deal_by_a_note_on_its_call_as_long_as_that_stands_there(
    ali: User, deal: Deal, pipeline
) -> None:
    call = activities.log_done(by=ali, deal=deal, kind="call")
    note = comments.create(subject=("activity", call.pk), body=WORD, by=ali)
    assert found(ali) == [("deal", deal.pk)]
    [other] = deals.create_many(
        news=[deals.NewDeal(title="پمپ", pipeline=pipeline, owner=ali, amount=1)], by=ali
    )
    call = activities.change(activity=call, by=ali, deal=other)
    assert found(ali) == [("deal", other.pk)]
    activities.remove(activity=call, by=ali)
    assert found(ali) == []
    note.refresh_from_db()
    assert note.deleted_at is None


def test_a_customer_without_a_deal_is_found_and_a_deleted_note_finds_nobody(ali: User) -> None:
    maryam = contacts.create(by=ali, name="مریم")
    call = activities.log_done(by=ali, contact=maryam, kind="call")
    note = comments.create(subject=("activity", call.pk), body=WORD, by=ali)
    assert found(ali) == [("contact", maryam.pk)]
    comments.delete(comment=note, by=ali)
    assert found(ali) == []


def test_ali_does_not_find_his_company_by_what_stands_on_a_call_that_he_may_not_see(
    ali: User, admin: User
) -> None:
    firm = companies.create(by=ali, name="کلسو")
    hers = activities.log_done(by=admin, company=firm, kind="call")
    his = activities.log_done(by=ali, company=firm, kind="call")
    comments.create(subject=("activity", hers.pk), body="زیرزمین محرمانه", by=admin)
    comments.create(subject=("activity", his.pk), body=WORD, by=ali)
    assert found(ali, "زیرزمین") == []
    assert found(ali) == [("company", firm.pk)]
