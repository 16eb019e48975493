"""A status that has a stage's own words in it means that stage, before any synonym; and what it denies is no guess."""

import pytest

from kariz.pipeline.models import Stage
from kariz.reading.deals.outcome_hints import hinted
from kariz.reading.deals.stages import is_guess, match

TITLES = ["استعلام", "بازدید محل", "پیش‌فاکتور", "چانه‌زنی", "تایید مدیرعامل و چک"]


@pytest.fixture
def own(pipeline):
    """The stages of a firm that named them itself."""
    stages = list(pipeline.stages.order_by("position"))[: len(TITLES)]
    for stage, title in zip(stages, TITLES, strict=True):
        Stage.objects.filter(pk=stage.pk).update(name=title, template="")
        stage.name, stage.template = title, ""
    return stages


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("پیش‌فاکتور رفت", "پیش‌فاکتور"),
        ("پیش فاکتور رفت", "پیش‌فاکتور"),
        ("پیش فاکتور ارسال شد", "پیش‌فاکتور"),
        ("بازدید شد", "بازدید محل"),
        ("دست مدیرعامله", "تایید مدیرعامل و چک"),
    ],
)
def test_a_word_with_the_words_of_a_stage_is_that_stage_as_a_guess(own, word, title):
    assert match(word, own) == str(own[TITLES.index(title)].pk) and is_guess(word, own)


@pytest.mark.parametrize(
    "word", ["بازدید نشد هنوز", "هنوز بازدید نشده", "منتظر نقشه", "رفت ۱۴۰۵", "مشتری خوب", "قبل از بازدید"]
)
def test_what_is_denied_or_shares_no_telling_word_is_no_stage(own, word):
    assert match(word, own) == ""


def test_an_outcome_wins_over_the_stage_that_it_names(own):
    assert match("پیش فاکتور باطل شد", own) == "lost" and match("بعد از بازدید منصرف شد", own) == "lost"


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("نصب شد و تسویه", "won"),
        ("انجام شد و فاکتور", "won"),
        ("انجام شد و فاکتور شد", "won"),
        ("کنسل کرد", "lost"),
        ("کنسل کردند", "lost"),
        ("تمدید نکرد", "lost"),
        ("هنوز تمدید نکرد", ""),
        ("کنسل نکرد", ""),
        ("تسویه نشد", ""),
        ("نصب شد، تسویه نشد", ""),
        ("فاکتور صادر می‌شود", ""),
        ("انجام شد و فاکتور صادر می‌شود", ""),
        ("تایید نکرد", ""),
        ("فروش", "won"),
        ("فروش نشد", "lost"),
        ("مرحلهٔ فروش", ""),
    ],
)
def test_words_of_an_end_are_guessed_and_half_done_ones_are_not(word, outcome):
    assert hinted(word) == outcome
