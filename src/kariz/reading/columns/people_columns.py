"""Columns below which people stand whom no header names, or one that promises their numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.columns.customers_of_sellers import says_seller
from kariz.reading.columns.settling import CUSTOMER, FIRMS, PERSON, TOLD, firms_of, most
from kariz.reading.names.firm_names import is_firm
from kariz.reading.names.names import TITLES, Named, is_name, people_in, reads_as_person

NUMBERS = frozenset({"phone", "mobile", "company_phone"})
LOOKED_AT = 50
FEWEST = 2
_REACHED = re.compile(r"(?<!\w)(?:رابط|رابطین|مخاطب|طرف|تماس|شماره|تلفن|contact|person|people)(?!\w)")
_AGENT = re.compile(r"(?<!\w)(?:نماینده|representative)(?!\w)")
"""Who speaks for a customer, or sells for us."""
_NUMBERED = re.compile(r"(?<!\w)(?:شماره|شماره ها|تلفن|تماس|موبایل|همراه|phones?|mobile|tel|number)(?!\w)")
DIFFERENT = 0.7
"""Of the cells of a column: of a few sellers each stands in many rows, and a customer's person in one."""
_PEOPLE = keys_of(
    "افراد|نفرات|اشخاص|رابط ها|رابطین|رابطان|مخاطبین|مخاطبان|مخاطب ها|افراد رابط|اشخاص رابط|افراد شرکت|افراد کلیدی|"
    "people|persons|contacts|contact people|contact persons|key people|key contacts|our contacts|who to ask for"
)
_STAFF = keys_of("staff|team|employees|personnel|پرسنل|کارکنان|کارمندان|تیم")
"""People of the company, of ours, or how many it has."""
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
    if not found and ("company" in said or firms_of({column: values[column] for column in means})):
        found = [
            column for column, name in means.items() if not name and _are_titled(values[column][:LOOKED_AT])
        ]
    return {found[0]: "contact"} if len(found) == 1 else {}


def _are_titled(cells: Sequence[Cell]) -> bool:
    """«پزشک» with «دکتر …» below it, beside a company: nearly each row names somebody else with a title."""
    texts = [str(cell) for cell in cells]
    if len(set(texts)) < max(TOLD, DIFFERENT * len(texts)):
        return False
    titled = sum(fold(text).split()[:1] != [] and fold(text).split()[0] in TITLES for text in texts)
    return 2 * titled >= len(texts) and most(reads_as_person(people_in(text)[0][0].name) for text in texts)


def promised(means: Mapping[str, str], kind: str, values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """«افراد», "Staff": the only column whose header promises several people, with names below it and a company
    beside them, where no other is said to hold the company's people."""
    said = {name for column, name in means.items() if squash(column) not in CUSTOMER}
    firms = "company" in said or any(squash(column) in CUSTOMER for column in means)
    if kind not in ("deals", "contacts") or said & PERSON or not firms:
        return {}
    reached = "mobile" in said
    found = [column for column in means if _names_people(column, values[column][:LOOKED_AT], reached=reached)]
    return {found[0]: "contact"} if len(found) == 1 else {}


def _names_people(column: str, cells: Sequence[Cell], *, reached: bool) -> bool:
    key = squash(column)
    if key not in _PEOPLE | _STAFF or not cells:
        return False
    texts = [str(cell) for cell in cells]
    found = [people_in(text)[0] for text in texts]
    if not most(is_name(one.name) for people in found for one in people):
        return False
    if key in _PEOPLE:
        return True
    # Ours, unless each company has others, with what only those of a customer have.
    more = any(len(people) > 1 or people[0].phones or people[0].position for people in found)
    return (more or reached) and len(set(texts)) >= max(FEWEST, DIFFERENT * len(texts))


def _are_people(column: str, name: str, cells: Sequence[Cell]) -> bool:
    if name not in ("", *NUMBERS):
        return False
    texts = [str(cell) for cell in cells]
    if len(set(texts)) < TOLD:
        return False
    found = [people_in(text)[0] for text in texts]
    numbered = sum(any(one.phones for one in people) for people in found)
    if not most(reads_as_person(people[0].name) for people in found):
        return name == "" and _have_numbers(texts, found)
    if _AGENT.search(fold(column)):
        return len(set(texts)) >= DIFFERENT * len(texts)
    return name in NUMBERS or 2 * numbered >= len(found) or _REACHED.search(fold(column)) is not None


def _have_numbers(texts: Sequence[str], found: Sequence[list[Named]]) -> bool:
    """Has nearly each cell a whole name and a number, and each another? Of names from everywhere nobody knows which are
    given ones."""
    whole = [
        len(people[0].name.split()) > 1 and is_name(people[0].name) and bool(people[0].phones)
        for people in found
    ]
    firms = sum(is_firm(people[0].name) for people in found)
    return most(whole) and len(set(texts)) >= DIFFERENT * len(texts) and firms <= FIRMS * len(texts)


def are_of_customers(column: str, cells: Sequence[Cell]) -> bool:
    """Do cells below a header that may mean our sellers hold somebody else in each row, with what they do, or several at
    once, or some of them with numbers? Sellers have numbers, too, where the header says who they are."""
    found = [people_in(str(cell))[0] for cell in cells]
    different = len({people[0].name for people in found})
    if different < (FEWEST if _NUMBERED.search(fold(column)) else TOLD) or different < DIFFERENT * len(found):
        return False
    more = [
        len(people) > 1 or any(one.phones or one.emails or one.position for one in people) for people in found
    ]
    if says_seller(column) and not any(len(people) > 1 or people[0].position for people in found):
        return False
    numbered = {people[0].name for people in found if any(one.phones for one in people)}
    told = len(numbered) >= FEWEST or 2 * sum(more) >= len(found)
    return told and most(is_name(people[0].name) for people in found)


def number_of_firm(mapping: dict[str, str], found: Mapping[str, str]) -> None:
    """In a list of companies that names a person of each, «کد» numbers the company, not the person."""
    column = next((column for column, name in mapping.items() if name == "external_id"), "")
    if found and squash(column) in _CODES and "company" in mapping.values():
        del mapping[column]
        if "company_ref" not in mapping.values():
            mapping[column] = "company_ref"


def leave_the_phone(mapping: dict[str, str]) -> None:
    """Without a company the phone of the company is the person's."""
    found = set(mapping.values())
    if "company_phone" in found and not found & {"company", "company_ref"}:
        column = next(column for column, name in mapping.items() if name == "company_phone")
        del mapping[column]
        if "phone" not in found:
            mapping[column] = "phone"
