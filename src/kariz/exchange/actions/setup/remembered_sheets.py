"""What people said of one sheet of a book and of no other with these columns: where its deals stand that name no stage, and
what its colours mean. It holds for the sheet that is called so the next time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from kariz.exchange.models import Import, RememberedMapping
from kariz.exchange.queries.known.meanings import by_legend
from kariz.exchange.queries.known.taken_over import TAKEN_OVER
from kariz.localisation.calendar import split
from kariz.localisation.digits import to_latin
from kariz.localisation.preferences import today
from kariz.localisation.text import squash
from kariz.reading.files.colours import plain
from kariz.reading.layout.legends import LEGEND

SHEETS = "sheets"
"""In what is remembered of columns: {title of a sheet: {"folded", "title", "legend", and the options}}."""
OPTIONS = ("end", "stage", "colours")
GUESSED_END = "guessed_end"
"""In the layout of an import: how its deals ended, as nobody but the file said."""
MOST = 60
_NUMBERED = re.compile(r"\w*\d\w*")
_ANYBODYS = re.compile(
    r"(?:sheet|table|book|list|data|file|export|download|untitled|برگه|شیت|جدول|کاربرگ|لیست|فهرست|فایل|خروجی)?[\s_()-]*\d*\)?",
    re.IGNORECASE,
)
"""Titles that say nothing: what was said of one "Sheet1" may not be so of the next."""
_YEAR = re.compile(r"(?<!\d)(?:1[34]\d\d|20\d\d)(?!\d)")


def keep(one: Import, before: RememberedMapping | None) -> dict[str, Any]:
    """What is remembered of sheets with these columns, with this one."""
    sheets = dict(before.options.get(SHEETS, {})) if before is not None else {}
    title = _title(one)
    # What a line or the rows of this very sheet say nobody need have said.
    guessed = by_legend(one, one.options.get("pipeline")) | one.agreed_colours
    colours = one.options.get("colours", {})
    said = {
        "colours": {colour: said for colour, said in colours.items() if said and said != guessed.get(colour)}
    }
    said |= {name: one.options.get(name) for name in ("end", "stage")}
    sheets.pop(squash(title), None)
    if not title:
        return {SHEETS: sheets} if sheets else {}
    if said["end"] != one.layout.get(GUESSED_END, "") or said["stage"] or said["colours"]:
        told = {"title": title, "folded": _folded(title), "legend": one.layout.get(LEGEND, {})}
        sheets[squash(title)] = told | said
    return {SHEETS: dict(list(sheets.items())[-MOST:])} if sheets else {}


def take_over(one: Import, before: RememberedMapping) -> dict[str, Any]:
    """The options that were said of a sheet of this title, years and numbers aside where it tells of the past; also said on
    the import, unsaved."""
    sheet = _of_title(before.options.get(SHEETS, {}), _title(one))
    if sheet is None or one.kind != Import.Kind.DEALS:
        return {}
    legend = one.layout.get(LEGEND, {})
    # What a line says of its colours goes before what another line said.
    same = {
        colour
        for colour in sheet["colours"]
        if legend.get(plain(colour)) == sheet["legend"].get(plain(colour))
    }
    colours = {colour: said for colour, said in sheet["colours"].items() if colour in same}
    options: dict[str, Any] = {"end": sheet["end"], "stage": sheet["stage"], "colours": colours}
    new = {
        "end": sheet["end"] if sheet["end"] != one.options.get("end") else "",
        "stage": sheet["stage"],
        "colours": colours,
    }
    if any(new.values()):
        one.layout = one.layout | {TAKEN_OVER: {"title": sheet["title"]} | new}
    return options


def _of_title(sheets: Mapping[str, dict[str, Any]], title: str) -> dict[str, Any] | None:
    if title and (found := sheets.get(squash(title))) is not None:
        return found
    folded = _folded(title)
    same = [sheet for sheet in sheets.values() if folded and sheet["folded"] == folded]
    return same[-1] if same and _is_past(title) else None


def _title(one: Import) -> str:
    """What the sheet is called, or the file where that says nothing; "" where neither does."""
    sheet = " ".join(filter(None, [str(one.layout.get("sheet") or ""), "-".join(one.columns_apart)]))
    names = sheet.strip(), PurePath(one.name).stem.strip()
    return next((name for name in names if not _ANYBODYS.fullmatch(name)), "")


def _folded(title: str) -> str:
    return squash(_NUMBERED.sub(" ", to_latin(title)))


def _is_past(title: str) -> bool:
    """Is no year in it this one, or one to come? What went on in one year is over in the next."""
    day = today()
    years = map(int, _YEAR.findall(to_latin(title)))
    return all(year < (day.year if year > 1900 else split(day).year) for year in years)
