"""Books of firms that build, install and call, as they write them."""

import pytest

from kariz.exchange.queries.known.tables import first_rows
from kariz.pipeline.models import Deal

WORDS = {
    "قرارداد شد ✔": "won",
    "قرارداد بسته شد": "won",
    "در حال نصب": "won",
    "نصب و تحویل شد": "won",
    "انجام شد": "won",
    "انجام شد تسویه شد": "won",
    "نخواست": "lost",
    "به رقیب داد": "lost",
    "از جای دیگر گرفت": "lost",
    "رد شد - گران بودیم": "lost",
    "خوابیده": "resting",
    "فعلا دست نگه داشته": "resting",
    "فعلا بودجه ندارند": "resting",
}


@pytest.mark.parametrize("word", WORDS)
def test_what_shojaei_writes_of_a_deal_is_how_it_ended(admin, pipeline, bring, word):
    bring(f"پروژه,کارفرما,مبلغ,نتیجه\nبرج یاس,پارس,5,{word}\nبرج آوا,مهر,6,استعلام\n", admin)
    assert Deal.objects.get(title="برج یاس").outcome == WORDS[word]


def test_a_word_that_says_who_won_instead_is_the_reason(admin, pipeline, bring):
    bring(
        "پروژه,کارفرما,مبلغ,نتیجه\nبرج یاس,پارس,5,به رقیب داد\nبرج آوا,مهر,6,رد شد - گران بودیم\n"
        "برج نگین,مهر,6,نخواست\n",
        admin,
    )
    notes = dict(Deal.objects.values_list("title", "notes"))
    assert "به رقیب داد" in notes["برج یاس"]
    assert "گران بودیم" in notes["برج آوا"]
    assert notes["برج نگین"] == ""


def test_an_open_stage_that_is_called_so_keeps_its_deals(admin, pipeline, bring):
    stage = pipeline.stages.get(template="signing")
    stage.name = "قرارداد شد"
    stage.save()
    bring("پروژه,کارفرما,مبلغ,نتیجه\nبرج یاس,پارس,5,قرارداد شد\n", admin)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.stage) == ("open", stage)


def test_a_column_of_what_was_said_when_following_up_is_no_column_of_days(admin, pipeline, upload):
    rows = (
        "پروژه,کارفرما,مبلغ,پیگیری\nبرج یاس,پارس,5,گفت آسانرو ارزان‌تر داده\nبرج آوا,مهر,6,۱۴۰۵/۰۳/۲۰ زنگ بزنم\n"
        "برج نگین,مهر,6,\n"
    )
    assert upload(rows, admin).mapping["پیگیری"] == "notes"
    days = "پروژه,کارفرما,مبلغ,پیگیری\nبرج یاس,پارس,5,۲۱ اردیبهشت\nبرج آوا,مهر,6,آخر ماه\nبرج نگین,مهر,6,1405/03/20\n"
    assert upload(days, admin).mapping["پیگیری"] == "next_step_on"


def test_the_book_of_calls_and_visits_is_one_of_work(admin, pipeline, upload):
    rows = (
        "تاریخ,نوع,با چه کسی,پروژه,چه گفت,پیگیری بعدی,توسط\n"
        "1405/01/23,واتساپ,خانم مهندس لطفی,ساختمان نگین,جواب نداد,آخر ماه,آقای رضایی\n"
        "1405/01/25,تماس,مهدی پیمان,,پیش پرداخت آماده است,1405/02/27,شجاعی\n"
    )
    one = upload(rows, admin)
    assert (one.kind, len(first_rows(one, 9))) == ("activities", 2)
    assert list(one.mapping.values()) == [
        *("done_at", "activity_kind", "contact", "deal_title", "said", "next_step_on", "owner")
    ]


def test_repairs_by_building_are_deals_and_the_phone_book_is_people(admin, pipeline, upload):
    one = upload(
        "تاریخ,ساختمان,مدیر ساختمان,موبایل,مبلغ کل (ریال),وضعیت کار\n1405/01/23,گلها,علی فروغی,09121661819,5,انجام شد\n",
        admin,
    )
    assert (one.kind, one.mapping["ساختمان"], one.mapping["مدیر ساختمان"]) == ("deals", "title", "contact")
    book = upload("نام و نام خانوادگی,شرکت / ساختمان,سمت,همراه\nعلی قاسمی,آرمان,مدیر,09121661819\n", admin)
    assert (book.kind, book.mapping["شرکت / ساختمان"]) == ("contacts", "company")
