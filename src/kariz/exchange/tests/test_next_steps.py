"""The follow-up of a row becomes the next step of its deal."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.tests.conftest import finish
from kariz.localisation.said import worded
from kariz.pipeline.actions import activities
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.guessing import guess_mapping

HEAD = "کد معامله,عنوان معامله,وضعیت,قدم بعدی,تاریخ پیگیری\n"
DIDAR = {"source": "didar", "calendar": "gregorian"}


def step(title):
    """The one that nobody's stage planned."""
    return Activity.objects.get(deal__title=title, deal__deleted_at=None, deleted_at=None, source=None)


@pytest.mark.parametrize(
    "header",
    ["تاریخ پیگیری", "پیگیری بعدی", "قرار بعدی", "Next follow-up", "Next Activity Date", "تماس بعدی"],
)
def test_a_day_of_following_up_is_known_by_its_header(header):
    assert guess_mapping(["عنوان معامله", header], "deals")[header] == "next_step_on"


def test_steps_of_a_file_are_planned_late_ones_too(sara, pipeline, bring):
    sara.language = "fa"
    sara.save()
    rows = "1,پمپ,باز,تماس با مدیر خرید,2031-05-02\n2,لوله,باز,,2024-02-03\n3,شیر,باز,ارسال نمونه,\n"
    one = bring(HEAD + rows, sara, **DIDAR)
    assert one.created_count == 3
    pump, pipe = step("پمپ"), step("لوله")
    assert (pump.name, pump.kind, pump.owner, pump.all_day) == ("تماس با مدیر خرید", "call", sara, True)
    assert pump.due_at.astimezone().date() - date(2031, 5, 2) <= timedelta(days=1)
    assert (pipe.name, pipe.kind, pipe.done_at, pipe.due_at.year) == ("پیگیری", "task", None, 2024)
    # A step without a day is due when the one of the stage would be.
    assert timedelta() < step("شیر").due_at - timezone.now() < timedelta(days=8)
    assert Deal.objects.get(title="لوله").next_step_id == pipe.pk
    # Where the file says what comes next, the stage plans nothing by itself.
    assert Deal.objects.get(title="پمپ").next_step_id == pump.pk
    planned = Activity.objects.exclude(source=None)
    assert planned.filter(deal__title="پمپ").count() == 0
    assert planned.filter(deal__title="شیر").count() == 0


def test_a_deal_that_is_won_gets_no_step_and_keeps_its_words(admin, pipeline, bring):
    one = bring(HEAD + "1,پمپ,موفق,ارسال فاکتور,2024-02-03\n", admin, **DIDAR)
    assert not Activity.objects.filter(source=None).exists()
    assert "ارسال فاکتور" in Deal.objects.get().notes
    assert any(note["field"] == "next_step" for note in one.rows.get().warnings)


def test_the_same_file_plans_nothing_twice_and_a_later_day_moves_the_step(admin, pipeline, bring):
    bring(HEAD + "1,پمپ,باز,تماس,2031-05-02\n", admin, **DIDAR)
    bring(HEAD + "1,پمپ,باز,تماس,2031-05-02\n", admin, existing="update", **DIDAR)
    assert step("پمپ").due_at.year == 2031
    filled = bring(HEAD + "1,پمپ,باز,جلسه,2033-05-02\n", admin, existing="fill", **DIDAR)
    assert (filled.updated_count, step("پمپ").name) == (0, "تماس")
    later = bring(HEAD + "1,پمپ,باز,تماس,2032-05-02\n", admin, existing="update", **DIDAR)
    assert (later.updated_count, step("پمپ").due_at.year) == (1, 2032)
    done = finish(imports.take_back(one=later, by=admin))
    assert done.stayed == []
    assert step("پمپ").due_at.year == 2031


def test_a_step_of_a_deal_that_was_there_goes_when_the_file_is_taken_back(admin, pipeline, bring):
    bring("کد معامله,عنوان معامله\n1,پمپ\n2,لوله\n", admin, **DIDAR)
    one = bring(
        HEAD + "1,پمپ,باز,تماس,2031-05-02\n2,لوله,باز,تماس,2031-05-02\n", admin, existing="fill", **DIDAR
    )
    assert one.updated_count == 2
    activities.complete(activity=step("لوله"), by=admin)
    done = finish(imports.take_back(one=Import.objects.get(pk=one.pk), by=admin))
    assert done.kept_count == 1
    assert list(
        Activity.objects.filter(deleted_at=None, source=None).values_list("deal__title", flat=True)
    ) == ["لوله"]


def test_a_file_of_new_deals_with_steps_is_taken_back_whole(admin, pipeline, bring):
    one = bring(HEAD + "1,پمپ,باز,تماس,2031-05-02\n", admin, **DIDAR)
    done = finish(imports.take_back(one=one, by=admin))
    assert (done.kept_count, done.stayed) == (0, [])
    assert not Deal.objects.filter(deleted_at=None).exists()


def test_the_preview_says_the_day_of_a_step_and_the_companys_phone_as_the_record_will(
    sara, pipeline, upload, client
):
    sara.language, sara.calendar, sara.digits = "fa", "jalali", "persian"
    sara.save()
    one = upload("عنوان معامله,شرکت,تلفن شرکت,تاریخ پیگیری\nپمپ,نیکان,02188776655,2024-07-23\n", sara)
    client.force_login(sara)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "۰۲۱ ۸۸۷۷ ۶۶۵۵" in page and "[&#x27;" not in page
    assert "۲ مرداد ۱۴۰۳" in page or "۱۴۰۳/۰۵/۰۲" in page


def test_a_step_of_which_only_the_day_is_said_is_a_follow_up(admin, pipeline, bring):
    bring("عنوان,وضعیت,قدم بعدی\nپمپ,باز,1405/12/01\nلوله,باز,۲۴ دی\nشیر,باخت,1405/12/02\n", admin)
    steps = {step.deal.title: step for step in Activity.objects.filter(source=None)}
    assert steps["پمپ"].name == steps["لوله"].name == "پیگیری"
    assert timezone.localtime(steps["پمپ"].due_at, ZoneInfo("Asia/Tehran")).date() == date(2027, 2, 20)
    assert "1405/12/02" in Deal.objects.get(title="شیر").notes


@pytest.mark.parametrize("said", ["فروردین ۱۴۰۶", "فروردین ماه ۱۴۰۶ زنگ بزنم"])
def test_a_deal_that_rests_until_a_month_comes_back_on_its_first_day(admin, pipeline, bring, said):
    bring(f"عنوان,وضعیت,قدم بعدی\nپمپ,خوابیده,{said}\n", admin)
    assert Deal.objects.get().resting_until == date(2027, 3, 21)


@pytest.mark.parametrize(
    ("language", "calendar", "said"),
    [
        (
            "en",
            "gregorian",
            "The deal rests and comes back on 1 March 2031; the next step waits for that day, and stands in "
            "its notes.",
        ),
        (
            "fa",
            "jalali",
            "معامله در نوبت پیگیری مجدد است و ۱۰ اسفند ۱۴۰۹ برمی‌گردد؛ "
            "گام بعدی‌اش برای همان روز می‌ماند و در یادداشت‌های معامله هم هست.",
        ),
    ],
)
def test_trevor_reads_when_a_deal_that_rests_comes_back_by_the_words_of_its_step(
    language, calendar, said, admin, pipeline, bring
):
    User.objects.filter(pk=admin.pk).update(language=language, calendar=calendar)
    admin.refresh_from_db()
    one = bring("Title,Status,Next step\nSilo,On hold,call back after harvest - 1 March 2031\n", admin)
    assert Deal.objects.get().resting_until == date(2031, 3, 1)
    with translation.override(language):
        assert said in [worded(note) for note in one.rows.get().warnings]


def test_what_an_import_takes_back_or_replaces_is_not_in_the_bin_for_nobody_threw_it_away(
    admin, pipeline, bring, client
):
    bring("کد معامله,عنوان معامله\n1,پمپ\n", admin, **DIDAR)
    one = bring(HEAD + "1,پمپ,باز,تماس,2031-05-02\n", admin, existing="fill", **DIDAR)
    finish(imports.take_back(one=one, by=admin))
    pk = Activity.objects.exclude(deleted_at=None).get(source=None).pk
    client.force_login(admin)
    assert client.get("/deals/bin/?kind=activities").context["rows"] == []
    assert client.post(f"/activities/{pk}/restore/").status_code == 404
    assert client.post(f"/api/v1/activities/{pk}/restoration").status_code == 404
