"""API of files that come in together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from kariz.access.request import SignedInRequest
from kariz.exchange.actions import sets as actions
from kariz.exchange.api.routers import ImportOut, Start, out
from kariz.exchange.models import ImportSet
from kariz.exchange.queries import sets as queries
from kariz.web.paging import Page, PageParams, paginate

import_sets = Router()


class SetUpload(Schema):
    encoding: str = ""


class SetPatch(Schema):
    model_config = {"extra": "forbid"}

    options: dict[str, Any]
    version: int | None = None


class PartOut(ImportOut):
    sheet: str
    complete: bool
    """False: its columns do not say what it holds, so it is left out."""


class SetOut(Schema):
    id: int
    name: str
    shape: str
    """didar, pipedrive, hubspot, salesforce, zoho, odoo, google, vcard, or empty for files of no known product."""
    state: str
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
    same = ("id", "name", "shape", "version", "created_by_id", "created_at", "finished_at")
    plain = {name: getattr(whole, name) for name in same}
    told = [out(part) | {"sheet": part.sheet, "complete": queries.complete(part)} for part in parts]
    return plain | queries.progress(whole, parts) | {"state": whole.phase, "parts": told}


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
    whole = actions.upload(files=file, by=request.user, encoding=given.encoding)
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
    return 202, set_out(actions.start(whole=whole, by=request.user, version=version))


@import_sets.post("/{int:pk}/taking-back", response={202: SetOut})
def take_back_set(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    whole = queries.load_own(pk, request.user)
    return 202, set_out(actions.take_back(whole=whole, by=request.user))
