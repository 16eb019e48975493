"""API of imports and exports; `config` mounts the routers by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from kariz.exchange.actions import imports as actions
from kariz.exchange.actions.exports import ENDINGS, export, file_name
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries import imports as queries
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
    kept: int
    error: str
    version: int
    created_by_id: int
    created_at: datetime
    finished_at: datetime | None


class Note(Schema):
    field: str
    text: str


class RowOut(Schema):
    number: int
    action: str
    errors: list[Note]
    warnings: list[Note]
    cells: list[Any]
    result_kind: str
    result_id: int | None


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
        name: getattr(one, f"{name}_count") for name in ("created", "updated", "skipped", "refused", "kept")
    }
    plain = {name: getattr(one, name) for name in same}
    return plain | counts | queries.progress(one) | {"state": one.phase, "error": one.error}


@imports.get("", response=Page[ImportOut])
def list_imports(request: HttpRequest, page: Query[PageParams]) -> dict[str, Any]:
    return paginate(queries.seen(request.user), page, order=("-id",), item=out)  # type: ignore[arg-type]


@imports.post("", response={201: ImportOut})
def create_import(
    request: HttpRequest, given: Form[Upload], file: File[UploadedFile]
) -> tuple[int, dict[str, Any]]:
    one = actions.upload(file=file, by=request.user, kind=given.kind, encoding=given.encoding)  # type: ignore[arg-type]
    return 201, out(one)


@imports.get("/{int:pk}", response=ImportOut)
def read_import(request: HttpRequest, pk: int) -> dict[str, Any]:
    return out(queries.load(pk, request.user))  # type: ignore[arg-type]


@imports.patch("/{int:pk}", response=ImportOut)
def change_import(request: HttpRequest, pk: int, data: Patch) -> dict[str, Any]:
    one = queries.load_own(pk, request.user)  # type: ignore[arg-type]
    return out(actions.change(one=one, by=request.user, **data.dict(exclude_unset=True)))  # type: ignore[arg-type]


@imports.delete("/{int:pk}", response={204: None})
def delete_import(request: HttpRequest, pk: int) -> tuple[int, None]:
    actions.delete(one=queries.load_own(pk, request.user), by=request.user)  # type: ignore[arg-type]
    return 204, None


@imports.post("/{int:pk}/runs", response={202: ImportOut})
def start_import(request: HttpRequest, pk: int, data: Start | None = None) -> tuple[int, dict[str, Any]]:
    one = queries.load_own(pk, request.user)  # type: ignore[arg-type]
    version = data.version if data else None
    return 202, out(actions.start(one=one, by=request.user, version=version))  # type: ignore[arg-type]


@imports.post("/{int:pk}/taking-back", response={202: ImportOut})
def take_back_import(request: HttpRequest, pk: int) -> tuple[int, dict[str, Any]]:
    one = queries.load_own(pk, request.user)  # type: ignore[arg-type]
    return 202, out(actions.take_back(one=one, by=request.user))  # type: ignore[arg-type]


@imports.get("/{int:pk}/rows", response=Page[RowOut])
def list_rows(request: HttpRequest, pk: int, page: Query[PageParams], action: str = "") -> dict[str, Any]:
    rows = ImportRow.objects.filter(of=queries.load(pk, request.user))  # type: ignore[arg-type]
    if action:
        rows = rows.filter(action=action)
    return paginate(rows, page, order=("number",))


@exports.get("/{kind}.{ending}")
def download(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """The records of a kind (deals, contacts, companies) as CSV or XLSX; filters as on the lists."""
    parts = export(kind=kind, ending=ending, by=request.user, given=request.GET.dict())  # type: ignore[arg-type]
    response = HttpResponse(b"".join(parts), content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{file_name(kind, ending)}"'
    return response
