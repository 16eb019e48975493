"""API of the company's settings; `config` mounts the router by name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from ..actions import organisation as actions
from ..models import Organisation
from ..queries import current

organisation = Router()
COUNTRY = (
    "Two letters (ISO 3166), as IR or GB. Phone numbers without a country's code are read as its own; "
    "after a change the phones of all contacts and companies are read again in the background."
)


class OrganisationOut(Schema):
    name: str
    currency: str
    money_unit: str
    calendar: str
    timezone: str
    country: str = Field(description=COUNTRY)
    working_days: list[int]
    language: str
    version: int


class OrganisationPatch(Schema):
    """What is left out stays. Working days are Python's numbers: Monday is 0, Saturday 5."""

    model_config = {"extra": "forbid"}

    name: str | None = None
    currency: str | None = None
    money_unit: str | None = None
    calendar: str | None = None
    timezone: str | None = None
    country: str | None = Field(None, description=COUNTRY)
    working_days: list[int] | None = None
    language: str | None = None
    version: int | None = None


@organisation.get("", response=OrganisationOut)
def show(request: HttpRequest) -> Organisation:
    user: Any = request.user
    user.require("organisation.see")
    return current.organisation()


@organisation.patch("", response=OrganisationOut)
def change(request: HttpRequest, data: OrganisationPatch) -> Organisation:
    values: dict[str, Any] = {name: value for name, value in data.dict().items() if value is not None}
    return actions.change(by=request.user, **values)
