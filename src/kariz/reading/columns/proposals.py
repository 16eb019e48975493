"""Columns that many lists have and no field of ours holds: each is proposed as a new field, by its header and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.units import is_amount
from kariz.reading.columns.settling import is_day, most
from kariz.reading.layout.sums import number_of

_SHARE = re.compile(r"\d{0,9}\.?\d{1,9}", re.ASCII)
_BRACKETS = re.compile(r"[(\[{«].{0,200}?[)\]}»]")
_EVERY = ("deals", "contacts", "companies")
_HEADERS = (
    ("text", _EVERY, "استان|نام استان|استان محل فعالیت|province|state/province"),
    ("money", ("deals",), "پیش پرداخت|مبلغ پیش پرداخت|پیش دریافت|بیعانه|مبلغ بیعانه|prepayment|advance payment|deposit|"
     "down payment"),
    ("date", ("deals",), "تاریخ تحویل|موعد تحویل|زمان تحویل|تاریخ تحویل کالا|delivery date|date of delivery"),
)  # fmt: skip
_CHANCE = (
    "احتمال|درصد احتمال|احتمال موفقیت|درصد موفقیت|احتمال فروش|احتمال برد|احتمال خرید|احتمال عقد قرارداد|شانس|"
    "شانس موفقیت|درصد شانس|prob|prob.|probability|win probability|deal probability|close probability|"
    "probability to close|chance|win chance|chance to win|likelihood"
)
CHANCE = frozenset(map(squash, _CHANCE.split("|")))
_KNOWN = {squash(word): (type, kinds) for type, kinds, words in _HEADERS for word in words.split("|")}


OF_FIRM = "company."
"""Begins the name of a field of the company that a list of people or of deals names: "company.custom.abn"."""
_REGISTERED = re.compile(
    r"\b(?:abn|acn|vat|gst|gstin|tin|ein|crn|nzbn|kvk|siret|siren|duns|lei|regd?|registration|company (?:no|number)|tax)\b"
    r"|شماره ثبت|شناسه ملی|کد اقتصادی|شماره اقتصادی|شناسه مالیاتی|کد مالیاتی|پروانه"
)
"""Numbers under which firms are registered."""
SLIPS = 0.2
"""Of the companies of which several rows say something, those whose rows may differ."""


def is_of_firm(column: str, pairs: Iterable[tuple[str, str]]) -> bool:
    """In a list of people does the column say something of their companies? What firms are registered by, and what is the
    same for all people of one, but not of all. `pairs`: (company, what stands there) of rows that say both."""
    said = _by_firm(pairs)
    several = [texts for texts in said.values() if len(texts) > 1]
    if _differ(several):
        return False
    if _REGISTERED.search(fold(column.replace("\u200c", " "))):
        return True
    alike = all(len(set(texts)) == 1 for texts in several)
    return bool(several) and alike and len({texts[0] for texts in said.values()}) > 1


def differs_within_firms(pairs: Iterable[tuple[str, str]]) -> bool:
    """Do rows of one company say different things there? It is the rows', then; one of many is a slip."""
    return _differ([texts for texts in _by_firm(pairs).values() if len(texts) > 1])


def _differ(several: Sequence[Sequence[str]]) -> bool:
    return sum(len(set(texts)) > 1 for texts in several) > SLIPS * len(several)


def _by_firm(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for company, text in pairs:
        said.setdefault(squash(company), []).append(squash(text))
    return said


def is_chance(column: str) -> bool:
    """Is it how probable whoever wrote the list holds a deal to be?"""
    return squash(_BRACKETS.sub(" ", column)) in CHANCE


def label_of(column: str, type: str) -> str:
    """What the field is called that is made of a column: like it, but for words that say too little."""
    return gettext("Seller's probability") if type == "number" and is_chance(column) else column[:80]


def labels_of(column: str) -> set[str]:
    """What such a field may be called, whoever made it."""
    found = set()
    for language, _name in settings.LANGUAGES if is_chance(column) else ():
        with translation.override(language):
            found.add(squash(label_of(column, "number")))
    return found


def are_shares(cells: Iterable[Cell]) -> bool:
    """Are the numbers of a column parts of one? A spreadsheet shows 0.4 as 40%."""
    found = [share for cell in cells if (share := share_of(cell)) is not None]
    return bool(found) and all(0 <= share <= 1 for share in found)


def share_of(cell: Cell) -> Decimal | None:
    """The number of a cell that says no percent itself."""
    if not isinstance(cell, str):
        return number_of(cell)
    text = to_latin(cell).strip().replace("٫", ".")
    return Decimal(text) if _SHARE.fullmatch(text) else None


def in_percent(cell: Cell) -> Cell:
    """40 of 0.4, in a column of such numbers."""
    share = share_of(cell)
    return cell if share is None or not 0 <= share <= 1 else f"{(share * 100).normalize():f}"


def proposed(column: str, kind: str, cells: Sequence[Cell]) -> str:
    """The type of the field that a column may become; "" for one that is blank, or that nobody knows."""
    if kind == "deals" and is_chance(column) and cells:
        numbers = (number_of(str(cell).strip().rstrip("%٪ ")) for cell in cells)
        return "number" if most(number is not None for number in numbers) else "text"
    type, kinds = _KNOWN.get(squash(_BRACKETS.sub(" ", column)), ("", ()))
    if kind not in kinds or not cells:
        return ""
    fits = {
        "date": lambda: most(map(is_day, cells)),
        "money": lambda: most(number_of(cell) is not None or is_amount(str(cell)) for cell in cells),
    }
    # What is no day and no amount is kept as it stands.
    return type if type == "text" or fits[type]() else "text"
