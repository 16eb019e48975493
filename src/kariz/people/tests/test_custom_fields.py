"""Custom fields on companies, contacts and deals: made, filled, asked for, undone, put away."""

from datetime import date

import pytest
from django.apps import apps
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, CompanyValue, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal
from kariz.records.actions import custom_fields
from kariz.records.custom import first_fill
from kariz.records.custom.reading import Refused, read
from kariz.records.custom.showing import words
from kariz.records.models import CustomField, CustomType
from kariz.records.search import finder
from kariz.records.tables import table_of
from kariz.records.tables.sheet import Sheet, page_of
from kariz.rules import compile as rules
from kariz.rules.explain import explain
from kariz.rules.sorting import order_by
from kariz.web.errors import FieldErrors, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def make(by: User, label: str, type: str, subject: str = "company", **more: object) -> CustomField:
    return custom_fields.create(subject=subject, label=label, type=type, by=by, **more)  # type: ignore[arg-type]


@pytest.fixture
def fields(admin: User) -> dict[str, CustomField]:
    return {
        "text": make(admin, "نام تجاری", "text", key="brand"),
        "number": make(admin, "Branches", "number"),
        "money": make(admin, "Budget", "money"),
        "date": make(admin, "Founded", "date"),
        "choice": make(admin, "Grade", "choice", options=["الف", "ب"]),
        "choices": make(admin, "Products", "choices", options=["Pump", "Valve", "لوله"]),
        "boolean": make(admin, "Exports", "boolean"),
        "link": make(admin, "Catalogue", "link"),
        "phone": make(admin, "Factory phone", "phone"),
        "person": make(admin, "Engineer", "person"),
    }


def filled(by: User, engineer: User) -> dict[str, object]:
    return {
        "brand": "كاريز‌بان",
        "branches": "۱۲",
        "budget": 500_000_000,
        "founded": "1400/1/1",
        "grade": "ب",
        "products": ["Valve", "Pump"],
        "exports": "بله",
        "catalogue": "example.com/list",
        "factory_phone": "021 8888 7777",
        "engineer": engineer.pk,
    }


def test_ali_fills_every_type_and_each_is_kept_in_its_own_form(fields: dict, admin: User, ali: User):
    made = companies.create(by=ali, name="Nikan", custom=filled(ali, admin))
    kept = Company.objects.get(pk=made.pk).custom
    grade = fields["choice"].options[1]["key"]
    assert kept == {
        "brand": "كاريز‌بان",
        "branches": 12,
        "budget": 500_000_000,
        "founded": "2021-03-21",
        "grade": grade,
        "products": ["pump", "valve"],
        "exports": True,
        "catalogue": "https://example.com/list",
        "factory_phone": "021 8888 7777",
        "engineer": admin.pk,
    }


@pytest.mark.parametrize(
    ("asked", "op", "value", "held"),
    [
        ("brand", "contains", "کاریزبان", True),
        ("brand", "=", "کاریز", False),
        ("branches", ">", 11, True),
        ("branches", "between", [1, 11], False),
        ("budget", ">=", 500_000_000, True),
        ("founded", "before", "2021-03-22", True),
        ("founded", "=", "2021-03-20", False),
        ("products", "in", ["valve"], True),
        ("products", "!=", "pump", False),
        ("products", "is_empty", None, False),
        ("exports", "=", True, True),
        ("catalogue", "contains", "EXAMPLE", True),
        ("factory_phone", "is_not_empty", None, True),
        ("grade", "is_empty", None, False),
    ],
)
def test_a_rule_on_a_custom_field_says_the_same_of_many_and_of_one(
    fields: dict, admin: User, ali: User, asked: str, op: str, value: object, held: bool
):
    company = companies.create(by=ali, name="Nikan", custom=filled(ali, admin))
    bare = companies.create(by=ali, name="Bare")
    rule = {"field": f"custom.{asked}", "op": op, "value": value}
    found = set(rules.apply(Company.objects.all(), rule, subject="company", user=ali))
    company.refresh_from_db()
    for one in (company, bare):
        assert (one in found) is explain(rule, one, subject="company", user=ali).met
    assert (company in found) is held


def test_the_engineer_finds_the_companies_that_are_theirs(fields: dict, admin: User, ali: User):
    companies.create(by=admin, name="Nikan", custom={"engineer": ali.pk})
    companies.create(by=admin, name="Bare")
    rule = {"field": "custom.engineer", "op": "is_me"}
    found = rules.apply(Company.objects.all(), rule, subject="company", user=ali)
    assert [one.name for one in found] == ["Nikan"]


def test_a_deal_is_asked_about_its_company(fields: dict, deal: Deal, ali: User):
    company = companies.create(by=ali, name="Nikan", custom={"branches": 3})
    deals.change(deal=deal, by=ali, company=company)
    rule = {"field": "company.custom.branches", "op": ">", "value": 2}
    assert rules.apply(Deal.objects.all(), rule, subject="deal", user=ali).count() == 1
    fresh = Deal.objects.select_related("company").get(pk=deal.pk)
    assert explain(rule, fresh, subject="deal", user=ali).met


def test_lists_are_sorted_as_persian_sorts(fields: dict, ali: User):
    for name in ("پارس", "آب", "ژرف", "تهران"):
        companies.create(by=ali, name=name, custom={"brand": name})
    companies.create(by=ali, name="without")
    rows = Company.objects.order_by(*order_by("custom.brand", subject="company"))
    assert [one.name for one in rows] == ["آب", "پارس", "تهران", "ژرف", "without"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("branches", "many"),
        ("branches", "9" * 40),
        ("founded", "1404/12/30"),
        ("grade", "Z"),
        ("products", ["Pump", "Boat"]),
        ("exports", "maybe"),
        ("catalogue", "javascript:alert(1)"),
        ("catalogue", "not a link"),
        ("factory_phone", "12"),
        ("engineer", 999_999),
        ("engineer", True),
        ("nothing", "x"),
        ("brand", "x" * 1001),
        ("brand", {"a": 1}),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_written(
    fields: dict, ali: User, field: str, value: object
):
    with pytest.raises(FieldErrors) as refused:
        companies.create(by=ali, name="Nikan", custom={field: value})
    assert list(refused.value.errors) == [f"custom.{field}"]
    assert not Company.objects.exists()


def test_a_change_is_told_field_by_field_and_undone(fields: dict, admin: User, ali: User):
    company = companies.create(by=ali, name="Nikan", custom={"branches": 3, "brand": "A"})
    changed = companies.change(company=company, by=ali, custom={"branches": 4, "brand": None})
    event = Event.objects.filter(verb="company.changed").get()
    assert event.changes == {"custom.branches": [3, 4], "custom.brand": ["A", None]}
    assert changed.custom == {"branches": 4}
    undo(event=event, by=ali)
    assert Company.objects.get().custom == {"branches": 3, "brand": "A"}


def test_a_deals_custom_values_change_and_come_back(admin: User, deal: Deal, ali: User):
    make(admin, "Site", "text", subject="deal")
    deals.change(deal=deal, by=ali, custom={"site": "Yazd"})
    event = Event.objects.filter(verb="deal.changed").get()
    undo(event=event, by=ali)
    assert Deal.objects.get().custom == {}


def test_search_finds_a_contact_by_a_custom_phone(admin: User, ali: User):
    make(admin, "Assistant", "phone", subject="contact")
    contacts.create(by=ali, name="Mina Rad", custom={"assistant": "۰۹۱۲ ۱۲۳ ۴۵۶۷"})
    assert [one.title for one in finder.find(ali, "+989121234567")] == ["Mina Rad"]


def test_a_removed_field_is_forgotten_and_comes_back_with_its_values(fields: dict, admin: User, ali: User):
    company = companies.create(by=ali, name="Nikan", custom={"branches": 3})
    custom_fields.remove(field=fields["number"], by=admin)
    with pytest.raises(FieldErrors):
        companies.change(company=company, by=ali, custom={"branches": 4})
    custom_fields.restore(field=fields["number"], by=admin)
    assert Company.objects.get().custom == {"branches": 3}


def test_a_value_that_came_while_its_field_was_away_is_found_when_it_is_back(
    fields: dict, admin: User, ali: User
):
    company = companies.create(by=ali, name="Nikan", custom={"brand": "Qanat"})
    custom_fields.remove(field=fields["text"], by=admin)
    company.kept.all().delete()
    custom_fields.restore(field=fields["text"], by=admin)
    rule = {"field": "custom.brand", "op": "contains", "value": "qanat"}
    assert rules.apply(Company.objects.all(), rule, subject="company", user=ali).get() == company


def test_a_choice_left_out_is_retired_and_keeps_its_name(fields: dict, admin: User, ali: User):
    company = companies.create(by=ali, name="Nikan", custom={"products": ["Pump"]})
    changed = custom_fields.change(field=fields["choices"], by=admin, options=["Valve", "Tank"])
    assert [one["label"] for one in changed.options if not one["retired"]] == ["Valve", "Tank"]
    assert words(changed, company.custom["products"]) == "Pump"


def test_only_an_administrator_makes_fields(sara: User, ali: User):
    for person in (sara, ali):
        with pytest.raises(NotAllowed):
            make(person, "Branches", "number")
    assert not CustomField.objects.exists()


def test_two_administrators_at_once_do_not_overwrite_each_other(fields: dict, admin: User):
    custom_fields.change(field=fields["number"], by=admin, version=1, label="Shops")
    with pytest.raises(Stale):
        custom_fields.change(field=fields["number"], by=admin, version=1, label="Offices")


def test_two_fields_of_one_label_are_refused(fields: dict, admin: User):
    with pytest.raises(FieldErrors):
        make(admin, "نام  تجارى", "text")


@given(st.sampled_from(list(CustomType)), st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_and_reads_the_same_again(kind: CustomType, text: str):
    if kind is CustomType.PERSON:
        return
    options = [{"key": "a", "label": "الف", "retired": False}]
    field = CustomField(subject="company", key="x", label="x", type=kind, options=options)
    try:
        kept = read(field, text)
    except Refused:
        return
    again = date.fromisoformat(kept) if kind is CustomType.DATE and kept else kept
    assert read(field, again) == kept


def values(company: Company) -> set[tuple]:
    return set(company.kept.values_list("key", "text", "choice", "number", "whole", "day", "truth"))


def test_the_copies_by_which_values_are_found_follow_every_change_and_its_undoing(
    fields: dict, admin: User, ali: User
):
    given = {"brand": "کاریز", "branches": 3, "founded": "2020-03-20", "products": ["Pump", "Valve"]}
    company = companies.create(by=ali, name="Nikan", custom=given)
    before = values(company)
    assert len(before) == 5 and ("branches", None, None, 3.0, None, None, None) in before
    companies.change(company=company, by=ali, custom={"brand": None, "branches": 4, "products": ["Pump"]})
    assert {row[0] for row in values(company)} == {"branches", "founded", "products"}
    undo(event=Event.objects.get(verb="company.changed"), by=ali)
    assert values(company) == before


@pytest.mark.parametrize("sort", ["custom.branches", "-custom.branches", "custom.brand", "-custom.grade"])
def test_a_table_in_the_order_of_a_field_shows_every_company_once_and_the_empty_ones_last(
    sort: str, fields: dict, ali: User
):
    made = [None, 4, 2, 4, None, 1, 9]
    for at, number in enumerate(made):
        custom = {"branches": number, "brand": f"Brand {number}", "grade": "الف"} if number else {}
        companies.create(by=ali, name=f"Firm {at}", custom=custom)
    sheet = Sheet.of(table_of("companies"), ali, QueryDict(f"sort={sort}"))
    shown, cursor = [], ""
    while True:
        page = page_of(sheet, cursor, limit=2)
        shown += [one.custom.get("branches") for one in page["items"]]
        if not (cursor := page["next"]):
            break
    assert sorted(map(str, shown)) == sorted(map(str, made)) and shown[-2:] == [None, None]
    if "branches" in sort:
        assert shown[:-2] == sorted(filter(None, made), reverse=sort.startswith("-"))


def test_what_somebody_may_not_see_is_in_no_order_of_a_field(fields: dict, ali: User, reza: User):
    companies.create(by=reza, name="Hers", custom={"branches": 1})
    companies.create(by=ali, name="His", custom={"branches": 2})
    found = page_of(Sheet.of(table_of("companies"), ali, QueryDict("sort=custom.branches")))["items"]
    assert [one.name for one in found] == ["His"]


def test_not_having_a_value_of_the_company_holds_for_people_without_one(fields: dict, ali: User):
    firm = companies.create(by=ali, name="Nikan", custom={"branches": 3})
    there = contacts.create(by=ali, name="Mina", company=firm)
    alone = contacts.create(by=ali, name="Sara")
    rule = {"field": "company.custom.branches", "op": ">=", "value": 2}
    people = Contact.objects.all()
    assert rules.apply(people, rule, subject="contact", user=ali).get() == there
    assert rules.apply(people, {"not": rule}, subject="contact", user=ali).get() == alone
    empty = {"field": "company.custom.branches", "op": "is_empty"}
    assert rules.apply(people, empty, subject="contact", user=ali).get() == alone


def test_the_values_that_the_upgrade_fills_in_are_those_that_are_kept_today(
    admin: User, fields: dict[str, CustomField]
) -> None:
    nikan = companies.create(by=admin, name="Nikan", custom=filled(admin, admin))
    held = list(CompanyValue.objects.order_by("key", "choice").values())
    CompanyValue.objects.all().delete()
    first_fill.fill(apps, "people", "company")
    again = list(CompanyValue.objects.order_by("key", "choice").values())
    assert [row | {"id": 0} for row in again] == [row | {"id": 0} for row in held]
    assert {row["record_id"] for row in again} == {nikan.pk}
