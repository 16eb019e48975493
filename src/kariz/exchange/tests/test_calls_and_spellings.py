"""A list of calls finds a company by the same likeness as a list of deals does, in its set and here."""

import pytest

from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.actions import companies
from kariz.people.actions.merging import merge
from kariz.people.models import Company
from kariz.pipeline.models import Activity, Deal
from kariz.reading.names.spellings import HERE, Name, Spellings

CUSTOMERS = [
    "Erne Waters Hotel",
    "Glenlo Catering Services Ltd",
    "La Dolce Vita Pizzeria",
    "Harbour View Hotel",
    "The Salty Dog Gastropub",
]
SAID = {
    "Erne Waters": "Erne Waters Hotel",
    "Glenlo Catering": "Glenlo Catering Services Ltd",
    "La Dolce Vita": "La Dolce Vita Pizzeria",
    "Salty Dog": "The Salty Dog Gastropub",
    "Harbour View Hotel": "Harbour View Hotel",
}
FIELDS = {"Call": "done_at", "By": "owner", "Customer": "company", "Spoke to": "contact", "What": "subject"}


@pytest.fixture
def here(admin):
    return [companies.create(by=admin, name=name) for name in CUSTOMERS]


def found(model, name):
    rows = model.objects.filter(deleted_at=None).exclude(**{name: ""}).values_list(name, "company__name")
    return {said.removeprefix("Rang "): firm for said, firm in rows}


def ring(bring, admin, said=SAID):
    rows = "".join(f"2026-10-12,,{name},,Rang {name}\n" for name in said)
    return bring(f"{','.join(FIELDS)}\n{rows}", admin, kind="activities", mapping=FIELDS)


def test_calls_mean_the_companies_that_deals_mean(admin, pipeline, bring, here):
    one = ring(bring, admin)
    bring("title,company\n" + "".join(f"{name},{name}\n" for name in SAID), admin)
    assert found(Activity, "name") == found(Deal, "title") == SAID
    assert Company.objects.count() == len(here)
    assert not [row for row in one.rows.all() if row.warnings]


def test_calls_beside_a_list_of_customers_mean_those(admin, pipeline):
    calls = [["Call date", "Customer", "Spoke to", "Notes of the call"]]
    calls += [["2026-10-12", name, "", f"Rang {name}"] for name in SAID]
    customers = [["Company", "Main contact", "Town"], *([name, "", "Galway"] for name in CUSTOMERS)]
    run(upload(admin, customers=customers, calls=calls), admin)
    assert set(Company.objects.values_list("name", flat=True)) == set(CUSTOMERS)


def test_who_was_merged_away_is_rung_as_the_survivor(admin, pipeline, bring, here):
    old = companies.create(by=admin, name="Tigh Neachtain Óg")
    merge(survivor=here[0], others=[old], by=admin)
    ring(bring, admin, ["Tigh Neachtain Óg"])
    assert found(Activity, "name") == {"Tigh Neachtain Óg": "Erne Waters Hotel"}
    assert Company.objects.filter(deleted_at=None).count() == len(here)


def test_one_word_is_not_enough_and_two_hotels_are_two():
    names = [Name(name, 0, {HERE}) for name in ("Salt Hotel", "Bay View Hotel", "Bay View Inn")]
    spellings = Spellings(names)
    assert spellings.find("Salt") == ""
    assert spellings.find("Bay View") == ""
    assert spellings.find("Bay View Inn") == "Bay View Inn"
