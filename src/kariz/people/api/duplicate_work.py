"""API of the search for duplicates, and of answering what it proposes: one proposal or many."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from kariz.access.request import SignedInRequest
from kariz.events.actions.undo_many import undo_batch
from kariz.events.origin import BULK
from kariz.web.errors import NotFound

from ..actions import duplicate_search
from ..actions import duplicates as actions
from ..models import DuplicateSearch, PersonKind
from ..queries import duplicates as queries
from ..queries.events import last_event
from .duplicates import ProposalOut, proposal_out

duplicate_searches = Router(tags=["duplicates"])
duplicate_merges = Router(tags=["duplicates"])
Kind = Literal["contact", "company"]
AT_ONCE = 100
"""Proposals that one call merges: it ends within seconds."""


class _In(Schema):
    model_config = {"extra": "forbid"}


class SearchOut(Schema):
    """`busy`: at work, or about to begin; `done` of `total` records were looked at and `found` pairs are new.
    `merges_identical`: it merges by itself what has identical keys and names."""

    kind: Kind
    busy: bool
    done: int
    total: int
    found: int
    due_at: datetime | None
    finished_at: datetime | None
    error: str
    merges_identical: bool
    version: int


class SearchIn(_In):
    kind: Kind


class SearchPatch(_In):
    merges_identical: bool
    version: int | None = None


class MergesIn(_In):
    ids: list[int] = Field(min_length=1, max_length=AT_ONCE, description="Proposals.")


class ProposalMerge(Schema):
    """`id` names the merge: `DELETE /contacts/{survivor}/merges/{id}` takes it back."""

    id: int
    kind: Kind
    survivor: int
    merged: list[int]


class StaysOut(Schema):
    proposal: int
    why: str


class MergesOut(Schema):
    """`gone` records went into the `survivors`; `refused` proposals stay. `batch` takes all of it back."""

    batch: str
    survivors: list[int]
    gone: int
    refused: list[StaysOut]


class TakenBack(Schema):
    """`stayed`: of what somebody changed since."""

    done: int
    stayed: int


@duplicate_searches.get("", response=list[SearchOut])
def list_searches(request: SignedInRequest) -> list[dict[str, Any]]:
    """How far each search is, and when it goes on."""
    request.user.require("people.view")
    return [_search(kind) for kind in PersonKind.values]


@duplicate_searches.post("", response={202: SearchOut})
def start_search(request: SignedInRequest, data: SearchIn) -> tuple[int, dict[str, Any]]:
    """Begin now instead of at night; what it finds is in `GET /duplicates`."""
    duplicate_search.start(kind=data.kind, by=request.user)
    return 202, _search(data.kind)


@duplicate_searches.get("/{kind}", response=SearchOut)
def read_search(request: SignedInRequest, kind: Kind) -> dict[str, Any]:
    request.user.require("people.view")
    return _search(kind)


@duplicate_searches.patch("/{kind}", response=SearchOut)
def settle_search(request: SignedInRequest, kind: Kind, data: SearchPatch) -> dict[str, Any]:
    """Whether the nightly search merges by itself what has identical keys and names. A token needs the scope `admin`."""
    allowed, version = data.merges_identical, data.version
    duplicate_search.allow_merging(kind=kind, by=request.user, allowed=allowed, version=version)
    return _search(kind)


@duplicate_merges.get("/{int:pk}", response=ProposalOut)
def read_proposal(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """One that waits or was put aside; 409 `merged` where one of the two is part of another by now."""
    request.user.require("people.view")
    return proposal_out(queries.load(pk, request.user))


@duplicate_merges.post("/{int:pk}/merge", response={201: ProposalMerge})
def merge_proposal(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """The two become the one that says most, with the fuller or newer value of each field, as by the button beside it;
    whoever wants to choose merges by `POST /contacts/{id}/merges`."""
    request.user.require("people.change")
    pair = queries.load(pk, request.user)
    kept = actions.merge_pair(pair=pair, by=request.user)
    event = last_event(request.user, f"{pair.kind}.merged", pair.kind, kept.pk)
    merged = [one for one in pair.ids if one != kept.pk]
    return 201, {"id": event and event.pk, "kind": pair.kind, "survivor": kept.pk, "merged": merged}


@duplicate_merges.post("/merges", response={201: MergesOut})
def merge_proposals(request: SignedInRequest, data: MergesIn) -> tuple[int, dict[str, Any]]:
    """Many at once; those that share a record become one. What may not be merged stays, with its reason."""
    waiting = list(queries.proposals(request.user).filter(pk__in=data.ids))
    done = actions.merge_pairs(pairs=waiting, by=request.user)
    known = {pair.pk for pair in waiting}
    gone = [{"proposal": pk, "why": _("This proposal does not wait.")} for pk in data.ids if pk not in known]
    return 201, {
        "batch": done.batch,
        "survivors": [one.pk for one in done.survivors],
        "gone": done.gone,
        "refused": [{"proposal": pair.pk, "why": why} for pair, why in done.refused] + gone,
    }


@duplicate_merges.delete("/merges/{slug:batch}", response=TakenBack)
def separate_again(request: SignedInRequest, batch: str) -> dict[str, int]:
    """Take the merges of one call back, as far as nothing newer stands on them."""
    request.user.require("event.undo")
    done, stayed = undo_batch(batch=f"{BULK}{batch}", by=request.user)
    if not done and not stayed:
        raise NotFound
    return {"done": done, "stayed": stayed}


def _search(kind: str) -> dict[str, Any]:
    """Before the first night there is none yet."""
    one = queries.search_of(kind)
    found = one or DuplicateSearch(kind=kind)
    names = ("kind", "done", "total", "found", "finished_at", "error", "merges_identical", "version")
    shown = {name: getattr(found, name) for name in names}
    return shown | {"busy": one is not None and one.busy, "due_at": one.due_at if one is not None else None}
