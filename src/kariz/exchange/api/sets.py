"""API of files that come in together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.at_work import set_runs, writing_over
from kariz.exchange.actions.setup import sets as actions
from kariz.exchange.api.control import ControlOut, control_out
from kariz.exchange.api.looked import SetPreviewOut, set_preview_out
from kariz.exchange.api.shown import (
    ChangedList,
    ExpectedOut,
    ImportOut,
    ImportStayedOut,
    Start,
    Unwritten,
    changed_out,
    out,
)
from kariz.exchange.models import ExpectedRow, ImportRow, ImportSet
from kariz.exchange.queries.known.continued import going_on_of
from kariz.exchange.queries.pages import sets as queries
from kariz.exchange.queries.pages.about import About, about
from kariz.exchange.queries.pages.unwritten import unwritten
from kariz.web.paging import Page, PageParams, paginate

import_sets = Router()


class SetUpload(Schema):
    encoding: str = ""
    reading: str = ""
    """How sheets are read that hold several tables beside each other: apart, one, or all; empty: as it looks."""


class SetPatch(Schema):
    model_config = {"extra": "forbid"}

    options: dict[str, Any]
    version: int | None = None


class ContinuesOut(Schema):
    column: str
    """It names the deals of the other list."""
    of: int | None
    """The import of that list; null where no list has such numbers."""
    rows: int
    alone: int
    """Rows that are deals of their own."""


class AboutOut(Schema):
    """Of a file that stays out, or may better stay out: `comes` of its options says which."""

    what: str
    """quotes, service, or empty: a person left it aside."""
    of: list[str]
    """The lists that have the deals of its customers."""
    share: int
    """Percent of its customers who stand there."""
    deals: int
    """So many deals its rows would be, and what they come to, in minor units."""
    sums: dict[str, int]


class PartOut(ImportOut):
    sheet: str
    complete: bool
    """False: its columns do not say what it holds, or it stays out."""
    about: AboutOut | None
    continues: ContinuesOut | None
    """With whose deals its rows go on; null for each a deal of its own."""


class TotalOut(Schema):
    kind: str
    rows: int
    counts: dict[str, int]


class BadRow(ExpectedOut):
    """A row that is, or would be, refused; `part` is its file's import."""

    part: int


class SetOut(Schema):
    id: int
    name: str
    shape: str
    """didar, pipedrive, hubspot, salesforce, zoho, odoo, google, vcard, or empty for files of no known product."""
    state: str
    all_or_nothing: bool
    error: str
    foreseen: dict[str, int] | None
    """Rows by what would become of them, as the rehearsal of all parts found; null before it, or once anything changed."""
    totals: list[TotalOut]
    """By kind: foreseen before the run, what came after it."""
    stayed: list[ImportStayedOut]
    parts: list[PartOut]
    done: int
    total: int
    percent: int
    seconds_left: int | None
    version: int
    created_by_id: int
    created_at: datetime
    finished_at: datetime | None


class SetRow(Schema):
    id: int
    name: str
    shape: str
    state: str
    version: int
    created_at: datetime


def set_out(whole: ImportSet) -> dict[str, Any]:
    """A set with its parts, in the order in which they are worked."""
    parts = queries.parts_of(whole)
    same = (
        "id",
        "name",
        "shape",
        "all_or_nothing",
        "error",
        "version",
        "created_by_id",
        "created_at",
        "finished_at",
    )
    plain = {name: getattr(whole, name) for name in same}
    going_on = {pk: said for pk, said in going_on_of(parts).items() if said["column"]}
    told = [
        out(part)
        | {
            "sheet": part.sheet,
            "complete": queries.complete(part),
            "about": _about_out(about(part)),
            "continues": going_on.get(part.pk),
        }
        for part in parts
    ]
    found = {
        "foreseen": queries.foreseen([part for part in parts if queries.complete(part)]),
        "totals": [
            {"kind": one.kind, "rows": one.rows, "counts": one.counts} for one in queries.totals(parts)
        ],
        "stayed": queries.stayed(parts),
    }
    return plain | queries.progress(whole, parts) | found | {"state": whole.phase, "parts": told}


def _about_out(found: About | None) -> dict[str, Any] | None:
    same = ("what", "of", "share", "deals")
    if found is None:
        return None
    return {name: getattr(found, name) for name in same} | {"sums": dict(found.sums)}


@import_sets.get("", response=Page[SetRow])
def list_sets(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    def row(whole: ImportSet) -> dict[str, Any]:
        same = ("id", "name", "shape", "version", "created_at")
        return {name: getattr(whole, name) for name in same} | {"state": whole.phase}

    return paginate(queries.seen(request.user), page, order=("-id",), item=row)


@import_sets.post("", response={201: SetOut})
def create_set(
    request: SignedInRequest, given: Form[SetUpload], file: File[list[UploadedFile]]
) -> tuple[int, dict[str, Any]]:
    whole = actions.upload(files=file, by=request.user, encoding=given.encoding, reading=given.reading)
    return 201, set_out(whole)


@import_sets.get("/{int:pk}", response=SetOut)
def read_set(request: SignedInRequest, pk: int) -> dict[str, Any]:
    return set_out(queries.load(pk, request.user))


@import_sets.patch("/{int:pk}", response=SetOut)
def change_set(request: SignedInRequest, pk: int, data: SetPatch) -> dict[str, Any]:
    whole = queries.load_own(pk, request.user)
    return set_out(actions.change(whole=whole, by=request.user, options=data.options, version=data.version))


@import_sets.delete("/{int:pk}", response={204: None})
def delete_set(request: SignedInRequest, pk: int) -> tuple[int, None]:
    actions.delete(whole=queries.load_own(pk, request.user), by=request.user)
    return 204, None


@import_sets.post("/{int:pk}/runs", response={202: SetOut})
def start_set(request: SignedInRequest, pk: int, data: Start | None = None) -> tuple[int, dict[str, Any]]:
    whole = queries.load_own(pk, request.user)
    version = data.version if data else None
    return 202, set_out(set_runs.start(whole=whole, by=request.user, version=version))


@import_sets.post("/{int:pk}/rehearsals", response={202: SetOut})
def rehearse_set(request: SignedInRequest, pk: int, data: Start | None = None) -> tuple[int, dict[str, Any]]:
    """Go through all files, each as if those before it were in, and write nothing; see `foreseen` and `totals`."""
    whole = queries.load_own(pk, request.user)
    version = data.version if data else None
    return 202, set_out(set_runs.check(whole=whole, by=request.user, version=version))


@import_sets.delete("/{int:pk}/rehearsals", response=SetOut)
def stop_rehearsal_of_set(request: SignedInRequest, pk: int) -> dict[str, Any]:
    whole = queries.load_own(pk, request.user)
    return set_out(set_runs.stop_check(whole=whole, by=request.user))


@import_sets.get("/{int:pk}/control", response=ControlOut)
def read_control_of_set(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What the deals of all files come to, before the run and after."""
    return control_out(request.user, *queries.parts_of(queries.load(pk, request.user)))


@import_sets.get("/{int:pk}/preview", response=SetPreviewOut)
def read_preview_of_set(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What the page says of all files before they come in; each file has a preview of its own."""
    return set_preview_out(queries.parts_of(queries.load(pk, request.user)), request.user)


@import_sets.get("/{int:pk}/refused-rows", response=Page[BadRow])
def list_refused_of_set(request: SignedInRequest, pk: int, page: Query[PageParams]) -> dict[str, Any]:
    """The rows of all files that were refused, or as the rehearsal found would be, with their reasons."""
    whole = queries.load(pk, request.user)
    if not queries.has_run(queries.parts_of(whole)):
        return paginate(queries.expected_bad(whole), page, order=("of_id", "number"), item=_expected)
    return paginate(queries.bad_rows(whole), page, order=("of_id", "number"), item=_refused)


def _expected(row: ExpectedRow) -> dict[str, Any]:
    same = ("number", "group", "title", "notes", "cells", "result_kind", "result_id")
    return {name: getattr(row, name) for name in same} | {"part": row.of_id}


def _refused(row: ImportRow) -> dict[str, Any]:
    same = ("number", "cells", "result_kind", "result_id")
    more = {"group": row.action, "title": "", "notes": row.errors, "part": row.of_id}
    return {name: getattr(row, name) for name in same} | more


@import_sets.get("/{int:pk}/changed", response=ChangedList)
def list_changed_of_set(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What people changed of the set since; the first 200."""
    whole = queries.load(pk, request.user)
    return changed_out(*queries.parts_of(whole))


@import_sets.get("/{int:pk}/changes", response=Unwritten)
def read_changes_of_set(request: SignedInRequest, pk: int) -> dict[str, Any]:
    parts = queries.over_of(queries.load_own(pk, request.user))
    return {"count": unwritten(*parts) if parts and actions.has_files(parts) else 0}


@import_sets.post("/{int:pk}/changes", response={202: SetOut})
def write_changes_of_set(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """Write them: the files come in once more as a new set, and over what is here. 409 where nothing is left."""
    parts = queries.over_of(queries.load_own(pk, request.user))
    return 202, set_out(writing_over.write_changes(parts=parts, by=request.user))


@import_sets.post("/{int:pk}/taking-back", response={202: SetOut})
def take_back_set(request: SignedInRequest, pk: int, changed: bool = False) -> tuple[int, dict[str, Any]]:
    """`changed`: take what people changed since, too."""
    whole = queries.load_own(pk, request.user)
    return 202, set_out(set_runs.take_back(whole=whole, by=request.user, changed=changed))
