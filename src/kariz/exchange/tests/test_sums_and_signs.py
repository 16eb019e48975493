"""Amounts below “Value (£ ex VAT)” are pounds, and what adds up a part of a list is no deal of it."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

SUMS = ["Schools total", "Total Q3", "Q3 total", "Sub-total schools", "Subtotal: schools", "Total schools", "Grand total",
        "جمع مدارس", "جمع کل", "جمع سه‌ماههٔ سوم", "جمع مدارس:", "مجموع مدارس"]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["Value (£ ex VAT)", "Amount £ ex. VAT", "Value £ (excl. VAT)", "Amount ex VAT (£)", "Net value £"],
)
def test_niamhs_pounds_are_the_amount_in_pounds(bring, admin, pipeline, header):
    one = bring(
        f"Title,Company,{header},Status\nPump,Otley,1200,Open\nMill,Acme,300.50,Won\n", admin, rate="1"
    )
    assert one.mapping[header] == "amount" and one.options["currency"] == "GBP"
    assert {(deal.amount, deal.currency) for deal in Deal.objects.all()} == {
        (120_000, "GBP"),
        (30_050, "GBP"),
    }


@pytest.mark.parametrize("said", SUMS)
def test_a_sum_of_some_rows_is_told_and_left_out_and_can_be_taken_in(upload, admin, pipeline, said):
    text = (
        "Customer,Job,Value,Status\nHill School,Boiler,1000,Open\nMary School,Pump,2000,Won\n"
        f"{said},,3000,\nAcme,Pump,500,Open\n"
    )
    one = upload(text, admin)
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.skipped_count) == (3, 1)
    assert done.rows.get(number=4).told
    taken = imports.change(one=upload(text, admin), by=admin, options={"rows": {"4": "take"}})
    assert finish(imports.start(one=taken, by=admin)).created_count == 1


@pytest.mark.parametrize("name", ["Total Energies", "Totalis Ltd", "جمعه‌بازار البرز"])
def test_a_customer_who_is_called_so_is_no_sum(bring, admin, pipeline, name):
    text = f"Customer,Job,Value,Status\nHill School,Boiler,1000,Open\n{name},Pump,2000,Won\n"
    assert bring(text, admin).created_count == 2
