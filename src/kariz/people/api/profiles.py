"""API of ideal customers and personas, of what a change would do, and of how well a record matches."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema

from kariz.access.request import SignedInRequest

from ..actions import profiles as actions
from ..models import Profile
from ..queries import fit
from ..queries.fit_moves import preview
from ..queries.gaps import gaps
from ..queries.learning import ENOUGH, learn
from ..queries.loading import load
from ..queries.profiles import load as load_profile
from ..queries.profiles import runs

profiles = Router(tags=["profiles"])
company_fit = Router(tags=["companies"])
contact_fit = Router(tags=["contacts"])
Kind = Literal["company", "contact"]


class PartIn(Schema):
    """`weight`: must, important, nice or must_not; `rule` as filters take it, over the fields of the subject."""

    model_config = {"extra": "forbid"}
    name: str = ""
    weight: str = "important"
    rule: dict[str, Any]


class ProfileIn(Schema):
    model_config = {"extra": "forbid"}
    kind: Kind
    name: str
    goals: str = ""
    pains: str = ""
    pitch: str = ""
    parts: list[PartIn]


class ProfilePatch(Schema):
    model_config = {"extra": "forbid"}
    name: str = ""
    goals: str = ""
    pains: str = ""
    pitch: str = ""
    parts: list[PartIn] = []
    version: int | None = None


class PreviewIn(Schema):
    """`profile_id` is the one that would be changed; without it a new one. Without `parts` it would be retired."""

    model_config = {"extra": "forbid"}
    kind: Kind
    parts: list[PartIn] | None = None
    profile_id: int | None = None


class ProfileOut(Schema):
    id: int
    version: int
    kind: str
    name: str
    goals: str
    pains: str
    pitch: str
    parts: list[dict[str, Any]]
    retired_at: datetime | None
    created_at: datetime


class BandMoveOut(Schema):
    """Bands: strong, partial, unknown, weak, or empty where no profile judges."""

    before: str
    after: str
    count: int
    examples: list[dict[str, Any]]


class PreviewOut(Schema):
    total: int
    moved: int
    moves: list[BandMoveOut]
    bands: dict[str, int]


class PartFit(Schema):
    text: str
    weight: str
    state: str
    actual: str
    explanation: dict[str, Any] | None


class ProfileFit(Schema):
    """Percents: `score` is met, `possible` what it can become, `known` what is decided."""

    profile_id: int
    profile: str
    score: int
    possible: int
    known: int
    band: str
    parts: list[PartFit]


class RunOut(Schema):
    kind: str
    state: str
    done: int
    total: int


@profiles.get("", response=list[ProfileOut])
def list_profiles(request: SignedInRequest, kind: Kind | None = None, retired: bool = False) -> Any:
    """In their order; retired ones only when asked for."""
    request.user.require("profile.view")
    rows = Profile.objects.all() if kind is None else Profile.objects.filter(kind=kind)
    return list(rows if retired else rows.filter(retired_at=None))


@profiles.post("", response={201: ProfileOut})
def create_profile(request: SignedInRequest, data: ProfileIn) -> tuple[int, Profile]:
    return 201, actions.create(by=request.user, **data.dict())


@profiles.post("/preview", response=PreviewOut)
def preview_profile(request: SignedInRequest, data: PreviewIn) -> dict[str, Any]:
    """How many records would go from which band to which; nothing is kept."""
    request.user.require("profile.change")
    parts = None
    if data.parts is not None:
        parts = actions.clean_parts(data.kind, [part.dict() for part in data.parts])
    found = preview(by=request.user, kind=data.kind, parts=parts, profile_id=data.profile_id)
    moves = [
        {
            "before": move.before,
            "after": move.after,
            "count": move.count,
            "examples": [{"id": one.pk, "name": one.name} for one in move.examples],
        }
        for move in found.moves
    ]
    bands = {band: count for band, _label, count in found.bands}
    return {"total": found.total, "moved": found.moved, "moves": moves, "bands": bands}


@profiles.get("/runs", response=list[RunOut])
def list_runs(request: SignedInRequest) -> Any:
    """How far the judging of every record is, by kind."""
    request.user.require("profile.view")
    return runs()


@profiles.get("/wins/{kind}", response=dict[str, Any])
def read_wins(request: SignedInRequest, kind: Kind) -> dict[str, Any]:
    """What won customers share, with the counts; `parts` proposes a profile where they are enough."""
    request.user.require("profile.change")
    lesson = learn(kind, by=request.user)
    fields = [
        {
            "field": one.field,
            "found": [
                {
                    "value": found.value,
                    "won": [found.won, found.won_known],
                    "all": [found.total, found.total_known],
                    "lift": round(found.lift, 2),
                }
                for found in one.found
            ],
        }
        for one in lesson.fields
    ]
    return {
        "won": lesson.won,
        "total": lesson.total,
        "needed": ENOUGH,
        "fields": fields,
        "parts": lesson.parts,
    }


@profiles.get("/gaps/{kind}", response=dict[str, Any])
def read_gaps(request: SignedInRequest, kind: Kind) -> dict[str, Any]:
    """The best candidates of whom too little is known, with the fields that they lack."""
    request.user.require("people.view")
    found = gaps(kind, by=request.user)
    items = [
        {
            "id": one.record.pk,
            "name": one.record.name,
            "score": one.shown.match.score,
            "possible": one.shown.match.possible,
            "fields": [gap.field for gap in one.gaps],
        }
        for one in found.candidates
    ]
    return {"waiting": found.waiting, "items": items}


@profiles.get("/{int:pk}", response=ProfileOut)
def read_profile(request: SignedInRequest, pk: int) -> Profile:
    request.user.require("profile.view")
    return load_profile(pk)


@profiles.patch("/{int:pk}", response=ProfileOut)
def change_profile(request: SignedInRequest, pk: int, data: ProfilePatch) -> Profile:
    request.user.require("profile.change")
    return actions.change(profile=load_profile(pk), by=request.user, **data.dict(exclude_unset=True))


@profiles.delete("/{int:pk}", response={204: None})
def retire_profile(request: SignedInRequest, pk: int) -> tuple[int, None]:
    """Judge by it no more; `POST profiles/{id}/restore` brings it back."""
    request.user.require("profile.change")
    actions.retire(profile=load_profile(pk), by=request.user)
    return 204, None


@profiles.post("/{int:pk}/restore", response=ProfileOut)
def restore_profile(request: SignedInRequest, pk: int) -> Profile:
    request.user.require("profile.change")
    return actions.retire(profile=load_profile(pk), by=request.user, retired=False)


@company_fit.get("/{int:pk}/fit", response=list[ProfileFit])
def read_company_fit(request: SignedInRequest, pk: int) -> list[dict[str, Any]]:
    """Every ideal customer with its reasons, part by part; the best first."""
    return _fit("company", request, pk)


@contact_fit.get("/{int:pk}/fit", response=list[ProfileFit])
def read_contact_fit(request: SignedInRequest, pk: int) -> list[dict[str, Any]]:
    """Every persona with its reasons, part by part; the best first."""
    return _fit("contact", request, pk)


def _fit(kind: str, request: SignedInRequest, pk: int) -> list[dict[str, Any]]:
    request.user.require("people.view")
    return [
        {
            "profile_id": shown.profile.pk,
            "profile": shown.profile.name,
            "score": shown.match.score,
            "possible": shown.match.possible,
            "known": shown.match.known,
            "band": shown.match.band.value,
            "parts": [_part(one) for one in shown.parts],
        }
        for shown in fit.shown(kind, load(kind, pk, request.user))
    ]


def _part(one: fit.PartShown) -> dict[str, Any]:
    return {
        "text": one.text,
        "weight": one.part.weight,
        "state": one.state,
        "actual": one.actual,
        "explanation": one.found.as_dict() if one.found else None,
    }
