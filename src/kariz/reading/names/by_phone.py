"""Whom a deal is with, where its row names a company and a number but nobody: whoever has that number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.localisation.text import fold
from kariz.people import normal
from kariz.people.firm_words import KINDS
from kariz.people.normal import LEGAL_FORMS, company_key
from kariz.reading.names.directory import Directory, Entry, may_be_called
from kariz.reading.names.names import words_of
from kariz.reading.rows.drafts import Draft

NUMBERS = ("mobile", "phone")
PERSON = frozenset({"contact", "first_name", "last_name", "contact_ref", "people"})
_UNTOLD = "+1"
"""Where no number tells whether it is a mobile, one that only one person has is theirs."""
_SHORT = 2


def mobiles(said: Iterable[str]) -> list[str]:
    """Those that may be somebody's own: the phone of an office is nobody's."""
    return [
        number
        for number in filter(None, map(normal.phone, said))
        if normal.is_mobile(number) or number.startswith(_UNTOLD)
    ]


def settle(draft: Draft, people: Directory, kind: str) -> None:
    """The one person whose number stands in the row, unless they work for another company."""
    values = draft.values
    company = str(values.get("company", ""))
    if kind != "deals" or not company or PERSON & set(values):
        return
    numbers = mobiles(number for name in NUMBERS for number in values.get(name, ()))
    found = [entry for entry in people.reached(numbers) if entry.person]
    if not (person := _one_of(found)) or not any(_may_work_for(entry, company) for entry in found):
        return
    values["contact"] = person
    text = _("The row names nobody; whoever has its number is the person of the deal.")
    draft.warn("contact", quoting(text, person), often=True)


def _one_of(found: list[Entry]) -> str:
    """The fullest of their names, where all may be of one person."""
    fullest = max((entry.person for entry in found), key=lambda name: len(words_of(name)), default="")
    return fullest if all(may_be_called(entry.person, fullest) for entry in found) else ""


def _may_work_for(entry: Entry, company: str) -> bool:
    """«هتل پارسیان» may be «هتل پارسیان آبادگران», which people write in several ways."""
    if not entry.company or entry.key == company_key(company):
        return True
    theirs, named = _words(entry.company), _words(company)
    whole = "".join(named)
    return bool(set(theirs) & set(named)) or (len(whole) > _SHORT and whole in "".join(theirs))


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if len(word) > _SHORT and word not in _KINDS]


_KINDS = KINDS | LEGAL_FORMS | frozenset(map(fold, ("برج", "hotel", "bank", "hospital", "school")))
"""Words that many companies have."""
