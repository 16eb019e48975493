"""A sheet of calls is known by what it is called or by its headers: its rows are calls that were made, and no deals."""

import pytest

from kariz.exchange.rules.guessing import guess_kind, guess_mapping
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.pipeline.models import Activity, Deal

HEAD = ["تاریخ", "با کی", "موضوع تماس", "کی زنگ زد", "نتیجه / قدم بعد"]
CUSTOMERS = [
    ["نام شرکت", "رابط", "موبایل", "تلفن شرکت"],
    ["کاشی نیلوفر", "خانم مینا راد", "09121110001", "02188776655"],
    ["لبنیات کوهسار", "حمید خسروی", "09121110002", ""],
]


def bring_calls(admin, *rows, head=HEAD, sheet="تماس ها"):
    whole = run(upload(admin, مشتریان=CUSTOMERS, **{sheet: [head, *rows]}), admin)
    return part(whole, sheet)


def made():
    return list(Activity.objects.filter(deleted_at=None).order_by("pk"))


@pytest.mark.parametrize(
    "columns",
    [
        HEAD,
        ["تاریخ تماس", "مشتری", "علت تماس", "توضیحات"],
        ["تاریخ", "به کی زنگ زدیم", "کی زنگ زد", "نتیجه"],
        ["Date", "Spoke to", "Who called", "Notes"],
    ],
)
def test_two_headers_that_speak_of_calls_make_a_list_of_calls(columns):
    assert guess_kind(columns) == "activities"


@pytest.mark.parametrize(
    "sheet", ["تماس ها", "تماس‌ها", "تماسهای آبان", "گزارش تماس", "Calls", "call log 2026"]
)
def test_what_the_sheet_is_called_tells_it_too(sheet):
    columns = ["تاریخ", "مشتری", "موضوع", "کارشناس"]
    assert guess_kind(columns, (), sheet) == "activities"
    assert guess_mapping(columns, "activities", [], sheet)["موضوع"] == "said"


@pytest.mark.parametrize("sheet", ["شماره تماس ها", "اطلاعات تماس", "فروش", "Recalls"])
def test_another_sheet_with_the_same_headers_is_none_of_calls(sheet):
    assert guess_kind(["تاریخ", "مشتری", "موضوع", "کارشناس"], (), sheet) == "deals"


@pytest.mark.parametrize("more", ["مبلغ (تومان)", "مرحله", "علت باخت", "تعداد"])
def test_deals_stay_deals_in_a_sheet_of_calls(more):
    assert guess_kind([*HEAD, more], (), "تماس ها") == "deals"


def test_people_to_be_called_are_no_calls():
    assert guess_kind(["نام", "موبایل", "شرکت"], (), "تماس ها") == "contacts"


def test_each_row_is_a_call_that_was_made_on_its_day_whatever_it_was_about(admin, pipeline):
    one = bring_calls(
        admin,
        ["1404/05/02", "کاشی نیلوفر", "هماهنگی دمو", "مینا", ""],
        ["1404/05/03", "لبنیات کوهسار", "قیمت خواست", "مینا", ""],
    )
    assert (one.kind, one.mapping["تاریخ"], one.refused_count) == ("activities", "done_at", 0)
    assert [(call.kind, call.name, call.company.name) for call in made()] == [
        ("call", "هماهنگی دمو", "کاشی نیلوفر"),
        ("call", "قیمت خواست", "لبنیات کوهسار"),
    ]
    assert all(call.done_at and call.due_at is None for call in made())
    assert not Deal.objects.exists()


def test_a_file_of_its_own_is_known_as_well(admin, pipeline, upload):
    rows = "تاریخ,مشتری,موضوع,کارشناس\n1404/05/02,کاشی نیلوفر,قیمت خواست,Mina\n"
    one = upload(rows, admin, name="تماس ها.csv")
    assert (one.kind, one.mapping["موضوع"]) == ("activities", "said")
