"""A sheet of calls is known by what it is called or by its headers: its rows are calls that were made, and no deals."""

import pytest

from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping

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


@pytest.mark.parametrize(
    "number", ["09121110002", "۰۹۱۲۱۱۱۰۰۰۲", "9121110002", 9121110002, "0912 111 0002", "0912-111-0002"]
)
def test_a_number_in_the_column_of_names_is_whose_it_is(admin, pipeline, number):
    bring_calls(
        admin, ["1404/05/02", "کاشی نیلوفر", "قیمت خواست", "مینا", ""], ["1404/05/03", number, "چک", "", ""]
    )
    first, second = made()
    assert (first.company.name, second.company.name) == ("کاشی نیلوفر", "لبنیات کوهسار")
    assert second.contact.name == "حمید خسروی"


@pytest.mark.parametrize("number", ["021-88776655", 2188776655])
def test_the_number_of_a_company_is_its_own(admin, pipeline, number):
    bring_calls(admin, ["1404/05/02", "لبنیات کوهسار", "چک", "", ""], ["1404/05/03", number, "چک", "", ""])
    assert [call.company.name for call in made()] == ["لبنیات کوهسار", "کاشی نیلوفر"]


def test_the_number_of_somebody_who_is_here_already_is_theirs(admin, pipeline):
    firm = companies.create(by=admin, name="سفال بهمن")
    points = [{"kind": "mobile", "value": "09350001122"}]
    nader = contacts.create(by=admin, name="نادر سلیمی", company=firm, points=points)
    bring_calls(
        admin, ["1404/05/02", 9350001122, "چک", "مینا", ""], ["1404/05/03", "کاشی نیلوفر", "چک", "", ""]
    )
    assert (made()[0].contact, made()[0].company) == (nader, firm)


def test_a_number_of_nobody_stands_in_the_text_of_the_call_and_of_what_follows(admin, pipeline):
    one = bring_calls(
        admin,
        ["1404/05/02", "09390009988", "قیمت خواست", "مینا", "تماس مجدد 1404/06/01"],
        ["1404/05/03", "یک نفر از نمایشگاه", "قیمت خواست", "مینا", "۸ آذر زنگ بزنم"],
        ["1404/05/04", "کاشی نیلوفر", "چک", "مینا", "تماس مجدد 1404/06/02"],
    )
    assert (one.created_count, one.refused_count) == (3, 0)
    known, *lost = [step for step in made() if step.done_at is None][::-1]
    assert (known.name, known.company.name) == ("تماس مجدد 1404/06/02", "کاشی نیلوفر")
    assert "یک نفر از نمایشگاه" in lost[0].name
    assert "09390009988" in lost[1].name and "09390009988" in lost[1].notes
    assert all(step.kind == "call" and step.company is None for step in lost)
    assert "09390009988" in made()[0].notes
    assert not Contact.objects.filter(name__contains="0939").exists()
    assert set(Company.objects.values_list("name", flat=True)) == {"کاشی نیلوفر", "لبنیات کوهسار"}


@pytest.mark.parametrize(
    "said", ["حل شد", "ارسال شد", "منتظر جواب", "کاتالوگ فرستادیم", "در انتظار تأیید مدیر"]
)
def test_how_a_call_ended_is_its_note_and_no_task(admin, pipeline, said):
    bring_calls(admin, ["1404/05/02", "کاشی نیلوفر", "قیمت خواست", "مینا", said])
    call = made()[0]
    assert (len(made()), said in call.notes, call.done_at is not None) == (1, True, True)


def test_that_nobody_answered_is_the_result_of_the_call(admin, pipeline):
    bring_calls(admin, ["1404/05/02", "کاشی نیلوفر", "پیگیری چک", "مینا", "جواب نداد"])
    assert [(call.name, call.result) for call in made()] == [("پیگیری چک", "no_answer")]


@pytest.mark.parametrize(
    "step",
    [
        "تماس مجدد",
        "زنگ بزنم",
        "۸ آذر ارسال شد",
        "قرار شد شنبه زنگ بزنم",
        "ارسال کاتالوگ",
        "هفته بعد جواب داد",
    ],
)
def test_what_is_to_be_done_is_planned(admin, pipeline, step):
    bring_calls(admin, ["1404/05/02", "کاشی نیلوفر", "قیمت خواست", "مینا", step])
    planned = [one for one in made() if one.done_at is None]
    assert [one.company.name for one in planned] == ["کاشی نیلوفر"]
