"""A call log with the number that was called and the hour; and lists with several columns of people."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.organisation.queries.current import organisation
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.cells import hours
from kariz.reading.cells import values as v
from kariz.reading.columns.guessing import guess_mapping

HEAD = "تاریخ,ساعت,با کی,شماره,چی شد,کی زنگ زد\n"
CALLS = (
    "1405/08/01,10:30,آرد یزد مهر - خانم طاهری,۰۹۱۲-۳۳۳-۴۴۵۵,قیمت گرفت,Mina\n"
    "1405/08/02,۱۱:۱۵,خانم زهرا طاهری,09123334455,جواب نداد,Mina\n"
    "1405/08/03,,,09351112233,جلسه گذاشتیم,Mina\n"
    "1405/08/04,صبح,شماره ناشناس,09300001122,قطع کرد,Mina\n"
)


@pytest.fixture
def people(admin, pipeline):
    other = companies.create(by=admin, name="لبنیات آوین")
    contacts.create(by=admin, name="زهرا طاهری", company=other, points=[_mobile("09190000001")])
    flour = companies.create(by=admin, name="آرد یزد مهر")
    mine = contacts.create(by=admin, name="زهرا طاهری", company=flour, points=[_mobile("09123334455")])
    kamran = contacts.create(by=admin, name="کامران معتمد", company=other, points=[_mobile("09351112233")])
    return {"mine": mine, "kamran": kamran}


def _mobile(number):
    return {"kind": "mobile", "value": number}


def test_a_column_of_numbers_in_a_list_of_calls_and_one_of_hours_are_known():
    rows = [line.split(",") for line in CALLS.splitlines()]
    found = guess_mapping(HEAD.strip().split(","), "activities", rows)
    assert (found["شماره"], found["ساعت"]) == ("called", "at_time")


def test_of_two_of_one_name_the_call_is_with_whom_the_number_reaches_and_at_its_hour(admin, people, bring):
    one = bring(HEAD + CALLS, admin)
    assert (one.kind, one.created_count, one.refused_count) == ("activities", 4, 0)
    first, second, third, fourth = Activity.objects.order_by("id")
    assert first.contact == second.contact == people["mine"]
    assert second.company.name == "آرد یزد مهر"
    assert third.contact == people["kamran"] and third.company.name == "لبنیات آوین"
    assert (fourth.contact, fourth.company) == (None, None)
    assert "09300001122" in fourth.notes and "صبح" in fourth.notes
    assert set(Company.objects.values_list("name", flat=True)) == {"لبنیات آوین", "آرد یزد مهر"}
    local = [call.done_at.astimezone(_zone()).time() for call in (first, second)]
    assert local == [time(10, 30), time(11, 15)]


def _zone():
    return ZoneInfo(organisation().timezone)


def test_a_call_stands_at_one_customer_even_if_the_row_names_another_beside_the_number(admin, people, bring):
    kavosh = companies.create(by=admin, name="کاوش")
    rows = (
        "1405/08/01,کاوش,زهرا طاهری,09123334455,قیمت گرفت\n1405/08/02,کاوش,رضا نوری,09127778899,جواب نداد\n"
    )
    one = bring("تاریخ,شرکت,مخاطب,شماره,چی شد\n" + rows, admin, kind="activities")
    first, second = Activity.objects.order_by("id")
    assert (first.contact, first.company.name) == (people["mine"], "آرد یزد مهر")
    assert "کاوش" in first.notes and "زهرا طاهری" in str(one.rows.get(number=2).warnings)
    assert second.company == kavosh and second.contact.company == kavosh


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("10:30", time(10, 30)),
        ("۹:۰۵", time(9, 5)),
        ("ساعت ۱۴", time(14)),
        ("4:30 pm", time(16, 30)),
        ("5 عصر", time(17)),
        ("10:40:00", time(10, 40)),
        (0.4375, time(10, 30)),
        (16, time(16)),
        ("۱ شب", time(1)),
        ("۱۲ شب", time(0)),
        ("۹ شب", time(21)),
        ("شب ساعت ۱۱", time(23)),
        ("12 am", time(0)),
        ("12:30 am", time(0, 30)),
        ("12 pm", time(12)),
        ("۱ ظهر", time(13)),
        ("۱۲:۱۵ ظهر", time(12, 15)),
        ("۳ بامداد", time(3)),
        ("ساعت ۹ و نیم", time(9, 30)),
        ("عصر ۵ و ربع", time(17, 15)),
        ("۸ و ۲۰ دقیقه صبح", time(8, 20)),
    ],
)
def test_an_hour_is_read_as_people_and_spreadsheets_write_it(cell, at):
    assert hours.read_hour(cell) == at


@pytest.mark.parametrize("cell", ["صبح", "25:10", "10:75", "بعدا", 10.5])
def test_what_is_no_hour_is_none(cell):
    with pytest.raises(v.BadValue):
        hours.read_hour(cell)


CUSTOMERS = (
    "نام شرکت,مدیرعامل,رابط خرید,موبایل رابط\n"
    "لبنیات کاوه,آقای نوری,خانم سمیرا نجفی,09121112233\n"
    "قهوه رویال,,مهندس قاسمی,09122223344\n"
    "آرد سیمرغ,دکتر محمد قربانی,آقای علی رضایی,\n"
    "شوینده خزر,خانم لیلا زارع,,\n"
)


def test_the_head_of_the_firm_and_who_buys_there_both_come_in_as_its_people(admin, pipeline, bring, upload):
    one = upload(CUSTOMERS, admin)
    assert (one.mapping["مدیرعامل"], one.mapping["رابط خرید"]) == ("contact", "contact")
    bring(CUSTOMERS, admin)
    found = {person.name: person for person in Contact.objects.select_related("company")}
    assert set(found) == {
        "آقای نوری",
        "سمیرا نجفی",
        "مهندس قاسمی",
        "دکتر محمد قربانی",
        "علی رضایی",
        "لیلا زارع",
    }
    assert (found["آقای نوری"].company.name, found["آقای نوری"].position) == ("لبنیات کاوه", "مدیرعامل")
    assert found["لیلا زارع"].position == "مدیرعامل"
    # The number in the column of the buyer is the buyer's.
    assert found["سمیرا نجفی"].points.get().value.endswith("9121112233")
    assert not found["آقای نوری"].points.exists()


def test_who_says_that_two_columns_of_a_list_of_deals_hold_people_has_both(admin, pipeline, upload):
    one = upload("عنوان,شرکت,مبلغ,رابط,تصمیم\nپرکن,کاوه,100,آقای نوری,خانم نجفی\n", admin)
    mapping = one.mapping | {"رابط": "contact", "تصمیم": "contact"}
    one = imports.change(one=one, by=admin, mapping=mapping)
    finish(imports.start(one=one, by=admin))
    deal = Deal.objects.get()
    assert deal.contact.name == "آقای نوری"
    assert Contact.objects.get(name="خانم نجفی").company == deal.company


def test_a_column_of_sales_managers_is_nobody_of_the_customer():
    rows = [["کاوه", "آقای نوری", "خانم نجفی"], ["رویال", "مهندس قاسمی", "آقای صدر"]]
    assert guess_mapping(["نام شرکت", "رابط", "مدیر فروش"], "contacts", rows).get("مدیر فروش") != "contact"


def test_the_day_of_the_result_is_the_day_on_which_the_deal_was_closed():
    rows = [["پرکن", "کاوه", "1404/02/03", "برد", "1404/03/01"]]
    found = guess_mapping(["موضوع", "شرکت", "تاریخ شروع", "نتیجه", "تاریخ نتیجه"], "deals", rows)
    assert found["تاریخ نتیجه"] == "closed_at"
