"""Calls of a log that names no deals belong to the only deal of their company that was open on that day, or that is with
their person."""

import pytest

from kariz.pipeline.models import Activity, Deal

DEALS = {
    "fa": "عنوان,شرکت,رابط,مبلغ,تاریخ ایجاد,تاریخ بستن,نتیجه\n{rows}",
    "en": "Title,Company,Contact,Amount,Created on,Closed on,Outcome\n{rows}",
}
CALLS = {
    "fa": "تاریخ تماس,شرکت,با کی صحبت شد,نتیجه تماس\n{rows}",
    "en": "Date,Company,Spoke to,What was said\n{rows}",
}
WON = {"fa": "برنده", "en": "Won"}


@pytest.fixture(params=["fa", "en"])
def told(request, admin, pipeline, bring):
    """Bring deals of Nikan, as (title, from, to), then calls on days; {day: title of the deal, or None}."""

    def come(deals, days, company="Nikan"):
        said = WON[request.param]
        rows = "".join(
            f"{title},{company},Una Park,5,{begun},{ended},{said if ended else ''}\n"
            for title, begun, ended in deals
        )
        bring(DEALS[request.param].format(rows=rows), admin, name="deals.csv", calendar="gregorian")
        rows = "".join(f"{day},{company},Una Park,asked for the price\n" for day in days)
        one = bring(CALLS[request.param].format(rows=rows), admin, name="calls.csv", calendar="gregorian")
        assert (one.kind, one.created_count) == ("activities", len(days))
        calls = Activity.objects.exclude(done_at=None).select_related("deal").order_by("done_at")
        return [call.deal.title if call.deal else None for call in calls]

    return come


def test_a_call_is_of_the_deal_that_was_open_then(told):
    deals = [("Pump", "2026-03-01", "2026-04-10"), ("Fan", "2026-06-01", "")]
    days = ["2026-02-20", "2026-03-20", "2026-04-10", "2026-05-05", "2026-06-01", "2026-07-01"]
    assert told(deals, days) == [None, "Pump", "Pump", None, "Fan", "Fan"]


def test_where_several_were_open_it_is_of_none(told):
    deals = [("Pump", "2026-03-01", "2026-04-10"), ("Fan", "2026-04-01", "")]
    assert told(deals, ["2026-03-20", "2026-04-05", "2026-05-05"]) == ["Pump", None, "Fan"]


def test_a_call_with_a_person_without_a_company_is_of_their_only_deal(told):
    assert told([("Pump", "2026-03-01", "")], ["2026-03-20"], company="") == ["Pump"]


def test_it_leaves_the_deal_as_open_as_it_was(told):
    told([("Pump", "2026-03-01", "")], ["2026-03-20"])
    deal = Deal.objects.get()
    assert (deal.outcome, deal.activities.filter(done_at__isnull=False).count()) == ("open", 1)


TWO = {
    "fa": "عنوان,شرکت,رابط,تاریخ ایجاد\nسرویس چیلر,سبلان,مینا صالحی,2026-03-01\n"
    "تعمیر برج خنک‌کن,سبلان,کاوه امینی,2026-03-02\n",
    "en": "Title,Company,Contact,Created on\nZone repair,Nikan,Una Park,2026-03-01\n"
    "Yearly contract,Nikan,Ivy Stone,2026-03-02\n",
}


@pytest.fixture(params=["fa", "en"])
def of_two(request, admin, pipeline, bring):
    """Bring two open deals of one company, then one call with somebody there; the title of its deal, or None."""

    def come(who, said):
        bring(TWO[request.param], admin, name="deals.csv", calendar="gregorian")
        firm = {"fa": "سبلان", "en": "Nikan"}[request.param]
        row = f"2026-04-05,{firm},{who[request.param]},{said[request.param]}\n"
        bring(CALLS[request.param].format(rows=row), admin, name="calls.csv", calendar="gregorian")
        call = Activity.objects.select_related("deal").get(done_at__isnull=False)
        return call.deal.title if call.deal else None

    return come


ASKED = {"fa": "قیمت خواست", "en": "asked for the price"}


def test_of_two_open_deals_it_is_of_the_one_with_its_person(of_two):
    who = {"fa": "کاوه امینی", "en": "Ivy Stone"}
    assert of_two(who, ASKED) in ("تعمیر برج خنک‌کن", "Yearly contract")


def test_of_two_open_deals_it_is_of_the_one_that_it_names(of_two):
    who = {"fa": "", "en": ""}
    said = {"fa": "چیلر دوباره خاموش شد", "en": "no pressure in the zone"}
    assert of_two(who, said) in ("سرویس چیلر", "Zone repair")


def test_where_it_names_neither_it_is_of_none(of_two):
    assert of_two({"fa": "", "en": ""}, ASKED) is None
