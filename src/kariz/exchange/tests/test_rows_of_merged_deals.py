"""Deals that two lists brought twice and that were merged here: the lists go on to say both, and mean the one."""

import pytest
from django.db import connection

from kariz.exchange.queries.known.living import merges_of_deals
from kariz.pipeline.actions import deals, doubled_deals
from kariz.pipeline.models import Deal

LISTS = {
    "fa": ("عنوان,شرکت,مبلغ (ریال),تاریخ ایجاد\n{title},پارس,{amount},2026-05-10\n", "پمپ آب", "پمپ آب چاه"),
    "en": (
        "Title,Company,Amount,Created on\n{title},Nikan,{amount},2026-05-10\n",
        "Water pump",
        "Water pump for the well",
    ),
}


OTHERS = "Fan,Saba,10,\nDoor,Saba,20,\nDesk,Mehr,30,\n"


@pytest.fixture(params=["fa", "en"])
def twice(request, admin, pipeline, bring):
    """Two lists of one deal, merged here; the second row as a list, with the amount that it says."""
    text, first, second = LISTS[request.param]
    bring(text.format(title=first, amount=100), admin, name="a.csv")
    bring(text.format(title=second, amount=100) + OTHERS, admin, name="b.csv")
    keep, other = Deal.objects.order_by("pk")[:2]
    doubled_deals.merge(deal=keep, other=other, by=admin)
    return keep, lambda amount: text.format(title=second, amount=amount) + OTHERS


def test_a_row_of_a_merged_deal_is_in_no_bin(admin, bring, twice):
    keep, second = twice
    again = bring(second(100), admin, name="b.csv")
    row = again.rows.get(number=2)
    assert (again.outcome.get("binned", 0), row.action, row.result_id) == (0, "skipped", keep.pk)


def test_what_its_row_says_new_is_said_of_the_deal_that_it_lives_on_in(admin, bring, twice):
    keep, second = twice
    was = Deal.objects.get(pk=keep.pk).amount
    again = bring(second(250), admin, name="b.csv", existing="update")
    assert (again.created_count, again.updated_count) == (0, 1)
    assert Deal.objects.filter(deleted_at=None).count() == 4
    assert Deal.objects.get(pk=keep.pk).amount == was * 5 // 2


def test_the_row_of_a_deal_that_was_thrown_away_is_in_the_bin_as_before(admin, pipeline, bring):
    text, first, _second = LISTS["en"]
    bring(text.format(title=first, amount=100), admin)
    deals.delete(deal=Deal.objects.get(), by=admin)
    again = bring(text.format(title=first, amount=100), admin)
    assert again.outcome["binned"] == 1


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_what_deals_were_merged_into_is_found_without_reading_the_log():
    assert "event_deal_merged" in merges_of_deals().explain()
