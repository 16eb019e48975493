"""API of exports: a list as a file, and the whole installation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.exports import ENDINGS, as_response, export, file_name
from kariz.exchange.actions.installation import whole_runs
from kariz.exchange.models import WholeExport
from kariz.exchange.queries.exports import whole as whole_queries
from kariz.exchange.queries.exports.shown import only_known_columns
from kariz.web.openapi import sends
from kariz.web.paging import Page, PageParams, paginate

exports = Router()


class WholeOut(Schema):
    id: int
    state: str
    done: int
    total: int
    size: int
    error: str
    created_at: datetime
    finished_at: datetime | None


def whole_out(one: WholeExport) -> dict[str, Any]:
    names = ("id", "state", "done", "total", "size", "error", "created_at", "finished_at")
    return {name: getattr(one, name) for name in names}


@exports.post("/whole", response={202: WholeOut})
def export_whole(request: SignedInRequest) -> tuple[int, dict[str, Any]]:
    """Begin an export of the whole installation; one that is being made already is given instead."""
    return 202, whole_out(whole_runs.request(by=request.user))


@exports.get("/whole", response=Page[WholeOut])
def list_wholes(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    """Those that are being made or were made, the newest first."""
    request.user.require("export.whole")
    return paginate(whole_queries.made(request.user).order_by(), page, order=("-id",), item=whole_out)


@exports.delete("/whole/{int:pk}", response={204: None})
def delete_whole(request: SignedInRequest, pk: int) -> tuple[int, None]:
    """With its file."""
    whole_runs.delete(one=get_object_or_404(whole_queries.made(request.user), pk=pk), by=request.user)
    return 204, None


@exports.get("/whole/{int:pk}", response=WholeOut)
def read_whole(request: SignedInRequest, pk: int) -> dict[str, Any]:
    return whole_out(get_object_or_404(whole_queries.made(request.user), pk=pk))


@exports.get("/whole/{int:pk}/file", openapi_extra=sends("application/zip"))
def download_whole(request: SignedInRequest, pk: int) -> FileResponse:
    """The ZIP: CSV files, datapackage.json, README.md and the attachments."""
    one = get_object_or_404(whole_queries.made(request.user), pk=pk)
    path = whole_runs.file_of(one=one, by=request.user)
    return FileResponse(path.open("rb"), as_attachment=True, filename=file_name("kariz", "zip"))


@exports.get("/{kind}.{ending}", openapi_extra=sends(*ENDINGS.values()))
def download(request: SignedInRequest, kind: str, ending: str) -> HttpResponseBase:
    """The records of a kind (deals, contacts, companies, activities, obstacles, products) as CSV or XLSX, with all columns
    that an import reads. `ids` for some alone; filters and `sort` as on the lists; `columns=title,amount` names columns,
    `columns=all` gives every one. With `shown=1` a list as its page shows it. What nobody can ask is refused by name."""
    only_known_columns(kind, request.GET.get("columns", ""))
    parts = export(kind=kind, ending=ending, by=request.user, given=request.GET)
    return as_response(parts, file_name(kind, ending), ending)
