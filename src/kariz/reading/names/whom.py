"""A cell of a list of calls that names a company and who was spoken to there: «سیمان شرق - آقای عزیزی»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from kariz.localisation.text import fold, persian_letters, squash
from kariz.people.normal import company_key, one_line
from kariz.reading.names import jobs
from kariz.reading.names.directory import Directory
from kariz.reading.names.names import (
    is_man_or_woman,
    is_titled,
    looks_like_person,
    people_in,
    reads_as_person,
)
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.drafts import Draft

FIELDS = ("company", "contact")
Firms = Collection[str] | Spellings
"""The keys of companies that are known, or those that their spellings mean."""
HALF = 0.5
FEWEST = 2
_OF = re.compile(r"\s+(?:از|of|from|at)\s+")
"""«مهندس قاسمی از سبلان»"""
_AT = re.compile(r"([^@]*[^\W\d][^@]*?)(?:\s+@\s*|\s*@\s+)([^@]*[^\W\d][^@]*)")
"""«Ian Stott @ Lindley Park»: no address has a space there."""
_NO_ONE = (
    "شماره ناشناس|ناشناس|شماره نامشخص|نامشخص|شماره ناشناخته|ناشناخته|معلوم نیست|نمی دانم|شماره غریبه|غریبه|"
    "unknown|unknown number|unknown caller|private number|no name"
)
_NOBODY = frozenset(map(squash, _NO_ONE.split("|")))
_SOMEBODY = re.compile(
    r"(?:(?:یک|یه)(?: نفر(?:ی)?| آقا(?:یی)?| خانم(?:ی)?)|یکی|somebody|someone)(?: (?:از|در|توی|from|at) .*)?"
)
"""«یک نفر از نمایشگاه»"""
_BETWEEN = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[\n/|:،؛;]\s*")
_BRACKETED = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]([\s\d+\-–:.]*)", re.DOTALL)
_EDGE = " \t-–—:،؛;/|"
LONGEST = 300
"""Letters of a cell that names somebody; what is longer tells a story."""


def column_of(kind: str, columns: Iterable[str], mapping: Mapping[str, str]) -> str:
    """The column of a list of activities that alone says with whom they were; "" where company and person stand apart,
    or numbers tell."""
    said = [column for column in columns if mapping.get(column) in FIELDS]
    numbered = {"id", "company_ref", "contact_ref"} & set(mapping.values())
    return said[0] if kind == "activities" and len(said) == 1 and not numbered else ""


def ways(text: str) -> Iterator[tuple[str, str]]:
    """Every way to read a text as two names, from its end."""
    if len(text) > LONGEST:
        return
    if found := _BRACKETED.fullmatch(text):
        yield _line(found[1]), _line(f"{found[2]} {found[3]}")
    for between in reversed(list(_BETWEEN.finditer(text))):
        first, last = _line(text[: between.start()]), _line(text[between.end() :])
        if first and last:
            yield first, last


def at_firm(text: str) -> tuple[str, str] | None:
    """(company, person) of «Ian Stott @ Lindley Park»."""
    found = _AT.fullmatch(text.strip()) if len(text) <= LONGEST else None
    return (_line(found[2]), _line(found[1])) if found else None


def part_at(draft: Draft) -> None:
    """Such a name in a column of people says their company, where no column does, or where it is the same."""
    values = draft.values
    name, company = values.get("contact"), values.get("company")
    if not isinstance(name, str) or "@" not in name or {"id", "company_ref"} & set(values):
        return
    if (at := at_firm(name)) and (not company or company_key(company) == company_key(at[0])):
        values["company"], values["contact"] = company or at[0], at[1]


def _at_titles(text: str) -> Iterator[tuple[str, str]]:
    """«سیمان شرق آقای عزیزی»: nothing but the title says where the person begins."""
    words = _line(text).split() if len(text) <= LONGEST else []
    for at in range(1, len(words) - 1):
        if is_man_or_woman(" ".join(words[at : at + 2])):
            yield _line(" ".join(words[:at])), " ".join(words[at:])


def _of(text: str) -> Iterator[tuple[str, str]]:
    """«مهندس قاسمی از سبلان» as the company and the person."""
    for between in _OF.finditer(text) if len(text) <= LONGEST else ():
        first, last = _line(text[: between.start()]), _line(text[between.end() :])
        if first and last:
            yield last, first


def names_in(text: str) -> set[str]:
    """What the text may name, a company or a person."""
    pairs = [*ways(text), *_at_titles(text), *_of(text), *filter(None, [at_firm(text)])]
    return {_line(text), *(name for pair in pairs for name in pair)} - {""}


def keys_in(text: str) -> set[str]:
    """What companies that the text may name go by."""
    return {company_key(name) for name in names_in(text)}


def is_nobody(text: str) -> bool:
    """«شماره ناشناس»: nobody knows who it was."""
    return squash(text) in _NOBODY or _SOMEBODY.fullmatch(fold(text.replace("\u200c", " "))) is not None


def apart(text: str, firms: Firms, *, of_firms: bool, people: Directory | None = None) -> tuple[str, str]:
    """(company, person) of a cell: what is one of `firms` is the company. `of_firms`: the column is said to hold
    companies, so what stands beside a title is one, and what is nobody's name; `people`: whom the lists know."""
    if at := at_firm(text):
        return at
    whole = _line(text)
    named = isinstance(firms, Spellings) and firms.parts(whole).person
    if not named and _knows(firms, whole):
        return whole, ""
    pairs = list(ways(text))
    for first, last in (*pairs, *_at_titles(text), *_of(text)):
        known = _knows(firms, first), _knows(firms, last)
        if known == (True, False):
            return first, last
        if known == (False, True):
            return last, first
    if not of_firms:
        return "", whole
    for first, last in pairs:
        if is_titled(last) and not is_titled(first) and _may_be_firm(first):
            return first, last
        if (
            (is_titled(first) or looks_like_person(first))
            and not reads_as_person(last)
            and _may_be_firm(last)
        ):
            return last, first
    for firm, person in _of(text):
        if _is_person(person, people) and _may_be_firm(firm) and not _is_person(firm, people):
            return firm, person
    # A firm may well be called «دکتر عبیدی»: who is not known is linked to nobody, and made to no company.
    return ("", whole) if _is_person(people_in(whole)[0][0].name, people) else (whole, "")


def _knows(firms: Firms, name: str) -> bool:
    return bool(firms.find(name)) if isinstance(firms, Spellings) else company_key(name) in firms


def _is_person(name: str, people: Directory | None) -> bool:
    return looks_like_person(name) or (people is not None and people.knows(name))


def _may_be_firm(name: str) -> bool:
    return not jobs.is_job(name) and not jobs.is_place(name) and any(map(str.isalpha, name))


def part(draft: Draft, firms: Firms, people: Directory | None = None) -> None:
    """Tell the company and the person of the row apart."""
    values = draft.values
    said = next((name for name in FIELDS if name in values), "")
    if not said:
        return
    text = values.pop(said)
    if is_nobody(text):
        draft.remarks.append(_line(text))
        return
    found = dict(zip(FIELDS, apart(text, firms, of_firms=said == "company", people=people), strict=True))
    values.update({name: name_of for name, name_of in found.items() if name_of})


def are_of_firms(cells: Iterable[Any], firms: Firms) -> bool:
    """Do most cells name a company: a known one, or one beside a person with a title?"""
    texts = [cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
    named = sum(_names_firm(text, firms) for text in texts)
    return named >= FEWEST and named >= HALF * len(texts)


def are_firms(cells: Iterable[Any], firms: Firms) -> bool:
    """Is most of what stands there a company that is known?"""
    texts = [cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
    known = sum(_knows(firms, _line(text)) for text in texts)
    return known >= FEWEST and known >= HALF * len(texts)


def _names_firm(text: str, firms: Firms) -> bool:
    company, person = apart(text, firms, of_firms=True)
    return bool(company) and (bool(person) or _knows(firms, company))


def _line(text: str) -> str:
    return persian_letters(one_line(text)).strip(_EDGE)
