"""Amounts in a currency that is not the company's: the rate is asked for, never taken to be one."""

from decimal import Decimal

import pytest

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.pipeline.actions import rates
from kariz.pipeline.models import Deal
from kariz.web.errors import FieldErrors

TEXT = "title,amount\nPump,20\n"


def test_an_import_in_dollars_does_not_start_without_a_rate(admin, pipeline, upload):
    one = imports.change(one=upload(TEXT, admin), by=admin, options={"currency": "USD"})
    assert one.options["rate"] == ""
    for begin in (imports.start, imports.check):
        with pytest.raises(FieldErrors) as refused:
            begin(one=one, by=admin)
        assert "rate" in refused.value.errors
    one = imports.change(one=one, by=admin, options={"rate": "60000"})
    imports.start(one=one, by=admin)
    runs.work_all()
    assert Deal.objects.get().base_amount == 20 * 60_000 * 10


def test_the_page_asks_how_many_toman_a_dollar_is(admin, pipeline, upload, client):
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    one = upload(TEXT, admin)
    form = {"version": one.version, "kind": "deals", "header": "on", "currency": "USD", "start": "1"}
    page = client.post(f"/imports/{one.pk}/mapping/", form)
    assert page.status_code == 422
    assert "Rate: how many toman is one USD?" in page.content.decode()
    assert "Say the rate of the currency" in page.content.decode()


def test_the_rate_of_the_last_file_is_not_taken_for_that_of_today(admin, pipeline, upload):
    one = imports.change(
        one=upload(TEXT, admin), by=admin, options={"currency": "USD", "rate": "60000", "unit": "toman"}
    )
    imports.start(one=one, by=admin)
    again = upload("title,amount\nPipe,5\n", admin)
    assert (again.options["currency"], again.options["rate"]) == ("USD", "")


def test_back_in_the_companys_own_currency_nothing_is_asked(admin, pipeline, upload):
    one = imports.change(one=upload(TEXT, admin), by=admin, options={"currency": "EUR"})
    one = imports.change(one=one, by=admin, options={"currency": "IRR"})
    imports.start(one=one, by=admin)
    runs.work_all()
    assert (Import.objects.get().created_count, Deal.objects.get().rate) == (1, Decimal(1))


def test_an_amount_that_names_its_own_currency_is_kept_in_it_and_waits_for_a_rate(admin, pipeline, bring):
    one = bring('title,amount\nPump,"£12,500"\nPipe,"USD 4,000"\nHose,5\n', admin)
    found = {deal.title: (deal.amount, deal.currency) for deal in Deal.objects.all()}
    assert found == {"Pump": (1_250_000, "GBP"), "Pipe": (400_000, "USD"), "Hose": (50, "IRR")}
    assert one.rows.get(number=2).warnings[0]["field"] == "currency"


@pytest.mark.parametrize(
    "text",
    [
        "title,Amount (USD)\nPump,20\nPipe,30\n",
        "عنوان معامله,مبلغ (دلار)\nپمپ,20\nلوله,30\n",
        "title,amount,currency\nPump,20,USD\nPipe,30,USD\n",
        "title,amount\nPump,$20\nPipe,$30\n",
    ],
)
def test_a_file_whose_amounts_are_all_dollars_asks_for_their_rate(text, admin, pipeline, upload):
    one = upload(text, admin)
    assert (one.options["currency"], one.options["rate"]) == ("USD", "")
    with pytest.raises(FieldErrors):
        imports.start(one=one, by=admin)
    one = imports.change(one=one, by=admin, options={"rate": "60000"})
    imports.start(one=one, by=admin)
    runs.work_all()
    assert sorted(Deal.objects.values_list("amount", "base_amount")) == [
        (2000, 20 * 60_000 * 10),
        (3000, 30 * 60_000 * 10),
    ]


def test_a_file_of_several_currencies_says_on_each_foreign_row_that_it_is_not_counted(admin, pipeline, bring):
    one = bring("title,amount,currency\nPump,20,USD\nPipe,30,IRR\n", admin)
    pump = Deal.objects.get(title="Pump")
    assert (pump.amount, pump.currency, pump.base_amount) == (2000, "USD", 0)
    assert one.rows.get(number=2).warnings[0]["field"] == "currency"
    assert not one.rows.get(number=3).warnings


def test_the_companys_rate_is_offered_and_counts_foreign_rows(admin, pipeline, upload, bring):
    rates.say(currency="USD", rate=Decimal(6_000), by=admin)
    one = upload("title,amount,currency\nPump,20,USD\nPipe,30,USD\n", admin)
    assert (one.options["currency"], one.options["rate"]) == ("USD", "60000")
    mixed = bring("title,amount,currency\nHose,20,USD\nBolt,30,IRR\n", admin)
    assert Deal.objects.get(title="Hose").base_amount == 20 * 60_000 * 10
    assert not mixed.rows.get(number=2).warnings
