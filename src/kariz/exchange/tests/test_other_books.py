"""A workbook has sheets about something else than deals of its own: Neda's register of quotes and her book of services."""

import pytest
from django.core.files.base import ContentFile

from kariz.access.actions import tokens
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import complete, parts_of
from kariz.exchange.tests.test_two_sheets import alive, part, run, upload
from kariz.exchange.tests.test_two_sheets import book as bytes_of
from kariz.reading.columns.guessing import guess_mapping
from kariz.web.errors import FieldErrors

DEALS = [
    ["تاریخ", "مشتری", "دستگاه", "مبلغ (تومان)", "کارشناس", "وضعیت"],
    ["1405/02/03", "لبنیات کاوه", "پرکن ساشه", 450_000_000, "سعید مرادی", "مذاکره"],
    ["1405/02/11", "قهوه رویال", "جت پرینتر", 210_000_000, "الهام رستگار", "فروخته شد"],
    ["1405/03/01", "آرد سیمرغ", "پیلوپک", 980_000_000, "سعید مرادی", "باخت"],
    ["1405/03/20", "شوینده خزر", "لیبل زن", 125_000_000, "الهام رستگار", "مذاکره"],
]
QUOTES = [
    ["دفتر ثبت پیش فاکتور - مبالغ ریال"],
    [
        "شماره",
        "تاریخ صدور",
        "خریدار",
        "شرح کالا",
        "تعداد",
        "فی",
        "جمع",
        "ارزش افزوده",
        "قابل پرداخت",
        "صادر کننده",
    ],
    ["1405-101", "1405/02/05", "شرکت لبنیات کاوه", "پرکن ساشه", 1, 45e8, 45e8, 45e7, 495e7, "سعید مرادی"],
    ["1405/102", "1405/02/12", "قهوه رویال", "جت پرینتر", 2, 105e7, 21e8, 21e7, 231e7, "الهام رستگار"],
    ["1405-103", "1405/03/04", "آرد سیمرغ", "پیلوپک", 1, 98e8, 98e8, 98e7, 1078e7, "سعید مرادی"],
]
SERVICE = [
    ["دفتر خدمات پس از فروش"],
    ["تاریخ", "مشتری", "دستگاه", "سریال", "ایراد", "تکنسین", "هزینه (تومان)", "وضعیت"],
    ["1405/01/20", "لبنیات کاوه", "پرکن ساشه", "PG-1201", "نشتی", "آقا جواد", "گارانتی", "انجام شد"],
    ["1405/02/02", "قهوه رویال", "جت پرینتر", "PG-3310", "سنسور", "مهران", 1_500_000, "در نوبت"],
    ["1405/02/09", "آرد سیمرغ", "پیلوپک", "PG-7714", "تسمه پاره", "مهران", 3_200_000, "انجام شد"],
]


@pytest.fixture
def neda(admin, pipeline):
    return admin


def book(by, **more):
    return upload(by, **{"سال ۱۴۰۵": DEALS, "پیش فاکتورها": QUOTES, "سرویس و نصب": SERVICE}, **more)


def test_the_numbers_of_quotes_are_no_phones_and_the_sum_of_a_row_is_its_amount(neda):
    quotes = part(book(neda), "پیش فاکتورها")
    assert quotes.mapping == {
        "شماره": "external_id",
        "تاریخ صدور": "created_at",
        "خریدار": "company",
        "شرح کالا": "product",
        "تعداد": "quantity",
        "فی": "unit_price",
        "جمع": "amount",
        "صادر کننده": "owner",
    }


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        (["1404-101", "۱۴۰۴/۱۰۲", "1404-103", "1405-104"], "external_id"),
        (["ف-1405/12", "ف-1405/13", "ف-1405/19"], "external_id"),
        (["14050121", "14050122", "14050125", "14050126"], "external_id"),
        (["88776655", "021-88990011", "66554433", "77001122"], "phone"),
        (["021-4455-6677", "026-3344-5566", "031-5566-7788"], "phone"),
        (["09121112233", "0912 333 4455", "+989351112233"], "mobile"),
    ],
)
def test_a_column_called_number_holds_documents_or_phones_by_its_values(numbers, field):
    rows = [[name, number] for name, number in zip("الف ب پ ت".split(), numbers, strict=False)]  # noqa: SIM905
    assert guess_mapping(["مشتری", "شماره"], "deals", rows)["شماره"] == field


def test_what_is_paid_with_tax_is_the_amount_only_where_nothing_else_is():
    rows = [["کاوه", 4_500_000, 4_950_000], ["رویال", 2_100_000, 2_310_000]]
    assert guess_mapping(["شرکت", "مبلغ کل", "قابل پرداخت"], "deals", rows)["مبلغ کل"] == "amount"
    assert guess_mapping(["شرکت", "مالیات", "قابل پرداخت"], "deals", rows)["قابل پرداخت"] == "amount"


def test_quotes_of_customers_whose_deals_stand_in_another_sheet_and_services_stay_out_and_are_named(
    neda, client
):
    whole = book(neda)
    out = {one.sheet: not complete(one) for one in parts_of(whole)}
    assert out == {"سال ۱۴۰۵": False, "پیش فاکتورها": True, "سرویس و نصب": True}
    assert coming(parts_of(whole)).control.deals == 4
    client.force_login(neda)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "فهرست پیش‌فاکتورهاست و ۱۰۰٪ مشتری‌هایش در «سال ۱۴۰۵» معامله دارند" in page
    assert "اگر بیاید، ۳ معاملهٔ دیگر می‌سازد. (۱٬۶۴۰٬۰۰۰٬۰۰۰ تومان)" in page
    assert "دربارهٔ سرویس و نصب است، نه فروش" in page
    run(whole, neda)
    assert alive().count() == 4


def test_neda_takes_the_quotes_as_deals_by_one_press_and_next_time_they_come(neda, client):
    whole = book(neda)
    client.force_login(neda)
    quotes, service = part(whole, "پیش فاکتورها"), part(whole, "سرویس و نصب")
    assert client.post(f"/imports/{quotes.pk}/coming/", {"comes": "1"}).status_code == 302
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "فهرست پیش‌فاکتورهاست و هر ردیفش یک معاملهٔ جدا می‌شود" in page
    run(whole, neda)
    assert alive().count() == 7
    assert not Import.objects.get(pk=service.pk).created_count
    again = book(neda)
    assert {one.sheet for one in parts_of(again) if complete(one)} == {"سال ۱۴۰۵", "پیش فاکتورها"}


def test_a_sheet_that_neda_leaves_aside_stays_out_the_next_day_too(neda, client):
    client.force_login(neda)
    people = [["نام شرکت", "رابط", "موبایل"], ["لبنیات کاوه", "آقای نوری", "09121112233"]]
    whole = book(neda, مشتریان=people)
    left = part(whole, "مشتریان")
    client.post(f"/imports/{left.pk}/coming/", {"comes": ""})
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "خودتان کنارش گذاشتید" in page
    run(whole, neda)
    again = part(book(neda, مشتریان=people), "مشتریان")
    assert not complete(again)


def test_another_sheet_with_those_columns_comes_until_neda_leaves_it_aside_too(neda, client):
    client.force_login(neda)
    people = [["نام شرکت", "رابط", "موبایل"], ["لبنیات کاوه", "آقای نوری", "09121112233"]]
    whole = book(neda, مشتریان=people)
    client.post(f"/imports/{part(whole, 'مشتریان').pk}/coming/", {"comes": ""})
    run(whole, neda)
    assert complete(part(book(neda, **{"مشتریان تازه": people}), "مشتریان تازه"))
    next_year = upload(neda, **{"سال ۱۴۰۵": DEALS, "پیش فاکتورها ۱۴۰۶": QUOTES})
    assert not complete(part(next_year, "پیش فاکتورها ۱۴۰۶"))


def test_that_kariz_itself_left_a_sheet_aside_is_no_answer_for_anybodys_next_file(neda, sara):
    run(book(neda), neda)
    for by in (neda, sara):
        alone = upload(by, **{"پیش فاکتورها": QUOTES, "مشتریان": [["نام شرکت"], ["لبنیات کاوه"]]})
        assert complete(part(alone, "پیش فاکتورها"))
        assert not complete(part(book(by), "پیش فاکتورها"))


def test_that_neda_left_aside_herself_what_kariz_would_have_is_one(neda, client):
    client.force_login(neda)
    whole = book(neda)
    quotes = part(whole, "پیش فاکتورها")
    for comes in ("1", ""):
        client.post(f"/imports/{quotes.pk}/coming/", {"comes": comes})
    run(whole, neda)
    alone = upload(neda, **{"پیش فاکتورها": QUOTES, "مشتریان": [["نام شرکت"], ["لبنیات کاوه"]]})
    assert not complete(part(alone, "پیش فاکتورها"))


def test_a_program_sees_what_stays_out_and_takes_it(neda, client):
    whole = book(neda)
    headers = {"authorization": f"Bearer {tokens.create(by=neda, name='move', scope='admin').secret}"}
    told = client.get(f"/api/v1/import-sets/{whole.pk}", headers=headers).json()
    quotes = next(one for one in told["parts"] if one["sheet"] == "پیش فاکتورها")
    assert (quotes["complete"], quotes["options"]["comes"]) == (False, False)
    assert quotes["about"] == {
        "what": "quotes",
        "of": ["سال ۱۴۰۵"],
        "share": 100,
        "deals": 3,
        "sums": {"IRR": 16_400_000_000},
    }
    sent = client.patch(
        f"/api/v1/imports/{quotes['id']}",
        {"options": {"comes": True}},
        content_type="application/json",
        headers=headers,
    )
    assert sent.status_code == 200, sent.content
    assert complete(part(whole, "پیش فاکتورها"))


def test_quotes_alone_or_of_other_customers_or_with_a_status_are_deals(neda):
    alone = upload(
        neda, **{"پیش فاکتورها": QUOTES, "مشتریان": [["نام شرکت", "شهر"], ["لبنیات کاوه", "تهران"]]}
    )
    assert complete(part(alone, "پیش فاکتورها"))
    strangers = [QUOTES[0], QUOTES[1], *([*row[:2], f"صنایع تازه {row[0]}", *row[3:]] for row in QUOTES[2:])]
    assert complete(part(upload(neda, **{"سال ۱۴۰۵": DEALS, "پیش فاکتورها": strangers}), "پیش فاکتورها"))
    decided = [[*QUOTES[1], "وضعیت"], *([*row, "باز"] for row in QUOTES[2:])]
    assert complete(part(upload(neda, **{"سال ۱۴۰۵": DEALS, "پیش فاکتورها": decided}), "پیش فاکتورها"))


def test_no_quote_of_a_customer_who_stands_nowhere_else_stays_behind_with_those_of_known_ones(neda, client):
    quotes = [
        *QUOTES,
        ["1405-104", "1405/03/09", "نساجی پالیز", "پرکن", 1, 9e8, 9e8, 9e7, 99e7, "سعید مرادی"],
    ]
    whole = upload(neda, **{"سال ۱۴۰۵": DEALS, "پیش فاکتورها": quotes})
    assert complete(part(whole, "پیش فاکتورها"))
    client.force_login(neda)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "هر ردیفش یک معاملهٔ جدا می‌شود" in page and "در هیچ فهرست دیگری نیست: «نساجی پالیز»" in page
    run(whole, neda)
    assert alive().filter(company__name="نساجی پالیز").exists()


def test_a_name_that_is_shortened_in_the_quotes_is_no_stranger(neda):
    names = ["شرکت لبنیات کاوه", "قهوه رویال", "سیمرغ"]
    quotes = [*QUOTES[:2], *([*row[:2], name, *row[3:]] for row, name in zip(QUOTES[2:], names, strict=True))]
    assert not complete(part(upload(neda, **{"سال ۱۴۰۵": DEALS, "پیش فاکتورها": quotes}), "پیش فاکتورها"))


def test_services_that_are_sold_for_an_amount_are_deals(neda):
    sold = [[*SERVICE[1][:6], "مبلغ (تومان)", "وضعیت"], *SERVICE[2:]]
    assert complete(part(upload(neda, **{"سال ۱۴۰۵": DEALS, "سرویس و نصب": sold}), "سرویس و نصب"))


def test_a_file_that_comes_alone_is_never_left_aside(neda):
    one = imports.upload(file=ContentFile(bytes_of(سرویس=SERVICE), "service.xlsx"), by=neda)
    assert imports.start(one=one, by=neda).phase == Import.Phase.RUNNING


def test_the_column_of_words_beside_the_day_of_following_up_is_what_is_to_be_done(neda):
    calls = [
        ["تاریخ", "ساعت", "با کی", "چی شد", "پیگیری", "تاریخ پیگیری", "کی زنگ زد"],
        ["1405/08/01", "10:30", "لبنیات کاوه", "قیمت گرفت", "ارسال کاتالوگ", "1405/09/10", "سعید"],
        ["1405/08/01", "", "قهوه رویال", "جواب نداد", "", "", "سعید"],
        ["1405/08/02", "11:00", "آرد سیمرغ", "جلسه گذاشتیم", "تماس", "۱۴ آذر", "الهام"],
    ]
    found = guess_mapping(calls[0], "activities", calls[1:])
    assert (found["پیگیری"], found["تاریخ پیگیری"]) == ("next_step", "next_step_on")


def test_words_and_days_are_told_apart_in_a_list_of_deals_whatever_their_order():
    head = ["شرکت", "مبلغ", "زمان پیگیری", "پیگیری بعدی"]
    rows = [["کاوه", 10, "1405/09/10", "تماس"], ["رویال", 20, "1405/09/12", "دمو دستگاه"]]
    found = guess_mapping(head, "deals", rows)
    assert (found["زمان پیگیری"], found["پیگیری بعدی"]) == ("next_step_on", "next_step")


def test_nobody_starts_a_set_of_which_all_stays_out(neda):
    whole = book(neda)
    for one in parts_of(whole):
        imports.change(one=one, by=neda, options={"comes": False}, fills=False)
    with pytest.raises(FieldErrors):
        set_runs.start(whole=whole, by=neda)
