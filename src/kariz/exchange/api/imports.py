"""API of imports."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.at_work import deciding, looking, refused, stumbling, writing_over
from kariz.exchange.actions.exports import ENDINGS, as_response
from kariz.exchange.actions.setup import imports as actions
from kariz.exchange.actions.setup import readings, sets
from kariz.exchange.api.control import ControlOut, control_out
from kariz.exchange.api.looked import ImportPreviewOut, preview_out
from kariz.exchange.api.sets import SetOut, set_out
from kariz.exchange.api.shown import (
    ChangedList,
    DecidedOut,
    Decision,
    ExpectedOut,
    ImportOut,
    Patch,
    ReadAs,
    ReadingOut,
    RowOut,
    Start,
    Unwritten,
    Upload,
    changed_out,
    out,
)
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.queries.pages.left_cells import rows_without_cells
from kariz.exchange.queries.pages.stopped import expected_stopped, stopped_rows
from kariz.exchange.queries.pages.unwritten import unwritten
from kariz.web.errors import FieldErrors
from kariz.web.openapi import sends
from kariz.web.paging import Page, PageParams, paginate

imports = Router()


@imports.get("", response=Page[ImportOut])
def list_imports(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    return paginate(queries.seen(request.user), page, order=("-id",), item=out)


@imports.post("", response={201: ImportOut})
def create_import(
    request: SignedInRequest, given: Form[Upload], file: File[UploadedFile]
) -> tuple[int, dict[str, Any]]:
    """Of a workbook the first sheet, and only where `kind` says that this is meant: 422 otherwise, so that no sheet is
    left behind unnoticed."""
    if not given.kind and sets.together(
        [file], by=request.user, encoding=given.encoding, reading=given.reading
    ):
        text = _("The file holds several tables: send it to import-sets, or name the kind of its first one.")
        raise FieldErrors({"file": [text]})
    one = actions.upload(
        file=file, by=request.user, kind=given.kind, encoding=given.encoding, reading=given.reading
    )
    return 201, out(one)


@imports.get("/{int:pk}", response=ImportOut)
def read_import(request: SignedInRequest, pk: int) -> dict[str, Any]:
    return out(queries.load(pk, request.user))


@imports.patch("/{int:pk}", response=ImportOut)
def change_import(request: SignedInRequest, pk: int, data: Patch) -> dict[str, Any]:
    """While its rows are looked through, that begins anew."""
    one = queries.load_own(pk, request.user)
    return out(looking.change(one=one, by=request.user, **data.dict(exclude_unset=True)))


@imports.put("/{int:pk}/reading", response=ReadingOut)
def read_import_as(request: SignedInRequest, pk: int, data: ReadAs) -> dict[str, Any]:
    """Read a sheet that holds several tables beside each other otherwise, or confirm how it is read. Its imports are made
    anew: go on with those that are given back."""
    one = queries.load_own(pk, request.user)
    made = readings.read_as(one=one, by=request.user, reading=data.reading, version=data.version)
    return {"import_set": made[0].part_of_id, "imports": [out(part) for part in made]}


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
    return out(looking.stop(one=queries.load_own(pk, request.user), by=request.user))


@imports.get("/{int:pk}/control", response=ControlOut)
def read_control(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What the deals of the file come to, to be compared with one's own sum: as far as reading up to 20,000 rows
    tells, and as they came."""
    return control_out(request.user, queries.load(pk, request.user))


@imports.get("/{int:pk}/preview", response=ImportPreviewOut)
def read_preview(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What the page says before the import starts: guesses, what is left out or cannot be read, what is asked."""
    return preview_out(queries.load(pk, request.user), request.user)


@imports.get("/{int:pk}/expected-rows", response=Page[ExpectedOut])
def list_expected(
    request: SignedInRequest,
    pk: int,
    page: Query[PageParams],
    group: str = "",
    q: str = "",
    odd: bool = False,
    stopped: bool = False,
) -> dict[str, Any]:
    """The first rows of each group of the rehearsal; `odd`: only those of which something is told that is not
    usual in the list; `stopped`: only those whose deal its stage does not let go where they say."""
    one = queries.load(pk, request.user)
    rows = expected_stopped(one) if stopped else queries.expected_rows(one, group, q, odd=odd)
    return paginate(rows, page, order=("number", "id"))


@imports.post("/{int:pk}/decisions", response=DecidedOut)
def decide_rows(request: SignedInRequest, pk: int, data: Decision) -> dict[str, Any]:
    """Say what becomes of rows that were put aside."""
    one = queries.load_own(pk, request.user)
    done = deciding.decide(one=one, by=request.user, how=data.how, numbers=data.rows)
    return out(queries.load(pk, request.user)) | {"decided": asdict(done)}


@imports.get("/{int:pk}/changed", response=ChangedList)
def list_changed(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """What people changed of the import since; the first 200."""
    return changed_out(queries.load(pk, request.user))


@imports.get("/{int:pk}/refused.{ending}", openapi_extra=sends(*ENDINGS.values()))
def download_refused(
    request: SignedInRequest, pk: int, ending: str, left_out: bool = False
) -> HttpResponseBase:
    """The refused rows with their reasons as CSV or XLSX; the file can be imported again. `left_out`: instead the lines
    that are no records."""
    one = queries.load(pk, request.user)
    parts = refused.export(one=one, ending=ending, by=request.user, left_out=left_out)
    return as_response(parts, refused.file_name(one, ending, left_out=left_out), ending)


@imports.post("/{int:pk}/taking-back", response={202: ImportOut})
def take_back_import(request: SignedInRequest, pk: int, changed: bool = False) -> tuple[int, dict[str, Any]]:
    """`changed`: take what people changed since, too."""
    one = queries.load_own(pk, request.user)
    return 202, out(actions.take_back(one=one, by=request.user, changed=changed))


@imports.get("/{int:pk}/changes", response=Unwritten)
def read_changes(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """Of an import that was no part of a set."""
    one = queries.load_own(pk, request.user)
    return {"count": unwritten(one) if one.part_of_id is None and sets.has_files([one]) else 0}


@imports.post("/{int:pk}/changes", response={202: SetOut})
def write_changes(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """Write them: the file comes in once more as a set of its own, and over what is here. 409 where nothing is left."""
    one = queries.load_own(pk, request.user)
    return 202, set_out(writing_over.write_changes(parts=[one], by=request.user))


@imports.post("/{int:pk}/again", response={202: ImportOut})
def try_import_again(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """Go on with an import that a fault stopped, behind the last rows that came in; one that waits for its next try is
    tried at once."""
    return 202, out(stumbling.again(one=queries.load_own(pk, request.user), by=request.user))


@imports.get("/{int:pk}/rows", response=Page[RowOut])
def list_rows(
    request: SignedInRequest,
    pk: int,
    page: Query[PageParams],
    action: str = "",
    without_cells: bool = False,
    odd: bool = False,
    kept: bool = False,
    stopped: bool = False,
) -> dict[str, Any]:
    """`without_cells`: only those that came without a cell that could not be read; `left` of a warning says what was
    written in it. `odd`: only those that came and are worth a look. `kept`: only those whose record stayed as it is
    although they say otherwise. `stopped`: only those whose deal stayed, for its stage did not let it go where they say."""
    one = queries.load(pk, request.user)
    if without_cells:
        rows = rows_without_cells(one)
    elif stopped:
        rows = stopped_rows(one)
    elif kept:
        rows = queries.kept_rows(one)
    else:
        rows = queries.warned_rows(one) if odd else ImportRow.objects.filter(of=one)
    if action:
        rows = rows.filter(action=action)
    return paginate(rows, page, order=("number",))
