"""Why deals were lost, in the words of a British lab supplier."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.deals.lost_reasons import template_of
from kariz.reading.deals.stages import outcome_said

HEAD = "Opportunity,Account,Outcome,Why\n"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Lost to Thermo", "lost"),
        ("went with VWR", "lost"),
        ("Lost - price", "lost"),
        ("Dead", "lost"),
        ("PO received", "won"),
        ("On hold - budget", "resting"),
        ("Verbal yes", ""),
        ("Demo done", ""),
        ("Hot", ""),
        ("Lost property", ""),
    ],
)
def test_an_outcome_is_told_by_its_first_words(said, outcome):
    assert outcome_said(said) == outcome


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ("went with VWR", "lost_competitor"),
        ("Lost to Thermo", "lost_competitor"),
        ("no budget", "lost_no_budget"),
        ("price", "lost_price"),
        ("no answer since Feb", "lost_no_answer"),
        ("project cancelled", "lost_no_need"),
        ("did not qualify", "lost_unqualified"),
        ("went with VWR, price", ""),
        ("moved house", ""),
    ],
)
def test_a_reason_is_told_by_its_words(said, template):
    assert template_of(said) == template


def test_toms_lost_deals_have_reasons_and_keep_his_words(admin, pipeline, bring):
    rows = "A,Tyne,Dead,went with VWR\nB,Fenwick,Lost to Thermo,\nC,Dunmore,Lost,moved house\n"
    bring(HEAD + rows, admin)
    one, two, three = Deal.objects.order_by("id")
    assert {one.outcome, two.outcome, three.outcome} == {"lost"}
    assert one.lost_reason.template == two.lost_reason.template == "lost_competitor"
    assert "went with VWR" in one.notes and "Lost to Thermo" in two.notes
    assert three.lost_reason.template == "lost_other" and "moved house" in three.notes


def test_the_reason_of_an_export_is_known_when_it_is_brought_again(admin, pipeline, upload):
    one = upload("Opportunity,Outcome,Why it was lost\nA,Lost,No budget\n", admin)
    assert one.mapping["Why it was lost"] == "lost_reason"


def test_hot_and_hot_in_capitals_are_one_word(admin, pipeline, upload, bring):
    rows = "A,Tyne,Hot,\nB,Fenwick,HOT,\nC,Dunmore,hot ,\n"
    one = upload(HEAD + rows, admin)
    assert list(one.options["stages"]) == ["Hot"]
    stage = pipeline.stages.order_by("position")[2]
    bring(HEAD + rows, admin, stages={"Hot": str(stage.pk)})
    assert {deal.stage for deal in Deal.objects.all()} == {stage}


def test_an_enquiry_and_a_demo_that_was_done_are_words_for_stages(admin, pipeline, upload):
    one = upload("Opportunity,Account,Status\nA,Tyne,Enquiry\nB,Fenwick,Demo done\n", admin)
    assert all(meaning.isdecimal() for meaning in one.options["stages"].values())
