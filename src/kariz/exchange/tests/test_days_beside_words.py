"""A word and one day in a column of days: the day is read, the word is kept, and no row is lost for it."""

from datetime import date

import pytest

from kariz.pipeline.models import Activity, Deal
from kariz.reading.days.day_beside_words import comes_back, day_in

HEADS = {
    "fa": "شرکت,عنوان,وضعیت,تاریخ بسته شدن\n",
    "en": "Company,Title,Status,Closed on\n",
}
REMIND = {"fa": "یادآوری ۱۴۳۰/۱۲/۱۷", "en": "remind 2052-03-07"}
DAY = date(2052, 3, 7)


def told(one):
    return [note["text"] for row in one.rows.all() for note in row.warnings]


@pytest.mark.parametrize(("language", "parked"), [("fa", "معلق"), ("en", "On hold")])
def test_a_deal_that_rests_comes_back_when_its_reminder_says(admin, pipeline, bring, language, parked):
    one = bring(f"{HEADS[language]}Nova,Pump,{parked},{REMIND[language]}\n", admin)
    assert (one.created_count, one.refused_count) == (1, 0)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.resting_until) == ("resting", DAY)


@pytest.mark.parametrize(("language", "going"), [("fa", "باز"), ("en", "Open")])
def test_an_open_deal_has_its_reminder_as_its_next_step(admin, pipeline, bring, language, going):
    one = bring(f"{HEADS[language]}Nova,Pump,{going},{REMIND[language]}\n", admin)
    assert one.refused_count == 0
    deal = Deal.objects.get()
    assert deal.outcome == "open" and deal.closed_at is None
    step = Activity.objects.get(deal=deal, source=None)
    assert step.name == REMIND[language] and abs((step.due_at.date() - DAY).days) <= 1


@pytest.mark.parametrize(
    ("language", "won", "said"), [("fa", "برنده", "حدودا ۱۴۰۴/۰۲/۱۷"), ("en", "Won", "signed 2025-05-07")]
)
def test_other_words_leave_the_day_of_the_column(admin, pipeline, bring, language, won, said):
    one = bring(f"{HEADS[language]}Nova,Pump,{won},{said}\n", admin)
    assert one.refused_count == 0 and any("17" in text or said in text for text in told(one))
    deal = Deal.objects.get()
    assert abs((deal.closed_at.date() - date(2025, 5, 7)).days) <= 1
    assert said in deal.notes


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_day_to_come_is_no_beginning_and_no_reason_to_refuse_the_row(admin, pipeline, bring, language):
    head = {"fa": "شرکت,عنوان,مبلغ,تاریخ ثبت\n", "en": "Company,Title,Amount,Created on\n"}[language]
    one = bring(f"{head}Nova,Pump,5,{REMIND[language]}\nBeta,Fan,6,2025-05-07\n", admin)
    assert (one.created_count, one.refused_count) == (2, 0)
    assert REMIND[language] in Deal.objects.get(title="Pump").notes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("یادآوری ۱۴۰۵/۱۲/۱۷", "1405/12/17"),
        ("remind 2026-03-08", "2026-03-08"),
        ("revised 8 March 2026", "8 march 2026"),
        ("2026-03-08", ""),
        ("from 2026-03-08 to 2026-04-08", ""),
        ("unit 4, 2026-03-08", ""),
        ("soon", ""),
    ],
)
def test_only_one_whole_day_beside_words_counts(text, day):
    assert day_in(text).lower() == day


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("یادآوری ۱۴۰۵/۱۲/۱۷", True),
        ("call back 2026-03-08", True),
        ("signed 2026-03-08", False),
        ("قطعی ۱۴۰۵/۱۲/۱۷", False),
    ],
)
def test_which_words_say_that_somebody_comes_back(text, back):
    assert comes_back(text) is back
