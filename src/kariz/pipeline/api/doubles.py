"""Deals that may be one: proposed, joined, said to be two, and each taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from kariz.events.actions.undo import undo
from kariz.events.actions.undo_many import undo_batch
from kariz.events.models import Event
from kariz.events.origin import BULK
from kariz.pipeline.actions import doubled_deals
from kariz.pipeline.actions.many_doubles import AT_ONCE, MOST, Joined, Pair, merge_into, merge_many
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.queries.doubles import doubles
from kariz.pipeline.rules.doubled import in_words
from kariz.web.errors import FieldErrors, NotFound

router = Router()


class DoubleOut(Schema):
    """`score` is 0–1; `reasons` are codes, those that speak against begin with "not_"; `words` the same in the caller's
    language."""

    first_id: int
    second_id: int
    score: float
    reasons: list[str]
    words: list[str]


class DealMergeIn(Schema):
    """`other` goes into the deal of the address; `versions` is {id: version seen}."""

    model_config = {"extra": "forbid"}

    other: int
    versions: dict[int, int] = {}


class DealsMergeIn(Schema):
    """`others` go into the deal of the address, one after another; `versions` is {id: version seen}."""

    model_config = {"extra": "forbid"}

    others: list[int] = Field(max_length=MOST - 1)
    versions: dict[int, int] = {}


class DealMergeOut(Schema):
    """`id` names the merge, to take it back."""

    id: int
    merged: int
    survivor: int


class DealPairIn(Schema):
    model_config = {"extra": "forbid"}

    first_id: int
    second_id: int


class DealPairsIn(Schema):
    model_config = {"extra": "forbid"}

    pairs: list[DealPairIn] = Field(max_length=AT_ONCE)


class DealPairRefused(Schema):
    """A pair that stays two, and why."""

    first_id: int
    second_id: int
    why: str


class DealsMerged(Schema):
    """`batch` names the merges, to take them back together; `merged`: how many deals went into `survivors`."""

    batch: str
    merged: int
    survivors: list[int]
    refused: list[DealPairRefused]


class DealsTakenBack(Schema):
    """How many merges were taken back, and how many stayed, for something newer stands on them."""

    undone: int
    stayed: int


class ApartIn(Schema):
    model_config = {"extra": "forbid"}

    other: int


class ApartOut(Schema):
    """`id` names what was said, to take it back."""

    id: int
    first_id: int
    second_id: int


class StayedOut(Schema):
    """What could not be taken back, as somebody changed it since."""

    texts: list[str] = []


@router.get("/doubles", response=list[DoubleOut])
def list_doubles(request: HttpRequest, company: int | None = None) -> list[dict[str, Any]]:
    """Deals of one company that look like one, those that ended alike among them, the most likely first, at most 100.
    `company`: of that one alone."""
    user: Any = request.user
    user.require("deal.view")
    return [
        {
            "first_id": one.first.pk,
            "second_id": one.second.pk,
            "score": one.likeness.score,
            "reasons": list(one.likeness.reasons),
            "words": in_words(one.likeness.reasons),
        }
        for one in doubles(user, company)
    ]


@router.post("/doubles/merges", response={201: DealsMerged})
def merge_doubles(request: HttpRequest, data: DealPairsIn) -> tuple[int, dict[str, Any]]:
    """Join pairs that are proposed now: of each the deal further along stays, else the older."""
    user: Any = request.user
    user.require("deal.change")
    proposed = {(one.first.pk, one.second.pk): one for one in doubles(user)}
    asked = list(dict.fromkeys((min(pair), max(pair)) for pair in _ids(data)))
    done = merge_many(pairs=[proposed[pair].deals for pair in asked if pair in proposed], by=user)
    refused = done.refused + [(pair, str(NotFound())) for pair in asked if pair not in proposed]
    return 201, _told(done, refused)


@router.delete("/doubles/merges/{slug:batch}", response=DealsTakenBack)
def separate_doubles(request: HttpRequest, batch: str) -> dict[str, int]:
    """Take back what the caller joined in one go."""
    user: Any = request.user
    user.require("event.undo")
    mine = Event.objects.filter(batch=f"{BULK}{batch}", actor_id=user.pk)
    if not mine.filter(verb="deal.merged").exists():
        raise NotFound
    undone, stayed = undo_batch(batch=f"{BULK}{batch}", by=user)
    if not undone and not stayed:
        raise NotFound
    return {"undone": undone, "stayed": stayed}


@router.post("/{int:pk}/merges", response={201: DealMergeOut})
def merge_deals(request: HttpRequest, pk: int, data: DealMergeIn) -> tuple[int, dict[str, Any]]:
    user: Any = request.user
    deal, other = _two(user, pk, data.other)
    kept = doubled_deals.merge(deal=deal, other=other, by=user, versions=data.versions)
    event = Event.objects.filter(verb="deal.merged", subject_kind="deal", subject_id=kept.pk).latest("id")
    return 201, {"id": event.pk, "merged": data.other, "survivor": kept.pk}


@router.post("/{int:pk}/merges/many", response={201: DealsMerged})
def merge_chosen(request: HttpRequest, pk: int, data: DealsMergeIn) -> tuple[int, dict[str, Any]]:
    """Put several deals into this one, whatever they are like; those that may not go stay, with the reason. What
    `doubles/merges/{batch}` takes back."""
    user: Any = request.user
    user.require("deal.change")
    chosen = [other for other in dict.fromkeys(data.others) if other != pk]
    deal, others = _several(user, pk, chosen)
    done = merge_into(deal=deal, others=others, by=user, versions=data.versions)
    return 201, _told(done, done.refused)


@router.delete("/{int:pk}/merges/{int:merge_id}", response=StayedOut)
def separate_deals(request: HttpRequest, pk: int, merge_id: int) -> dict[str, Any]:
    """Take a merge back."""
    return _taken_back(request, pk, merge_id, "deal.merged")


@router.post("/{int:pk}/apart", response={201: ApartOut})
def say_apart(request: HttpRequest, pk: int, data: ApartIn) -> tuple[int, dict[str, Any]]:
    """They are two deals, and that is remembered."""
    user: Any = request.user
    deal, other = _two(user, pk, data.other)
    said = doubled_deals.say_apart(deal=deal, other=other, by=user)
    told = Event.objects.filter(verb="deal.said_apart", subject_kind="deal", subject_id=said.first_id)
    event = told.filter(data__other=said.second_id).latest("id")
    return 201, {"id": event.pk, "first_id": said.first_id, "second_id": said.second_id}


@router.delete("/{int:pk}/apart/{int:said_id}", response=StayedOut)
def propose_again(request: HttpRequest, pk: int, said_id: int) -> dict[str, Any]:
    """They may be one after all; `pk` is the older of the two."""
    return _taken_back(request, pk, said_id, "deal.said_apart")


def _ids(data: DealPairsIn) -> list[tuple[int, int]]:
    return [(pair.first_id, pair.second_id) for pair in data.pairs]


def _told(done: Joined, refused: Sequence[tuple[Pair, str]]) -> dict[str, Any]:
    return {
        "batch": done.batch,
        "merged": done.gone,
        "survivors": [one.pk for one in done.survivors],
        "refused": [{"first_id": one, "second_id": other, "why": why} for (one, other), why in refused],
    }


def _two(user: Any, pk: int, other: int) -> tuple[Deal, Deal]:
    """Raises NotFound, FieldErrors."""
    deal, (found,) = _several(user, pk, [other], named="other")
    return deal, found


def _several(user: Any, pk: int, others: Sequence[int], named: str = "others") -> tuple[Deal, list[Deal]]:
    """Raises NotFound; FieldErrors where whoever may change the deal names another that is not there, or that they do not
    see."""
    deal = find(user, pk, binned=False)
    try:
        return deal, [find(user, other, binned=False) for other in others]
    except NotFound:
        if not user.can("deal.change", deal):
            raise
        raise FieldErrors({named: [_("This deal does not exist.")]}) from None


def _taken_back(request: HttpRequest, pk: int, event_id: int, verb: str) -> dict[str, Any]:
    user: Any = request.user
    user.require("event.undo")
    find(user, pk)
    event = Event.objects.filter(pk=event_id, verb=verb, subject_kind="deal", subject_id=pk).first()
    if event is None:
        raise NotFound
    return {"texts": undo(event=event, by=user).data.get("texts", [])}
