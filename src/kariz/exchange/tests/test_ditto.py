"""Marks that say "as above" in lists that people wrote."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.layout.ditto import MARKS, resolved


def cells(rows, left_out=()):
    return [found for _number, found in resolved(iter(enumerate(rows, 2)), left_out)]


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_mark_has_the_value_above_it_through_several_rows(mark):
    rows = [["پارس", 5], [mark, 6], [f" {mark.upper()}", 7], ["مهر", 8], [mark, 9]]
    assert [row[0] for row in cells(rows)] == ["پارس", "پارس", "پارس", "مهر", "مهر"]


def test_a_mark_below_nothing_stays_as_it_is_and_passes_over_totals():
    assert cells([['"', 5]]) == [['"', 5]]
    rows = [["پارس", 5], ["جمع", 5], ['"', 6]]
    assert cells(rows, {"3"})[2] == ["پارس", 6]


def test_a_word_that_only_holds_a_mark_is_a_word():
    assert cells([["پارس"], ["do it"], ['لوله "۲']]) == [["پارس"], ["do it"], ['لوله "۲']]


def test_deals_of_a_list_with_marks_all_have_their_company(admin, pipeline, bring):
    rows = 'عنوان,شرکت,مسئول,مبلغ (ریال)\nالف,پارس,مینا,5\nب,〃,〃,〃\nج,ایضا,-,7\nد,مهر,-,8\nه,"""",-,9\n'
    done = bring(rows, admin)
    assert done.refused_count == 0
    held = Deal.objects.order_by("pk").values_list("title", "company__name", "amount")
    assert list(held) == [
        ("الف", "پارس", 5),
        ("ب", "پارس", 5),
        ("ج", "پارس", 7),
        ("د", "مهر", 8),
        ("ه", "مهر", 9),
    ]


def test_below_a_blank_cell_a_mark_says_nothing():
    assert cells([[100, 1], ["", 2], ["〃", 3]])[2] == ["", 3]
