"""Sheets that only say the code of a company come to it: in one workbook, and when its companies came in before."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal

ENGLISH = {
    "Companies": [["Code", "Name", "City"], ["C-101", "Pumps", "Leeds"], ["C-102", "Valves", "York"]],
    "Deals": [
        ["Title", "Company code", "Amount", "Status"],
        ["Pump", "C-101", 100, "Open"],
        ["Valve", "C-102", 200, "Open"],
    ],
    "Contacts": [
        ["Name", "Company code", "Mobile"],
        ["Una Park", "C-101", "+447866905482"],
        ["Tom Lee", "C-102", "+447866905483"],
    ],
}
PERSIAN = {
    "شرکت‌ها": [["{code}", "نام مشتری", "شهر"], ["۱۰۱", "آبسان", "تهران"], ["102", "نیکان", "یزد"]],
    "معاملات": [
        ["عنوان معامله", "{code}", "مبلغ", "وضعیت"],
        ["پمپ", "101", 100, "باز"],
        ["شیر", 102, 200, "باز"],
    ],
    "مخاطبان": [
        ["نام و نام خانوادگی", "{code}", "موبایل"],
        ["مریم رضایی", "101", "09121112233"],
        ["علی کریمی", 102, "09121112234"],
    ],
}


def persian(code):
    return {
        name: [
            [cell.replace("{code}", code) if isinstance(cell, str) else cell for cell in row] for row in rows
        ]
        for name, rows in PERSIAN.items()
    }


def linked():
    firm = lambda one: one.company.name if one.company else ""  # noqa: E731
    return (
        {one.title: firm(one) for one in Deal.objects.filter(deleted_at=None)},
        {one.name: firm(one) for one in Contact.objects.filter(deleted_at=None)},
    )


WANTED = {
    "en": ({"Pump": "Pumps", "Valve": "Valves"}, {"Una Park": "Pumps", "Tom Lee": "Valves"}),
    "fa": ({"پمپ": "آبسان", "شیر": "نیکان"}, {"مریم رضایی": "آبسان", "علی کریمی": "نیکان"}),
}
BOOKS = [("en", ENGLISH), ("fa", persian("کد شرکت")), ("fa", persian("کد مشتری"))]


@pytest.mark.parametrize(("language", "sheets"), BOOKS)
def test_nedas_sheets_come_to_their_companies_by_the_code_alone(admin, pipeline, language, sheets):
    run(upload_book(admin, **sheets), admin)
    assert linked() == WANTED[language]
    assert Company.objects.count() == 2


def texts(sheets, digits=""):
    """{name of a file: its text}; `digits` make bare numbers long ones."""
    for name, rows in sheets.items():
        text = "".join(",".join(map(str, row)) + "\n" for row in rows)
        yield (
            name,
            text.replace("۱۰۱", "101").replace("101,", f"{digits}101,").replace("102,", f"{digits}102,"),
        )


@pytest.mark.parametrize(("language", "sheets"), BOOKS)
def test_the_companies_may_have_come_with_an_earlier_file(bring, admin, pipeline, language, sheets):
    done = []
    for name, text in texts(sheets, "" if language == "en" else "140"):
        done.append(bring(text, admin, f"{name}.csv"))
    assert linked() == WANTED[language]
    told = [note["text"] for one in done[1:] for row in one.rows.all() for note in row.warnings]
    assert any("101" in text for text in told), told
    for one in reversed(done):
        finish(imports.take_back(one=one, by=admin))
    assert linked() == ({}, {}) and not Company.objects.filter(deleted_at=None).exists()


@pytest.mark.parametrize("code", ["کد شرکت", "کد مشتری"])
def test_the_bare_number_of_an_unrelated_list_of_before_is_no_company_of_ours(bring, admin, pipeline, code):
    done = {name: bring(text, admin, f"{name}.csv") for name, text in texts(persian(code))}
    assert linked() == ({"پمپ": "", "شیر": ""}, {"مریم رضایی": "", "علی کریمی": ""})
    if code == "کد شرکت":
        told = [note["text"] for row in done["معاملات"].rows.all() for note in row.warnings]
        assert any("101" in text for text in told), told


def test_work_of_a_company_says_that_an_earlier_list_may_mean_another(bring, admin, pipeline):
    bring("Code,Company name,City\n7,Pumps,Leeds\nC-8,Mills,York\n", admin)
    one = bring(
        "Type,Subject,Company code,Due date\nCall,Ask,7,2031-02-03\nCall,Tell,C-8,2031-02-03\n", admin
    )
    firms = dict(Activity.objects.values_list("name", "company__name"))
    assert (firms["Ask"], firms["Tell"]) == (None, "Mills")
    assert all(any(note["field"] == "company_ref" for note in row.warnings) for row in one.rows.all())


def test_a_code_that_two_earlier_lists_give_to_different_companies_means_nobody(bring, admin, pipeline):
    bring("Code,Company name,City\nC-7,Pumps,Leeds\n", admin)
    bring("Code,Company name,Industry\nC-7,Mills,Food\n", admin)
    one = bring("Title,Company code,Amount\nPump,C-7,100\n", admin)
    assert linked()[0] == {"Pump": ""}
    assert "7" in one.rows.get().warnings[0]["text"]


def test_the_name_that_a_row_says_goes_before_the_code_of_another_list(bring, admin, pipeline):
    bring("Code,Company name,City\n7,Pumps,Leeds\n", admin)
    bring("Title,Company,Company code,Amount\nPump,Mills,7,100\n", admin)
    assert linked()[0] == {"Pump": "Mills"}


def test_the_codes_of_customers_stay_those_of_people_where_no_company_has_them(bring, admin, pipeline):
    one = bring("نام و نام خانوادگی,کد مشتری,موبایل\nمریم رضایی,101,09121112233\n", admin)
    assert one.mapping["کد مشتری"] == "external_id"


def test_nobody_learns_by_a_code_of_a_company_that_is_hidden_from_them(bring, admin, sara, pipeline):
    bring("Code,Company name,City\nC-7,Pumps,Leeds\n", admin)
    before = Company.objects.visible_to(sara).filter(name="Pumps").exists()
    bring("Title,Company code,Amount\nPump,C-7,100\n", sara)
    assert linked()[0] == {"Pump": "Pumps" if before else ""}
