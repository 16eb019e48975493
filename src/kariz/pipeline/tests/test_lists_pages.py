"""The other ways to see the deals: table, calendar, close months."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.people.actions import companies
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, Pipeline
from kariz.records.models import Notification
from kariz.web.navigation import commands

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_deals(pipeline: Pipeline, owner: User, count: int) -> None:
    close = preferences.today() + timedelta(days=3)
    news = [
        deals.NewDeal(title=f"Deal {at:03}", pipeline=pipeline, owner=owner, amount=at, expected_close=close)
        for at in range(count)
    ]
    deals.create_many(news=news, by=owner)


@pytest.mark.parametrize("address", ["/deals/", "/calendar/", "/forecast/"])
def test_no_page_asks_more_with_300_deals_than_with_10(pipeline: Pipeline, ali: User, address: str) -> None:
    client = signed_in(ali)
    counts = []
    for number in (10, 290):
        make_deals(pipeline, ali, number)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def titles(response) -> list[str]:
    return re.findall(r'href="/deals/\d+/"><bdi>([^<]+)', response.content.decode())


def test_the_table_sums_all_deals_and_goes_on_behind_its_first_page(pipeline: Pipeline, ali: User) -> None:
    make_deals(pipeline, ali, 60)
    client = signed_in(ali)
    page = client.get("/deals/?sort=title")
    assert page.context["total"].count == 60 and len(titles(page)) == 50
    more = client.get("/deals/?" + page.context["bodies"][0]["more"], headers=HTMX)
    assert titles(more)[-1] == "Deal 059"


def test_ali_edits_an_amount_in_its_cell_and_a_wrong_one_gets_its_error(deal: Deal, ali: User) -> None:
    client = signed_in(ali)
    address = f"/tables/deals/{deal.pk}/amount/"
    good = client.post(address, {"value": "2000", "version": deal.version}, headers=HTMX)
    assert good.status_code == 200 and good.json()["toast"]["undo_url"]
    deal.refresh_from_db()
    assert deal.amount == 20_000
    wrong = client.post(address, {"value": "plenty", "version": deal.version}, headers=HTMX)
    assert wrong.status_code == 422 and wrong.json()["errors"]


def test_ali_is_told_that_sara_came_first_and_what_stands_there_now(
    deal: Deal, ali: User, sara: User
) -> None:
    deals.change(deal=deal, by=sara, amount=70_000)
    given = {"value": "2000", "version": deal.version}
    late = signed_in(ali).post(f"/tables/deals/{deal.pk}/amount/", given, headers=HTMX)
    assert late.status_code == 409
    conflict = late.json()["conflict"]
    assert "Sara" in conflict["message"] and "۷" in conflict["now"] and conflict["row"].startswith("<tr")


def test_ali_gives_the_next_step_another_day(deal: Deal, ali: User) -> None:
    day = preferences.today() + timedelta(days=9)
    address = f"/tables/deals/{deal.pk}/next_step/"
    assert signed_in(ali).post(address, {"value": day.isoformat()}, headers=HTMX).status_code == 200
    assert f"/deals/{deal.pk}/" in signed_in(ali).get("/calendar/").content.decode()


def test_reza_cannot_edit_a_cell_of_another_team(deal: Deal, reza: User) -> None:
    address = f"/tables/deals/{deal.pk}/title/"
    assert signed_in(reza).post(address, {"value": "Mine"}, headers=HTMX).status_code == 404


def test_the_close_months_hold_every_open_deal_once(pipeline: Pipeline, ali: User) -> None:
    make_deals(pipeline, ali, 20)
    months = signed_in(ali).get("/forecast/").context["months"]
    assert sum(month.count for month in months) == 20
    assert sum(month.total for month in months) == sum(range(20))


def test_deals_in_no_month_are_named_above_the_months(pipeline: Pipeline, ali: User) -> None:
    make_deals(pipeline, ali, 3)
    Deal.objects.update(expected_close=None)
    client = signed_in(ali)
    page = client.get("/forecast/").content.decode()
    assert "در هیچ ماهی نیست" in page
    assert client.get("/deals/?outcome=open&expected_close__is_empty=1").content.decode().count("<tr") >= 3


def test_two_deals_of_one_title_are_told_apart_by_their_companies_in_the_close_months(pipeline, ali):
    for name in ("کافه لمیز", "Franke A600"):
        company = companies.create(name=name, by=ali)
        deals.create(
            new=deals.NewDeal(title="Franke A600", pipeline=pipeline, owner=ali, company=company), by=ali
        )
    page = signed_in(ali).get("/forecast/").content.decode()
    assert re.findall(r'months-company">([^<]+)', page) == ["کافه لمیز"]


def test_ali_hears_that_sara_gave_him_a_deal(sara, ali, pipeline):
    deal = deals.create(new=deals.NewDeal(title="پمپ", pipeline=pipeline, owner=sara), by=sara)
    deals.change(deal=deal, by=sara, owner=ali)
    told = Notification.objects.get(user=ali)
    assert told.kind == "deal_given" and told.url == f"/deals/{deal.pk}/"
    deals.change(deal=Deal.objects.get(pk=deal.pk), by=sara, owner=sara)
    assert Notification.objects.count() == 1


def test_who_has_no_step_this_month_is_told_of_those_of_others_with_the_way_to_them(
    deal: Deal, ali: User, admin: User
) -> None:
    day = preferences.today()
    signed_in(ali).post(f"/tables/deals/{deal.pk}/next_step/", {"value": day.isoformat()}, headers=HTMX)
    page = signed_in(admin).get("/calendar/").content.decode()
    assert "data-others" in page and "owner=all" in page and "months-lesson" in page
    assert "data-others" not in signed_in(ali).get("/calendar/").content.decode()
    everybody = signed_in(admin).get("/calendar/?owner=all").content.decode()
    assert "data-others" not in everybody and f"/deals/{deal.pk}/" in everybody


def test_a_manager_with_nothing_to_do_is_shown_the_way_to_the_work_of_everybody(
    ali: User, admin: User
) -> None:
    way = 'btn-primary" href="/activities/?owner=all"'
    assert way in signed_in(admin).get("/activities/").content.decode()
    assert way not in signed_in(admin).get("/activities/?owner=all").content.decode()


def test_logging_a_call_is_found_by_its_words_in_both_languages(ali: User) -> None:
    found = next(one for one in commands(ali) if one.key == "activity.new")
    for language, words in (("en", "log a call"), ("fa", "ثبت تماس")):
        with override(language):
            assert words in str(found.words)
