"""The end of a deal on its page: corrected in a window, and told for a day that is past when it is closed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kariz.access.models import User
from kariz.events.models import Event
from kariz.pipeline.actions import closures, deals
from kariz.pipeline.actions.endings import day_of
from kariz.pipeline.models import Criterion, Deal, LostReason, Pipeline

HTMX = {"HX-Request": "true"}


@pytest.fixture
def old(pipeline: Pipeline, ali: User) -> Deal:
    begun = timezone.now() - timedelta(days=40)
    new = deals.NewDeal(title="Mill", pipeline=pipeline, owner=ali, amount=900, created_at=begun)
    return deals.create_many(news=[new], by=ali)[0]


@pytest.fixture
def browser(client: Client, ali: User) -> Client:
    ali.language = "en"
    ali.save()
    client.force_login(ali)
    return client


def ago(days: int):
    return closures.today_here() - timedelta(days=days)


def reason(place: int = 0) -> LostReason:
    return LostReason.objects.exclude(template=LostReason.OTHER).order_by("pk")[place]


def test_ali_corrects_the_day_and_the_reason_in_the_window_and_takes_it_back(browser, old, ali):
    lost = closures.lose(deal=old, by=ali, lost_reason=reason(), note="Dear")
    assert f"/deals/{old.pk}/closing/" in browser.get(f"/deals/{old.pk}/").content.decode()
    shown = browser.get(f"/deals/{old.pk}/closing/", headers=HTMX).content.decode()
    assert "Dear" in shown and 'name="reason"' in shown
    sent = {"closed_on": str(ago(9)), "reason": reason(1).pk, "note": "No money", "version": lost.version}
    done = browser.post(f"/deals/{old.pk}/closing/", sent, headers=HTMX)
    assert done.status_code == 200
    now = Deal.objects.get(pk=old.pk)
    assert (day_of(now.closed_at), now.lost_reason, now.outcome_note) == (ago(9), reason(1), "No money")
    page = browser.get(f"/deals/{old.pk}/").content.decode()
    with override("en"):
        assert str(reason(1).title) in page
    browser.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    assert day_of(Deal.objects.get(pk=old.pk).closed_at) == ago(0)


def test_a_wrong_day_is_said_at_its_field_and_an_older_version_in_the_window(browser, old, ali):
    lost = closures.lose(deal=old, by=ali, lost_reason=reason())
    sent = {"closed_on": str(ago(-3)), "reason": reason().pk, "note": "", "version": lost.version}
    wrong = browser.post(f"/deals/{old.pk}/closing/", sent, headers=HTMX)
    assert wrong.status_code == 422 and "closing_closed_on_error" in wrong.content.decode()
    sent |= {"closed_on": str(ago(3)), "version": lost.version - 1}
    assert browser.post(f"/deals/{old.pk}/closing/", sent, headers=HTMX).status_code == 409


def test_a_loss_without_its_reason_says_so_and_gets_one(browser, old, ali):
    closures.lose(deal=old, by=ali, lost_reason=reason())
    Deal.objects.filter(pk=old.pk).update(lost_reason=None)
    assert "no reason given" in browser.get(f"/deals/{old.pk}/").content.decode()
    deal = Deal.objects.get(pk=old.pk)
    sent = {"closed_on": str(ago(0)), "reason": "", "note": "", "version": deal.version}
    assert browser.post(f"/deals/{old.pk}/closing/", sent, headers=HTMX).status_code == 422
    browser.post(f"/deals/{old.pk}/closing/", sent | {"reason": reason().pk}, headers=HTMX)
    assert Deal.objects.get(pk=old.pk).lost_reason == reason()


def test_an_open_deal_has_no_such_window_and_who_may_not_close_is_sent_away(browser, old, ali, reza):
    assert browser.get(f"/deals/{old.pk}/closing/").status_code == 422
    closures.lose(deal=old, by=ali, lost_reason=reason())
    browser.force_login(reza)
    assert browser.get(f"/deals/{old.pk}/closing/").status_code in (403, 404)


def test_a_reason_that_is_offered_no_more_stays_with_its_deal(browser, old, ali):
    lost = closures.lose(deal=old, by=ali, lost_reason=reason())
    LostReason.objects.filter(pk=reason().pk).update(retired_at=timezone.now())
    sent = {"closed_on": str(ago(2)), "reason": lost.lost_reason_id, "note": "", "version": lost.version}
    assert browser.post(f"/deals/{old.pk}/closing/", sent, headers=HTMX).status_code == 200
    assert Deal.objects.get(pk=old.pk).lost_reason_id == lost.lost_reason_id


def test_a_deal_that_was_lost_last_week_is_closed_on_that_day(browser, old):
    shown = browser.get(f"/deals/{old.pk}/closure/", headers=HTMX).content.decode()
    field = shown.split('name="closed_on"')[1].split(">")[0]
    assert 'value=""' not in field and "value=" in field
    sent = {"outcome": "lost", "lost_reason": reason().pk, "closed_on": str(ago(-1)), "version": 1}
    wrong = browser.post(f"/deals/{old.pk}/closure/", sent, headers=HTMX)
    assert wrong.status_code == 422 and "closed_on_error" in wrong.content.decode()
    browser.post(f"/deals/{old.pk}/closure/", sent | {"closed_on": str(ago(7))}, headers=HTMX)
    assert day_of(Deal.objects.get(pk=old.pk).closed_at) == ago(7)


def test_the_window_of_a_win_asks_for_its_day(browser, old):
    sent = {"outcome": "won", "version": old.version}
    asked = browser.post(f"/deals/{old.pk}/closure/", sent, headers=HTMX)
    assert asked.status_code == 409 and 'name="closed_on"' in asked.content.decode()
    sent |= {"reason": "Signed", "closed_on": str(ago(-9))}
    wrong = browser.post(f"/deals/{old.pk}/closure/", sent, headers=HTMX)
    assert "closed_on_error" in wrong.content.decode()
    browser.post(f"/deals/{old.pk}/closure/", sent | {"closed_on": str(ago(5))}, headers=HTMX)
    won = Deal.objects.get(pk=old.pk)
    assert won.outcome == "won" and day_of(won.closed_at) == ago(5)


def test_the_story_tells_what_was_corrected(browser, old, ali):
    Criterion.objects.all().delete()
    won = closures.win(deal=old, by=ali)
    sent = {"closed_on": str(ago(9)), "note": "", "version": won.version}
    browser.post(f"/deals/{old.pk}/closing/", sent, headers=HTMX)
    told = Event.objects.filter(deal_id=old.pk).latest("pk")
    assert told.verb == "deal.closing_corrected" and "closed_at" in told.changes
    page = browser.get(f"/deals/{old.pk}/timeline/").content.decode()
    assert "corrected how the deal ended" in page and page.count("Closed on") == 1
    assert "23:59" not in page and "11:59" not in page
