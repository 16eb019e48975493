"""A call, meeting or task has a page of its own: what it is, with whom, how it went, and what hangs on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.tests.helpers import person
from kariz.records.actions import comments
from kariz.records.models import RecentRecord

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 10


@pytest.fixture
def call(ali: User, deal: Deal) -> Activity:
    due = timezone.now() + timedelta(days=1)
    return activities.plan(
        by=ali, deal=deal, kind="call", name="تماس با مدیر خرید", notes="قیمت را بپرس", due_at=due
    )


@pytest.fixture
def page(client: Client, ali: User) -> Client:
    client.force_login(ali)
    return client


def undo_last(page: Client, verb: str, came_from: str = "") -> object:
    event = Event.objects.filter(verb=verb).latest("id")
    headers = HTMX | {"HX-Current-URL": f"http://testserver{came_from}"}
    return page.post(f"/events/{event.pk}/undo/", headers=headers)


def test_ali_opens_a_call_from_its_deal_and_reads_what_it_is(
    page: Client, deal: Deal, call: Activity
) -> None:
    assert f'href="{call.get_absolute_url()}"' in page.get(f"/deals/{deal.pk}/").content.decode()
    body = page.get(call.get_absolute_url()).content.decode()
    for told in ("تماس با مدیر خرید", "قیمت را بپرس", str(deal), f'href="/deals/{deal.pk}/"', "Ali"):
        assert told in body
    for part in ("comments", "files", "events"):
        assert f'hx-get="/{part}/activity/{call.pk}/"' in body


def test_it_is_opened_from_today_and_from_the_pages_of_company_and_person(page: Client, ali: User) -> None:
    firm = companies.create(by=ali, name="پارس", owner=ali)
    maryam = contacts.create(by=ali, name="مریم", owner=ali, company=firm)
    task = activities.plan(
        by=ali,
        kind="task",
        name="کاری",
        contact=maryam,
        company=firm,
        due_at=timezone.now() + timedelta(hours=1),
    )
    for address in ("/activities/", firm.get_absolute_url(), maryam.get_absolute_url()):
        assert f'href="{task.get_absolute_url()}"' in page.get(address).content.decode()
    body = page.get(task.get_absolute_url()).content.decode()
    assert firm.get_absolute_url() in body and maryam.get_absolute_url() in body


def test_ali_says_on_its_page_how_it_went_and_takes_it_back(page: Client, call: Activity) -> None:
    window = page.get(f"/activities/{call.pk}/result/", headers=HTMX).content.decode()
    assert "قیمت را بپرس" in window and 'name="done_at"' in window
    given = {"result": "positive", "notes": "خرید می‌کند", "version": call.version}
    answer = page.post(f"/activities/{call.pk}/result/", given, headers=HTMX)
    assert answer.status_code == 204 and "activity:changed" in answer["HX-Trigger"]
    call.refresh_from_db()
    assert (call.result, call.notes) == ("positive", "خرید می‌کند")
    assert "خرید می‌کند" in page.get(f"/activities/{call.pk}/?part=body", headers=HTMX).content.decode()
    undo_last(page, "activity.done", call.get_absolute_url())
    call.refresh_from_db()
    assert call.done_at is None


def test_it_is_opened_again_and_put_off_from_its_page(page: Client, ali: User, call: Activity) -> None:
    activities.complete(activity=call, by=ali)
    assert page.post(f"/activities/{call.pk}/reopen/", headers=HTMX).status_code == 204
    call.refresh_from_db()
    assert call.done_at is None
    here = HTMX | {"HX-Current-URL": f"http://testserver{call.get_absolute_url()}"}
    day = (timezone.now() + timedelta(days=5)).date().isoformat()
    answer = page.post(f"/activities/{call.pk}/put-off/", {"to": day}, headers=here)
    assert answer.status_code == 204 and "activity:changed" in answer["HX-Trigger"]


def test_two_who_tell_of_one_call_learn_of_each_other(page: Client, ali: User, call: Activity) -> None:
    activities.change(activity=call, by=ali, notes="x")
    given = {"result": "positive", "version": call.version}
    assert page.post(f"/activities/{call.pk}/result/", given, headers=HTMX).status_code == 409


def test_what_is_removed_is_not_there_until_it_is_taken_back(
    page: Client, deal: Deal, call: Activity
) -> None:
    answer = page.post(f"/activities/{call.pk}/remove/", headers=HTMX)
    assert answer["HX-Redirect"] == f"/deals/{deal.pk}/"
    assert page.get(call.get_absolute_url()).status_code == 404
    undo_last(page, "activity.removed", f"/deals/{deal.pk}/")
    assert page.get(call.get_absolute_url()).status_code == 200


def test_undoing_the_planning_on_its_page_leads_away_from_it(page: Client, call: Activity) -> None:
    answer = undo_last(page, "activity.planned", call.get_absolute_url())
    assert answer["HX-Redirect"] == "/activities/"
    assert page.get("/activities/").status_code == 200


def test_ali_takes_back_a_note_on_his_call_for_a_deal_that_he_does_not_see(
    page: Client, ali: User, admin: User, deal: Deal, call: Activity
) -> None:
    Deal.objects.filter(pk=deal.pk).update(owner=admin)
    assert page.get(f"/deals/{deal.pk}/").status_code == 404
    note = comments.create(subject=("activity", call.pk), body="گارانتی", by=ali)
    undo_last(page, "comment.created", call.get_absolute_url())
    note.refresh_from_db()
    assert note.deleted_at is not None


def test_with_its_deal_in_the_bin_it_is_not_there_and_comes_back_with_it(
    page: Client, ali: User, deal: Deal, call: Activity
) -> None:
    deals.delete(deal=deal, by=ali)
    assert page.get(call.get_absolute_url()).status_code == 404
    deals.restore(deal=Deal.objects.get(pk=deal.pk), by=ali)
    assert page.get(call.get_absolute_url()).status_code == 200


def test_what_ali_may_not_see_has_no_page_for_him_and_no_link(page: Client, admin: User, deal: Deal) -> None:
    hers = activities.plan(by=admin, deal=deal, kind="call", name="تماس مدیر", owner=admin)
    before = Event.objects.count()
    assert page.get(hers.get_absolute_url()).status_code == 404
    for part in ("result", "edit"):
        assert page.get(f"/activities/{hers.pk}/{part}/").status_code == 404
    for part in ("result", "reopen", "remove"):
        assert page.post(f"/activities/{hers.pk}/{part}/", {"result": "done"}).status_code == 404
    assert Event.objects.count() == before
    body = page.get(f"/deals/{deal.pk}/").content.decode()
    assert "تماس مدیر" in body and f'href="{hers.get_absolute_url()}"' not in body


def test_a_viewer_reads_the_page_and_changes_nothing(
    client: Client, ali: User, admin: User, call: Activity
) -> None:
    type(ali).objects.filter(pk=ali.pk).update(role="viewer")
    client.force_login(User.objects.get(pk=ali.pk))
    body = client.get(call.get_absolute_url()).content.decode()
    assert "/result/" not in body and "/edit/" not in body and "/remove/" not in body
    assert client.post(f"/activities/{call.pk}/remove/").status_code == 403


def test_the_palette_offers_on_its_page_what_can_be_done_with_it(
    page: Client, ali: User, call: Activity
) -> None:
    here = page.get(f"/search/?on=activity/{call.pk}", headers=HTMX).content.decode()
    for part in ("result", "put-off", "edit"):
        assert f"/activities/{call.pk}/{part}/" in here
    assert page.post("/search/opened/", {"on": f"activity/{call.pk}"}).status_code == 204
    assert RecentRecord.objects.filter(user=ali, kind="activity", object_id=call.pk).exists()


def test_its_queries_do_not_grow_with_what_is_told(page: Client, ali: User, call: Activity) -> None:
    page.get(call.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        page.get(call.get_absolute_url())
    call.participants.set([person(f"Person {number}", ali) for number in range(12)])
    for number in range(5):
        call.refresh_from_db()
        activities.change(activity=call, by=ali, notes=str(number))
    with CaptureQueriesContext(connection) as many:
        page.get(call.get_absolute_url())
    assert len(many) <= len(few)
    assert len(many) <= MOST_QUERIES
