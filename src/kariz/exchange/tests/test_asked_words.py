"""Sara writes "Won?" where she does not know yet: she is asked, and no deal ends by a question."""

import pytest

from kariz.exchange.queries.known.meanings import words_of
from kariz.pipeline.models import Deal
from kariz.reading.cells.questions import unasked
from kariz.reading.deals import results, stages
from kariz.reading.layout.legends import legend_of, meanings

HEAD = "title,company,amount,status\n"


@pytest.mark.parametrize(
    "word",
    ["Won?", "signed?", "lost ?", "? won", "Won (?)", "on hold?", "فروخته شد؟", "امضا؟", "؟ باخت", "✔?", "Won - ?",
     "رقیب برد؟", "قرارداد ✔؟", "Closed Won?", "رد کرد گران بود؟", "Won/Lost?", "went with VWR?", "Proposal, won?"],
)  # fmt: skip
def test_a_word_that_asks_ends_no_deal_and_is_asked_about(pipeline, word):
    live = list(pipeline.stages.order_by("position"))
    ends = {"won", "lost", "resting"} | {str(stage.pk) for stage in live if stage.holds_won}
    assert stages.match(word, live) not in ends
    assert stages.outcome_told(word) in ("", "open")
    assert not stages.match(word, live) or stages.is_guess(word, live)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Lost - price?", "lost"),
        ("باخت (گران بود؟)", "lost"),
        ("Won (who told them?)", "won"),
        ("on hold: budget?", "resting"),
    ],
)
def test_a_question_behind_an_end_leaves_the_end(pipeline, word, outcome):
    live = list(pipeline.stages.order_by("position"))
    assert stages.match(word, live) == stages.outcome_told(word) == outcome
    assert stages.is_guess(word, live)


def test_deals_that_only_may_have_ended_stay_open_and_the_page_asks_beside_the_word_that_says_so(
    admin, pipeline, bring
):
    rows = "Pump,Nikan,500,Won\nValve,Pars,500,Won?\nTube,Aram,500,Lost\nTank,Borna,500,signed?\n"
    one = bring(HEAD + rows, admin)
    found = {deal.title: deal.outcome for deal in Deal.objects.all()}
    assert found == {"Pump": "won", "Valve": "open", "Tube": "lost", "Tank": "open"}
    asked = {word["text"]: word["unknown"] for word in words_of(one.options, {}, admin)}
    assert asked == {"Won": False, "Won?": True, "Lost": False, "signed?": True}
    assert "Won?" in Deal.objects.get(title="Valve").notes


def test_what_sara_answers_to_a_question_is_believed(admin, pipeline, bring):
    bring(HEAD + "Pump,Nikan,500,Won?\nValve,Pars,500,WON?\n", admin, stages={"Won?": "won"})
    assert {deal.outcome for deal in Deal.objects.all()} == {"won"}


def test_a_question_in_a_list_of_results_is_no_win():
    assert not results.won_here("signed?", {"signed?": "", "Lost": "lost"})
    assert results.won_here("signed", {"signed": "", "Lost": "lost"})


def test_a_colour_that_asks_means_no_end():
    for line in ("green = Won? red = lost", "سبز = فروخته شد؟ قرمز = از دست رفت", "سبز = شد؟، قرمز = نشد"):
        legend = legend_of([line])
        assert set(legend) == {"green", "red"} and legend["green"][-1] in "?؟"
        assert meanings(legend, []) == {"red": "lost"}


def test_what_is_not_asked_of_a_long_text_is_found_at_once():
    assert unasked("Lost - price?") == "Lost -"
    assert unasked("a " * 40_000 + "?") == ""
    assert unasked("-(" * 40_000 + "?") == ""
