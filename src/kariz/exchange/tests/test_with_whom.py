"""A sheet of calls whose one column says with whom: the company, and often the person, in one cell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.people.normal import company_key
from kariz.pipeline.models import Activity
from kariz.reading.names import whom

FIRMS = ("سیمان دشت ورامین", "شهرداری ملارد", "رنگ و رزین صدف", "شهرداری ملارد - پسماند", "نوین گستر")
KEYS = frozenset(map(company_key, FIRMS))
CUSTOMERS = [["نام شرکت", "شهر"], *([name, "تهران"] for name in FIRMS)]
CALLS = [
    ["تاریخ", "با کی", "کی زد", "چی گفت", "تماس بعدی"],
    ["1404/07/12", "شهرداری ملارد - دکتر بختیاری", "Mina", "قرار شد نقشه بفرستد", ""],
    ["1404/07/17", "نوین گستر / آقای شاکری", "Mina", "با مدیرعامل صحبت می‌کند", "1404/09/09"],
    ["1404/08/01", "شرکت سيمان دشت ورامين (آقای عزیزی)", "Mina", "تاریخ نصب را هماهنگ کردیم", ""],
    ["1404/08/02", "رنگ و رزین صدف", "Mina", "اشغال", ""],
    ["1404/08/03", "آبشده عتیق - مهندس سلیمانی", "Mina", "گفت گران است", ""],
    ["1404/08/04", "سیمان دشت ورامین / آقای عزیزی", "Mina", "چک را تایید کرد", ""],
]


@pytest.mark.parametrize(
    ("text", "company", "person"),
    [
        ("شهرداری ملارد - دکتر بختیاری", "شهرداری ملارد", "دکتر بختیاری"),
        ("شهرداری ملارد - پسماند - دکتر بختیاری", "شهرداری ملارد - پسماند", "دکتر بختیاری"),
        ("شهرداری ملارد - پسماند", "شهرداری ملارد - پسماند", ""),
        ("نوین‌گستر/شاکری", "نوین‌گستر", "شاکری"),
        ("آقای عزیزی (سیمان دشت ورامین)", "سیمان دشت ورامین", "آقای عزیزی"),
        ("رنگ و رزین صدف\nخانم صفری", "رنگ و رزین صدف", "خانم صفری"),
        ("رنگ‌ورزین صدف", "رنگ‌ورزین صدف", ""),
        ("نوین گستر - آقای شاکری - مدیر خرید", "نوین گستر", "آقای شاکری - مدیر خرید"),
        ("نوین گستر (آقای شاکری) ۰۹۱۴۳۳۶۱۱۵۹", "نوین گستر", "آقای شاکری ۰۹۱۴۳۳۶۱۱۵۹"),
        ("نوین گستر آقای شاکری", "نوین گستر", "آقای شاکری"),
    ],
)
@pytest.mark.parametrize("of_firms", [True, False])
def test_what_is_known_as_a_company_is_the_company(text, company, person, of_firms):
    assert whom.apart(text, KEYS, of_firms=of_firms) == (company, person)


@pytest.mark.parametrize(
    ("text", "company", "person"),
    [
        ("آبشده عتیق - مهندس سلیمانی", "آبشده عتیق", "مهندس سلیمانی"),
        ("آبشده عتیق", "آبشده عتیق", ""),
        ("رضا صنعت / آقای احمدی", "رضا صنعت", "آقای احمدی"),
        ("آقای احمدی / رضا صادقی", "", "آقای احمدی / رضا صادقی"),
        ("آقای رضایی - مدیر خرید", "", "آقای رضایی - مدیر خرید"),
        ("ایران خودرو (دیزل)", "ایران خودرو (دیزل)", ""),
        ("دکتر عبیدی", "", "دکتر عبیدی"),
        ("مهندس قاسمی از آبشده عتیق", "آبشده عتیق", "مهندس قاسمی"),
        ("حمید خسروی / آبشده عتیق", "آبشده عتیق", "حمید خسروی"),
        ("زهرا مقدم", "", "زهرا مقدم"),
        ("آهن از کرمان", "آهن از کرمان", ""),
    ],
)
def test_of_nobody_known_a_title_says_who_is_the_person(text, company, person):
    assert whom.apart(text, KEYS, of_firms=True) == (company, person)
    assert whom.apart(text, KEYS, of_firms=False) == ("", text)


def links():
    rows = Activity.objects.filter(deleted_at=None).exclude(done_at=None).order_by("done_at")
    return list(rows.values_list("company__name", "contact__name", "owner__name"))


def test_calls_of_a_workbook_are_linked_to_the_companies_of_its_other_sheet_and_their_people(admin, pipeline):
    whole = upload(admin, customers=CUSTOMERS, calls=CALLS)
    calls = part(whole, "calls")
    assert calls.mapping == {
        "تاریخ": "done_at",
        "با کی": "company",
        "کی زد": "owner",
        "چی گفت": "said",
        "تماس بعدی": "next_step_on",
    }
    first = preview(calls, admin).first[0].values
    assert (first["company"], first["contact"]) == ("شهرداری ملارد", "دکتر بختیاری")
    run(whole, admin)
    assert [(company, person) for company, person, _owner in links()] == [
        ("شهرداری ملارد", "دکتر بختیاری"),
        ("نوین گستر", "آقای شاکری"),
        ("سیمان دشت ورامین", "آقای عزیزی"),
        ("رنگ و رزین صدف", None),
        ("آبشده عتیق", "مهندس سلیمانی"),
        ("سیمان دشت ورامین", "آقای عزیزی"),
    ]
    assert {owner for _company, _person, owner in links()} == {"Mina"}
    assert Company.objects.count() == len(FIRMS) + 1
    assert Contact.objects.filter(name="آقای عزیزی").count() == 1
    follow = Activity.objects.get(done_at=None)
    assert (follow.company.name, follow.contact.name) == ("نوین گستر", "آقای شاکری")


def test_calls_to_companies_that_are_here_already_are_linked_to_who_is_called_so_there(
    admin, pipeline, bring
):
    firm = companies.create(by=admin, name="شهرداری ملارد")
    person = contacts.create(by=admin, name="بهروز بختیاری", company=firm)
    bring(
        "تاریخ,با کی,چی گفت\n1404/07/12,شهرداری ملارد - دکتر بختیاری,خبر می‌دهد\n1404/07/13,شهرداري ملارد,اشغال\n",
        admin,
    )
    first, second = Activity.objects.order_by("done_at")
    assert (first.company, first.contact) == (firm, person)
    assert (second.company, second.contact) == (firm, None)


def test_names_of_people_alone_stay_people(admin, pipeline, upload):
    companies.create(by=admin, name="شهرداری ملارد")
    one = upload("تاریخ,با کی,چی گفت\n1404/07/12,آقای عزیزی,خبر می‌دهد\n1404/07/13,خانم صفری,اشغال\n", admin)
    assert one.mapping["با کی"] == "contact"


def test_a_column_said_to_hold_people_links_the_company_that_is_known_all_the_same(admin, pipeline, bring):
    firm = companies.create(by=admin, name="شهرداری ملارد")
    rows = "تاریخ,با کی,چی گفت\n1404/07/12,شهرداری ملارد - دکتر بختیاری,خبر می‌دهد\n"
    bring(rows, admin, mapping={"تاریخ": "due_at", "با کی": "contact", "چی گفت": "said"})
    call = Activity.objects.get()
    assert (call.company, call.contact.name) == (firm, "دکتر بختیاری")
    assert call.done_at is not None


def test_a_call_that_is_still_to_come_is_planned(admin, pipeline, bring):
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    bring(
        f"تاریخ,مشتری,چی گفت\n{day},آوای نو,زنگ بزنیم\n",
        admin,
        kind="activities",
        mapping={"تاریخ": "done_at", "مشتری": "company", "چی گفت": "said"},
    )
    call = Activity.objects.get()
    assert (call.done_at, call.due_at is not None) == (None, True)


def test_with_the_number_beside_the_name_a_new_person_gets_it(admin, pipeline, bring):
    companies.create(by=admin, name="شهرداری ملارد")
    bring("تاریخ,با کی,چی گفت\n1404/07/12,شهرداری ملارد - دکتر بختیاری ۰۹۳۵۷۱۰۸۲۱۱,خبر می‌دهد\n", admin)
    person = Contact.objects.get()
    assert (person.name, person.points.get().normal) == ("دکتر بختیاری", "+989357108211")
    assert "۰۹۳۵۷۱۰۸۲۱۱" in Activity.objects.get().notes


def test_with_another_column_for_the_person_the_place_of_a_company_stands_in_the_notes(
    admin, pipeline, bring
):
    companies.create(by=admin, name="نیکان")
    rows = "تاریخ,مشتری,با کی صحبت شد,چی گفت\n1404/07/12,نیکان - شیراز,خانم صفری,خبر می‌دهد\n"
    one = bring(rows, admin)
    assert "contact" in one.mapping.values()
    call = Activity.objects.get()
    assert (call.company.name, "نیکان - شیراز" in call.notes) == ("نیکان", True)


def test_calls_to_companies_of_nobodys_list_are_known_by_the_titles_beside_them(admin, pipeline, upload):
    one = upload("تاریخ,با کی,چی گفت\n" + "1404/07/12,آبشده عتیق - مهندس سلیمانی,خبر می‌دهد\n" * 3, admin)
    assert one.mapping["با کی"] == "company"
