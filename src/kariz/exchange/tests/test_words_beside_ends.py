"""What the remarks beside a deal say: when it comes back, why it was lost, and on which day its step is due."""

from datetime import date

import pytest

from kariz.pipeline.models import Activity, Deal
from kariz.reading.deals.lost_reasons import said_in

HEAD = {
    "fa": "عنوان,شرکت,مبلغ,وضعیت,توضیحات,اقدام بعدی,روز\n",
    "en": "Title,Company,Amount,Status,Comments,Next step,Due\n",
}


def bring_rows(bring, by, language, *rows, **options):
    return bring(HEAD[language] + "\n".join(rows) + "\n", by, **options)


@pytest.mark.parametrize(
    ("language", "status", "told", "back"),
    [
        ("en", "On hold", "on hold, call back Jan 18 2091", date(2091, 1, 18)),
        ("en", "On hold", "call back 18 January 2091", date(2091, 1, 18)),
        ("en", "On hold", "Revisit in Feb 2091 after the vote", date(2091, 2, 1)),
        ("fa", "معلق", "تماس بهمن ۱۴۷۰", date(2092, 1, 21)),
        ("fa", "معلق", "دوباره زنگ بزنیم ۲۰ بهمن ۱۴۷۰", date(2092, 2, 9)),
    ],
)
def test_a_resting_deal_comes_back_on_the_day_that_its_comment_says(
    admin, pipeline, bring, language, status, told, back
):
    bring_rows(bring, admin, language, f'پمپ,پارس,100,{status},"{told}",,')
    deal = Deal.objects.get()
    assert (deal.outcome, deal.resting_until, deal.notes) == ("resting", back, told)


def test_a_day_of_which_no_line_says_that_one_comes_back_then_wakes_no_deal(admin, pipeline, bring):
    one = bring_rows(bring, admin, "en", "Pump,Pars,100,On hold,their fiscal year closes in March,,")
    assert Deal.objects.get().resting_until is not None
    assert any("یک ماه" in text for text in one.rows.get().told)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("too expensive", "lost_price"),
        ("went with Steelcase", "lost_competitor"),
        ("competitor was cheaper", "lost_competitor"),
        ("رقیب ارزان‌تر داد", "lost_competitor"),
        ("رقبا با قیمت پایین‌تر", "lost_competitor"),
        ("گران بود", "lost_price"),
        ("met Anna at the fair", None),
        ("price 12,500 plus tax", None),
        ("no budget; went with Steelcase", None),
    ],
)
def test_a_short_remark_that_means_a_usual_reason_is_why_the_deal_was_lost(
    admin, pipeline, bring, told, reason
):
    bring_rows(bring, admin, "en", f'Pump,Pars,100,Lost,"{told}",,', f'Valve,Mehr,100,open,"{told}",,')
    lost, still = Deal.objects.get(title="Pump"), Deal.objects.get(title="Valve")
    assert (lost.lost_reason.template if lost.lost_reason else None) == reason
    assert (lost.notes, still.notes, still.lost_reason) == (told, told, None)


def test_a_long_remark_tells_of_what_happened_and_gives_no_reason():
    assert said_in("گران بود") == "گران بود"
    assert said_in("با مدیر خرید حرف زدیم و گفت که قیمت را برای هیئت‌مدیره می‌فرستد و خبر می‌دهد") == ""


@pytest.mark.parametrize(
    ("language", "said", "name"),
    [
        ("fa", "تماس با مدیر خرید (چهارشنبه ۱۷ آذر ۱۴۷۰)", "تماس با مدیر خرید"),
        ("en", "Call Anna (Tue 8 Dec 2091)", "Call Anna"),
        ("en", "Call Anna [Dec 8, 2091] re carpet", "Call Anna re carpet"),
        ("en", "Call Anna Tue 8 Dec 2091", "Call Anna Tue 8 Dec 2091"),
        ("en", "Call Anna (ext 57) 8 Dec 2091", "Call Anna (ext 57) 8 Dec 2091"),
    ],
)
def test_the_day_in_brackets_is_when_the_step_is_due_and_no_part_of_its_name(
    admin, pipeline, bring, language, said, name
):
    bring_rows(bring, admin, language, f'پمپ,پارس,100,باز,,"{said}",')
    step = Activity.objects.get(source=None)
    assert (step.title, step.due_at.date()) == (name, date(2091, 12, 8))


def test_brackets_leave_the_name_where_the_day_has_a_column_too_and_another_day_stays(admin, pipeline, bring):
    rows = [
        "Pump,Pars,100,open,,Call (8 Dec 2091),2091-12-08",
        "Valve,Mehr,9,open,,Visit (9 Dec 2091),2091-12-08",
    ]
    bring_rows(bring, admin, "en", *rows, calendar="gregorian")
    assert set(Activity.objects.filter(source=None).values_list("name", flat=True)) == {
        "Call",
        "Visit (9 Dec 2091)",
    }


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("lost 12/2/2026 - price", "price"),
        ("lost on 4/17/2026 - no budget", "no budget"),
        ("باخت ۱۴۰۵/۰۲/۰۳ - قیمت بالا", "قیمت بالا"),
        ("باختیم در 1405/2/3: بودجه نداشتند", "بودجه نداشتند"),
        ("price too high 4/17/2026", "price too high 4/17/2026"),
        ("price 45000", ""),
    ],
)
def test_a_day_beside_the_reason_hides_it_not(note, reason):
    assert said_in(note) == reason
