"""Rows that look like somebody who is here: said before anything is written, and never joined by themselves."""

import pytest

from kariz.exchange.actions.at_work import deciding, runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ExpectedRow, Import
from kariz.people.actions import companies, contacts, duplicate_search
from kariz.people.models import Company, Contact

PEOPLE = "name,company,mobile,position\nReza Karimi,Nikan,09121234568,Buyer\nSara Ahmadi,Other,09350000001,\n"


@pytest.fixture
def reza_karimi(admin):
    firm = companies.create(by=admin, name="Nikan")
    found = contacts.create(
        by=admin,
        name="Reza Karimii",
        company=firm,
        position="Buyer",
        points=[{"kind": "mobile", "value": "09121234567"}],
    )
    search("contact", admin)
    return found


def search(kind, by):
    """What the night does: write down by what records may be like others."""
    duplicate_search.start(kind=kind, by=by)
    duplicate_search.work_all()


def test_the_rehearsal_says_who_a_row_is_probably_the_same_as(admin, pipeline, upload, reza_karimi):
    one = upload(PEOPLE, admin)
    imports.check(one=one, by=admin)
    runs.work_all()
    row = ExpectedRow.objects.get(group="asked")
    assert (row.number, row.result_id) == (2, reza_karimi.pk)
    assert "Reza Karimii" in row.notes[0]["text"]
    assert {"%", "٪"} & set(row.notes[0]["text"])
    assert Import.objects.get(pk=one.pk).outcome["counts"]["created"] == 1


def test_a_row_put_aside_becomes_the_record_that_mina_chooses(admin, pipeline, bring, reza_karimi):
    one = bring(PEOPLE, admin)
    assert (one.created_count, one.asked_count) == (1, 1)
    deciding.decide(one=one, by=admin, how="fill")
    reza_karimi.refresh_from_db()
    assert Contact.objects.filter(deleted_at=None).count() == 2
    assert reza_karimi.points.count() == 2


def test_a_row_put_aside_becomes_a_record_of_its_own_where_mina_says_so(admin, pipeline, bring, reza_karimi):
    one = bring(PEOPLE, admin)
    deciding.decide(one=one, by=admin, how="create")
    assert Contact.objects.filter(deleted_at=None).count() == 3
    assert Import.objects.get(pk=one.pk).asked_count == 0


def test_who_chose_to_be_told_gets_new_records_with_a_word_on_each(admin, pipeline, bring, reza_karimi):
    one = bring(PEOPLE, admin, alike="tell")
    assert (one.created_count, one.asked_count) == (2, 0)
    [note] = one.rows.get(number=2).warnings
    assert "Reza Karimii" in note["text"]


def test_a_company_called_almost_alike_is_put_aside(admin, pipeline, bring):
    companies.create(by=admin, name="پتروشیمی آریا ساسول", phone="02188776655", city="تهران")
    search("company", admin)
    one = bring("نام شرکت,تلفن,شهر\nپتروشیمی آریا ساسل,02188776655,تهران\nکاوش,,\n", admin, kind="companies")
    assert (one.asked_count, Company.objects.count()) == (1, 2)


def test_a_first_import_asks_nothing_for_likeness(admin, pipeline, bring):
    one = bring("name,mobile\nAli Rezaei,09121112233\nAli Rezaie,09121112234\n", admin)
    assert (one.created_count, one.asked_count) == (2, 0)


@pytest.mark.parametrize("column", ["national id", "economic code"])
def test_a_company_with_the_number_of_one_that_is_called_otherwise_is_put_aside(
    admin, pipeline, bring, column
):
    key = column.replace(" ", "_")
    companies.create(by=admin, name="Foo Holdings", **{key: "10320894878"})
    one = bring(f"company,{column}\nBaz Group Intl,۱۰۳۲۰۸۹۴۸۷۸\n", admin, kind="companies")
    assert (one.asked_count, Company.objects.count()) == (1, 1)
    [asked] = one.rows.get(number=2).warnings
    assert "Foo Holdings" in asked["text"]
    assert {"same " + column, "شناسهٔ ملی یکسان", "کد اقتصادی یکسان"} & set(_reasons(asked["text"]))


def _reasons(text):
    return [part.strip(" .") for part in text.rpartition(":")[2].replace("،", ",").split(",")]


def test_a_deal_whose_company_has_the_number_of_another_is_made_with_a_word(admin, pipeline, bring):
    companies.create(by=admin, name="Foo Holdings", national_id="10320894878")
    one = bring("deal,company,national id\nBoiler,Baz Group Intl,10320894878\n", admin)
    assert one.created_count == 1
    assert any("Foo Holdings" in note["text"] for note in one.rows.get(number=2).warnings)
