"""API of imports and exports; `config` mounts the routers by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from kariz.access.request import SignedInRequest
from kariz.exchange.actions import deciding, refused, sets, whole_runs
from kariz.exchange.actions import imports as actions
from kariz.exchange.actions.exports import ENDINGS, as_response, export, file_name
from kariz.exchange.models import Import, ImportRow, WholeExport
from kariz.exchange.queries import imports as queries
from kariz.exchange.queries import whole as whole_queries
from kariz.localisation.said import worded
from kariz.web.errors import FieldErrors
from kariz.web.openapi import sends
from kariz.web.paging import Page, PageParams, paginate

imports = Router()
exports = Router()


class Upload(Schema):
    kind: str = ""
    encoding: str = ""


class Patch(Schema):
    model_config = {"extra": "forbid"}

    kind: str | None = None
    mapping: dict[str, str] | None = None
    options: dict[str, Any] | None = None
    header: bool | None = None
    version: int | None = None


class Start(Schema):
    model_config = {"extra": "forbid"}

    version: int | None = None


class Note(Schema):
    field: str
    text: str
    """In the language of who asks."""

    @staticmethod
    def resolve_text(note: dict[str, Any]) -> str:
        return worded(note)


class Decision(Schema):
    model_config = {"extra": "forbid"}

    how: Literal["create", "fill", "update", "skip"]
    rows: list[int] | None = None
    """Numbers of rows that wait; all of them, up to 500, when it is left out."""


class Outcome(Schema):
    """What a rehearsal of the whole file found; `fresh` is False once mapping or options changed."""

    fresh: bool
    counts: dict[str, int] = {}
    reasons: dict[str, dict[str, int]] = {}
    records: dict[str, int] = {}


class ExpectedOut(Schema):
    number: int
    group: str
    title: str
    notes: list[Note]
    cells: list[Any]
    result_kind: str
    result_id: int | None


class ChangedOut(Schema):
    number: int
    kind: str
    id: int
    name: str


class ChangedList(Schema):
    count: int
    rows: list[ChangedOut]


class StayedOut(Schema):
    kind: str
    id: int
    name: str
    why: str


class ImportOut(Schema):
    id: int
    name: str
    kind: str
    state: str
    columns: list[str]
    mapping: dict[str, str]
    options: dict[str, Any]
    total: int
    done: int
    percent: int
    seconds_left: int | None
    created: int
    updated: int
    skipped: int
    refused: int
    merged: int
    """Of the updated: rows that named no record and were known by phone, e-mail or name."""
    asked: int
    kept: int
    stayed: list[StayedOut]
    """The first of what stayed when it was taken back, and why."""
    outcome: Outcome
    error: str
    version: int
    created_by_id: int
    created_at: datetime
    finished_at: datetime | None


class RowOut(Schema):
    number: int
    action: str
    errors: list[Note]
    warnings: list[Note]
    cells: list[Any]
    result_kind: str
    result_id: int | None


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


def out(one: Import) -> dict[str, Any]:
    """An import as the API gives it."""
    same = (
        "id",
        "name",
        "kind",
        "columns",
        "mapping",
        "options",
        "version",
        "created_by_id",
        "created_at",
        "finished_at",
    )
    counts = {
        name: getattr(one, f"{name}_count")
        for name in ("created", "updated", "skipped", "refused", "merged", "asked", "kept")
    }
    plain = {name: getattr(one, name) for name in same}
    outcome = {"fresh": one.outcome.get("version") == one.version} | {
        name: one.outcome.get(name, {}) for name in ("counts", "reasons", "records")
    }
    outcome["reasons"] = {group: dict(queries.reasons_of(one, group)) for group in outcome["reasons"]}
    more = {"state": one.phase, "error": one.error, "outcome": outcome, "stayed": one.stays}
    return plain | counts | queries.progress(one) | more


@imports.get("", response=Page[ImportOut])
def list_imports(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    return paginate(queries.seen(request.user), page, order=("-id",), item=out)


@imports.post("", response={201: ImportOut})
def create_import(
    request: SignedInRequest, given: Form[Upload], file: File[UploadedFile]
) -> tuple[int, dict[str, Any]]:
    """Of a workbook the first sheet, and only where `kind` says that this is meant: 422 otherwise, so that no sheet is
    left behind unnoticed."""
    if not given.kind and sets.together([file]):
        text = _("The file holds several tables: send it to import-sets, or name the kind of its first one.")
        raise FieldErrors({"file": [text]})
    one = actions.upload(file=file, by=request.user, kind=given.kind, encoding=given.encoding)
    return 201, out(one)


@imports.get("/{int:pk}", response=ImportOut)
def read_import(request: SignedInRequest, pk: int) -> dict[str, Any]:
    return out(queries.load(pk, request.user))


@imports.patch("/{int:pk}", response=ImportOut)
def change_import(request: SignedInRequest, pk: int, data: Patch) -> dict[str, Any]:
    one = queries.load_own(pk, request.user)
    return out(actions.change(one=one, by=request.user, **data.dict(exclude_unset=True)))


@imports.delete("/{int:pk}", response={204: None})
def delete_import(request: SignedInRequest, pk: int) -> tuple[int, None]:
    actions.delete(one=queries.load_own(pk, request.user), by=request.user)
    return 204, None


@imports.post("/{int:pk}/runs", response={202: ImportOut})
def start_import(request: SignedInRequest, pk: int, data: Start | None = None) -> tuple[int, dict[str, Any]]:
    one = queries.load_own(pk, request.user)
    version = data.version if data else None
    return 202, out(actions.start(one=one, by=request.user, version=version))


@imports.post("/{int:pk}/rehearsals", response={202: ImportOut})
def rehearse_import(
    request: SignedInRequest, pk: int, data: Start | None = None
) -> tuple[int, dict[str, Any]]:
    """Go through the whole file and write nothing; `outcome` then says what would become of the rows."""
    one = queries.load_own(pk, request.user)
    version = data.version if data else None
    return 202, out(actions.check(one=one, by=request.user, version=version))


@imports.delete("/{int:pk}/rehearsals", response=ImportOut)
def stop_rehearsal(request: SignedInRequest, pk: int) -> dict[str, Any]:
    return out(actions.stop_check(one=queries.load_own(pk, request.user), by=request.user))


@imports.get("/{int:pk}/expected-rows", response=Page[ExpectedOut])
def list_expected(
    request: SignedInRequest, pk: int, page: Query[PageParams], group: str = "", q: str = ""
) -> dict[str, Any]:
    """The first rows of each group of the rehearsal."""
    rows = queries.expected_rows(queries.load(pk, request.user), group, q)
    return paginate(rows, page, order=("number", "id"))


@imports.post("/{int:pk}/decisions", response=ImportOut)
def decide_rows(request: SignedInRequest, pk: int, data: Decision) -> dict[str, Any]:
    """Say what becomes of rows that were put aside."""
    one = queries.load_own(pk, request.user)
    deciding.decide(one=one, by=request.user, how=data.how, numbers=data.rows)
    return out(queries.load(pk, request.user))


@imports.get("/{int:pk}/changed", response=ChangedList)
def list_changed(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What people changed of the import since; the first 200."""
    return changed_out(queries.changed_since(queries.load(pk, request.user)))


def changed_out(found: queries.Changed) -> dict[str, Any]:
    rows = [{"number": r.number, "kind": r.kind, "id": r.pk, "name": r.name} for r in found.rows]
    return {"count": found.count, "rows": rows}


@imports.get("/{int:pk}/refused.{ending}", openapi_extra=sends(*ENDINGS.values()))
def download_refused(request: SignedInRequest, pk: int, ending: str) -> HttpResponseBase:
    """The refused rows with their reasons as CSV or XLSX; the file can be imported again."""
    one = queries.load(pk, request.user)
    parts = refused.export(one=one, ending=ending, by=request.user)
    return as_response(parts, f"import-{pk}-refused.{ending}", ending)


@imports.post("/{int:pk}/taking-back", response={202: ImportOut})
def take_back_import(request: SignedInRequest, pk: int, changed: bool = False) -> tuple[int, dict[str, Any]]:
    """`changed`: take what people changed since, too."""
    one = queries.load_own(pk, request.user)
    return 202, out(actions.take_back(one=one, by=request.user, changed=changed))


@imports.get("/{int:pk}/rows", response=Page[RowOut])
def list_rows(request: SignedInRequest, pk: int, page: Query[PageParams], action: str = "") -> dict[str, Any]:
    rows = ImportRow.objects.filter(of=queries.load(pk, request.user))
    if action:
        rows = rows.filter(action=action)
    return paginate(rows, page, order=("number",))


@exports.post("/whole", response={202: WholeOut})
def export_whole(request: SignedInRequest) -> tuple[int, dict[str, Any]]:
    """Begin an export of the whole installation; one that is being made already is given instead."""
    return 202, whole_out(whole_runs.request(by=request.user))


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
    """The records of a kind (deals, contacts, companies) as CSV or XLSX; filters as on the lists, `ids` for some alone."""
    parts = export(kind=kind, ending=ending, by=request.user, given=request.GET.dict())
    return as_response(parts, file_name(kind, ending), ending)
