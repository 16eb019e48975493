"""What each column means, and what the file holds, by its headers and by the shape of its values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone

from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.fields import NUMBERS, OWN_NUMBER, TARGETS, of_kind
from kariz.exchange.rules.values import TURNED
from kariz.localisation.dates import DateError, parse_import_date
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.people import normal

_BRACKETS = re.compile(r"[(\[{«].*?[)\]}»]")
_MONEY_WORDS = frozenset(
    map(squash, ("تومان", "تومن", "ریال", "toman", "rial", "irr", "irt", "usd", "eur", "هزار تومان"))
)
_DEAL_SIGNS = frozenset({"amount", "stage", "outcome", "product", "expected_close", "closed_at"})
_PERSON_SIGNS = frozenset({"contact", "first_name", "last_name", "mobile", "email", "position"})
_OWN_NAMES = frozenset({"first_name", "last_name"})
_PERSONAL = _OWN_NAMES | {"mobile", "email", "position"}
_WITH_PERSON = _PERSONAL | {"contact"}
"""A list of companies that names a person of each is one of people: it keeps both."""
_COMPANY_SIGNS = frozenset({"industry", "size", "website"})
_NAMES = {
    "contacts": ("contact", ("name", "نام", "اسم")),
    "companies": ("company", ("name", "نام", "اسم", "عنوان")),
}


def guess_kind(columns: Sequence[str], rows: Sequence[Sequence[Cell]] = ()) -> str:
    """deals, contacts or companies."""
    if other := _other_kind(columns):
        return other
    found = set(guess_mapping(columns, "deals", rows).values())
    if found & _DEAL_SIGNS or ("title" in found and not found & _OWN_NAMES):
        return "deals"
    if found & _PERSON_SIGNS and not (found & _COMPANY_SIGNS and not found & _WITH_PERSON):
        return "contacts"
    return "companies" if found & {"company", "contact", *_COMPANY_SIGNS} else "deals"


def _other_kind(columns: Sequence[str]) -> str:
    """history, lines, activities, notes or products, where the headers leave no doubt; else ""."""
    deals = {_by_header(column, "deals", True) for column in columns}
    for kind, needed, some in _OTHER:
        found = {_by_header(column, kind, True) for column in columns}
        sure = needed <= found and (not some or found & some)
        if kind == "notes" and {"notes", "deal_title", "noted_at"} <= found:
            sure = any(squash(column) in _NOTE_WORDS for column in columns)
        if sure and not deals & (_DEAL_ONLY - found) and not (kind not in _OF_PEOPLE and deals & _PEOPLE):
            return kind
    return ""


_NOTE_WORDS = frozenset(map(squash, ("note", "notes", "یادداشت", "یادداشت ها", "متن یادداشت")))
_OF_PEOPLE = ("activities", "committee")
_DEAL_ONLY = frozenset({"amount", "outcome", "expected_close", "closed_at", "lost_reason", "stage"})
_PEOPLE = _PERSONAL | {"company", "contact", "industry"}
_OTHER: tuple[tuple[str, set[str], set[str]], ...] = (
    ("history", {"deal_ref", "stage", "entered_at"}, set()),
    ("committee", {"deal_ref", "contact_ref", "role"}, set()),
    ("lines", {"deal_ref", "product", "quantity"}, set()),
    ("activities", {"subject", "activity_kind"}, {"due_at", "done_at", "done"}),
    ("activities", {"activity_kind", "done_at"}, set()),
    ("activities", {"activity_kind", "deal_title"}, {"due_at", "done", "notes"}),
    ("notes", {"notes"}, {"deal_ref", "contact_ref", "company_ref", "parent_ref"}),
    ("products", {"product"}, {"product_unit", "in_use"}),
)


def guess_mapping(columns: Sequence[str], kind: str, rows: Sequence[Sequence[Cell]] = ()) -> dict[str, str]:
    """{column: field}, each field at most once: exact headers, then headers that hold one, then values."""
    allowed = {target.name for target in of_kind(kind)}
    mapping: dict[str, str] = {}
    for exact in (True, False):
        for column in columns:
            if column not in mapping and (name := _by_header(column, kind, exact)) in allowed - set(
                mapping.values()
            ):
                mapping[column] = name
    for place, column in enumerate(columns):
        if column not in mapping:
            values = [row[place] for row in rows if place < len(row) and row[place] != ""]
            if (name := _by_values(values)) in allowed - set(mapping.values()):
                mapping[column] = name
    if "first_name" in mapping.values() and "last_name" not in mapping.values():
        mapping = _first_name_is_all(mapping)
    elif kind == "contacts" and "last_name" in mapping.values() and "first_name" not in mapping.values():
        mapping = _name_is_first_name(mapping)
    return {column: mapping[column] for column in columns if column in mapping}


def _first_name_is_all(mapping: dict[str, str]) -> dict[str, str]:
    """«نام» without «نام خانوادگی» is the whole name."""
    if "contact" in mapping.values():
        return mapping
    return {column: "contact" if name == "first_name" else name for column, name in mapping.items()}


def _name_is_first_name(mapping: dict[str, str]) -> dict[str, str]:
    """«نام» beside «نام خانوادگی» is the first name."""
    short = set(map(squash, _NAMES["contacts"][1]))
    return {
        column: "first_name" if name == "contact" and squash(column) in short else name
        for column, name in mapping.items()
    }


def _by_header(column: str, kind: str, exact: bool) -> str:
    bare = _BRACKETS.sub(" ", column)
    key = squash(bare) or squash(column)
    name, words = _NAMES.get(kind, ("", ()))
    if exact and key in map(squash, words):
        return name
    for number, keys in _NUMBERS.items():
        if key in keys:
            return "external_id" if OWN_NUMBER.get(kind) == number else number
    for target in TARGETS:
        if kind in target.kinds.split() and key in _KEYS[target.name]:
            return target.name
    return "" if exact else _by_part(column, kind)


def _by_part(column: str, kind: str) -> str:
    """A header of several words: without money words, then by the longest known header it begins or ends with."""
    words = [word for word in re.findall(r"\w+", fold(column)) if word not in _MONEY_WORDS]
    whole = "".join(words)
    best, length = "", 0
    for target in TARGETS:
        if kind not in target.kinds.split():
            continue
        for key in _KEYS[target.name]:
            if whole == key:
                return target.name
            if len(key) > max(3, length) and (whole.startswith(key) or whole.endswith(key)):
                best, length = target.name, len(key)
    return best if length * 2 >= len(whole) else ""


_KEYS = {target.name: target.keys for target in TARGETS}
_NUMBERS = {name: frozenset(map(squash, words.split("|"))) for name, words in NUMBERS.items()}


def source_of(columns: Iterable[str]) -> str:
    """A mark of the program that wrote these columns: its next export has the same."""
    names = "\n".join(sorted(map(squash, columns)))
    return f"file-{hashlib.blake2s(names.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def _by_values(values: Sequence[Cell]) -> str:
    texts = [str(value) for value in values[:50]]
    if len(texts) < 2:
        return ""
    if _most(normal.email(text) is not None for text in texts):
        return "email"
    if _most(_mobile(text) for text in texts):
        return "mobile"
    if _most(re.match(r"(https?://|www\.)", text) is not None for text in texts):
        return "website"
    days = [_date(value) for value in values[:50]]
    if _most(day is not None for day in days):
        # Nothing was created tomorrow.
        return "expected_close" if any(day > _tomorrow() for day in days if day) else "created_at"
    return ""


def day_order(rows: Iterable[Sequence[Cell]]) -> str:
    """ "day" or "month" where cells like 13/03/2027 decide what all the dates of the file begin with, else ""."""
    found = set()
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and (numbers := TURNED.search(to_latin(cell))) and len(numbers[3]) == 4:
                first, second = int(numbers[1]), int(numbers[2])
                if max(first, second) > 12 >= min(first, second):
                    found.add("day" if first > 12 else "month")
    return found.pop() if len(found) == 1 else ""


def either_way(rows: Iterable[Sequence[Cell]]) -> str:
    """A date of the rows whose day and month could change places, as it stands; or ""."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and (numbers := TURNED.search(to_latin(cell))):
                first, second = int(numbers[1]), int(numbers[2])
                if len(numbers[3]) == 4 and first != second and max(first, second) <= 12:
                    return numbers[0]
    return ""


def _tomorrow() -> date:
    return timezone.now().date() + timedelta(days=1)


def _mobile(text: str) -> bool:
    number = normal.phone(text) if len(text) <= 25 else None
    return number is not None and re.match(r"\+989\d{9}$", number) is not None


def _date(value: Cell) -> date | None:
    if isinstance(value, int | float):
        return None
    try:
        return parse_import_date(value)
    except DateError:
        return None


def _most(signs: Iterable[bool]) -> bool:
    found = list(signs)
    return sum(found) >= 0.8 * len(found)


_RIAL_UNITS = (
    ("تومان", "toman"),
    ("تومن", "toman"),
    ("toman", "toman"),
    ("irt", "toman"),
    ("ریال", "rial"),
    ("rial", "rial"),
    ("irr", "rial"),
)
_AMOUNTS = tuple(map(fold, ("مبلغ", "مبالغ", "ارقام", "قیمت", "اعداد", "amount", "price", "figures")))


def unit_of_header(column: str) -> str:
    """ "toman" or "rial" where the header says so; with "thousand" or "million" the scale before it: "1000 toman"."""
    text = fold(column)
    scale = next(
        (
            n
            for word, n in (("میلیارد", "billion"), ("میلیون", "million"), ("هزار", "thousand"))
            if word in text
        ),
        "",
    )
    scale = scale or next((word for word in ("billion", "million", "thousand") if word in text), "")
    for word, unit in _RIAL_UNITS:
        if word in text:
            return f"{scale} {unit}".strip()
    return ""


def unit_of_title(cells: Iterable[str]) -> str:
    """The unit that a line above the table says of its amounts, «مبالغ به ریال», as `unit_of_header`; "" where none or
    both are named."""
    text = " ".join(fold(cell) for cell in cells)
    if not any(word in text for word in _AMOUNTS):
        return ""
    named = {unit for word, unit in _RIAL_UNITS if word in text}
    return unit_of_header(text) if len(named) == 1 else ""
