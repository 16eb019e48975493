"""Neda writes a status in several parts, ticks what is done, and says of rows that they stand elsewhere."""

import pytest

from kariz.access.actions import tokens
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.meanings import words_of
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, part, run, upload
from kariz.localisation.digits import to_latin
from kariz.pipeline.models import Deal
from kariz.reading.deals import carried_over, stages
from kariz.reading.deals.said_twice import says_so

HEAD = "عنوان,شرکت,مبلغ (تومان),وضعیت\n"


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("قرارداد ✔", "won"),
        ("✓ پیش پرداخت", "won"),
        ("سفارش☑️", "won"),
        ("قرارداد ✗", "lost"),
        ("بسته شد - برد", "won"),
        ("پرونده بسته / باخت", "lost"),
        ("مذاکره - باخت", "lost"),
        ("رد کرد گران بود", "lost"),
        ("قبول نکرد", "lost"),
        ("فروخته شد نقدی", "won"),
        ("پیش پرداخت گرفتیم", "won"),
        ("موکول به بعد", "resting"),
    ],
)
def test_what_a_status_of_several_parts_says_of_the_end(pipeline, word, outcome):
    live = list(pipeline.stages.order_by("position"))
    assert stages.match(word, live) == outcome
    assert stages.is_guess(word, live) or word in ("قبول نکرد", "موکول به بعد")


def test_a_stage_that_is_ticked_is_that_stage_and_no_sale(pipeline):
    live = list(pipeline.stages.order_by("position"))
    plain = stages.match("پیش فاکتور", live)
    assert plain.isdecimal() and stages.match("پیش فاکتور ✔", live) == plain
    assert stages.is_guess("پیش فاکتور ✔", live)


@pytest.mark.parametrize(
    "word",
    [
        "برد - لغو شد",
        "فروش - کنسل شد",
        "قرارداد / فسخ شد",
        "قرارداد بسته شد - فسخ",
        "برد (بعداً کنسل شد)",
        "فروخته شد، پس داد",
        "فروش رفت - مرجوع شد - گران بود",
        "قرارداد ✔ - لغو شد",
        "✔ قرارداد - لغو شد",
        "won - cancelled by the customer",
        "Sold / returned",
        "قرارداد فسخ شد",
    ],
)
def test_a_sale_that_a_later_part_takes_back_is_lost(pipeline, word):
    live = list(pipeline.stages.order_by("position"))
    assert stages.match(word, live) == "lost" and stages.is_guess(word, live)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("برد - جلسه لغو شد", ""),
        ("برد - لغو قسط دوم", "won"),
        ("برد - نقدی", "won"),
        ("لغو شد - دوباره فروش رفت", "lost"),
        ("برد - کنسل نشد", "won"),
        ("کنسل شد - فروش رفت", "lost"),
    ],
)
def test_what_takes_no_sale_back_is_read_as_before(pipeline, word, outcome):
    live = list(pipeline.stages.order_by("position"))
    assert (stages.outcome_said(word) or stages.match(word, live)) == outcome


@pytest.mark.parametrize(
    "word",
    [
        "قرارداد - فسخ شد - قرارداد جدید بسته شد",
        "قرارداد - فسخ شد - قرارداد مجدد",
        "قرارداد / فسخ شد / تمدید شد",
        "قرارداد فسخ شد، قرارداد جدید امضا شد",
        "برد - لغو شد - مجدداً برد",
        "فروش - مرجوع شد - دوباره فروخته شد",
        "سفارش - لغو شد - سپس سفارش جدید ثبت شد",
        "✔ قرارداد - لغو شد - قرارداد جدید",
        "Signed - cancelled - re-signed",
        "signed / cancelled / signed again",
        "Sold - returned - resold",
        "won - cancelled by the customer - new contract signed",
        "order - cancelled - reordered",
        "contract cancelled, then renewed",
        "برد - لغو شد - قرارداد جدید - لغو شد - قرارداد جدید",
    ],
)
def test_a_sale_that_came_again_after_it_was_taken_back_is_won(pipeline, word):
    live = list(pipeline.stages.order_by("position"))
    assert stages.match(word, live) == "won" and stages.is_guess(word, live)


@pytest.mark.parametrize(
    "word",
    [
        "برد - لغو شد",
        "قرارداد - فسخ شد - قرارداد جدید بسته نشد",
        "قرارداد - فسخ شد - منتظر قرارداد جدید",
        "قرارداد - فسخ شد - قرارداد جدید با رقیب بست",
        "قرارداد - فسخ شد - قرارداد جدید - لغو شد",
        "Signed - cancelled - no new contract",
        "Signed - cancelled - new contract signed with VWR",
        "Signed - re-signed - cancelled",
        "Signed - returned",
    ],
)
def test_what_is_no_further_sale_leaves_it_lost(pipeline, word):
    live = list(pipeline.stages.order_by("position"))
    assert stages.match(word, live) == "lost"


def test_nedas_contract_that_was_signed_anew_comes_in_won_with_her_words(admin, pipeline, bring):
    rows = "پرکن,کاوه,100,قرارداد - فسخ شد - قرارداد جدید بسته شد\nلیبل زن,رویال,200,برد - لغو شد\n"
    bring(HEAD + rows, admin)
    anew, called_off = Deal.objects.order_by("id")
    assert (anew.outcome, called_off.outcome) == ("won", "lost")
    assert "فسخ شد - قرارداد جدید بسته شد" in anew.notes


def test_nedas_sale_that_was_called_off_comes_in_lost_with_her_words_as_the_reason(
    admin, pipeline, bring, upload
):
    rows = "پرکن,کاوه,100,برد - لغو شد\nلیبل زن,رویال,200,فروش - کنسل شد\nپیلوپک,سیمرغ,300,برد\n"
    words = {word["text"]: word for word in words_of(upload(HEAD + rows, admin).options, {}, admin)}
    assert words["برد - لغو شد"]["guess"] and not words["برد"]["guess"]
    bring(HEAD + rows, admin)
    called_off, cancelled, won = Deal.objects.order_by("id")
    assert [one.outcome for one in (called_off, cancelled, won)] == ["lost", "lost", "won"]
    assert "برد - لغو شد" in called_off.notes and "فروش - کنسل شد" in cancelled.notes


@pytest.mark.parametrize("word", ["کنسل نشد", "رد کرد ولی دوباره پیگیری شود", "منتظر پیش پرداخت"])
def test_what_is_taken_back_in_the_same_breath_ends_nothing(pipeline, word):
    assert stages.match(word, list(pipeline.stages.order_by("position"))) not in ("won", "lost")


@pytest.mark.parametrize(
    "word",
    [
        "تماس - ناموفق",
        "ناموفق - تماس",
        "تماس تلفنی - ناموفق",
        "پیگیری (ناموفق)",
        "جلسه / موفق",
        "موفق در جلسه اول",
        "لغو جلسه",
        "جلسه کنسل شد",
        "کنسل کردن جلسه",
        "جلسه با مدیر خرید ✔",
        "درخواست خرید ✔",
        "ارسال قرارداد ✔",
        "پیش نویس قرارداد ✔",
        "✔ تماس با واحد فروش",
        "تحویل نمونه ✔",
        "تماس ✗",
        "contract sent ✔",
        "meeting - cancelled",
    ],
)
def test_how_a_call_or_a_meeting_went_ends_no_deal(pipeline, word):
    assert stages.match(word, list(pipeline.stages.order_by("position"))) not in ("won", "lost")
    assert stages.outcome_said(word) not in ("won", "lost")


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("خرید ✔", "won"), ("تحویل ✔", "won"), ("کنسل شد - جواب تماس نداد", "lost"), ("باخت مناقصه", "lost")],
)
def test_what_ends_a_deal_still_does(pipeline, word, outcome):
    assert stages.match(word, list(pipeline.stages.order_by("position"))) == outcome


def test_the_rest_of_a_lost_status_is_why_and_that_of_a_won_one_a_note(admin, pipeline, bring, upload):
    rows = "پرکن,کاوه,100,رد کرد گران بود\nلیبل زن,رویال,200,بسته شد - برد\nپیلوپک,سیمرغ,300,قرارداد ✔\n"
    words = {word["text"]: word for word in words_of(upload(HEAD + rows, admin).options, {}, admin)}
    assert all(word["guess"] and not word["unknown"] for word in words.values())
    bring(HEAD + rows, admin)
    lost, won, ticked = Deal.objects.order_by("id")
    assert (lost.outcome, won.outcome, ticked.outcome) == ("lost", "won", "won")
    assert "گران بود" in lost.notes and "رد کرد گران بود" not in lost.notes
    assert "بسته شد - برد" in won.notes and "قرارداد ✔" in ticked.notes


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("تکراری! همان ردیف بالا", True),
        ("تکراری (مثل ردیف ۱۲)", True),
        ("این ردیف تکراری است", True),
        ("duplicate of the row above", True),
        ("مشتری تکراری", False),
        ("تکراری نیست", False),
        ("سفارش تکراری همان دستگاه", False),
    ],
)
def test_a_row_says_of_itself_that_it_stands_there_already(text, twice):
    assert says_so(text) is twice


def test_the_row_that_neda_calls_a_duplicate_stays_out_and_is_counted(admin, pipeline, upload):
    rows = "".join(f"دستگاه {n},شرکت {n},{n}00,باز,\n" for n in range(1, 6))
    text = HEAD.strip() + ",توضیحات\n" + rows + "دستگاه 5,شرکت 5,500,,تکراری! همان ردیف بالا\n"
    seen = preview(upload(text, admin), admin)
    assert (seen.asides, seen.control.deals) == (1, 5)
    assert [one.sign for one in seen.control.marked if one.rows == [7]] == ["said_twice"]


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("رفت به ۱۴۰۵", True),
        ("انتقال به سال بعد", True),
        ("←۱۴۰۵", True),
        ("منتقل شد به لیست ۱۴۰۵", True),
        ("carried over", True),
        ("moved to 2027", True),
        ("موکول به سال بعد", False),
        ("سال بعد", False),
        ("بماند برای سال بعد", False),
        ("رفت", False),
    ],
)
def test_a_status_says_that_the_row_goes_on_in_another_list(text, carried):
    assert carried_over.says_so(text) is carried


LAST_YEAR = [
    ["شرکت", "موضوع", "تاریخ شروع", "مبلغ (تومان)", "نتیجه"],
    ["لبنیات کاوه", "پرکن", "1404/11/02", 552_000_000, "انتقال به سال بعد"],
    ["قهوه رویال - تهران", "جت پرینتر", "1404/11/09", 90_000_000, "←۱۴۰۵"],
    ["آرد سیمرغ", "پیلوپک", "1404/12/01", 300_000_000, "برد"],
    ["شوینده صدف", "لیبل زن", "1404/12/11", 40_000_000, "رفت به ۱۴۰۵"],
]
THIS_YEAR = [
    ["شرکت", "موضوع", "تاریخ شروع", "مبلغ (تومان)", "نتیجه"],
    ["شرکت لبنیات کاوه", "پرکن", "1405/01/20", 600_000_000, "مذاکره"],
    ["قهوه رویال", "جت پرینتر", "1405/02/02", 95_000_000, "برد"],
    ["قهوه تابان", "پیلوپک", "1405/02/05", 210_000_000, "باخت"],
]


def upload_years(by):
    return upload(by, **{"فروش 1404": LAST_YEAR, "فروش 1405": THIS_YEAR})


def test_rows_that_go_on_in_the_sheet_of_the_next_year_stay_out_where_their_customer_stands_there(
    admin, pipeline, client
):
    whole = upload_years(admin)
    found = coming(parts_of(whole)).control
    assert (found.deals, found.stated) == (5, [])
    told = next(one for one in found.marked if one.sign == "carried_over")
    assert (told.rows, dict(told.sums)) == ([2, 3], {"IRR": 6_420_000_000})
    # Of whom nothing stands in the other sheet nobody knows; the word is asked about.
    assert part(whole, "فروش 1404").options["stages"].keys() == {"برد", "رفت به ۱۴۰۵"}
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "۲ ردیف نوشته که در فهرست دیگری ادامه دارد" in page and "جمعی برابر" not in page
    run(whole, admin)
    assert alive().count() == 5


def test_a_program_sees_the_carried_rows_and_takes_one_all_the_same(admin, pipeline, client):
    whole = upload_years(admin)
    headers = {"authorization": f"Bearer {tokens.create(by=admin, name='move', scope='admin').secret}"}
    told = client.get(f"/api/v1/import-sets/{whole.pk}/control", headers=headers).json()["coming"]
    assert [one["rows"] for one in told["marked"] if one["sign"] == "carried_over"] == [[2, 3]]
    sent = client.patch(
        f"/api/v1/imports/{part(whole, 'فروش 1404').pk}",
        {"options": {"rows": {"2": "take"}}},
        content_type="application/json",
        headers=headers,
    )
    assert sent.status_code == 200, sent.content
    assert coming(parts_of(whole)).control.deals == 6


def test_amounts_of_rows_that_a_word_leaves_out_are_no_totals_of_the_file(admin, pipeline, upload, client):
    rows = "پرکن,کاوه,552000000,رفت به ۱۴۰۵\nلیبل زن,رویال,200000000,برد\nپیلوپک,سیمرغ,90000000,رفت به ۱۴۰۵\n"
    one = upload(HEAD + rows, admin)
    one = imports.change(
        one=one, by=admin, options={"stages": one.options["stages"] | {"رفت به ۱۴۰۵": "skip"}}
    )
    found = preview(one, admin).control
    assert (found.deals, found.stated, found.more) == (1, [], 0)
    told = next(mark for mark in found.marked if mark.sign == "left_by_word")
    assert (told.count, dict(told.sums)) == (2, {"IRR": 6_420_000_000})
    client.force_login(admin)
    page = to_latin(client.get(f"/imports/{one.pk}/").content.decode())
    assert "2 ردیف برای واژهٔ وضعیتش کنار گذاشته می‌شود" in page
