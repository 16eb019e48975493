"""An administrator says what a currency is worth, and its deals are counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.models import Event
from kariz.pipeline.actions import deals, rates
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.models import CurrencyRate, Deal, Outcome, Pipeline
from kariz.pipeline.queries.rates import as_minor, as_whole, known_rates
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import FieldErrors, NotAllowed, Stale

NONE, TOLD, OWN = Decimal(0), Decimal(9_800), Decimal(7_000)


def euros(
    pipeline: Pipeline, owner: User, amount: int, rate: Decimal = NONE, outcome: str = Outcome.OPEN
) -> Deal:
    new = NewDeal(
        title=f"Mill {amount}",
        pipeline=pipeline,
        owner=owner,
        amount=amount,
        currency="EUR",
        rate=rate,
        outcome=outcome,
    )
    return deals.create_many(news=[new], by=owner)[0]


def base(deal: Deal) -> int:
    return Deal.objects.get(pk=deal.pk).base_amount


def test_open_deals_without_a_rate_are_counted_from_now_on(
    pipeline: Pipeline, ali: User, admin: User
) -> None:
    mill, own, won = (
        euros(pipeline, ali, 100),
        euros(pipeline, ali, 200, OWN),
        euros(pipeline, ali, 300, outcome=Outcome.WON),
    )
    rates.say(currency="EUR", rate=TOLD, by=admin)
    assert (base(mill), base(own), base(won)) == (980_000, 1_400_000, 0)
    assert Event.objects.get(verb="rate.said").changes == {"rate": [None, "9800"]}
    assert Event.objects.get(verb="deal.rated").changes == {"rate": ["0", "9800"]}
    consistent(mill)


def test_another_rate_is_for_open_deals_and_what_was_won_keeps_its_own(
    pipeline: Pipeline, ali: User, admin: User
) -> None:
    mill, won = euros(pipeline, ali, 100), euros(pipeline, ali, 300, outcome=Outcome.WON)
    rates.say(currency="EUR", rate=TOLD, by=admin, closed=True)
    assert base(won) == 300 * 9_800
    rates.say(currency="EUR", rate=Decimal(10_000), by=admin, closed=True)
    assert (base(mill), base(won)) == (1_000_000, 300 * 9_800)


def test_undo_gives_every_deal_back_what_it_had(pipeline: Pipeline, ali: User, admin: User) -> None:
    mill, early = euros(pipeline, ali, 100), euros(pipeline, ali, 200)
    first = rates.say(currency="EUR", rate=TOLD, by=admin)
    late = euros(pipeline, ali, 400)
    second = rates.say(currency="EUR", rate=Decimal(10_000), by=admin)
    deals.change(deal=Deal.objects.get(pk=early.pk), by=ali, rate=OWN)
    assert first is not None and second is not None
    with pytest.raises(Stale):
        undo(event=first, by=admin)
    undo(event=second, by=admin)
    assert (base(mill), base(early), base(late)) == (980_000, 1_400_000, 0)
    assert CurrencyRate.objects.get().rate == TOLD
    undo(event=first, by=admin)
    assert base(mill) == 0 and not CurrencyRate.objects.exists()
    with pytest.raises(CannotUndo):
        undo(event=first, by=admin)


def test_a_seller_says_no_rate(pipeline: Pipeline, ali: User, sara: User) -> None:
    for person in (ali, sara):
        with pytest.raises(NotAllowed):
            rates.say(currency="EUR", rate=TOLD, by=person)
    client = Client()
    client.force_login(ali)
    assert client.get("/settings/rates/").status_code == 403
    assert client.put("/api/v1/rates/EUR", {"rate": "9"}, content_type="application/json").status_code == 403


def test_new_deals_take_the_rate(pipeline: Pipeline, ali: User, admin: User) -> None:
    new = NewDeal(title="Mill", pipeline=pipeline, owner=ali, amount=100, currency="EUR")
    with pytest.raises(FieldErrors):
        deals.create(new=new, by=ali)
    rates.say(currency="EUR", rate=TOLD, by=admin)
    made = deals.create(new=new, by=ali)
    assert made.base_amount == 980_000
    assert deals.change(deal=made, by=ali, currency="IRR").base_amount == 100
    assert deals.change(deal=made, by=ali, currency="EUR").rate == TOLD


def test_what_cannot_be_a_rate_is_refused(pipeline: Pipeline, admin: User) -> None:
    for currency, rate in (
        ("IRR", TOLD),
        ("XXX", TOLD),
        ("EUR", NONE),
        ("EUR", Decimal(1)),
        ("EUR", Decimal("NaN")),
    ):
        with pytest.raises(FieldErrors):
            rates.say(currency=currency, rate=rate, by=admin)
    rates.say(currency="EUR", rate=TOLD, by=admin)
    with pytest.raises(Stale):
        rates.say(currency="EUR", rate=OWN, by=admin, seen=OWN)
    assert rates.say(currency="EUR", rate=TOLD, by=admin) is None


def test_mina_says_it_on_the_page_in_toman_for_a_euro(pipeline: Pipeline, ali: User, admin: User) -> None:
    mill = euros(pipeline, ali, 100)
    client = Client()
    client.force_login(admin)
    assert "۱ معاملهٔ باز" in client.get("/settings/rates/").content.decode()
    assert client.post("/settings/rates/", {"currency": "EUR", "rate": "چند"}).status_code == 422
    saved = client.post("/settings/rates/", {"currency": "EUR", "rate": "۹۸٬۰۰۰"}, follow=True)
    assert CurrencyRate.objects.get().rate == TOLD and base(mill) == 980_000
    assert 'value="98000"' in saved.content.decode() and "/undo/" in saved.content.decode()


def test_reza_who_says_a_rate_meanwhile_is_shown_to_mina_who_chooses(
    pipeline: Pipeline, ali: User, admin: User
) -> None:
    euros(pipeline, ali, 100)
    client = Client()
    client.force_login(admin)
    (row,) = client.get("/settings/rates/").context["rows"]
    mine = {"currency": "EUR", "rate": "۹۸٬۰۰۰", "seen": row[2]["seen"].value()}
    rates.say(currency="EUR", rate=OWN, by=admin)
    told = client.post("/settings/rates/", mine)
    text = told.content.decode()
    assert told.status_code == 409 and CurrencyRate.objects.get().rate == OWN
    assert "۷۰٬۰۰۰" in text and "۹۸٬۰۰۰" in text and "مقدار من ذخیره شود" in text
    (row,) = told.context["rows"]
    client.post("/settings/rates/", mine | {"seen": row[2]["seen"].value()})
    assert CurrencyRate.objects.get().rate == TOLD


def test_who_adds_a_currency_that_was_added_meanwhile_is_told(pipeline: Pipeline, admin: User) -> None:
    client = Client()
    client.force_login(admin)
    assert 'name="seen" value="0"' in client.get("/settings/rates/").content.decode()
    rates.say(currency="USD", rate=OWN, by=admin)
    told = client.post("/settings/rates/", {"currency": "USD", "rate": "5", "seen": "0"})
    assert told.status_code == 409 and "۷۰٬۰۰۰" in told.content.decode()
    assert client.post("/settings/rates/", {"currency": "USD", "rate": "5"}).status_code == 409


def test_the_api_reads_and_says_rates(pipeline: Pipeline, ali: User, admin: User) -> None:
    euros(pipeline, ali, 100)
    client = Client()
    client.force_login(admin)
    [told] = client.get("/api/v1/rates").json()
    assert (told["currency"], told["rate"], told["open"], told["left"]) == ("EUR", None, 1, 100)
    said = client.put("/api/v1/rates/eur", {"rate": "9800"}, content_type="application/json").json()
    assert (Decimal(said["rate"]), said["open"], said["set_by"]) == (TOLD, 0, "Mina")


def test_a_rate_of_whole_units_comes_back_as_it_was_said(company: object) -> None:
    for said in ("98000", "0.0125", "1234.5"):
        assert as_whole(as_minor(Decimal(said), "EUR", "toman"), "EUR", "toman") == Decimal(said)
    assert known_rates() == []


def test_a_deal_that_is_said_to_be_in_its_own_currency_again_keeps_its_own_rate(admin, pipeline) -> None:
    new = NewDeal(
        title="Pump", pipeline=pipeline, owner=admin, amount=1000, currency="USD", rate=Decimal(900_000)
    )
    deal = deals.create(new=new, by=admin)
    rates.say(currency="USD", rate=Decimal(1_000_000), by=admin)
    changed = deals.change(deal=Deal.objects.get(pk=deal.pk), by=admin, currency="USD", title="Pumps")
    assert (changed.title, changed.rate) == ("Pumps", 900_000)
