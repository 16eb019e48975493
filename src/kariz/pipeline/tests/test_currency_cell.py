"""Deals that came in the wrong currency are found by it, and counted in the right one together."""

import json
from decimal import Decimal

import pytest
from django.test import Client

from kariz.organisation.models import Organisation
from kariz.organisation.queries import current
from kariz.pipeline.actions import deals, lines
from kariz.pipeline.models import CurrencyRate, Deal

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(sara):
    client = Client()
    client.force_login(sara)
    return client


@pytest.fixture
def wrong(sara, pipeline):
    """Two deals in US dollars of a company that counts in those of Canada, one without its amount, and one of its own."""
    Organisation.objects.update(currency="CAD", money_unit="", country="CA")
    current.refresh()
    given = {"pipeline": pipeline, "owner": sara, "currency": "USD", "rate": Decimal("1.4")}
    news = [
        deals.NewDeal(title="Boardroom", amount=90_000_00, **given),
        deals.NewDeal(title="Annex", amount=None, **given),
        deals.NewDeal(title="Lobby", amount=500_00, pipeline=pipeline, owner=sara, currency="CAD"),
    ]
    return deals.create_many(by=sara, news=news)[:2]


def counted():
    return {one.title: (one.currency, one.rate, one.amount, one.base_amount) for one in Deal.objects.all()}


def set_all(client, records, value):
    ids = ",".join(str(one.pk) for one in records)
    given = {"action": "set", "ids": ids, "column": "currency", "value": value}
    return client.post("/tables/deals/bulk/begin/", given, headers=HTMX).context["change"]


def test_sara_finds_the_deals_in_us_dollars(client, wrong):
    text = client.get("/deals/", {"currency": "USD"}, follow=True).content.decode()
    assert "Boardroom" in text and "Annex" in text and "Lobby" not in text
    rule = json.dumps({"all": [{"field": "currency", "op": "=", "value": "USD"}]})
    assert "Lobby" not in client.get("/deals/", {"f": rule}, follow=True).content.decode()


def test_they_are_set_to_the_own_dollars_together_and_taken_back(client, wrong):
    before = counted()
    change = set_all(client, wrong, "CAD")
    assert (change.phase, change.changed_count, change.refused_count) == ("ready", 2, 0)
    done = client.post(f"/bulk-changes/{change.pk}/run/", headers=HTMX)
    assert counted() == before | {
        "Boardroom": ("CAD", Decimal(1), 90_000_00, 90_000_00),
        "Annex": ("CAD", Decimal(1), None, 0),
    }
    client.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    assert counted() == before


def test_five_hundred_stay_five_hundred_in_whatever_they_are_counted(client, sara, pipeline):
    new = deals.NewDeal(title="Lobby", amount=500, pipeline=pipeline, owner=sara, currency="IRR")
    deal = deals.create(new=new, by=sara)
    Organisation.objects.update(currency="CAD", money_unit="")
    current.refresh()
    change = set_all(client, [deal], "CAD")
    client.post(f"/bulk-changes/{change.pk}/run/", headers=HTMX)
    assert counted()["Lobby"] == ("CAD", Decimal(1), 500_00, 500_00)


def test_a_currency_whose_rate_nobody_has_said_is_refused_in_words(client, wrong):
    change = set_all(client, wrong[:1], "EUR")
    assert (change.changed_count, change.refused_count) == (0, 1)


@pytest.fixture
def toman(sara, pipeline):
    """A deal of a company that sees its rials in toman, and knows a rate of the dollar."""
    current.refresh()
    assert current.organisation().money_unit == "toman"
    given = {"pipeline": pipeline, "owner": sara}
    CurrencyRate.objects.create(currency="USD", rate=Decimal(10), set_by=sara)
    return lambda rials: deals.create(new=deals.NewDeal(title="Lobby", amount=rials, **given), by=sara)


def set_to(client, deal, currency):
    change = set_all(client, [deal], currency)
    client.post(f"/bulk-changes/{change.pk}/run/", headers=HTMX)
    return change


@pytest.mark.parametrize(
    ("rials", "cents"),
    [(5_000, 500_00), (5_005, 500_50), (1_234_567_890_125, 123_456_789_012_50)],
)
def test_five_hundred_toman_are_five_hundred_dollars_and_back(client, toman, rials, cents):
    deal = toman(rials)
    set_to(client, deal, "USD")
    assert counted()["Lobby"][::2] == ("USD", cents)
    set_to(client, deal, "IRR")
    assert counted()["Lobby"][::2] == ("IRR", rials)


def test_products_are_counted_anew_with_their_deal_and_are_what_they_were_when_it_is_taken_back(
    client, toman, sara
):
    deal = toman(None)
    glass = [lines.NewLine("Glass", 1_234, Decimal(3)), lines.NewLine("Fitting", 5_005)]
    lines.set_lines(deal=deal, by=sara, lines=glass)
    change = set_all(client, [deal], "USD")
    done = client.post(f"/bulk-changes/{change.pk}/run/", headers=HTMX)
    deal.refresh_from_db()
    assert [line.unit_price for line in deal.lines.all()] == [123_40, 500_50]
    assert deal.amount == sum(line.total for line in deal.lines.all())
    client.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    deal.refresh_from_db()
    assert [line.unit_price for line in deal.lines.all()] == [1_234, 5_005]
    assert (deal.currency, deal.amount) == ("IRR", 3 * 1_234 + 5_005)


def test_what_sara_wrote_of_a_product_since_is_not_taken_back_with_the_currency(client, toman, sara):
    deal = toman(None)
    lines.set_lines(deal=deal, by=sara, lines=[lines.NewLine("Glass", 1_000)])
    change = set_all(client, [deal], "USD")
    done = client.post(f"/bulk-changes/{change.pk}/run/", headers=HTMX)
    deal.refresh_from_db()
    lines.set_lines(deal=deal, by=sara, lines=[lines.NewLine("Glass", 90_00)])
    client.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    deal.refresh_from_db()
    assert (deal.currency, deal.lines.get().unit_price) == ("USD", 90_00)


def test_an_amount_that_is_too_large_when_counted_so_is_refused_in_words(client, toman):
    deal = toman(10**15)
    change = set_to(client, deal, "USD")
    assert (change.changed_count, change.refused_count) == (0, 1)
    assert counted()["Lobby"][::2] == ("IRR", 10**15)


def test_a_large_amount_keeps_each_of_its_units(client, sara, pipeline):
    deal = deals.create(
        new=deals.NewDeal(title="Lobby", amount=999_999_999_999_998, pipeline=pipeline, owner=sara), by=sara
    )
    Organisation.objects.update(currency="JPY", money_unit="")
    current.refresh()
    set_to(client, deal, "JPY")
    assert counted()["Lobby"][::2] == ("JPY", 999_999_999_999_998)
