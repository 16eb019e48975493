"""Which lines of the notes of a deal a cell of its list said before: told by its mark, in one go for all that it may be."""

from time import perf_counter

import pytest

from kariz.reading.rows import cell_marks

NOTES = ["تماس شد", "Dara asked for a price", "", "تماس شد", "قیمت رفت"]


def spans(lines):
    return [(start, end) for start in range(len(lines)) for end in range(start + 1, len(lines) + 1)]


@pytest.mark.parametrize("span", [span for span in spans(NOTES) if span not in ((2, 3), (3, 4))])
def test_the_lines_that_the_cell_of_dara_said_are_found_wherever_they_stand(span):
    start, end = span
    marks = cell_marks.marks_of(["Pump", "\n".join(NOTES[start:end])], 2)
    assert cell_marks.lines_said(marks, 1, NOTES) == span


def test_of_lines_that_are_there_twice_the_first_ones_are_meant():
    assert cell_marks.lines_said(cell_marks.marks_of(["تماس شد"], 1), 0, NOTES) == (0, 1)


def test_a_blank_cell_said_nothing_and_one_of_other_words_none_of_them():
    assert cell_marks.lines_said(cell_marks.marks_of([""], 1), 0, NOTES) == (0, 0)
    assert cell_marks.lines_said(cell_marks.marks_of(["visited"], 1), 0, NOTES) is None


def fastest(do):
    def once():
        before = perf_counter()
        do()
        return perf_counter() - before

    return min(once() for _time in range(3))


def test_notes_of_sixty_long_lines_are_not_hashed_anew_for_each_span():
    lines = [f"{at} {'قیمت خواست و رفت ' * 12}" for at in range(60)]
    marks = cell_marks.marks_of(["visited"], 1)
    each = fastest(lambda: [cell_marks.says(marks, 0, "\n".join(lines[a:b])) for a, b in spans(lines)])
    assert fastest(lambda: cell_marks.lines_said(marks, 0, lines)) < each / 3
