"""A cell of a list of calls that names a company and who was spoken to there: «سیمان شرق - آقای عزیزی»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from kariz.exchange.rules import jobs
from kariz.exchange.rules.names import is_man_or_woman, is_titled, people_in, reads_as_person
from kariz.localisation.text import persian_letters
from kariz.people.normal import company_key, one_line

FIELDS = ("company", "contact")
HALF = 0.5
FEWEST = 2
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


def _at_titles(text: str) -> Iterator[tuple[str, str]]:
    """«سیمان شرق آقای عزیزی»: nothing but the title says where the person begins."""
    words = _line(text).split() if len(text) <= LONGEST else []
    for at in range(1, len(words) - 1):
        if is_man_or_woman(" ".join(words[at : at + 2])):
            yield _line(" ".join(words[:at])), " ".join(words[at:])


def keys_in(text: str) -> set[str]:
    """What companies that the text may name go by."""
    pairs = [*ways(text), *_at_titles(text)]
    return {company_key(name) for name in (_line(text), *(name for pair in pairs for name in pair))}


def apart(text: str, firms: Collection[str], *, of_firms: bool) -> tuple[str, str]:
    """(company, person) of a cell: what is one of `firms`, by their keys, is the company. `of_firms`: the column is said
    to hold companies, so what stands beside a title is one, and what is nobody's name."""
    whole = _line(text)
    if company_key(whole) in firms:
        return whole, ""
    pairs = list(ways(text))
    for first, last in (*pairs, *_at_titles(text)):
        known = company_key(first) in firms, company_key(last) in firms
        if known == (True, False):
            return first, last
        if known == (False, True):
            return last, first
    if not of_firms:
        return "", whole
    for first, last in pairs:
        if is_titled(last) and not is_titled(first) and _may_be_firm(first):
            return first, last
        if is_titled(first) and not reads_as_person(last) and _may_be_firm(last):
            return last, first
    # A firm may well be called «دکتر عبیدی», but none «آقای عبیدی».
    alone = is_man_or_woman(whole) and reads_as_person(people_in(whole)[0][0].name)
    return ("", whole) if alone else (whole, "")


def _may_be_firm(name: str) -> bool:
    return not jobs.is_job(name) and not jobs.is_place(name) and any(map(str.isalpha, name))


def part(values: dict[str, Any], firms: Collection[str]) -> None:
    """Tell the company and the person of the row apart."""
    said = next((name for name in FIELDS if name in values), "")
    if not said:
        return
    found = dict(zip(FIELDS, apart(values.pop(said), firms, of_firms=said == "company"), strict=True))
    values.update({name: name_of for name, name_of in found.items() if name_of})


def are_of_firms(cells: Iterable[Any], firms: Collection[str]) -> bool:
    """Do most cells name a company: a known one, or one beside a person with a title?"""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    named = sum(_names_firm(text, firms) for text in texts)
    return named >= FEWEST and named >= HALF * len(texts)


def _names_firm(text: str, firms: Collection[str]) -> bool:
    company, person = apart(text, firms, of_firms=True)
    return bool(company) and (bool(person) or company_key(company) in firms)


def _line(text: str) -> str:
    return persian_letters(one_line(text)).strip(_EDGE)
