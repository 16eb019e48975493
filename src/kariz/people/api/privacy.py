"""API of what is kept about a person."""

from __future__ import annotations

from typing import Any

from ninja import Field, Router, Schema

from kariz.access.request import SignedInRequest

from ..actions import erasing
from ..queries import personal as kept

personal = Router(tags=["contacts"])


class PersonalItem(Schema):
    """One thing that is kept; besides a line for people and a moment it has what its part knows."""

    model_config = {"extra": "allow"}

    what: str
    at: str | None


class PersonalPart(Schema):
    name: str
    label: str
    items: list[PersonalItem]


class PersonalOut(Schema):
    id: int
    name: str
    made_at: str
    parts: list[PersonalPart]


class ErasureIn(Schema):
    """`confirm` is the person's name."""

    model_config = {"extra": "forbid"}

    confirm: str = Field(max_length=200)
    reason: str = Field("", max_length=300)
    version: int | None = None


class ErasureOut(Schema):
    erased: dict[str, int]
    """{part: how many things it touched}"""


@personal.get("/{int:pk}/personal", response=PersonalOut)
def read_personal(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """All that is kept about the person, to be given to them."""
    request.user.require("people.disclose")
    return kept.everything(kept.find(pk, request.user))


@personal.post("/{int:pk}/erasure", response={201: ErasureOut})
def erase_person(request: SignedInRequest, pk: int, data: ErasureIn) -> tuple[int, dict[str, Any]]:
    """Erase it for good. Deals stay, without the person's words."""
    request.user.require("people.erase")
    contact = kept.find(pk, request.user)
    return 201, {"erased": erasing.erase(contact=contact, by=request.user, **data.dict())}
