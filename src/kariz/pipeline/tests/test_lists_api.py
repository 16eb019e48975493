"""Lists by programs: in every order that their pages have, what they add up to, and group by group."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from kariz.access.models import User
from kariz.people.actions import companies, contacts
from kariz.people.models import Company
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, Pipeline
from kariz.pipeline.tests.test_api import Program
from kariz.records.actions import custom_fields
from kariz.records.tables import columns_of, table_of


@pytest.fixture
def firms(sara: User, admin: User) -> list[Company]:
    custom_fields.create(by=admin, subject="company", label="Branches", type="number")
    rows: list[dict[str, Any]] = [
        {"name": "Pars", "city": "Tehran", "size": 10, "owner": sara, "custom": {"branches": 3}},
        {"name": "Arta", "city": "tehran", "size": 30, "owner": sara, "custom": {"branches": 12}},
        {"name": "Delta", "city": "", "owner": sara},
    ]
    return companies.create_many(by=sara, rows=rows)


@pytest.fixture
def program(sara: User) -> Program:
    return Program(sara)


def names(program: Program, address: str) -> list[str]:
    status, found = program("GET", address)
    assert status == 200, found
    return [one.get("name") or one["title"] for one in found["items"]]


def test_saras_program_sorts_companies_as_the_page_does(program: Program, firms: list[Company]) -> None:
    assert names(program, "/companies") == ["Arta", "Delta", "Pars"]
    assert names(program, "/companies?sort=-size") == ["Arta", "Pars", "Delta"]
    assert names(program, "/companies?sort=-city,-name") == ["Pars", "Arta", "Delta"]
    assert names(program, "/companies?sort=-custom.branches") == ["Arta", "Pars", "Delta"]
    status, refused = program("GET", "/companies?sort=-owner__password")
    assert (status, refused["code"]) == (400, "unknown_sort") and "custom.branches" in refused["detail"]


@pytest.mark.parametrize("plural", ["deals", "contacts", "companies"])
def test_every_order_of_a_page_goes_on_by_cursor_without_losing_or_repeating_a_row(
    plural: str, program: Program, sara: User, firms: list[Company], pipeline: Pipeline
) -> None:
    people = [{"name": f"Person {at}", "owner": sara, "company": firms[at % 2]} for at in range(5)]
    contacts.create_many(by=sara, rows=people)
    news = [
        deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=sara, amount=at % 3) for at in range(5)
    ]
    deals.create_many(by=sara, news=news)
    for column in columns_of(table_of(plural).subject).values():
        for sort in (column.name, f"-{column.name}") if column.order else ():
            seen, cursor = [], ""
            while cursor is not None:
                _status, page = program("GET", f"/{plural}?limit=2&sort={sort}&cursor={quote(cursor)}")
                seen += [one["id"] for one in page["items"]]
                cursor = page["next"]
            assert len(seen) == len(set(seen)) == (3 if plural == "companies" else 5), sort


def test_totals_are_of_all_that_the_filters_mean_and_of_each_group(
    program: Program, firms: list[Company]
) -> None:
    status, found = program("GET", "/companies/totals?size__gte=20")
    assert status == 200
    assert (found["count"], found["sums"]) == (1, {"size": 30, "custom.branches": 12})
    assert found["groups"] == [] and not found["more_groups"]
    _status, found = program("GET", "/companies/totals?group=city")
    tehran, none = found["groups"]
    assert (tehran["count"], tehran["sums"]["size"]) == (2, 40) and (none["key"], none["count"]) == ("", 1)
    assert names(program, f"/companies?group=city&part={tehran['key']}") == ["Arta", "Pars"]
    assert names(program, "/companies?group=city&part=") == ["Delta"]
    for address in ("/companies/totals?group=notes", "/companies?group=notes&part=x", "/companies?part=x"):
        assert program("GET", address)[0] == 400


def test_contacts_are_counted_by_owner(program: Program, sara: User, firms: list[Company]) -> None:
    contacts.create_many(by=sara, rows=[{"name": "Nika", "owner": sara}, {"name": "Omid", "owner": None}])
    _status, found = program("GET", "/contacts/totals?group=owner")
    assert found["count"] == 2
    assert {(part["label"], part["count"]) for part in found["groups"]} == {("Sara", 1), ("", 1)}
    assert names(program, "/contacts?sort=-owner") == ["Nika", "Omid"]


def test_deals_are_added_up_whatever_their_outcome_and_what_has_no_rate_is_told(
    program: Program, deal: Deal, pipeline: Pipeline, sara: User
) -> None:
    euros = deals.NewDeal(
        title="Export", pipeline=pipeline, owner=sara, amount=1200, currency="EUR", rate=Decimal(0)
    )
    deals.create_many(news=[euros], by=sara)
    program("POST", f"/deals/{deal.pk}/rest", {"until": "2099-01-01", "reason": "Later"})
    _status, found = program("GET", "/deals/totals?group=outcome")
    assert (found["count"], found["sums"]["amount"]) == (2, 500_000_000)
    assert found["weighted_sum"] == 0
    assert found["uncounted"] == {"amount": {"EUR": 1200}}
    by_outcome = {part["key"]: part for part in found["groups"]}
    assert by_outcome["open"]["uncounted"] == {"amount": {"EUR": 1200}}
    assert by_outcome["resting"]["sums"] == {"amount": 500_000_000}
    assert names(program, "/deals?group=outcome&part=resting") == ["Pump station"]
    assert program("GET", "/deals/totals?outcome=open")[1]["count"] == 1


def test_deals_are_narrowed_by_a_click_of_the_page(program: Program, deal: Deal) -> None:
    assert names(program, "/deals?quick=missing") == ["Pump station"]
    assert names(program, "/deals?quick=blocked") == []
    assert program("GET", "/deals?quick=gone")[0] == 400


def test_reza_of_another_team_counts_nothing(deal: Deal, reza: User) -> None:
    _status, found = Program(reza)("GET", "/deals/totals?group=stage")
    assert (found["count"], found["groups"], found["weighted_sum"]) == (0, [], 0)


def test_lists_and_totals_ask_no_more_for_more_rows(
    program: Program, sara: User, pipeline: Pipeline, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    firm = companies.create(by=sara, name="Toos", owner=sara)
    people = [{"name": f"P{at}", "owner": sara, "company": firm} for at in range(12)]
    contacts.create_many(by=sara, rows=people)
    news = [deals.NewDeal(title=f"D{at}", pipeline=pipeline, owner=sara, company=firm) for at in range(12)]
    deals.create_many(by=sara, news=news)
    for address in ("/deals?sort=company", "/contacts?sort=company", "/deals/totals?group=stage"):
        with django_assert_max_num_queries(16):
            assert program("GET", address)[0] == 200
