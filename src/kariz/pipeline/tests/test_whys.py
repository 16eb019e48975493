"""A gate that waits for the decision makers says so, and how to go on."""

from __future__ import annotations

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.people.models import Contact
from kariz.pipeline.actions import activities, committee, moves
from kariz.pipeline.actions.moves import MoveRefused
from kariz.pipeline.models import CommitteeMember, Criterion, Deal, Pipeline
from kariz.pipeline.tests.helpers import person

NOBODY = "nobody in the buying committee is a decision maker"


@pytest.fixture
def presented(pipeline: Pipeline, deal: Deal, ali: User) -> Deal:
    """A presentation was held with Maryam, whom nobody marked as the one who decides; nothing else is asked."""
    ali.language = "en"
    ali.save()
    stage = pipeline.stages.order_by("position")[3]
    Criterion.objects.filter(stage=stage).exclude(kind="activity_done").delete()
    Deal.objects.filter(pk=deal.pk).update(stage=stage)
    fresh = Deal.objects.get(pk=deal.pk)
    maryam = person("Maryam", ali)
    activities.log_done(by=ali, deal=fresh, kind="presentation", result="positive", participants=[maryam])
    return fresh


def after(deal: Deal) -> int:
    return deal.pipeline.stages.order_by("position")[4].pk


def signed_in(user: User) -> Client:
    client = Client(headers={"HX-Request": "true"})
    client.force_login(user)
    return client


def test_the_refusal_names_what_is_missing_and_whom_to_mark(presented: Deal, ali: User) -> None:
    with pytest.raises(MoveRefused) as refused:
        moves.move(deal=presented, to=presented.pipeline.stages.get(pk=after(presented)), by=ali)
    [one] = refused.value.extra["missing"]
    assert (one["fix"], [who["name"] for who in one["people"]]) == ("committee", ["Maryam"])
    assert one["why"]


def test_one_press_marks_her_and_the_move_is_made(presented: Deal, ali: User) -> None:
    client, url = signed_in(ali), f"/deals/{presented.pk}/moves/"
    window = client.post(url, {"stage": after(presented), "version": presented.version})
    maryam = Contact.objects.get(name="Maryam")
    assert window.status_code == 409
    assert NOBODY in window.content.decode() and f"decider:{maryam.pk}" in window.content.decode()
    form = {"stage": after(presented), "version": presented.version, "do": f"decider:{maryam.pk}"}
    assert client.post(url, form).status_code == 204
    assert Deal.objects.get(pk=presented.pk).stage_id == after(presented)
    assert CommitteeMember.objects.get().role == "decision_maker"


def test_page_card_and_api_say_it_too(presented: Deal, ali: User) -> None:
    client = signed_in(ali)
    page = client.get(f"/deals/{presented.pk}/").content.decode()
    assert NOBODY in page and "?role=decision_maker" in page
    assert NOBODY in client.get(f"/board/{presented.pipeline_id}/").content.decode()
    assert client.get(f"/api/v1/deals/{presented.pk}").json()["missing"][0]["why"] == "no_decider"


def test_a_decider_who_was_not_there_is_told_apart(presented: Deal, ali: User) -> None:
    committee.put_member(deal=presented, contact=person("Omid", ali), by=ali, role="decision_maker")
    fresh = Deal.objects.get(pk=presented.pk)
    assert [one.get("why") for one in fresh.missing] == ["deciders_absent"]
