"""What an import does with days that stand in words: it takes them, tells so, and says of which steps nobody said one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import preview, usual_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_english_days import live_in
from kariz.localisation.calendar import split
from kariz.pipeline.models import Activity, Deal


@pytest.fixture
def debs(admin, pipeline):
    """Of a firm in Leeds."""
    live_in("GB")
    admin.calendar, admin.language = "gregorian", "en"
    admin.save()
    return admin


HERE = ZoneInfo("Asia/Tehran")
"""Of the company of the tests."""


def today():
    return timezone.localdate(timezone=HERE)


def due(title):
    step = Activity.objects.get(deal__title=title, source=None, deleted_at=None)
    return timezone.localtime(step.due_at, HERE)


def coming(weekday):
    return today() + timedelta(days=(weekday - today().weekday()) % 7)


def test_the_step_of_debs_is_due_on_the_day_that_its_words_say(debs, bring):
    tuesday = coming(1)
    bring(
        f"Job,Status,Next\nFloor,open,chase Tue\nRoof,open,site visit {tuesday.day} {tuesday:%b} 10am\n"
        f"Wall,open,Tue\nDoor,won,ring Thurs\n",
        debs,
    )
    assert due("Floor").date() == due("Roof").date() == due("Wall").date() == tuesday
    assert due("Roof").hour == 10 and not Activity.objects.get(deal__title="Roof", source=None).all_day
    assert Activity.objects.get(deal__title="Wall", source=None).name == "Follow up"


def test_sara_sees_how_many_days_were_read_from_words_and_which(sara, pipeline, upload):
    sara.language, sara.calendar = "fa", "jalali"
    sara.save()
    rows = "".join(f"پمپ {n},باز,سه‌شنبه زنگ بزنم\n" for n in range(4)) + "لوله,باز,منتظر تماس خودشان\n"
    one = imports.check(one=upload("عنوان معامله,وضعیت,قدم بعدی\n" + rows, sara), by=sara)
    one = finish_check(one)
    [(text, count)] = usual_of(one)
    day = split(coming(1), "jalali")
    assert count == 4 and "سه‌شنبه = " in text and str(day.year) in _latin(text)


def _latin(text):
    return text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


def finish_check(one):
    finish(one)
    return Import.objects.get(pk=one.pk)


def test_a_step_that_says_no_day_is_told_to_get_the_usual_one(sara, pipeline, upload):
    rows = "عنوان معامله,وضعیت,قدم بعدی\nپمپ,باز,منتظر تماس خودشان\nشیر,باخت,خودشان تماس می‌گیرند\nلوله,باز,فردا تماس\n"
    first = preview(upload(rows, sara), sara).first
    told = [
        any(note["field"] == "next_step_on" and "day" in note["msgid"][0] for note in one.warnings)
        for one in first
    ]
    undated = ["no day" in "".join(note["msgid"][0] for note in one.warnings) for one in first]
    assert undated == [True, False, False] and told[2]


def test_words_in_the_column_of_days_are_read_as_well(debs, bring):
    bring("Job,Status,Next step,Chase date\nFloor,open,ring Jo,Tue\nRoof,open,,tomorrow\n", debs)
    assert due("Floor").date() == coming(1)
    assert due("Roof").date() == today() + timedelta(days=1)
    assert Activity.objects.get(deal__title="Roof", source=None).name == "Follow up"


def test_tomorrow_counts_from_the_day_on_which_the_list_was_written(debs, bring):
    written = today() - timedelta(days=3)
    bring(
        f"PIPELINE updated HM {written.day}/{written.month},,\nJob,Status,Next\nFloor,open,quote to go tomorrow\n",
        debs,
    )
    assert due("Floor").date() == written + timedelta(days=1)


@pytest.mark.parametrize("column", ["Next", "Status"])
def test_a_deal_that_is_parked_until_a_month_comes_back_then(debs, upload, column):
    month = today() + timedelta(days=110)
    status, step = (
        ("on hold", f"parked - revisit {month:%B}")
        if column == "Next"
        else (f"on hold - revisit {month:%B}", "")
    )
    one = upload(f"Job,Status,Next\nFloor,{status},{step}\n", debs)
    one = imports.change(one=one, by=debs, options={"stages": {status: "resting"}})
    finish(imports.start(one=one, by=debs))
    back = Deal.objects.get().resting_until
    assert back == month.replace(day=1)


def test_the_last_call_without_a_day_is_of_the_day_above(debs, bring):
    day = today() - timedelta(days=3)
    rows = [f"{day - timedelta(days=back)},Jo,left vm {back}" for back in range(8, 0, -1)]
    rows += [f"{day},Ann,will ring", ",Sam,going to board"]
    one = bring(
        "Date,Spoke to,What was said\n" + "\n".join(rows) + "\n",
        debs,
        kind="activities",
        mapping={"Date": "done_at", "Spoke to": "contact", "What was said": "said"},
    )
    call = Activity.objects.get(name="going to board")
    assert timezone.localtime(call.done_at, HERE).date() == day
    told = [(row.number, note["field"], note["text"]) for row in one.rows.all() for note in row.warnings]
    assert any(number == 11 and "beside" in text for number, _field, text in told), told


def test_a_day_below_what_was_carried_forward_is_of_the_year_of_its_neighbours(debs, upload):
    rows = (
        "Job,Client,1st enquiry,Value\nCARRIED FWD FROM 2025,,,\nFloor,Artesian,2025-10-08,5\nRoof,Leeds,27 Nov,6\n"
        "Wall,Kelso,2025-12-05,7\nQ1,,,\nDoor,Bowmer,12 Jan,8\nGate,Kelso,2026-01-24,9\nStair,York,2026-02-23,9\n"
    )
    one = upload(rows, debs)
    one = imports.change(
        one=one,
        by=debs,
        mapping={"Job": "title", "Client": "company", "1st enquiry": "created_at", "Value": "amount"},
    )
    found = {draft.values.get("title"): draft.values.get("created_at") for draft in preview(one, debs).first}
    assert found["Roof"] == date(2025, 11, 27) and found["Door"] == date(2026, 1, 12)


def test_a_coming_day_without_its_year_is_the_next_one(debs, upload):
    ahead = today() + timedelta(days=300)
    one = upload(f"Job,Client,Chase date,Status\nFloor,Kelso,{ahead.day} {ahead:%b},open\n", debs)
    assert preview(one, debs).first[0].values["next_step_on"] == ahead


def test_a_close_that_was_expected_is_overdue_rather_than_a_year_away(debs, upload):
    overdue, coming_close = today() - timedelta(days=50), today() + timedelta(days=90)
    one = upload(
        f"Job,Client,Expected close,Status\nFloor,Kelso,{overdue.day} {overdue:%b},open\n"
        f"Roof,Kelso,{coming_close.day} {coming_close:%b},open\n",
        debs,
    )
    found = [draft.values["expected_close"] for draft in preview(one, debs).first]
    assert found == [overdue, coming_close]


@pytest.mark.parametrize("status", ["won", "lost"])
@pytest.mark.parametrize("back", [86, 120, 250])
def test_no_deal_that_has_ended_is_expected_to_close_in_the_future(debs, bring, status, back):
    day = today() - timedelta(days=back)
    one = bring(f"Job,Client,Status,Expected close\nFloor,Kelso,{status},{day.day} {day:%b}\n", debs)
    deal = Deal.objects.get()
    assert deal.expected_close == day and deal.outcome == status
    told = [note["text"] for row in one.rows.all() for note in row.warnings]
    years = [text for text in told if "no year" in text]
    assert len(years) == 1 and str(day.year) in years[0]


def test_a_deal_that_was_won_a_year_ago_was_expected_about_then(debs, bring):
    closed = today() - timedelta(days=400)
    expected = closed - timedelta(days=20)
    bring(
        f"Job,Client,Status,Expected close,Closed on\n"
        f"Floor,Kelso,won,{expected.day} {expected:%b},{closed:%Y-%m-%d}\n",
        debs,
    )
    assert Deal.objects.get().expected_close == expected
