"""Many deals won in one go: what stands in the way is told by gate, nothing is won past it without a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.pipeline.actions import closures, deals
from kariz.pipeline.models import Deal, Pipeline
from kariz.pipeline.tests.helpers import consistent, meet_all
from kariz.pipeline.tests.test_bulk_changes import HTMX, begin, signed_in
from kariz.records.actions import files
from kariz.records.models import BulkChange


@pytest.fixture
def three(sara: User, pipeline: Pipeline) -> list[Deal]:
    """Two where the contract is signed, of which one has met all, and one where the offer is written."""
    stages = list(pipeline.stages.order_by("position"))
    news = [
        deals.NewDeal(title=f"Pump {at}", pipeline=pipeline, stage=stages[place], owner=sara, amount=10)
        for at, place in enumerate((6, 6, 4))
    ]
    made = deals.create_many(by=sara, news=news)
    meet_all(made[0], sara)
    signed = SimpleUploadedFile("contract.txt", b"Signed by both.")
    files.create(subject=("deal", made[0].pk), upload=signed, by=sara)
    Deal.objects.filter(pk__in=[one.pk for one in made]).update(
        created_at=timezone.now() - timedelta(days=30)
    )
    return [Deal.objects.get(pk=one.pk) for one in made]


def run(client: Client, change: BulkChange) -> None:
    client.post(f"/bulk-changes/{change.pk}/run/", headers=HTMX)


def won() -> set[int]:
    return set(Deal.objects.filter(outcome="won").values_list("pk", flat=True))


def test_sara_sees_by_gate_what_stands_in_the_way_before_any_deal_is_won(
    sara: User, three: list[Deal]
) -> None:
    client = signed_in(sara)
    shown = begin(client, "deals", "win", three)
    assert (shown.phase, shown.changed_count, shown.refused_count) == ("ready", 1, 2) and not won()
    signing, proposal = (str(three[at].stage.title) for at in (1, 2))
    assert sorted(kept["count"] for kept in shown.reasons.values()) == [1, 1]
    told = {reason: kept["some"][0][0] for reason, kept in shown.reasons.items()}
    assert next(pk for reason, pk in told.items() if signing in reason) == three[1].pk
    assert next(pk for reason, pk in told.items() if proposal in reason) == three[2].pk
    assert any("مرحله‌های بعد" in reason for reason in told)
    run(client, shown)
    assert won() == {three[0].pk}
    consistent(three[0])
    client.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert not won() and Deal.objects.get(pk=three[0].pk).stage_id == three[0].stage_id
    consistent(three[0])


def test_with_a_reason_and_a_day_that_is_past_a_whole_filter_is_won(sara: User, three: list[Deal]) -> None:
    client, day = signed_in(sara), closures.today_here() - timedelta(days=7)
    page = {"whole": "1", "query": "q=&outcome=open", "closed_on": str(day), "reason": "Signed on paper"}
    run(client, change := begin(client, "deals", "win", [], **page))
    assert won() == {deal.pk for deal in three} and change.total == 3
    for deal in Deal.objects.all():
        assert deal.closed_at is not None and deal.closed_at < timezone.now() - timedelta(days=6)
        assert deal.outcome_note == "Signed on paper"
        consistent(deal)
    client.post(f"/bulk-changes/{change.pk}/undo/", headers=HTMX)
    assert not won()


def test_a_day_that_is_still_to_come_is_told_at_its_field(sara: User, three: list[Deal]) -> None:
    given = {
        "action": "win",
        "ids": str(three[0].pk),
        "closed_on": str(closures.today_here() + timedelta(days=2)),
    }
    answer = signed_in(sara).post("/tables/deals/bulk/begin/", given, headers=HTMX)
    assert answer.status_code == 422 and "field-error" in answer.content.decode()


def test_ali_wins_none_of_saras_deals_and_programs_win_as_people_do(
    ali: User, sara: User, three: list[Deal]
) -> None:
    sent = {"kind": "deals", "action": "win", "ids": [deal.pk for deal in three], "dry_run": True}
    by_ali = signed_in(ali).post("/api/v1/bulk-changes", sent, content_type="application/json").json()
    assert by_ali["changed_count"] == 0
    client = signed_in(sara)
    told = client.post("/api/v1/bulk-changes", sent, content_type="application/json").json()
    assert (told["changed_count"], told["refused_count"]) == (1, 2) and not won()
    done = client.post(
        "/api/v1/bulk-changes", sent | {"dry_run": False}, content_type="application/json"
    ).json()
    assert done["phase"] == "done" and won() == {three[0].pk}


def test_a_move_of_many_is_told_by_gate_too(sara: User, pipeline: Pipeline, three: list[Deal]) -> None:
    last = pipeline.stages.order_by("position").last()
    shown = begin(signed_in(sara), "deals", "move", three, stage=last.pk)
    assert {kept["count"] for kept in shown.reasons.values()} == {1}
    assert any(str(three[1].stage.title) in reason for reason in shown.reasons)
