"""Columns below which people stand whom no header names, or one that promises their numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.names import people_in, reads_as_person
from kariz.exchange.rules.settling import CUSTOMER, PERSON, TOLD, most
from kariz.localisation.text import fold, squash

NUMBERS = frozenset({"phone", "mobile", "company_phone"})
LOOKED_AT = 50
_REACHED = re.compile(r"(?<!\w)(?:رابط|رابطین|مخاطب|طرف|تماس|شماره|تلفن|contact|person|people)(?!\w)")
_CODES = frozenset(map(squash, ("کد", "کد مشتری", "کد طرف حساب", "شماره مشتری", "code", "customer code")))


def people_below(means: Mapping[str, str], kind: str, values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """«تماس با», «رابط و شماره‌ها»: the only column whose cells hold people, and beside them often their numbers, where
    none is said to hold any. `means` is what each header says."""
    said = {name for column, name in means.items() if squash(column) not in CUSTOMER}
    if kind not in ("deals", "contacts") or said & PERSON:
        return {}
    found = [
        column for column, name in means.items() if _are_people(column, name, values[column][:LOOKED_AT])
    ]
    return {found[0]: "contact"} if len(found) == 1 else {}


def _are_people(column: str, name: str, cells: Sequence[Cell]) -> bool:
    if name not in ("", *NUMBERS):
        return False
    texts = [str(cell) for cell in cells]
    if len(set(texts)) < TOLD:
        return False
    found = [people_in(text)[0] for text in texts]
    if not most(reads_as_person(people[0].name) for people in found):
        return False
    numbered = sum(any(one.phones for one in people) for people in found)
    return name in NUMBERS or 2 * numbered >= len(found) or _REACHED.search(fold(column)) is not None


def number_of_firm(mapping: dict[str, str], found: Mapping[str, str]) -> None:
    """In a list of companies that names a person of each, «کد» numbers the company, not the person."""
    column = next((column for column, name in mapping.items() if name == "external_id"), "")
    if found and squash(column) in _CODES and "company" in mapping.values():
        del mapping[column]
        if "company_ref" not in mapping.values():
            mapping[column] = "company_ref"
