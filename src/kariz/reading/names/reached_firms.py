"""A company's cell in which somebody is reached, too: «کلینیک نور (خانم دکتر بهادری) ۰۹۱۷۱۱۱۰۰۰۲», "Hill School (Ms Reed)
512-555-0101". No company is called by a phone number."""

from __future__ import annotations

import re
from typing import Any

from kariz.localisation.text import fold
from kariz.people import normal
from kariz.people.firm_words import BRANCHES, CITIES, KINDS
from kariz.people.likeness.with_person import parted
from kariz.people.normal import LEGAL_FORMS, core_words
from kariz.reading.names import jobs
from kariz.reading.names.beside_names import closed, without_numbers
from kariz.reading.names.firm_names import is_firm
from kariz.reading.names.names import is_name, is_titled

KINDS_OF_LISTS = frozenset({"deals", "contacts", "companies"})
_PERSON = frozenset({"contact", "contact_ref", "first_name", "last_name"})
_LAST = re.compile(r"^(.*\S)(?:\s+[-–—]\s*|\s*[-–—]\s+|\s*[،,؛;/|]\s*)([^-–—،,؛;/|()\[\]]+)$")
_HELD = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")
_LEFT = re.compile(r"(?:\s+(?:و|and|&)|[\s،,؛;:/|\-–—])+$")
MOST = 4
"""Words of somebody's name beside the company's."""


def part(values: dict[str, Any], kind: str) -> None:
    """The name without the number is the company; who stands beside it is the row's person, where it names nobody else, and
    has the mobiles; a line is the company's."""
    said = values.get("company")
    if kind not in KINDS_OF_LISTS or "id" in values or not isinstance(said, str):
        return
    rest, numbers = without_numbers(said)
    if not numbers:
        return
    name = closed(_LEFT.sub("", " ".join(rest.split())))
    if not core_words(name):
        # The company is only known by its number.
        return
    values["company"] = name
    if kind == "companies":
        values["phone"] = [*values.get("phone", []), *numbers]
        return
    if not _PERSON & set(values):
        values["company"], person = _apart(name)
        values |= {"contact": person} if person else {}
    for number in numbers:
        way = "mobile" if normal.is_mobile(normal.phone(number) or "") else "company_phone"
        values[way] = [*values.get(way, []), number]


def _apart(text: str) -> tuple[str, str]:
    firm, person = parted(text)
    if person:
        return firm, person
    for way in (_HELD, _LAST):
        if (found := way.match(text)) and _is_person(found[2].strip()) and not is_titled(found[1]):
            return closed(found[1]), found[2].strip()
    return text, ""


def _is_person(name: str) -> bool:
    """Beside a number a family name is enough, unless it says a place, a job or a firm."""
    words = fold(name).split()
    told = {*KINDS, *CITIES, *BRANCHES, *LEGAL_FORMS}
    return (
        is_name(name)
        and len(words) <= MOST
        and told.isdisjoint(words)
        and not (jobs.is_job(name) or is_firm(name))
    )
