"""Activities are found along with their deals and customers, within about a second of what happens to these."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.access.models import User
from kariz.config.housekeeping import empty_bin
from kariz.events.actions import readers
from kariz.people.actions import companies, contacts
from kariz.people.models import Company
from kariz.pipeline.actions import activities, closures, deal_bin, deal_changes, deals
from kariz.pipeline.models import Activity, Deal, Pipeline
from kariz.pipeline.tests.helpers import settle
from kariz.records.actions import comments
from kariz.records.models import WorkEntry
from kariz.records.search import finder, showing

pytestmark = pytest.mark.django_db(transaction=True)  # readers see what is committed


def shown(user: User, q: str) -> list[str]:
    return [row.title for row in showing.rows_of(finder.find(user, q, 20, ["activity"]), user)]


def found(user: User, q: str) -> list[str]:
    settle()
    readers.run_all()
    return shown(user, q)


@pytest.fixture
def step(ali: User, deal: Deal) -> Activity:
    return activities.plan(by=ali, deal=deal, kind="call", name="پیگیری پیش‌فاکتور")


def test_the_step_of_a_deal_in_the_bin_is_not_found_from_the_first_moment_on(
    step: Activity, ali: User, deal: Deal
) -> None:
    gone = deal_bin.delete(deal=deal, by=ali)
    assert shown(ali, "پیگیری") == []
    assert found(ali, "پیگیری") == [] and not WorkEntry.objects.exists()
    deal_bin.restore(deal=gone, by=ali)
    assert found(ali, "پیگیری") == ["پیگیری پیش‌فاکتور"]
    deal_bin.delete(deal=Deal.objects.get(pk=deal.pk), by=ali)
    Deal.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    empty_bin()
    assert found(ali, "پیگیری") == [] and not WorkEntry.objects.exists()


def test_the_step_of_a_deal_that_changes_hands_is_found_by_its_new_owner_alone(
    step: Activity, ali: User, reza: User, admin: User, deal: Deal
) -> None:
    deal_changes.change(deal=deal, by=admin, owner=reza)
    assert shown(ali, "پیگیری") == []
    assert found(reza, "پیگیری") == ["پیگیری پیش‌فاکتور"] and found(ali, "پیگیری") == []


def test_a_step_that_goes_with_the_end_of_its_deal_is_found_only_where_something_was_written_on_it(
    step: Activity, ali: User, deal: Deal
) -> None:
    other = activities.plan(by=ali, deal=deal, kind="call", name="پیگیری دوم")
    comments.create(subject=("activity", other.pk), body="پیگیری بعد از عید", by=ali)
    until = timezone.localdate() + timedelta(days=30)
    resting = closures.rest(deal=Deal.objects.get(pk=deal.pk), by=ali, until=until)
    assert found(ali, "پیگیری") == ["پیگیری دوم"]
    closures.reopen(deal=resting, by=ali)
    assert set(found(ali, "پیگیری")) == {"پیگیری دوم", "پیگیری پیش‌فاکتور"}


def test_a_call_is_found_by_the_new_names_of_its_company_person_and_deal(
    ali: User, pipeline: Pipeline
) -> None:
    firm = companies.create(by=ali, name="Alpha")
    person = contacts.create(by=ali, name="Beta", company=firm)
    deal = deals.create(new=deals.NewDeal("Gamma", pipeline, owner=ali, company=firm, contact=person), by=ali)
    activities.log_done(by=ali, deal=deal, kind="call", name="نمونه")
    assert found(ali, "alpha beta gamma") == ["نمونه"]
    companies.change(company=Company.objects.get(pk=firm.pk), by=ali, name="Kappa")
    contacts.change(contact=person, by=ali, name="Lambda")
    deal_changes.change(deal=Deal.objects.get(pk=deal.pk), by=ali, title="Sigma")
    assert found(ali, "kappa lambda sigma") == ["نمونه"]
    assert found(ali, "alpha") == found(ali, "beta") == found(ali, "gamma") == []


def test_a_call_with_a_person_who_is_removed_for_good_is_no_longer_found_by_their_name(ali: User) -> None:
    person = contacts.create(by=ali, name="کامران رستگار")
    activities.log_done(by=ali, contact=person, kind="call", name="نمونه")
    contacts.delete(contact=person, by=ali)
    assert found(ali, "رستگار") == ["نمونه"]
    type(person).objects.update(deleted_at=timezone.now() - timedelta(days=31))
    empty_bin()
    assert found(ali, "نمونه") == ["نمونه"] and found(ali, "رستگار") == []
