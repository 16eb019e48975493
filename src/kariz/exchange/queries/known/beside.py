"""What is said of a sheet that holds several tables, or notes, beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.utils.translation import gettext as _

from kariz.exchange.models import Import
from kariz.reading.layout.beside import ALL, APART, ONE


@dataclass(frozen=True, slots=True)
class Beside:
    """How a sheet is read, and how it may be read otherwise."""

    reading: str
    asked: bool
    """Nobody can be sure: a person should say it."""
    quiet: bool
    """Nothing but a blank column speaks for more than one table."""
    tables: list[str]
    """«A تا F» of each table that the sheet may hold."""
    left_out: list[str]
    """The columns that are left out as notes or legends."""
    said: str
    """What stands there."""
    text: str
    choices: list[tuple[str, str]]
    """(reading, what its button says)"""


def beside(one: Import) -> Beside | None:
    """Nothing of a sheet with one table and nothing beside it."""
    told = one.layout.get("beside")
    if told is None:
        return None
    reading = told["reading"]
    tables = [_columns(letters) for letters in told["tables"]]
    left = [_columns(letters) for letters in told.get("left", ())] if reading != ALL else []
    return Beside(
        reading=reading,
        asked=told["asked"],
        quiet=not told["asked"] and reading != APART and not told.get("left"),
        tables=tables,
        left_out=left,
        said=told.get("said", "") if left else "",
        text=_text(reading, tables, told["asked"]),
        choices=_choices(told),
    )


def of_one_sheet(one: Import) -> list[Import]:
    """The imports of all tables that stand beside this one on its sheet, with itself."""
    told = one.layout.get("beside")
    if one.part_of_id is None or told is None:
        return [one]
    same = (told["of"], one.layout.get("sheet"))
    return [
        part
        for part in Import.objects.filter(part_of=one.part_of_id).order_by("pk")
        if (part.layout.get("beside", {}).get("of"), part.layout.get("sheet")) == same
    ]


def _columns(letters: list[str]) -> str:
    first, last = letters
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _text(reading: str, tables: list[str], asked: bool) -> str:
    if len(tables) < 2:
        return ""
    # A word between them, not a sign: between two Latin letters that would turn their order around.
    said = {
        "tables": reduce(lambda one, other: _("%(one)s and %(other)s") % {"one": one, "other": other}, tables)
    }
    if reading == APART and asked:
        return (
            _(
                "Tables seem to stand beside each other on this sheet, in columns %(tables)s; each is read by itself."
            )
            % said
        )
    if reading == APART:
        return (
            _("Tables stand beside each other on this sheet, in columns %(tables)s; each is read by itself.")
            % said
        )
    if asked:
        return (
            _(
                "Columns %(tables)s may be tables of their own, but are read as one: each row takes what stands in all "
                "of them. Are they one table?"
            )
            % said
        )
    return _("A blank column stands between columns %(tables)s; they are read as one table.") % said


def _choices(told: dict[str, Any]) -> list[tuple[str, str]]:
    reading, several, left = told["reading"], len(told["tables"]) > 1, bool(told.get("left"))
    all_columns = (
        _("Read all columns as one table") if several else _("Read these columns as part of the table")
    )
    labels = {
        APART: _("Read them as tables of their own") if several else "",
        ONE: (_("Read them as one table") if several else _("Leave these columns out")),
        ALL: all_columns if left else "",
    }
    found = [(name, label) for name, label in labels.items() if label and name != reading]
    return [(reading, _("That is right")), *found] if told["asked"] else found
