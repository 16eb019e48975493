"""How the cells of a field are read that needs no word about its file."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.dateparse import parse_datetime

from kariz.localisation.said import gettext as _
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.hours import read_hour
from kariz.reading.cells.phones import read_phones
from kariz.reading.columns.consent_fields import read_consent
from kariz.reading.columns.person_fields import SOCIAL
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.names import owners
from kariz.reading.rows.of_persons import ways
from kariz.reading.rows.work_rows import in_use, numbers
from kariz.records.custom import reading as custom
from kariz.records.models import CustomField, CustomType

Read = Callable[[Cell], Any]


def own_notes(cell: Cell) -> str:
    return v.read_text(cell).replace("\x00", "").strip()


def read_custom(field: CustomField, cell: Cell) -> Any:
    """A value of the company's own field; sums are read as people write them, so numbers go as text."""
    given = v.read_text(cell) if field.type in (CustomType.MONEY, CustomType.TEXT, CustomType.PHONE) else cell
    if field.type == CustomType.NUMBER and isinstance(given, str):
        # 20% in a field of percents is 20.
        given = given.strip().rstrip("%٪").rstrip()
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    try:
        return custom.read(field, given)
    except custom.Refused as refused:
        raise v.BadValue(refused.reason) from None


def _id(cell: Cell) -> int:
    text = v.to_latin(v.read_text(cell))
    if not text.isdecimal() or len(text) > 18:
        raise v.BadValue(_("This is not the number of a record."))
    return int(text)


def _number(cell: Cell) -> str:
    """A number of the other system, whatever digits it is typed in; programs write 0 for none, and people words such as
    «تلفنی», by which strangers must not become one."""
    text = v.to_latin(v.read_line(cell))
    words = not text.isascii() and not any(map(str.isdigit, text))
    return "" if text == "0" or words else text


def _first_number(cell: Cell) -> str:
    """The first of several numbers."""
    return next(iter(numbers(cell)), "")


def _seller(cell: Cell) -> str:
    return " ".join(owners.called(v.read_line(cell)).split())


def _ticks(cell: Cell) -> list[dict[str, str]]:
    """Boxes that were ticked, as a whole export says them."""
    try:
        said = json.loads(v.read_text(cell))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, list) or not all(map(_is_tick, said)):
        raise v.BadValue(_("This is no list of boxes."))
    return [{str(key): str(value) for key, value in one.items()} for one in said]


def _is_tick(one: Any) -> bool:
    """Does it say of a box when it was ticked, or leave that open?"""
    if not isinstance(one, dict) or not (at := one.get("at")):
        return isinstance(one, dict)
    try:
        moment = parse_datetime(at)
    except (TypeError, ValueError):
        return False
    return moment is not None and moment.tzinfo is not None


READERS: dict[str, Read] = {
    "id": _id,
    "external_id": _number,
    "continues": _number,
    "company_ref": _first_number,
    "contact_ref": numbers,
    "deal_ref": _first_number,
    "product_ref": _first_number,
    "parent_ref": _first_number,
    "owner": _seller,
    "owner_ref": _first_number,
    "reports_to_ref": _first_number,
    **{name: partial(ways, name) for name in SOCIAL},
    "participants": numbers,
    "ticks": _ticks,
    "in_use": in_use,
    "discount": v.read_percent,
    "subject": v.read_notes,
    "said": v.read_notes,
    "size": v.read_count,
    "quantity": v.read_quantity,
    "phone": read_phones,
    "company_phone": read_phones,
    "mobile": read_phones,
    "called": read_phones,
    "at_time": read_hour,
    "email": v.read_emails,
    "consent": read_consent,
    "notes": v.read_notes,
    FIRMS_NOTES: v.read_notes,
    "currency": v.read_currency,
}
