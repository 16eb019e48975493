"""Several columns of people in one list: «رابط خرید» beside «مدیرعامل», "2nd contact" beside "Main contact". Each is a
person of the company, and a header that is a job says what they do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.cells.values import read_lines
from kariz.reading.columns.everyday_headers import at_length
from kariz.reading.columns.settling import most
from kariz.reading.names import jobs
from kariz.reading.names.names import Named, is_name, people_in, reads_as_person
from kariz.reading.rows.settings import WHOLE

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

KINDS = frozenset({"deals", "contacts"})
HELD = "more_contacts"
FEWEST = 2
LOOKED_AT = 50
_REACHED = re.compile(r"(?<!\w)(?:نام|اسم|رابط|مخاطب|شخص|name|contact|person)(?!\w)")
_OURS = re.compile(
    r"فروش|پشتیبان|تکنسین|تکنیسین|اپراتور|متصدی|(?<!\w)sales(?!\w)|account|support|technician|operator"
)
"""Jobs of ours as often as of the customer's people."""
_REACH = ("mobile", "phone", "email")
OF_PERSON = frozenset({*_REACH, "position"})
"""What a column of a further person may be said to be; of lists that came in before, all of that is called their name."""


_ORDINALS = {
    "2": r"2nd|second|secondary|site|on site|alternative|alternate|alt|other|additional|2|two|دوم|دومی|دیگر",
    "3": r"3rd|third|3|three|سوم|سومی",
    "4": r"4th|fourth|4|four|چهارم",
}
_WHO = r"contacts?(?: person| name)?|contact s name|person|رابط|مخاطب|نفر|شخص|نام رابط|نام مخاطب"
_WAYS = {
    "email": r"e ?mails?(?: address)?|ایمیل|پست الکترونیکی|پست الکترونیک",
    "mobile": r"mobiles?|mob|cell|cell ?phone|(?:mobile|mob|cell) (?:no|number|phone)|موبایل|همراه|تلفن همراه|شماره موبایل|"
    r"شماره همراه",
    "phone": r"phones?|tel|telephone|ph|number|no|(?:phone|tel|telephone) (?:no|number)|تلفن|تماس|شماره|"
    r"شماره تماس|شماره تلفن",
    "position": r"position|job|job title|title|role|سمت|شغل|عنوان شغلی|پست سازمانی",
}
"""{field: what a column of it is called, besides whose it is}"""
_WAY = "|".join(_WAYS.values())
_NTH = {
    place: (
        re.compile(rf"(?:(?:{nth}) (?:{_WHO})|(?:{_WHO}) ?(?:{nth}))"),
        re.compile(
            rf"(?:(?:{nth}) (?:{_WAY})|(?:{_WAY}) ?(?:{nth})|(?:{nth}) (?:{_WHO}) (?:{_WAY})"
            rf"|(?:{_WHO}) ?(?:{nth}) (?:{_WAY})|(?:{_WAY}) (?:{_WHO}) ?(?:{nth}))"
        ),
    )
    for place, nth in _ORDINALS.items()
}


def _nth_of(column: str, *, reach: bool) -> str:
    """ "2" of "2nd contact" and «رابط دوم»; with `reach` of what reaches them, "2nd mobile"; "" of any other header."""
    said = " ".join(re.findall(r"\w+", fold(at_length(column))))
    return next((place for place, ways in _NTH.items() if ways[reach].fullmatch(said)), "")


def way_of(column: str) -> str:
    """What a column of a further person holds: "mobile" of "2nd mobile"; "" where its header says no such thing."""
    if not _nth_of(column, reach=True):
        return ""
    said = " ".join(re.findall(r"\w+", fold(at_length(column))))
    held = {
        name: max(map(len, re.findall(rf"(?<!\w)(?:{way})(?!\w)", said)), default=0)
        for name, way in _WAYS.items()
    }
    return max(held, key=lambda name: held[name])


def ways(places: Sequence[tuple[int, str]], columns: Sequence[str]) -> dict[int, int]:
    """{place: the place of the name of whom it is} of columns of a further person: what stands below "2nd phone" is of
    whom "2nd contact" names, and not of the row's own person."""
    theirs = {
        nth: place for place in further(places, columns) if (nth := _nth_of(columns[place], reach=False))
    }
    return {
        place: theirs[nth]
        for place, name in places
        if name in OF_PERSON | {"contact"} and (nth := _nth_of(columns[place], reach=True)) in theirs
    }


def job_of(column: str) -> str:
    """The job that a header names: «مدیرعامل», «رابط فنی»; "" where it names none, or one of ours."""
    said = " ".join(_REACHED.sub(" ", fold(column)).split())
    if not said or _OURS.search(said) or not jobs.is_job(said):
        return ""
    return " ".join(column.split()) if said == fold(column).strip() else said


def columns_of(
    mapping: Mapping[str, str], columns: Sequence[str], values: Mapping[str, Sequence[Cell]]
) -> dict[str, str]:
    """Columns that are left, are called after a job, and below which people stand; where a person stands, the second one
    too, with their own number."""
    found = {
        column: "contact"
        for column in columns
        if column not in mapping
        and job_of(column)
        and len(values[column]) >= FEWEST
        and most(reads_as_person(people_in(str(cell))[0][0].name) for cell in values[column][:LOOKED_AT])
    }
    if "contact" not in mapping.values():
        return found
    left = [column for column in columns if column not in {**mapping, **found} and values[column]]
    further = {
        column: nth for column in left if (nth := _nth_of(column, reach=False)) and _are_named(values[column])
    }
    reached = [column for column in left if _nth_of(column, reach=True) in set(further.values()) - {""}]
    return found | dict.fromkeys(further, "contact") | {column: way_of(column) for column in reached}


def _are_named(cells: Sequence[Cell]) -> bool:
    return most(is_name(people_in(str(cell))[0][0].name) for cell in cells[:LOOKED_AT])


def further(places: Sequence[tuple[int, str]], columns: Sequence[str]) -> frozenset[int]:
    """Of the places of people all but the one of the row's own person: the first that is not called after a job, else
    whose header says «رابط»."""
    held = [place for place, name in places if name == "contact"]
    ranked = sorted(held, key=lambda place: _rank(columns[place]))
    return frozenset(ranked[1:])


def _rank(column: str) -> int:
    if _nth_of(column, reach=False) or _nth_of(column, reach=True):
        return 3
    if not job_of(column):
        return 0
    return 1 if _REACHED.search(fold(column)) else 2


def take(draft: Draft, column: str, cell: Cell) -> None:
    draft.values.setdefault(HELD, []).append((column, read_lines(plain(cell))))


def _with_what_is_theirs(
    draft: Draft, held: Sequence[tuple[str, str]]
) -> list[tuple[str, str, dict[str, list[str]]]]:
    """[(column, whom it names, {field: what is theirs})]: what stands below "2nd mobile" is of whom "2nd contact" names;
    where it names nobody the row keeps it as words."""
    said = [(column, text) for column, text in held if way_of(column)]
    found: list[tuple[str, str, dict[str, list[str]]]] = []
    taken: set[str] = set()
    for column, text in held:
        if (column, text) in said:
            continue
        nth = _nth_of(column, reach=False)
        theirs: dict[str, list[str]] = {}
        for way, what in said:
            if nth and _nth_of(way, reach=True) == nth:
                theirs.setdefault(way_of(way), []).append(what)
                taken.add(way)
        found.append((column, text, theirs))
    draft.remarks += [f"{column}: {text}" for column, text in said if column not in taken]
    return found


def _give(one: Named, theirs: Mapping[str, Sequence[str]]) -> None:
    for name, said in theirs.items():
        if name == "position":
            one.position = one.position or ", ".join(said)
            continue
        # Whatever the column is called: an address stands in it, or a number.
        one.emails += [way for way in said if "@" in way]
        one.phones += [way for way in said if "@" not in way]


def join(draft: Draft, wanted: str, own: str) -> None:
    """They become people of the row. `own`: the column of the row's own person. Where it is blank, and no number or
    address would come to somebody else, the first of them is the row's person."""
    values: dict[str, Any] = draft.values
    if values.get("contact") and (job := job_of(own)):
        values.setdefault("position", job)
    named: list[Named] = []
    for column, text, theirs in _with_what_is_theirs(draft, values.pop(HELD, ())):
        found = [Named(" ".join(text.split()))] if wanted == WHOLE else people_in(text)[0]
        _give(found[0], theirs)
        for one in found:
            one.position = one.position or job_of(column)
        named += found
    if named and "contact" not in values and not any(values.get(name) for name in _REACH):
        first = named.pop(0)
        values["contact"] = first.name
        draft.remarks += [f"{first.name} ({first.note})"] if first.note else []
        if first.position:
            values.setdefault("position", first.position)
        if first.phones:
            values["phone"] = first.phones
        if first.emails:
            values["email"] = first.emails
    if named:
        values["people"] = [*values.get("people", ()), *named]
