"""Mr Kazemi's list is parted like a board: the heading above some deals is the stage in which they stand."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, run, upload

BOARDS = {
    "fa": (
        "■ {}",
        ["پیش‌فاکتور", "منتظر قرارداد", "باخت"],
        ["مشتری", "کار", "مبلغ (ریال)", "اقدام بعدی"],
    ),
    "en": ("— {} —", ["Quoted", "Contract sent", "Lost (1)"], ["Customer", "Job", "Amount", "Next step"]),
}
PLACES = {"cooler": (5, "open"), "freezer": (5, "open"), "oven": (7, "open"), "grill": (None, "lost")}


def board(language, sign=None):
    usual, heads, names = BOARDS[language]
    first, second, last = ([(sign or usual).format(head)] for head in heads)
    return [
        [*names],
        first,
        ["Acme Ltd", "cooler", 500, "call"],
        ["Beta Ltd", "freezer", 600, "call"],
        second,
        ["Gamma Ltd", "oven", 700, "call"],
        last,
        ["Delta Ltd", "grill", 800],
    ]


def board_of(whole):
    return next(one for one in parts_of(whole) if len(one.columns) > 1)


def places():
    found = {}
    for deal in alive():
        stage = 1 + deal.stage.position if deal.is_open else None
        found[deal.title] = (stage, deal.outcome)
    return found


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("sign", [None, "{}"], ids=["with signs", "bare"])
def test_the_heading_is_the_stage_of_the_rows_below(admin, pipeline, language, sign):
    admin.language = language
    whole = upload(admin, board=board(language, sign), other=[["Company"], ["Acme Ltd"]])
    one = board_of(whole)
    column = one.columns[-1]
    assert one.mapping[column] == "stage"
    assert len(one.options["stages"]) == 3
    run(whole, admin)
    assert places() == PLACES


def test_what_a_heading_means_is_corrected_like_any_word_of_a_status(admin, pipeline):
    whole = upload(admin, board=board("en"))
    one = board_of(whole)
    first = pipeline.stages.order_by("position").first()
    imports.change(one=one, by=admin, options={"stages": one.options["stages"] | {"Quoted": str(first.pk)}})
    run(whole, admin)
    assert places()["cooler"] == (1, "open")


def test_headings_that_are_not_to_be_the_stage_still_are_no_records(admin, pipeline):
    whole = upload(admin, board=board("en"))
    one = board_of(whole)
    said = {column: name for column, name in one.mapping.items() if name != "stage"}
    imports.change(one=one, by=admin, mapping=said)
    run(whole, admin)
    assert set(places().values()) == {(1, "open")} and len(places()) == 4


def test_the_same_board_again_changes_nothing_and_a_deal_below_another_heading_has_moved(admin, pipeline):
    run(upload(admin, board=board("en")), admin)
    again = run(upload(admin, board=board("en")), admin)
    assert [(one.created_count, one.updated_count) for one in again.parts.all()] == [(0, 0)]
    rows = board("en")
    rows.insert(5, rows.pop(3))
    later = upload(admin, board=rows)
    imports.change(one=board_of(later), by=admin, options={"existing": "update"})
    done = run(later, admin)
    assert [(one.created_count, one.updated_count) for one in done.parts.all()] == [(0, 1)]
    assert places() == PLACES | {"freezer": (7, "open")}


def test_a_list_that_has_a_column_of_stages_keeps_its_headings_as_mere_lines(admin, pipeline):
    rows = board("en")
    rows[0].append("Stage")
    rows = [[*row, "Proposal"] if len(row) == 4 and place else row for place, row in enumerate(rows)]
    one = board_of(upload(admin, board=rows))
    assert one.mapping["Stage"] == "stage" and one.columns[-1] == "Stage"


def test_customers_that_stand_alone_in_their_rows_are_no_headings(admin, pipeline):
    rows = [[*BOARDS["en"][2]], ["Proposal Partners"], ["Acme Ltd", "cooler", 500, "call"]]
    rows += [["Quoted Textiles"], ["Beta Ltd", "freezer", 600, "call"], ["Signing Solutions"]]
    one = board_of(upload(admin, board=rows))
    assert len(one.columns) == 4
    assert Import.objects.get(pk=one.pk).layout.get("asides", {}) == {}
