"""API of proposed duplicates, and of merges as things that hang on their survivor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from ninja import Query, Router, Schema

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.events.actions.undo import undo
from kariz.events.actions.undo_many import undo_batch
from kariz.events.models import Event
from kariz.events.origin import BULK
from kariz.localisation.digits import COUNTED
from kariz.web.errors import NotFound
from kariz.web.paging import Page, PageParams, paginate

from ..actions import duplicates as actions
from ..actions.merging import merge
from ..errors import Merged, at_most
from ..models import DuplicatePair
from ..queries import alike
from ..queries import duplicates as queries
from ..queries.loading import load
from ..queries.merged import successor
from ..queries.namesakes import namesakes, within
from .routers import CompanyOut, ContactOut, out

duplicates = Router(tags=["duplicates"])
contact_merges = Router(tags=["contacts"])
company_merges = Router(tags=["companies"])


class ProposalOut(Schema):
    """`score` is 0–1; `reasons` are codes, some with what they name behind a colon (`name_kind:تخصصی`); `words` the same in
    the caller's language."""

    id: int
    kind: Literal["contact", "company"]
    first_id: int
    second_id: int
    score: float
    verdict: Literal["certain", "likely"]
    identical: bool
    reasons: list[str]
    words: list[str]
    state: Literal["proposed", "dismissed", "merged"]
    found_at: datetime


class CountedPairs(Schema):
    """`more` where there are more than `count`, which ends at 1,000."""

    count: int
    more: bool


class PairCounts(Schema):
    contact: CountedPairs
    company: CountedPairs


class MergeIn(Schema):
    """`choices` is {field: id of the record whose value stays}, "all" for notes; `versions` is {id: version seen}."""

    model_config = {"extra": "forbid"}

    others: list[int]
    choices: dict[str, int | Literal["all"]] = {}
    versions: dict[int, int] = {}


class PairsIn(Schema):
    """Ids of open proposals, at most 500."""

    model_config = {"extra": "forbid"}

    pairs: list[int]


class PairRefused(Schema):
    pair: int
    why: str


class PairsMerged(Schema):
    """`batch` names the merges, to take them back together; `merged`: how many records went into `survivors`; `left`: how
    many of their groups stay, as one merge takes at most 20, and are proposed again."""

    batch: str
    merged: int
    left: int
    survivors: list[int]
    refused: list[PairRefused]


class TakenBack(Schema):
    """How many merges were taken back, and how many stayed, for something newer stands on them."""

    undone: int
    stayed: int


class Stayed(Schema):
    """What could not be taken back, as somebody changed it since."""

    texts: list[str] = []


class ContactMerge(Schema):
    """`id` names the merge, to take it back."""

    id: int
    merged: list[int]
    survivor: ContactOut


class CompanyMerge(Schema):
    id: int
    merged: list[int]
    survivor: CompanyOut
    namesakes: list[int]
    """Open proposals of two people of one name who are in this company now."""


@duplicates.get("", response=Page[ProposalOut])
def list_proposals(
    request: SignedInRequest,
    params: Query[PageParams],
    kind: Literal["", "contact", "company"] = "",
    verdict: Literal["", "certain", "likely"] = "",
    state: Literal["proposed", "dismissed"] = "proposed",
    company: int | None = None,
) -> dict[str, Any]:
    """Pairs that may be one, best first; those whose records the caller sees both. `company`: of its people alone."""
    request.user.require("people.view")
    rows = queries.proposals(request.user, kind, verdict, state)
    rows = rows if company is None else within(rows, company)
    return paginate(rows, params, order=("-score",), item=proposal_out)


@duplicates.get("/counts", response=PairCounts)
def count_proposals(request: SignedInRequest) -> dict[str, Any]:
    """How many pairs wait for an answer, of those whose records the caller sees both."""
    request.user.require("people.view")
    found = queries.counts(request.user)
    return {kind: {"count": min(n, COUNTED), "more": n > COUNTED} for kind, n in found.items()}


@duplicates.post("/merges", response={201: PairsMerged})
def merge_pairs(request: SignedInRequest, data: PairsIn) -> tuple[int, dict[str, Any]]:
    """Merge several proposals, those that share a record as one group; what is left out of them is decided as by a merge
    without choices."""
    at_most(len(data.pairs))
    rows = list(queries.proposals(request.user).filter(pk__in=data.pairs).order_by("-score", "-id"))
    done = actions.merge_pairs(pairs=rows, by=request.user)
    refused = [{"pair": pair.pk, "why": why} for pair, why in done.refused]
    unknown = dict.fromkeys(data.pairs).keys() - {pair.pk for pair in rows}
    refused += [{"pair": pk, "why": str(NotFound())} for pk in sorted(unknown)]
    survivors = [one.pk for one in done.survivors]
    counts = {"merged": done.gone, "left": done.left}
    return 201, {"batch": done.batch, **counts, "survivors": survivors, "refused": refused}


@duplicates.delete("/merges/{slug:batch}", response=TakenBack)
def separate_pairs(request: SignedInRequest, batch: str) -> dict[str, int]:
    """Take back what the caller merged in one go."""
    request.user.require("event.undo")
    mine = Event.objects.filter(batch=f"{BULK}{batch}", actor_id=request.user.pk)
    if not mine.filter(verb__in=["contact.merged", "company.merged"]).exists():
        raise NotFound
    undone, stayed = undo_batch(batch=f"{BULK}{batch}", by=request.user)
    if not undone and not stayed:
        raise NotFound
    return {"undone": undone, "stayed": stayed}


@duplicates.post("/{int:pk}/dismissal", response={201: ProposalOut})
def dismiss(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """They are not the same, and that is remembered."""
    return 201, proposal_out(actions.dismiss(pair=queries.load(pk, request.user), by=request.user))


@duplicates.delete("/{int:pk}/dismissal", response=ProposalOut)
def reopen(request: SignedInRequest, pk: int) -> dict[str, Any]:
    return proposal_out(actions.reopen(pair=queries.load(pk, request.user), by=request.user))


@contact_merges.post("/{int:pk}/merges", response={201: ContactMerge})
def merge_contacts(request: SignedInRequest, pk: int, data: MergeIn) -> tuple[int, dict[str, Any]]:
    return 201, _merge("contact", request.user, pk, data)


@company_merges.post("/{int:pk}/merges", response={201: CompanyMerge})
def merge_companies(request: SignedInRequest, pk: int, data: MergeIn) -> tuple[int, dict[str, Any]]:
    made = _merge("company", request.user, pk, data)
    pairs = namesakes(load("company", pk, request.user), request.user)
    return 201, made | {"namesakes": [pair.pk for pair in pairs]}


@contact_merges.delete("/{int:pk}/merges/{int:merge_id}", response=Stayed)
def separate_contacts(request: SignedInRequest, pk: int, merge_id: int) -> dict[str, Any]:
    """Take a merge back."""
    return _separate("contact", request.user, pk, merge_id)


@company_merges.delete("/{int:pk}/merges/{int:merge_id}", response=Stayed)
def separate_companies(request: SignedInRequest, pk: int, merge_id: int) -> dict[str, Any]:
    """Take a merge back."""
    return _separate("company", request.user, pk, merge_id)


def _merge(kind: str, by: User, pk: int, data: MergeIn) -> dict[str, Any]:
    survivor, *others = _records(kind, by, [pk, *data.others])
    kept = merge(survivor=survivor, others=others, by=by, choices=data.choices, versions=data.versions)
    event = Event.objects.filter(verb=f"{kind}.merged", subject_id=kept.pk, subject_kind=kind).latest("id")
    return {"id": event.pk, "merged": data.others, "survivor": out(load(kind, kept.pk, by))}


def _records(kind: str, by: User, ids: Iterable[int]) -> list[Any]:
    """Raises NotFound, or Merged for one that is part of another by now."""
    found = []
    for pk in ids:
        try:
            found.append(load(kind, pk, by))
        except NotFound:
            raise Merged(successor(kind, pk, by).pk) from None
    return found


def _separate(kind: str, by: User, pk: int, merge_id: int) -> dict[str, Any]:
    by.require("event.undo")
    load(kind, pk, by)
    event = Event.objects.filter(pk=merge_id, verb=f"{kind}.merged", subject_kind=kind, subject_id=pk).first()
    if event is None:
        raise NotFound
    return {"texts": undo(event=event, by=by).data.get("texts", [])}


def proposal_out(pair: DuplicatePair) -> dict[str, Any]:
    names = ("id", "kind", "first_id", "second_id", "verdict", "identical", "reasons", "state", "found_at")
    return {name: getattr(pair, name) for name in names} | {
        "score": pair.score / 1000,
        "words": alike.words_of(pair.reasons),
    }
