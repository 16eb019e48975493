"""What the mapping page sends, as the actions take it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypedDict

from django.http import QueryDict
from django.utils.translation import gettext as _

from kariz.exchange.forms.sellers import said_of_owners
from kariz.exchange.models import Import
from kariz.exchange.queries.known.header_rows import wanted
from kariz.reading.rows.settings import FILL, LIST_ENDS, UPDATE, settings_of
from kariz.web.errors import FieldErrors

CHOICES = (
    "owner",
    "existing",
    "existing_company",
    "existing_contact",
    "alike",
    "currency",
    "unit",
    "scale",
    "rate",
    "calendar",
    "day_order",
    "unreadable",
    "asides",
    "several",
    "amounts_of",
    "numbers",
    "doubles",
    "here",
)


class _Header(TypedDict):
    header: bool
    header_rows: int | None


def given(one: Import, data: QueryDict) -> dict[str, Any]:
    """Arguments of `imports.change`; the columns and stage texts are sent by their place."""
    options: dict[str, Any] = {name: data[name] for name in CHOICES if name in data}
    options |= of_changed_rows(data)
    options |= of_spellings(data)
    options["all_or_nothing"] = "all_or_nothing" in data
    if "stage" in data:
        options["end"] = data["stage"] if data["stage"] in LIST_ENDS else ""
    for name in ("pipeline", "stage"):
        if name in data:
            options[name] = int(data[name]) if data[name].isdecimal() and len(data[name]) < 19 else None  # type: ignore[arg-type, union-attr]
    if "pipeline_text" in data:
        options["pipelines"] = dict(
            zip(data.getlist("pipeline_text"), data.getlist("pipeline_meaning"), strict=False)
        )
    if "owner_text" in data:
        options["people"] = said_of_owners(data)
    if "reason_text" in data:
        said = zip(data.getlist("reason_text"), data.getlist("reason_meaning"), strict=False)
        options["reasons"] = one.options.get("reasons", {}) | dict(said)
    if "colour_text" in data:
        colours = zip(data.getlist("colour_text"), data.getlist("colour_meaning"), strict=False)
        options["colours"] = one.options.get("colours", {}) | dict(colours)
    texts, meanings = data.getlist("stage_text"), data.getlist("stage_meaning")
    same = str(one.options.get("pipeline")) == data.get("pipeline")
    if texts and same and options.get("pipelines", {}) == one.options.get("pipelines", {}):
        options["stages"] = dict(zip(texts, meanings, strict=False))
    fields = data.getlist("field")
    header = _header(data)
    same_kind = data.get("kind", one.kind) == one.kind and wanted(one, **header) is None
    result: dict[str, Any] = {"kind": data.get("kind"), "options": options, **header}
    if fields:
        result["mapping" if same_kind else "before"] = dict(zip(one.columns, fields, strict=False))
    version = data.get("version", "")
    return result | {"version": int(version) if version.isdecimal() else None}


def of_changed_rows(data: QueryDict) -> dict[str, str]:
    """What the press beside rows that changed since they came in says of records that are there."""
    said = data.get("changed", "")
    return {"existing": str(said)} if said in (FILL, UPDATE) else {}


def _header(data: QueryDict) -> _Header:
    """The page sends how many rows hold the names of the columns; a form without them, only whether any does."""
    said = data.get("header", "")
    count = int(said) if said.isdecimal() and len(said) == 1 else None
    return {"header": bool(said), "header_rows": count}


def of_spellings(data: QueryDict) -> dict[str, Any]:
    """Which names are companies of their own, which the right ones, and which one with another: as the page had it, with
    what was pressed beside one name, or all."""
    if "apart_told" not in data:
        return {}
    right = data.getlist("right_name_add")
    called = [name for name in data.getlist("right_name") if name not in right] + right
    names = {*data.getlist("apart"), *data.getlist("apart_add")} - set(data.getlist("apart_drop"))
    if "apart_all" in data:
        names |= set(data.getlist("apart_each"))
    pairs = [*data.getlist("same_company"), *data.getlist("same_company_add")]
    same = dict(map(_pair, pairs + (data.getlist("same_each") if "same_all" in data else [])))
    return {
        "apart": sorted(names) if "apart_none" not in data else [],
        "right_names": called,
        "same_companies": {name: called for name, called in same.items() if name not in names},
    }


def _pair(said: str) -> tuple[str, str]:
    """A name and that of its company, as the page writes them."""
    with suppress(ValueError):
        name, called = json.loads(said)
        return str(name), str(called)
    raise FieldErrors({"same_companies": [_("This value has the wrong structure.")]})


def as_said(one: Import, said: Mapping[str, Any]) -> Import:
    """The import, unsaved, as the refused form says it: who mends one field finds the others as they left them."""
    if "mapping" in said:
        one.mapping = {column: name for column, name in said["mapping"].items() if name}
    for name, value in said["options"].items():
        changed = one.options | {name: value}
        with suppress(FieldErrors):
            settings_of(changed)
            one.options = changed
    return one
