"""A column of next days in which people also say what is to be done: the day counts, and the words are the step."""

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.exchange.actions.setup import imports
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.guessing import guess_mapping
from kariz.reading.days.days_in_steps import has_words_and_day

ROWS = (
    "پمپ,1405/12/10\nلوله,جلسه ۱۷ اسفند\nشیر,1405/12/24 تماس\nفیلتر,هر وقت خواست زنگ می‌زند\n"
    "کمپرسور,بازدید فاز ۲\nمخزن,\n"
)


def steps():
    found = {step.deal.title: step for step in Activity.objects.filter(source=None).select_related("deal")}
    return {
        title: (step.name, timezone.localtime(step.due_at, ZoneInfo("Asia/Tehran")).date())
        for title, step in found.items()
    }


@pytest.mark.parametrize(
    ("cell", "both"),
    [
        ("ارسال نمونه ۱۸ آذر", True),
        ("1405/09/24 تماس", True),
        ("Call 09/11/2024", True),
        ("1405/09/24", False),
        ("۱۸ آذر", False),
        ("1405/09/24 ساعت 10", False),
        ("2026-12-02T10:00", False),
        ("خبر می‌دهند", False),
        ("بازدید فاز ۲", False),
    ],
)
def test_words_around_a_day_are_known(cell, both):
    assert has_words_and_day(cell) is both


@pytest.mark.parametrize("kind", ["deals", "activities"])
@pytest.mark.parametrize("header", ["پیگیری بعدی", "تاریخ پیگیری بعدی", "Next follow-up"])
def test_such_a_column_is_taken_for_the_next_step(kind, header):
    cells = ["1405/09/10", "1405/09/12", "تماس ۱۴ آذر", "", "1405/09/20", "1405/09/22"]
    rows = [[f"پمپ {place}", "کاوه", cell] for place, cell in enumerate(cells)]
    assert guess_mapping(["عنوان معامله", "شرکت", header], kind, rows)[header] == "next_step"
    days = [row for row in rows if "تماس" not in row[2]]
    assert guess_mapping(["عنوان معامله", "شرکت", header], kind, days)[header] == "next_step_on"


def test_beside_a_column_of_steps_it_stays_the_day():
    head = ["عنوان معامله", "گام بعدی", "پیگیری بعدی"]
    found = guess_mapping(head, "deals", [["پمپ", "دمو", "1405/09/10"], ["شیر", "جلسه", "تماس ۱۴ آذر"]])
    assert (found["گام بعدی"], found["پیگیری بعدی"]) == ("next_step", "next_step_on")


@pytest.mark.parametrize("meant", ["next_step", "next_step_on"])
def test_nargess_words_cost_no_deal_whatever_the_column_is_said_to_be(admin, pipeline, bring, meant):
    admin.language = "fa"
    admin.save()
    one = bring(
        f"عنوان,پیگیری بعدی\n{ROWS}",
        admin,
        mapping={"عنوان": "title", "پیگیری بعدی": meant},
        calendar="jalali",
    )
    assert (one.created_count, one.refused_count) == (6, 0)
    found = steps()
    assert found["پمپ"] == ("پیگیری", date(2027, 3, 1))
    assert found["لوله"] == ("جلسه ۱۷ اسفند", date(2027, 3, 8))
    assert found["شیر"] == ("1405/12/24 تماس", date(2027, 3, 15))
    assert "هر وقت خواست زنگ می‌زند" in found["فیلتر"][0]
    assert "بازدید فاز ۲" in found["کمپرسور"][0]
    assert Activity.objects.get(deal__title="شیر", source=None).kind == "call"


def test_a_year_that_was_taken_is_told_of_the_row(admin, pipeline, bring):
    one = bring(
        "عنوان,پیگیری بعدی\nلوله,جلسه ۱۷ اسفند\n",
        admin,
        mapping={"عنوان": "title", "پیگیری بعدی": "next_step_on"},
    )
    (note,) = [note for note in one.rows.get().warnings if note["field"] == "next_step_on"]
    assert "no year" in note["text"] or "سال" in note["text"]


def test_words_beside_a_step_of_their_own_column_stand_with_it(admin, pipeline, bring):
    bring("عنوان,گام بعدی,تاریخ پیگیری\nلوله,ارسال نمونه,با پیک 1405/12/17\n", admin, calendar="jalali")
    assert steps()["لوله"] == ("ارسال نمونه (با پیک 1405/12/17)", date(2027, 3, 8))


def test_a_day_that_is_none_still_refuses_its_row(admin, pipeline, bring):
    one = bring(
        "عنوان,پیگیری بعدی\nلوله,1405/13/40\n",
        admin,
        mapping={"عنوان": "title", "پیگیری بعدی": "next_step_on"},
    )
    assert one.refused_count == 1 and not Deal.objects.exists()


@pytest.mark.parametrize(
    ("language", "said", "shown"),
    [
        ("fa", "زنگ برای جواب ۱۲/۹", "۹ اسفند ۱۴۰۵|۱۲ آذر ۱۴۰۵"),
        ("fa", "ارسال پیش‌فاکتور 1405/09/12", "۱۲ آذر ۱۴۰۵"),
        ("en", "Send the offer 1405/09/12", "3 December 2026"),
        ("fa", "تماس با مدیر خرید", ""),
    ],
)
def test_sara_sees_before_the_import_which_day_a_step_was_read_as(
    admin, pipeline, upload, client, language, said, shown
):
    admin.language, admin.calendar = language, "jalali" if language == "fa" else "gregorian"
    admin.save()
    one = upload(f"عنوان معامله,قدم بعدی,مبلغ\nپمپ,{said},10\n", admin)
    one = imports.change(one=one, by=admin, options={"calendar": "jalali"})
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    told = re.findall(rf"<bdi>{said}</bdi>(?:<span[^>]*><svg.*?</svg> ([^<]+)</span>)?</td>", page, re.DOTALL)
    assert told and told[0] in shown.split("|"), told


def test_the_day_in_a_column_of_its_own_is_said_once(admin, pipeline, upload, client):
    one = upload("عنوان معامله,قدم بعدی,تاریخ پیگیری\nپمپ,تماس ۱۱ آذر,1405/09/12\n", admin)
    one = imports.change(one=one, by=admin, options={"calendar": "jalali"})
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert page.count("12 Azar 1405") + page.count("۱۲ آذر ۱۴۰۵") + page.count("3 December 2026") == 1


def test_days_of_two_numbers_are_told_by_one_sentence_and_as_what_each_was_read(admin, pipeline, bring):
    one = bring(
        "عنوان,پیگیری بعدی\nلوله,9/17\nشیر,10/21\n",
        admin,
        mapping={"عنوان": "title", "پیگیری بعدی": "next_step_on"},
    )
    notes = [note for row in one.rows.order_by("number") for note in row.warnings]
    days = [note for note in notes if note["field"] == "next_step_on"]
    assert [note["msgid"] for note in days[1:]] == [days[0]["msgid"]]
    assert all(" = " in note["text"] for note in days), days
