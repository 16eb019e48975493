"""Address cards (vCard 2.1, 3.0, 4.0) as a table with a row for each card."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.reading.cells.cells import Cell, Row
from kariz.reading.files import texts
from kariz.reading.files.encodings import python_name
from kariz.reading.files.limits import LONGEST_CELL, MOST_TEXT_ROWS, too_many_rows

LABELS = {
    "UID": _("Number of the card"),
    "First name": _("First name"),
    "Last name": _("Last name"),
    "Full name": _("Full name"),
    "Organization name": _("Company"),
    "Job title": _("Job position"),
    "Mobile": _("Mobile"),
    "Phone": _("Phone"),
    "E-mail": _("E-mail"),
    "Website": _("Website"),
    "Address": _("Address"),
    "City": _("City"),
    "Birthday": _("Birthday"),
    "Notes": pgettext_lazy("field", "Notes"),
}
"""What the columns are called, and what people read: cards name no columns, so no file says these words."""
COLUMNS = tuple(LABELS)
MANY = {"Mobile", "Phone", "E-mail"}
"""Several values of a card stand in one cell."""
_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_NAME = re.compile(r"(?:[\w.-]+\.)?([\w-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPLIT = re.compile(r"(?<!\\);")


def begins(path: Path, encoding: str) -> bool:
    """Does the text file hold address cards?"""
    with texts.open_text(path, encoding) as file:
        return _BEGIN.match(file.readline(200)) is not None


def label_of(column: str, layout: Mapping[str, Any]) -> str:
    """What people call the column; any other file's has the name that stands in the file."""
    return str(LABELS.get(column, column)) if layout.get("type") == "vcard" else column


def layout_of(layout: dict[str, Any]) -> dict[str, Any]:
    return {"type": "vcard", "encoding": layout["encoding"], "skip": 0}


def rows_of(path: Path, layout: dict[str, Any]) -> Iterator[Row]:
    """The names of the columns, then a row for each card."""
    yield 1, list(COLUMNS)
    card: dict[str, list[str]] | None = None
    number = 1
    for line in _unfolded(path, layout["encoding"]):
        found = _NAME.match(line)
        if not found:
            continue
        name, parameters, value = found[1].upper(), found[2], found[3]
        if name == "BEGIN":
            card = {}
        elif name == "END" and card is not None:
            number += 1
            if number > MOST_TEXT_ROWS:
                raise too_many_rows(MOST_TEXT_ROWS)
            yield number, [_joined(column, card.get(column, [])) for column in COLUMNS]
            card = None
        elif card is not None:
            _take(card, name, parameters.upper(), _decoded(value, parameters))


def _joined(column: str, values: list[str]) -> Cell:
    return (";" if column in MANY else "\n").join(dict.fromkeys(values))


def _unfolded(path: Path, encoding: str) -> Iterator[str]:
    """Logical lines: a line that begins with a blank goes on, and so does quoted text that ends in "="."""
    held = ""
    with texts.open_text(path, encoding) as file:
        for raw in texts.lines_of(file):
            line = raw.rstrip("\r\n")
            if held.endswith("=") and _quoted(held):
                held = held[:-1] + line
            elif line[:1] in (" ", "\t") and held:
                held += line[1:]
            else:
                if held:
                    yield held
                held = line
            # A photo within the card is no use to anybody here.
            held = held[: 4 * LONGEST_CELL]
    if held:
        yield held


def _quoted(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.split(":", 1)[0].upper()


def _decoded(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters.upper():
        return value
    charset = re.search(r"CHARSET=\"?([\w-]+)", parameters, re.IGNORECASE)
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    for name in ((charset[1] if charset else "utf-8"), "utf-8", "cp1256"):
        try:
            return raw.decode(python_name(name.lower()))
        except (UnicodeDecodeError, LookupError):
            continue
    return value


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in _SPLIT.split(value)]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _take(card: dict[str, list[str]], name: str, parameters: str, value: str) -> None:
    if name == "N":
        family, given, middle = ([*_parts(value), "", "", ""])[:3]
        _put(card, "Last name", family)
        _put(card, "First name", " ".join(filter(None, [given, middle])))
    elif name == "TEL":
        kind = "Mobile" if re.search(r"\b(CELL|MOBILE|IPHONE)\b", parameters) else "Phone"
        if "FAX" not in parameters and "PAGER" not in parameters:
            _put(card, kind, _plain(value).removeprefix("tel:"))
    elif name == "ADR":
        parts = _parts(value)
        _put(card, "Address", "، ".join(filter(None, parts)))
        _put(card, "City", parts[3] if len(parts) > 3 else "")
    elif name == "ORG":
        _put(card, "Organization name", _parts(value)[0])
    elif column := _PLAIN.get(name):
        _put(card, column, _plain(value))


_PLAIN = {
    "UID": "UID",
    "FN": "Full name",
    "TITLE": "Job title",
    "EMAIL": "E-mail",
    "URL": "Website",
    "BDAY": "Birthday",
    "NOTE": "Notes",
}


def _put(card: dict[str, list[str]], column: str, value: str) -> None:
    if value and (column in (*MANY, "Notes") or column not in card):
        card.setdefault(column, []).append(value)
