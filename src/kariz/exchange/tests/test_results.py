"""«قرارداد» in a list of results is how a deal ended, and in a list of stages where it stands."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.deals.results import read_in_list

HEAD = "عنوان,شرکت,نتیجه\n"
ENDED = HEAD + "پمپ,پارس,قرارداد\nشیر,مهر,باخت\nلوله,جم,لغو شد\n"
GOING = HEAD + "پمپ,پارس,قرارداد\nشیر,مهر,باخت\nلوله,جم,مذاکره\n"


def words(client, one):
    return {word["text"]: word for word in client.get(f"/imports/{one.pk}/").context["words"]}


def test_among_words_that_all_end_their_deals_it_is_taken_for_a_win_and_mina_is_asked(
    admin, pipeline, upload, bring, client
):
    one = upload(ENDED, admin)
    assert one.options["stages"]["قرارداد"] == "won"
    client.force_login(admin)
    assert words(client, one)["قرارداد"]["guess"] == "برنده"
    assert words(client, one)["باخت"]["guess"] == ""
    told = client.get(f"/api/v1/imports/{one.pk}/preview").json()["words"]
    assert {word["text"]: word["guess"] for word in told}["قرارداد"] == "برنده"
    bring(ENDED, admin)
    assert set(Deal.objects.values_list("title", "outcome")) == {
        ("پمپ", "won"),
        ("شیر", "lost"),
        ("لوله", "lost"),
    }


def test_among_stages_it_is_the_stage_of_signing(admin, pipeline, upload, client):
    one = upload(GOING, admin)
    signing = pipeline.stages.get(template="signing")
    assert one.options["stages"]["قرارداد"] == str(signing.pk)
    client.force_login(admin)
    assert words(client, one)["قرارداد"]["guess"] == ""


def test_who_says_that_it_is_a_stage_is_believed(admin, pipeline, bring):
    signing = pipeline.stages.get(template="signing")
    bring(ENDED, admin, stages={"قرارداد": str(signing.pk), "باخت": "lost", "لغو شد": "lost"})
    deal = Deal.objects.get(title="پمپ")
    assert (deal.outcome, deal.stage_id) == ("open", signing.pk)


@pytest.mark.parametrize(
    ("meanings", "won"),
    [
        ({"Contract": "7", "Lost": "lost", "Cancelled": "lost"}, True),
        ({"Order": "7", "Won": "won", "Lost": "lost"}, True),
        ({"Contract": "7", "Won": "won"}, False),
        ({"Contract": "7", "Lost": "lost", "Call later": ""}, False),
        ({"Contract": "7", "Lost": "lost", "Negotiation": "6"}, False),
        ({"Contract": "7"}, False),
    ],
)
def test_only_beside_a_loss_and_nothing_that_goes_on(meanings, won):
    word = next(iter(meanings))
    assert (read_in_list(meanings)[word] == "won") is won
