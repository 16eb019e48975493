"""API of what the columns of an import may mean, and of what it brought that hangs on nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.exchange.api.waiting import reading_its_file
from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import NAMING, NEW, SUBJECTS, choosable
from kariz.exchange.queries.known.tables import first_rows
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.queries.pages.loose import loose_of
from kariz.pipeline.api.schemas import ActivityOut
from kariz.pipeline.api.shown import activity_out
from kariz.reading.cells.values import read_text
from kariz.reading.columns.proposals import OF_FIRM, label_of
from kariz.records.models import CustomType
from kariz.web.paging import Page, PageParams, paginate

import_columns = Router()
ROWS, SAMPLES = 50, 3


class FileColumnOut(Schema):
    name: str
    """As `mapping` has it."""
    label: str
    field: str
    """What it is taken for; empty where it is left out."""
    samples: list[str]
    """The first that stands in it."""


class FileFieldOut(Schema):
    name: str
    """What `mapping` takes."""
    label: str


class ImportColumnsOut(Schema):
    columns: list[FileColumnOut]
    fields: list[FileFieldOut]
    """All that a column of such a file may be, the company's own fields among them."""
    new: list[FileFieldOut]
    """The types of a field of the company's own that can be made of a column; none for who may not make fields."""


@import_columns.get("/{int:pk}/columns", response=ImportColumnsOut)
def read_columns(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """The columns of the file with what they are taken for, and what else they may be: for `mapping` of PATCH."""
    one = queries.load(pk, request.user)
    with reading_its_file(one):
        rows = first_rows(one, ROWS)
    return {
        "columns": [
            {
                "name": name,
                "label": label_of(name, one.layout),
                "field": one.mapping.get(name, ""),
                "samples": [read_text(row[at]) for row in rows if at < len(row) and row[at] != ""][:SAMPLES],
            }
            for at, name in enumerate(one.columns)
        ],
        "fields": [{"name": target.name, "label": str(target.label)} for target in choosable(one)],
        "new": _new(one, request.user),
    }


def _new(one: Import, user: User) -> list[dict[str, str]]:
    if one.kind not in SUBJECTS or not user.can("custom_field.manage"):
        return []
    own = [{"name": f"{NEW}{value}", "label": str(label)} for value, label in CustomType.choices]
    if one.kind not in NAMING:
        return own
    text = _("%(field)s of the company")
    return own + [
        {"name": f"{NEW}{OF_FIRM}{value}", "label": text % {"field": label}}
        for value, label in CustomType.choices
    ]


@import_columns.get("/{int:pk}/loose-activities", response=Page[ActivityOut])
def list_loose(request: SignedInRequest, pk: int, page: Query[PageParams]) -> dict[str, Any]:
    """Calls and tasks that came in and hang on no deal, company or person, the newest first; `PATCH /activities/{id}` says
    whose each is."""
    request.user.require("activity.view")
    rows: QuerySet[Any] = loose_of(queries.load(pk, request.user), request.user)
    rows = rows.select_related("deal").prefetch_related("participants").order_by()
    return paginate(rows, page, order=("-id",), item=activity_out)
