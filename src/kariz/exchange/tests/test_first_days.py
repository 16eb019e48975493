"""A later file that knows better when a deal began corrects it, and that can be taken back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.localisation.calendar import split
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, DealState, StageVisit
from kariz.pipeline.queries.deal_story import LABELS, story_of
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import FieldErrors

TEHRAN = ZoneInfo("Asia/Tehran")
SOURCE = {"source": "didar", "calendar": "gregorian"}
FIRST = "کد معامله,عنوان معامله,تاریخ ایجاد,مبلغ\nA-1,پمپ,2026-05-10,5\n"
BETTER = "کد معامله,عنوان معامله,تاریخ ایجاد,مبلغ\nA-1,پمپ,2026-02-03,7\n"


def days():
    deal = Deal.objects.get()
    visit = StageVisit.objects.order_by("entered_at").first()
    state = DealState.objects.order_by("valid_from").first()
    moments = (deal.created_at, deal.entered_stage_at, visit.entered_at, state.valid_from)
    return {moment.astimezone(TEHRAN).date() for moment in moments}


def test_mina_overwrites_the_day_of_creation_with_a_better_one(admin, pipeline, bring):
    bring(FIRST, admin, **SOURCE)
    assert days() == {date(2026, 5, 10)}
    done = bring(BETTER, admin, existing="update", **SOURCE)
    assert (done.updated_count, done.refused_count) == (1, 0), list(done.rows.values_list("errors"))
    assert days() == {date(2026, 2, 3)} and not done.rows.get().warnings
    consistent(Deal.objects.get())
    event = Event.objects.get(verb="deal.changed")
    assert set(event.changes) >= {"created_at", "amount"}
    told = [change for line in story_of(Deal.objects.get().pk, admin) for change in line.changes]
    assert any(str(LABELS["created_at"]) in str(change) for change in told)


def test_undo_gives_the_day_back(admin, pipeline, bring):
    bring(FIRST, admin, **SOURCE)
    bring(BETTER, admin, existing="update", **SOURCE)
    undo(event=Event.objects.get(verb="deal.changed"), by=admin)
    assert days() == {date(2026, 5, 10)} and Deal.objects.get().amount == 50


def test_taking_the_import_back_gives_the_day_back(admin, pipeline, bring):
    bring(FIRST, admin, **SOURCE)
    done = bring(BETTER, admin, existing="update", **SOURCE)
    finish(imports.take_back(one=done, by=admin))
    assert days() == {date(2026, 5, 10)} and Deal.objects.get().amount == 50


@pytest.mark.parametrize("existing", ["fill", "skip"])
def test_without_overwriting_it_stays(admin, pipeline, bring, existing):
    bring(FIRST, admin, **SOURCE)
    bring(BETTER, admin, existing=existing, **SOURCE)
    assert days() == {date(2026, 5, 10)}


def test_a_day_after_the_closing_is_told_and_not_taken(admin, pipeline, bring):
    bring(
        "کد معامله,عنوان معامله,تاریخ ایجاد,نتیجه,تاریخ بسته شدن\nA-1,پمپ,2026-02-03,باخت,2026-03-01\n",
        admin,
        **SOURCE,
    )
    done = bring(
        "کد معامله,عنوان معامله,تاریخ ایجاد\nA-1,لوله,2026-04-01\n", admin, existing="update", **SOURCE
    )
    assert [note["field"] for note in done.rows.get().warnings] == ["created_at"]
    assert Deal.objects.get().title == "لوله"
    assert Deal.objects.get().created_at.astimezone(TEHRAN).date() == date(2026, 2, 3)


def test_no_deal_begins_tomorrow(admin, pipeline, bring):
    bring(FIRST, admin, **SOURCE)
    with pytest.raises(FieldErrors):
        deals.change(deal=Deal.objects.get(), by=admin, created_at=datetime.now(UTC) + timedelta(days=1))
    assert days() == {date(2026, 5, 10)}


UNREADABLE = (
    "عنوان,شرکت,تاریخ ثبت,تاریخ بستن,مبلغ (ریال),وضعیت\n"
    "پمپ,پارس,1404/01/05,1404/02/01,100,برنده\n"
    "شیر,مهر,1404/01/20,1404/02/10,200,برنده\n"
    "تسمه,آوا,1404/04/10,نامعلوم؟ شاید ۱۲,300,برنده\n"
    "گسکت,سرو,1404/05/10,1404/06/10,400,برنده\n"
    "واشر,نگین,1404/06/11,بعدا معلوم می‌شود,500,باز\n"
    "کابل,دماوند,1404/06/01,شاید ۱۲ یا ۱۳,600,برنده\n"
)


def jalali(title, name):
    day = getattr(Deal.objects.get(title=title), name).astimezone(TEHRAN).date()
    return "{}/{:02}/{:02}".format(*split(day, "jalali"))


def test_a_guessed_day_of_closing_does_not_move_the_day_of_creation_that_its_row_says(admin, pipeline, bring):
    done = bring(UNREADABLE, admin, unreadable="leave")
    assert (jalali("تسمه", "created_at"), jalali("تسمه", "closed_at")) == ("1404/04/10", "1404/04/10")
    assert jalali("واشر", "created_at") == "1404/06/11"
    assert (jalali("کابل", "created_at"), jalali("کابل", "closed_at")) == ("1404/06/01", "1404/06/10")
    assert not any("امروز" in text for row in done.rows.all() for text in row.told)
