"""Terri overwrites with next week's customer list, in which the main number of a company is another one."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.organisation.models import Organisation
from kariz.people.actions import companies
from kariz.people.models import Company

HEAD = "Company,City,Main #,Contacts,E-mail\n"
ROW = "Glass City Brewing Co.,Toledo,{},Angie Burkholder / Laura Ruffing,\n"
REST = "Gesu Parish,Toledo,419-555-1196,Joyce Nagy,jnagy@gesu.example\n"
MAPPING = {
    "Company": "company",
    "City": "city",
    "Main #": "company_phone",
    "Contacts": "contact",
    "E-mail": "email",
}
OLD, NEW = "419-555-1084", "419-555-1999"


@pytest.fixture
def week(admin, pipeline, bring):
    Organisation.objects.update(country="US")

    def take(phone, existing="update", company="fill"):
        text = HEAD + ROW.format(phone) + REST
        options = {"existing": existing, "existing_company": company, "existing_contact": "fill"}
        return bring(text, admin, kind="contacts", mapping=MAPPING, **options)

    take(OLD)
    return take


def brewery():
    return Company.objects.get(name__startswith="Glass City", deleted_at=None)


@pytest.mark.parametrize("policy", ["fill", "update"])
def test_the_new_main_number_goes_over_the_old_one_is_counted_and_taken_back(week, admin, policy):
    one = week(NEW, company=policy)
    assert (brewery().phone, brewery().notes) == (NEW, "")
    if policy == "fill":
        assert (one.created_count, one.updated_count, one.skipped_count) == (0, 1, 1)
        assert week(NEW).updated_count == 0
    finish(imports.take_back(one=one, by=admin))
    assert brewery().phone == OLD


def test_a_number_that_terri_changed_here_stays_and_the_other_stands_in_the_notes(week, admin):
    companies.change(company=brewery(), by=admin, phone="419-555-7777")
    one = week(NEW)
    assert (brewery().phone, NEW in brewery().notes, one.updated_count) == ("419-555-7777", True, 0)
    assert "Somebody changed the phone of the company here" in str(one.rows.get(number=2).warnings)


def test_what_the_list_said_all_along_never_goes_over_what_terri_changed_here(week, admin):
    companies.change(company=brewery(), by=admin, phone="419-555-7777")
    week(OLD)
    assert brewery().phone == "419-555-7777"


def test_where_only_blanks_are_filled_the_number_is_a_note_as_before(week):
    week(NEW, existing="fill")
    assert (brewery().phone, NEW in brewery().notes) == (OLD, True)


def test_of_two_lines_of_one_company_in_a_list_the_first_counts_week_after_week(admin, week, bring):
    text = (
        HEAD
        + ROW.format(NEW)
        + ROW.format("419-555-1085").replace("Angie Burkholder / Laura Ruffing", "Bo Rupp")
    )
    for updated in (1, 0):
        one = bring(text, admin, kind="contacts", mapping=MAPPING, existing="update", existing_company="fill")
        assert (brewery().phone, brewery().notes, one.updated_count) == (NEW, "419-555-1085", updated)


PERSIAN = (
    "نام شرکت,تلفن ثابت,افراد,موبایل ها\n"
    "سیمان داراب,{},مسعود بهرامی و ناصر کیانی,09135668705 / 09171451924\n"
    "دامداری سپیدان,{},نوروز قاسمی,09172160622\n"
)
KEEPS = {"en": "The company keeps its phone", "fa": "تلفن شرکت همان"}


def lines():
    return sorted(Company.objects.values_list("phone", flat=True))


def test_a_row_of_two_people_brings_the_new_line_of_its_company_as_a_row_of_one_does(admin, pipeline, bring):
    first, new = ("071-32414757", "071-37799301"), ["071-32414700", "071-37799300"]
    bring(PERSIAN.format(*first), admin)
    one = bring(PERSIAN.format(*new), admin, existing="update", existing_company="fill")
    assert (lines(), one.updated_count) == (sorted(new), 2)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_where_companies_are_left_as_they_are_both_rows_say_that_the_line_is_another(
    admin, pipeline, bring, client, language
):
    admin.language = language
    admin.save()
    first = ("071-32414757", "071-37799301")
    bring(PERSIAN.format(*first), admin)
    new = PERSIAN.format("071-32414700", "071-37799300")
    one = bring(new, admin, existing="update", existing_company="skip")
    assert lines() == sorted(first)
    client.force_login(admin)
    answer = client.get(f"/api/v1/imports/{one.pk}/rows").json()
    told = [str(row["warnings"]) for row in answer["items"]]
    assert all(KEEPS[language] in row for row in told)
    assert not any(word in row for row in told for word in ("Nothing is different", "چیزی فرق نکرده"))
