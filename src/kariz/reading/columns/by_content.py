"""Columns whose headers nobody could know, told by what stands below them: where deals stand, what was said, wishes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence

from kariz.localisation.text import squash
from kariz.people import normal
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import OPEN
from kariz.reading.columns import call_sheets, remarks_of_firms
from kariz.reading.columns.settling import are_words, day_of, days_in, is_day, most, says_number, tomorrow
from kariz.reading.days.days import TURNED
from kariz.reading.deals.stages import apart, is_word, outcome_said, outcome_told

Values = Mapping[str, Sequence[Cell]]
FEWEST = 4
"""Cells that tell anything of a column."""
LONGEST = 40
"""Letters of what says where a deal stands."""
TOLD = 0.6
"""Of the cells of such a column those whose words are known."""
REPEATED = 0.7
"""Different texts of such a column, at most, by its cells: everybody writes the same few."""
_WISHED = (
    "wants|want|wanted|what they want|what they wanted|wish|interested in|interest|looking for|needs|need|asked for|"
    "requirement|requirements|what do they want|what they need|they want|"
    "چی میخواست|چی میخواد|چی می خواست|چی می خواهد|چی میخوان|چی می خوان|چی میخواهند|"
    "چی می خواهند|چه میخواهند|چه می خواهند|چه میخواست|چه می خواست|چه میخواهد|"
    "چه می خواهد|خواسته|نیاز|نیازها|علاقه مند به"
)
WISHES = frozenset(map(squash, _WISHED.split("|")))
NAME = frozenset(map(squash, ("name", "نام", "اسم")))
"""Said of a person where another column says the company."""


def fill(mapping: dict[str, str], kind: str, values: Values, sheet: str, spare: Collection[str] = ()) -> None:
    """Add such columns to the mapping of a list of that kind; `spare` are columns that are known to be none of them."""
    if kind == "deals":
        where_deals_stand(mapping, values, spare)
    elif kind == "contacts":
        wishes(mapping, values)
        remarks_of_firms.tell(mapping, values)
        day_of_consent(mapping, values)
    elif kind == "activities":
        call_sheets.tell_what_was_said(mapping, [*values], sheet)
        if call_sheets.are_sure([*values], sheet):
            what_was_said(mapping, values)


def where_deals_stand(mapping: MutableMapping[str, str], values: Values, spare: Collection[str] = ()) -> None:
    """ "Where at" with quoted, lost and won below it is the stage; where its words are ends alone, the outcome. Only of
    a list of deals that says neither; not of the columns in `spare`."""
    if {"stage", "outcome"} & set(mapping.values()):
        return
    for column, cells in values.items():
        if column not in mapping and column not in spare and _are_of_status(cells):
            ends = most(outcome_said(str(cell)) not in ("", OPEN) for cell in cells)
            mapping[column] = "outcome" if ends else "stage"
            return


def _are_of_status(cells: Sequence[Cell]) -> bool:
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if len(texts) < max(FEWEST, 0.8 * len(cells)) or max(map(len, texts)) > 2 * LONGEST:
        return False
    known = sum(_is_status(text) for text in texts)
    return len(set(map(squash, texts))) <= REPEATED * len(texts) and known >= TOLD * len(texts)


def _is_status(text: str) -> bool:
    if not 1 < len(text) <= LONGEST or day_of(text):
        return False
    return is_word(text, ()) or bool(outcome_told(text)) or is_word(apart(text)[0] or text, ())


def what_was_said(mapping: MutableMapping[str, str], values: Values) -> None:
    """In a list of calls that says nowhere what was said, the column of sentences does."""
    if {"said", "subject", "notes"} & set(mapping.values()):
        return
    free = [column for column in values if column not in mapping and are_words(values[column])]
    if free:
        mapping[max(free, key=lambda column: sum(len(str(cell)) for cell in values[column]))] = "said"


def wishes(mapping: MutableMapping[str, str], columns: Iterable[str]) -> None:
    """What somebody wanted who was met is a note on them."""
    for column in columns:
        if column not in mapping and squash(column) in WISHES:
            mapping[column] = "notes"


def names_people(found: Mapping[str, str]) -> bool:
    """Does a list name people, «نام» beside «شرکت»? `found`: what its headers mean in a list of deals."""
    return "company" in found.values() and any(
        squash(column) in NAME for column, name in found.items() if name != "company"
    )


def are_accounts(found: Collection[str], people: Collection[str]) -> bool:
    """A list of firms that have numbers, mobiles among them, and nobody's name: `found` are its fields, `people` those of
    them that say somebody."""
    return "company" in found and set(people) <= {"mobile"}


def mobiles_of_firms(mapping: MutableMapping[str, str], of_people: Mapping[str, str]) -> None:
    """In a list of firms a column of mobiles is of numbers by which they are reached, beside those of their lines."""
    for column, name in of_people.items():
        if column not in mapping and name == "mobile":
            mapping[column] = "phone"


def day_of_consent(mapping: MutableMapping[str, str], values: Values) -> None:
    """ "OPTIN_TIME" is the day of the consent, as what stands below it says."""
    for column in [column for column, name in mapping.items() if name == "consent"]:
        if values[column] and most(map(is_day, values[column])):
            if "consent_on" in mapping.values():
                del mapping[column]
            else:
                mapping[column] = "consent_on"


def by_values(values: Sequence[Cell], column: str = "") -> str:
    """The field whose look the cells have: an address, a mobile, a site, a day; else "". Numbers that look like days,
    1403/5/12 below "Contract no.", are none."""
    texts = [str(value) for value in values[:50]]
    if len(texts) < 2:
        return ""
    if most(normal.email(text) is not None for text in texts):
        return "email"
    if most(_mobile(text) for text in texts):
        return "mobile"
    if most(re.match(r"(https?://|www\.)", text) is not None for text in texts):
        return "website"
    # Numbers may count something that begins with the year, as 20260101 does.
    numbers = any(isinstance(value, int | float) for value in values[:50])
    days = [] if numbers or says_number(column) else days_in(values[:50])
    if days and most(is_day(value) or TURNED.fullmatch(str(value)) is not None for value in values[:50]):
        # Nothing was created tomorrow.
        return "expected_close" if any(day > tomorrow() for day in days) else "created_at"
    return ""


def _mobile(text: str) -> bool:
    number = normal.phone(text) if len(text) <= 25 else None
    return number is not None and re.match(r"\+989\d{9}$", number) is not None
