"""What a newcomer must see before the button: amounts far from the others, deals that stand twice, rows without a
status, deals that rest without a day to come back."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.localisation.templatetags.kariz import date_for
from kariz.pipeline.models import Deal

USUAL = "".join(f"آسانسور {n},پارس,{1000 + n},مذاکره\n" for n in range(12))
HEAD = "پروژه,کارفرما,مبلغ (میلیون تومان),نتیجه\n"


def marked(control):
    return {(one.sign, one.file): (one.count, one.rows) for one in control.marked}


def told(one, number):
    return " ".join(ImportRow.objects.get(of=one, number=number).told)


def test_an_amount_far_above_the_others_is_seen_before_it_comes_in(admin, pipeline, upload, client):
    one = upload(
        HEAD.replace("میلیون ", "") + USUAL.replace(",1", ",1000001") + "برج یاس,مهر,2000000000000,مذاکره\n",
        admin,
    )
    assert marked(preview(one, admin).control) == {("outlier", ""): (1, [14])}
    client.force_login(admin)
    assert 'data-control-mark="outlier"' in client.get(f"/imports/{one.pk}/").content.decode()
    answer = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]["marked"]
    assert [(mark["sign"], mark["count"], mark["rows"]) for mark in answer] == [("outlier", 1, [14])]
    one = finish(imports.check(one=one, by=admin))
    assert f'href="/imports/{one.pk}/?rows=14"' in client.get(f"/imports/{one.pk}/").content.decode()
    done = finish(imports.start(one=one, by=admin))
    assert "2,000" in told(done, 14) and "2,000" not in told(done, 13)


def test_a_row_without_a_status_among_those_with_one_is_counted_and_told(admin, pipeline, bring, upload):
    text = HEAD + "برج یاس,مهر,5,قرارداد شد\nبرج آوا,مهر,6,\n"
    assert marked(preview(upload(text, admin), admin).control) == {("no_status", ""): (1, [3])}
    done = bring(text, admin)
    assert told(done, 3) and Deal.objects.get(title="برج آوا").outcome == "open"


def test_a_resting_deal_comes_back_on_the_day_that_its_note_names(admin, pipeline, bring, upload):
    day = timezone.now().date() + timedelta(days=90)
    text = (
        "پروژه,کارفرما,مبلغ,نتیجه,یادداشت\n"
        f"برج یاس,مهر,5000000,خوابیده,پول ندارد، {day:%Y/%m/%d} دوباره پیگیری شود\nبرج آوا,مهر,6000000,خوابیده,بعد از عید\n"
    )
    assert marked(preview(upload(text, admin), admin).control) == {("no_return", ""): (1, [3])}
    done = bring(text, admin)
    assert Deal.objects.get(title="برج یاس").resting_until == day
    assert told(done, 3) and not told(done, 2)


@pytest.mark.parametrize(
    ("head", "outcome"),
    [
        ("Job,Customer,Amount,Result,Remarks,Call again,Next step", "On hold"),
        ("پروژه,کارفرما,مبلغ,نتیجه,یادداشت,بازگشت,گام بعدی", "خوابیده"),
    ],
)
def test_a_column_of_the_days_on_which_deals_come_back_is_their_word_for_it(
    admin, pipeline, upload, client, head, outcome
):
    fields = ("title", "company", "amount", "outcome", "notes", "back_on", "next_step")
    said = {"mapping": dict(zip(head.split(","), fields, strict=True)), "options": {"calendar": "gregorian"}}
    day, other = (timezone.now().date() + timedelta(days=days) for days in (90, 40))
    rows = [
        f"Xeno door,Xeno,5000000,{outcome},after {other:%Y/%m/%d},{day:%Y-%m-%d},",
        f"Wade door,Wade,6000000,{outcome},waiting,,",
    ]
    one = imports.change(one=upload("\n".join([head, *rows]), admin), by=admin, **said)
    assert marked(preview(one, admin).control) == {("no_return", ""): (1, [3])}
    client.force_login(admin)
    assert date_for(day) in client.get(f"/imports/{one.pk}/").content.decode()
    done = finish(imports.start(one=one, by=admin))
    assert Deal.objects.get(title="Xeno door").resting_until == day
    assert told(done, 3) and not told(done, 2)


NEW = "تاریخ,پروژه,طرف حساب,موبایل,مبلغ (میلیون تومان)\n"
OLD = "تاریخ,پروژه,طرف حساب,موبایل,مبلغ (ریال)\n"


def test_deals_that_stand_in_two_sheets_are_told_before_and_on_the_later_row(admin, pipeline):
    first = NEW + "1405/03/08,پروژه نگین,مهندس سلطانی,09338413635,2280\n1405/03/09,برج یاس,علی واعظ,,5\n"
    second = (
        OLD
        + "1405/03/08,پروژه نگين,فرهاد سلطانی,0933-8413635,22800000000\n1405/03/09,برج یاس,رضا کریمی,,50000000\n"
    )
    files = [ContentFile(text.encode(), f"{name}.csv") for name, text in (("آ", first), ("ب", second))]
    whole = sets.upload(files=files, by=admin)
    parts = list(Import.objects.filter(part_of=whole).order_by("pk"))
    control = coming(parts).control
    [(sign, file)] = marked(control)
    assert (sign, marked(control)[sign, file]) == ("double", (1, [2]))
    assert control.marked[0].amounts == [("IRR", 22_800_000_000)]
    assert coming(parts).control.marked == control.marked
    done = work(set_runs.start(whole=whole, by=admin))
    later = next(part for part in done.parts.all() if part.name == file)
    assert "2" in told(later, 2) and told(later, 3) == ""


def test_the_same_deal_twice_in_one_sheet_is_told_and_may_be_left_out(admin, pipeline, bring):
    text = NEW + "1405/03/08,پروژه نگین,فرهاد سلطانی,,2280\n1405/03/08,پروژه نگین,,09338413635,2280\n"
    done = bring(text, admin)
    assert (told(done, 2), bool(told(done, 3))) == ("", True)


def test_what_is_left_out_since_it_cannot_be_read_is_counted_before_the_button(admin, pipeline, upload):
    text = NEW + "1405/03/08,پروژه نگین,علی واعظ,,1030000000000\nآن روز,برج یاس,رضا کریمی,,5\n"
    one = imports.change(one=upload(text, admin), by=admin, options={"unreadable": "leave"})
    one.mapping["تاریخ"] = "created_at"
    assert marked(preview(one, admin).control) == {("unpriced", ""): (1, [2]), ("near_day", ""): (1, [3])}


def test_days_that_cannot_be_read_are_counted_before_nazilas_book_comes(admin, pipeline, upload, client):
    rows = "پمپ,85000000,تماس,بعد از عید\nشیر,90000000,جلسه,1405/09/20\nفن,95000000,بازدید,بعد از نمایشگاه\n"
    one = upload("عنوان,مبلغ,قدم بعدی,تاریخ پیگیری\n" + rows, admin)
    assert marked(preview(one, admin).control) == {("left_day", ""): (2, [2, 4])}
    client.force_login(admin)
    assert 'data-control-mark="left_day"' in client.get(f"/imports/{one.pk}/").content.decode()
