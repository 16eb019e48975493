"""API of cells and of bulk changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from kariz.access.request import SignedInRequest
from kariz.web.errors import FieldErrors

from ..actions import bulk_changes as actions
from ..models import BulkChange
from ..queries.tables import own_change, seen_table

bulk_changes = Router(tags=["bulk changes"])


class BulkIn(Schema):
    """`ids`, or `filter` as in the address of the list (`owner=me&city=Shiraz`, "" for all)."""

    model_config = {"extra": "forbid"}

    kind: str
    action: str = Field(
        description="assign, set, delete; for deals also move, win, lose, rest; for obstacles only clear"
    )
    values: dict[str, str] = Field(
        default={}, description='what the action asks, as {"column", "value"} for set'
    )
    ids: list[int] | None = Field(None, max_length=5000)
    filter: str | None = Field(None, max_length=8000)
    dry_run: bool = False


class BulkOut(Schema):
    id: int
    kind: str
    action: str
    phase: str
    total: int
    position: int
    changed_count: int
    refused_count: int
    undone_count: int
    reasons: dict[str, Any]
    error: str
    created_at: datetime
    finished_at: datetime | None


@bulk_changes.get("", response=list[BulkOut])
def list_bulk_changes(request: SignedInRequest) -> list[BulkChange]:
    request.user.require("table.use")
    return list(BulkChange.objects.filter(created_by=request.user).defer("items").order_by("-id")[:100])


@bulk_changes.post("", response={202: BulkOut})
def create_bulk_change(request: SignedInRequest, data: BulkIn) -> tuple[int, BulkChange]:
    """With `dry_run` nothing is written: the answer, or the change read later, says what would come of it."""
    table = seen_table(data.kind, request.user)
    if (data.ids is None) == (data.filter is None):
        raise FieldErrors({"ids": [_("Give ids or filter.")]})
    if data.ids is not None:
        rows = table.visible(request.user).filter(pk__in=data.ids)
    else:
        rows = table.rows(request.user, QueryDict(data.filter))
    return 202, actions.begin(
        table=table, action=data.action, given=data.values, rows=rows, by=request.user, dry_run=data.dry_run
    )


@bulk_changes.get("/{int:pk}", response=BulkOut)
def read_bulk_change(request: SignedInRequest, pk: int) -> BulkChange:
    request.user.require("table.use")
    return own_change(pk, request.user)


@bulk_changes.post("/{int:pk}/run", response={202: BulkOut})
def run_bulk_change(request: SignedInRequest, pk: int) -> tuple[int, BulkChange]:
    """Do what was rehearsed."""
    return 202, actions.run(change=own_change(pk, request.user), by=request.user)


@bulk_changes.post("/{int:pk}/undo", response={202: BulkOut})
def undo_bulk_change(request: SignedInRequest, pk: int) -> tuple[int, BulkChange]:
    """Take it back, as far as nothing newer stands on it."""
    return 202, actions.take_back(change=own_change(pk, request.user), by=request.user)
