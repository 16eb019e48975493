"""Deals that may be one: proposed, joined, said to be two, and each taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import doubled_deals
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


class DealMergeOut(Schema):
    """`id` names the merge, to take it back."""

    id: int
    merged: int
    survivor: int


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
    """Open deals of one company that look like one, the most likely first, at most 100. `company`: of that one alone."""
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


@router.post("/{int:pk}/merges", response={201: DealMergeOut})
def merge_deals(request: HttpRequest, pk: int, data: DealMergeIn) -> tuple[int, dict[str, Any]]:
    user: Any = request.user
    deal, other = _two(user, pk, data.other)
    kept = doubled_deals.merge(deal=deal, other=other, by=user, versions=data.versions)
    event = Event.objects.filter(verb="deal.merged", subject_kind="deal", subject_id=kept.pk).latest("id")
    return 201, {"id": event.pk, "merged": data.other, "survivor": kept.pk}


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


def _two(user: Any, pk: int, other: int) -> tuple[Deal, Deal]:
    """Raises NotFound; FieldErrors where whoever may change the deal names another that is not there, or that they do not
    see."""
    deal = find(user, pk, binned=False)
    try:
        return deal, find(user, other, binned=False)
    except NotFound:
        if not user.can("deal.change", deal):
            raise
        raise FieldErrors({"other": [_("This deal does not exist.")]}) from None


def _taken_back(request: HttpRequest, pk: int, event_id: int, verb: str) -> dict[str, Any]:
    user: Any = request.user
    user.require("event.undo")
    find(user, pk)
    event = Event.objects.filter(pk=event_id, verb=verb, subject_kind="deal", subject_id=pk).first()
    if event is None:
        raise NotFound
    return {"texts": undo(event=event, by=user).data.get("texts", [])}
