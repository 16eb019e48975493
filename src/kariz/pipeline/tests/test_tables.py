"""What the tables of deals, contacts and companies read: pages, groups, sums."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kariz.access.models import User
from kariz.people.actions import companies, contacts
from kariz.people.models import Company
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Pipeline
from kariz.records.tables import Column, columns_of, register_provider, table_of
from kariz.records.tables import columns as registry
from kariz.records.tables.layout import places_of, text_of
from kariz.records.tables.sheet import Sheet, page_of, parts_of, totals_of
from kariz.rules.errors import RuleError


def sheet(plural: str, user: User, query: str = "", columns: str | None = None) -> Sheet:
    return Sheet.of(table_of(plural), user, QueryDict(query), columns)


@pytest.fixture
def firms(sara: User) -> list[Company]:
    rows = [
        {"name": "پارس", "city": "تهران", "size": 10, "owner": sara},
        {"name": "آریا", "city": "تهران", "size": 30, "owner": sara},
        {"name": "Delta", "city": "", "owner": sara},
    ]
    return companies.create_many(by=sara, rows=rows)


@pytest.mark.parametrize("plural", ["deals", "contacts", "companies"])
def test_a_table_goes_on_in_every_order_without_losing_or_repeating_a_row(
    plural: str, sara: User, firms: list[Company], pipeline: Pipeline
) -> None:
    people = [{"name": f"Person {at}", "owner": sara, "company": firms[at % 2]} for at in range(7)]
    contacts.create_many(by=sara, rows=people)
    deals.create_many(
        by=sara,
        news=[
            deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=sara, amount=at % 3 or None)
            for at in range(7)
        ],
    )
    for column in columns_of(table_of(plural).subject).values():
        for sort in (column.name, f"-{column.name}") if column.order else ():
            one, cursor, seen = sheet(plural, sara, f"sort={sort}"), "", []
            while True:
                page = page_of(one, cursor, limit=2)
                seen += [record.pk for record in page["items"]]
                cursor = page["next"]
                if not cursor:
                    break
            assert len(seen) == len(set(seen)) == totals_of(one).count, sort


def test_groups_count_and_sum_in_the_database_and_hold_their_own_rows(
    sara: User, firms: list[Company]
) -> None:
    one = sheet("companies", sara, "group=city&columns=name,size")
    parts, more = parts_of(one)
    assert [(part.label, part.count, part.sums["size"]) for part in parts] == [("تهران", 2, 40), ("", 1, 0)]
    assert not more
    assert {row.name for row in page_of(one, part=parts[0].key)["items"]} == {"پارس", "آریا"}
    assert {row.name for row in page_of(one, part="")["items"]} == {"Delta"}


def test_totals_are_of_all_that_is_asked_for(sara: User, firms: list[Company]) -> None:
    found = totals_of(sheet("companies", sara, "size__gte=20"))
    assert (found.count, found.sums["size"]) == (1, 30)


def test_nobody_sorts_or_groups_by_what_is_not_on_the_list(sara: User) -> None:
    for query in ("sort=password", "sort=-owner__password", "group=notes", "group=owner__password"):
        with pytest.raises(RuleError):
            page_of(sheet("companies", sara, query))


def test_columns_keep_their_order_and_width_and_the_name_comes_first(sara: User) -> None:
    table = table_of("companies")
    assert text_of(places_of(table, "city:200,size,name:300,nonsense,city")) == "name:300,city:200,size"
    assert text_of(places_of(table, "city:9999999,size:1")) == "name,city,size:60"
    assert len(places_of(table, "nonsense")) > 3


def test_a_column_made_while_kariz_runs_is_shown_like_a_built_one(
    sara: User, firms: list[Company], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._providers, "company", [])
    made = Column(
        name="custom.code", label="Code", show=lambda record, shower: record.city.upper(), reads=("city",)
    )
    register_provider("company", lambda: [made])
    one = sheet("companies", sara, "columns=name,custom.code")
    assert one.columns[1] is made
    assert page_of(one)["items"]
