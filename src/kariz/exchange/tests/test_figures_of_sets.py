"""What a page says of one sheet is what it comes to now, whatever was said of the sheets beside it meanwhile."""

import pytest
from django.core.cache import cache

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.known import spellings
from kariz.exchange.queries.pages.coming import alone, coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import INQUIRIES, SALES, part, upload
from kariz.reading.deals.doubles import DOUBLE

PEOPLE = [
    ["name", "mobile", "company"],
    ["Ali Rezaei", "09121111111", ""],
    ["Sara Ahmadi", "09122222222", ""],
    ["Reza Karimi", "09123333333", "Nikan"],
]
DEALS = [
    ["title", "company", "amount", "created"],
    ["Pump", "Ali Rezaei", 5000, "2026-01-05"],
    ["Valve", "Sara Ahmadi", 7000, "2026-01-06"],
]
FIRMS = [["company", "city"], ["Nikan", "Tehran"], ["Borna Trade", "Tehran"], ["Pars", "Karaj"]]
TWICE = [
    ["title", "company", "amount", "created"],
    ["Pump", "Nikan", 5000, "2026-01-05"],
    ["Pump", "Borna Trade", 5000, "2026-01-05"],
    ["Valve", "Pars", 7000, "2026-01-06"],
]


def said(whole):
    parts = parts_of(whole)
    one = coming(parts)
    return one.rows, one.refused, one.control, [alone(part) for part in parts]


def is_fresh(whole):
    kept = said(whole)
    cache.clear()
    return kept == said(whole)


def without(one, *names):
    return {column: name for column, name in one.mapping.items() if name not in names}


@pytest.mark.parametrize(
    ("sheets", "changed", "names"),
    [
        ({"inquiries": INQUIRIES, "sales": SALES}, "inquiries", ("external_id",)),
        ({"people": PEOPLE, "deals": DEALS}, "people", ("company",)),
    ],
)
def test_the_figures_of_a_sheet_follow_what_is_said_of_the_columns_beside_it(
    admin, pipeline, sheets, changed, names
):
    whole = upload(admin, **sheets)
    said(whole)
    one = Import.objects.get(pk=part(whole, changed).pk)
    imports.change(one=one, by=admin, mapping=without(one, *names))
    assert is_fresh(whole)


def test_they_follow_what_the_list_of_companies_says_of_two_names(admin, pipeline):
    whole = upload(admin, firms=FIRMS, deals=TWICE)
    assert doubles(whole) == [0, 0]
    imports.change(one=part(whole, "firms"), by=admin, options={"same_companies": {"Borna Trade": "Nikan"}})
    assert doubles(whole) == [1, 1]
    assert is_fresh(whole)


def doubles(whole):
    """In what all sheets come to, and in what the deals do alone."""
    parts = parts_of(whole)
    both = coming(parts).control, alone(parts[1])
    return [sum(mark.count for mark in one.marked if mark.sign == DOUBLE) for one in both]


def test_what_names_of_companies_mean_is_found_once_for_all_lists_of_a_set_however_many_names_they_have(
    admin, pipeline, monkeypatch
):
    whole = upload(admin, Firms=FIRMS, Deals=TWICE, More=[TWICE[0], ["Hose", "Borna", 900, "2026-02-05"]])
    cache.clear()
    found, find = [], spellings._found
    monkeypatch.setattr(spellings, "MOST_KEPT", 1)
    monkeypatch.setattr(spellings, "_kept", {})
    monkeypatch.setattr(spellings, "_found", lambda *asked: found.append(asked) or find(*asked))
    coming(parts_of(whole))
    assert len(found) == 1
