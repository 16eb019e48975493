"""API of the search for duplicates, and of one proposal that it made."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema

from kariz.access.request import SignedInRequest

from ..actions import duplicate_search
from ..actions import duplicates as actions
from ..models import DuplicateSearch, PersonKind
from ..queries import duplicates as queries
from ..queries.events import last_event
from .duplicates import ProposalOut, proposal_out

duplicate_searches = Router(tags=["duplicates"])
duplicate_pairs = Router(tags=["duplicates"])
Kind = Literal["contact", "company"]


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


class ProposalMerge(Schema):
    """`id` names the merge: `DELETE /contacts/{survivor}/merges/{id}` takes it back."""

    id: int
    kind: Kind
    survivor: int
    merged: list[int]


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


@duplicate_pairs.get("/{int:pk}", response=ProposalOut)
def read_proposal(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """One that waits or was put aside; 409 `merged` where one of the two is part of another by now."""
    request.user.require("people.view")
    return proposal_out(queries.load(pk, request.user))


@duplicate_pairs.post("/{int:pk}/merge", response={201: ProposalMerge})
def merge_proposal(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """The two become the one that says most, with the fuller or newer value of each field, as by the button beside it;
    whoever wants to choose merges by `POST /contacts/{id}/merges`."""
    request.user.require("people.change")
    pair = queries.load(pk, request.user)
    kept = actions.merge_pair(pair=pair, by=request.user)
    event = last_event(request.user, f"{pair.kind}.merged", pair.kind, kept.pk)
    merged = [one for one in pair.ids if one != kept.pk]
    return 201, {"id": event and event.pk, "kind": pair.kind, "survivor": kept.pk, "merged": merged}


def _search(kind: str) -> dict[str, Any]:
    """Before the first night there is none yet."""
    one = queries.search_of(kind)
    found = one or DuplicateSearch(kind=kind)
    names = ("kind", "done", "total", "found", "finished_at", "error", "merges_identical", "version")
    shown = {name: getattr(found, name) for name in names}
    return shown | {"busy": one is not None and one.busy, "due_at": one.due_at if one is not None else None}
