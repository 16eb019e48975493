"""Calls that name a person without a company, or nobody: who is meant is told by the number, then by who is known."""

import pytest

from kariz.exchange.models import ImportRow
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity
from kariz.reading.names.calls_of_rows import without_company
from kariz.reading.names.directory import Directory, Entry, may_be_called

CUSTOMERS = [
    ["نام شرکت", "رابط", "موبایل", "تلفن شرکت"],
    ["صنایع بسته‌بندی سبلان", "مهندس کامران قاسمی", "09121110001", "02188776655"],
    ["لبنیات آرین", "حمید خسروی", "09121110002", ""],
    ["شوینده لاله", "دکتر محمد قربانی", "09121110003", ""],
    ["پلاستیک باران", "خانم قربانی", "09121110004", ""],
    ["لبنیات آوین", "زهرا طاهری", "09121110005", ""],
    ["آرد یزد مهر", "آقای عباسی", "09121110006", ""],
    ["قهوه تابان", "آقای عباسی", "", ""],
]
HEADERS = ["تاریخ", "با کی", "شماره", "چی شد"]


def calls(admin, *rows, customers=CUSTOMERS):
    """[(company, person)] of calls with (who, number); the import of the calls."""
    lines = [HEADERS, *(["1404/07/12", who, number, f"گفت {at}"] for at, (who, number) in enumerate(rows))]
    whole = run(upload(admin, customers=customers, calls=lines), admin)
    found = Activity.objects.filter(deleted_at=None).order_by("id")
    return [(one.company and one.company.name, one.contact and one.contact.name) for one in found], part(
        whole, "calls"
    )


FILLER = [
    ("لبنیات آرین", "09350000001"),
    ("قهوه تابان", "09350000002"),
    ("شوینده لاله - آقای رها", "09350000003"),
]
"""Rows by which the column is known to name companies."""


@pytest.mark.parametrize(
    ("who", "number", "firm", "person"),
    [
        ("مهندس قاسمی از سبلان", "", "صنایع بسته‌بندی سبلان", "مهندس کامران قاسمی"),
        ("حمید خسروی / آرین", "", "لبنیات آرین", "حمید خسروی"),
        ("کامران قاسمی - سبلان", "", "صنایع بسته‌بندی سبلان", "مهندس کامران قاسمی"),
        ("سبلان", "", "صنایع بسته‌بندی سبلان", None),
        ("مهندس قاسمی", "", "صنایع بسته‌بندی سبلان", "مهندس کامران قاسمی"),
        ("حمید خسروی", "", "لبنیات آرین", "حمید خسروی"),
        ("آقای قربانی", "", "شوینده لاله", "دکتر محمد قربانی"),
        ("خانم قربانی", "", "پلاستیک باران", "خانم قربانی"),
        ("", "0912 111 0002", "لبنیات آرین", "حمید خسروی"),
        ("", "021-88776655", "صنایع بسته‌بندی سبلان", None),
        ("آقای عباسی", "9121110006", "آرد یزد مهر", "آقای عباسی"),
        ("آقای عباسی", "", None, None),
        ("خانم زهرا طاهری", "09359998877", None, None),
        ("مهندس سلطانی", "", None, None),
        ("زهرا مقدم", "", None, None),
        ("شماره ناشناس", "09300000000", None, None),
        ("قهوه تابان", "09121110002", "قهوه تابان", None),
    ],
)
def test_a_call_is_linked_to_whom_it_means_and_to_nobody_where_that_is_unsure(
    admin, pipeline, who, number, firm, person
):
    found, _one = calls(admin, *FILLER, (who, number))
    assert found[-1] == (firm, person)
    assert Company.objects.count() == len(CUSTOMERS) - 1


def test_what_stays_unsure_stands_in_the_text_with_its_number_and_is_worth_a_look(admin, pipeline):
    _found, one = calls(admin, *FILLER, ("خانم زهرا طاهری", "09359998877"), ("شماره ناشناس", "09300000000"))
    second, first = Activity.objects.order_by("-id")[:2]
    assert "خانم زهرا طاهری" in first.notes
    assert "09359998877" in first.notes
    assert "09300000000" in second.notes
    odd = ImportRow.objects.filter(of=one).exclude(warnings=[]).values_list("number", flat=True)
    assert {5, 6} <= set(odd)


def test_somebody_of_a_company_that_is_here_is_found_by_number_and_by_name(admin, pipeline):
    firm = companies.create(by=admin, name="سیمان شرق", phone="02144556677")
    contacts.create(
        by=admin, name="سارا رستمی", company=firm, points=[{"kind": "mobile", "value": "09137770001"}]
    )
    found, _one = calls(admin, *FILLER, ("خانم رستمی", ""), ("", "09137770001"), ("", "021 4455 6677"))
    assert found[-3:] == [("سیمان شرق", "سارا رستمی"), ("سیمان شرق", "سارا رستمی"), ("سیمان شرق", None)]


def test_people_whom_a_seller_may_not_see_are_nobody(admin, ali, reza, pipeline):
    firm = companies.create(by=admin, name="سیمان شرق", owner=reza)
    contacts.create(by=admin, name="سارا رستمی", company=firm, owner=reza)
    found, _one = calls(ali, *FILLER, ("سارا رستمی", ""))
    assert found[-1] == (None, None)


def test_a_name_with_another_title_may_be_the_same_but_a_man_is_no_woman():
    assert may_be_called("آقای قربانی", "دکتر محمد قربانی")
    assert not may_be_called("آقای قربانی", "خانم قربانی")
    two = Directory([Entry("الف", "علی رضایی"), Entry("ب", "رضا رضایی")])
    assert len(two.called("آقای رضایی")) == 2
    assert [one.company for one in two.called("علی رضایی")] == ["الف"]


def test_another_row_of_the_calls_may_say_whose_a_number_is(admin, pipeline):
    rows = [("رضا بهمنی از آوین", "09127770001"), ("رضا بهمنی", "0912-777-0001"), ("", "09127770001")]
    found, _one = calls(admin, *FILLER, *rows)
    assert [firm for firm, _person in found[-3:]] == ["لبنیات آوین"] * 3


def test_rows_that_say_two_firms_of_one_number_say_nothing(admin, pipeline):
    rows = [("رضا بهمنی از آوین", "09127770001"), ("رضا بهمنی از آرین", "09127770001"), ("", "09127770001")]
    found, _one = calls(admin, *FILLER, *rows)
    assert [firm for firm, _person in found[-3:]] == ["لبنیات آوین", "لبنیات آرین", None]


def test_a_number_that_the_list_of_customers_has_is_theirs_whatever_another_call_says(admin, pipeline):
    found, _one = calls(admin, *FILLER, ("رضا بهمنی از آوین", "09121110002"), ("", "09121110002"))
    assert [firm for firm, _person in found[-2:]] == ["لبنیات آوین", "لبنیات آرین"]


@pytest.mark.parametrize(
    "who",
    [
        "حمید خسروی و همکارش",
        "آقای خسروی و همکارانش",
        "حمید خسروی به همراه دو نفر از همکارانش",
        "حمید خسروی and colleague",
        "حمید خسروی & her colleagues",
    ],
)
def test_a_call_with_somebody_and_colleagues_is_with_that_person(admin, pipeline, who):
    found, _one = calls(admin, *FILLER, (who, ""))
    assert found[-1] == ("لبنیات آرین", "حمید خسروی")
    assert who in Activity.objects.latest("id").notes
    assert not Contact.objects.filter(name__contains="همکار").exists()


@pytest.mark.parametrize("who", ["Marks and Partners", "علی و سارا", "همکارش", "رضا و برادران"])
def test_who_is_named_stays_whole(who):
    assert without_company(who) == who


def test_one_company_spelt_by_ear_beside_the_number_of_its_person_is_one(admin, pipeline):
    customers = [*CUSTOMERS, ["باسلوق ارس", "زهرا وطن‌خواه", "09143309771", ""]]
    sales = [
        ["تاریخ", "شرکت", "شخص", "موبایل", "محصول", "مبلغ", "وضعیت"],
        ["1404/07/12", "باسلق ارس", "زهرا وطن‌خواه", "09143309771", "جعبه", 100, "باز"],
        ["1404/07/12", "باسلاق سهند", "مهسا بهنام", "09143309772", "جعبه", 200, "باز"],
    ]
    lines = [["تاریخ", "شرکت", "با کی", "چی شد"], ["1404/07/20", "باسلق ارس", "خ وطن‌خواه", "گفت هفته بعد"]]
    run(upload(admin, customers=customers, sales=sales, calls=lines), admin)
    person = Contact.objects.get(name="زهرا وطن‌خواه")
    assert person.company.name == "باسلوق ارس"
    assert Company.objects.filter(name__startswith="باسل").count() == 2
    one = Activity.objects.get(name="گفت هفته بعد", deleted_at=None, done_at__isnull=False)
    assert (one.company, one.contact) == (person.company, person)
