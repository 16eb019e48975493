"""What stands below a header goes before what it says: a column of days is neither what deals are called nor anybody's
name, jobs are no deals, customers' people and firms are no sellers, words no amounts, and days of the week no dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kariz.localisation.text import fold, squash
from kariz.reading.cells.blanks import WORDS as NOTHING
from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.no_amounts import is_unsaid
from kariz.reading.cells.units import counts
from kariz.reading.columns.by_content import NAME
from kariz.reading.columns.days_in_words import hold_days, is_said
from kariz.reading.columns.days_or_words import FEW, MANY
from kariz.reading.columns.people_columns import LOOKED_AT, are_of_customers
from kariz.reading.columns.plain_headers import DOES, dated
from kariz.reading.columns.settling import CUSTOMER, PERSON, days_in, is_day, most, tomorrow
from kariz.reading.days.days import TURNED
from kariz.reading.names.firm_names import is_firm
from kariz.reading.names.jobs import is_role
from kariz.reading.names.names import TITLES

FIRST = 8
NEARLY_ALL, SOME = 0.8, 0.2
"""Of the cells of a column those that are known to be jobs: of trades few are, and "Job" promises them."""
_BEGINNINGS = frozenset({"title", "owner", "channel", "product"})
"""What a day below such a header is of: "Enquiry", «اولین آشنایی», «کی»."""
_OF_WORK = frozenset({"amount", "stage", "outcome", "expected_close", "closed_at", "next_step", "product"})
"""Said of what is to be done, and of nobody."""
_SIZED = frozenset({"title", "product", "company", *PERSON})
"""Goods and deals are called by sizes, too, and firms by hours or a holiday: "1/2", "6/12", "7/24", "1 May"."""
_NAMES = _BEGINNINGS | _SIZED
_DONE = frozenset({"done_at", "due_at"})
_YES_OR_NO = keys_of("yes|no|y|n|true|false|بله|بلی|خیر|نه|دارد|ندارد|✓|✔")
_DIGIT = re.compile(r"\d")
FEWEST = 3
"""Cells that say together that a column holds no sums."""
_WITH_SELLERS = frozenset({"deals", "contacts", "companies"})

Values = Mapping[str, Sequence[Cell]]


def by_cells(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: field} of columns that hold something else than they are taken to mean, "" where it is no field. `means`:
    what each column is taken for, or what its header says."""
    found = {
        column: ""
        for column, name in means.items()
        if name in _NAMES and _are_days(values[column][:LOOKED_AT], whole=name in _SIZED)
    }
    for column in found:
        others = {name for other, name in {**means, **found}.items() if other != column}
        if kind == "deals" and means[column] in _BEGINNINGS:
            found[column] = _day(others, days_in(values[column]))
    found |= _words(means, values) | _weekdays(means, kind, values) | _courtesy(means, values)
    return found | _jobs(means, values, found) | _people(means, kind, values, found)


def _are_days(cells: Sequence[Cell], *, whole: bool) -> bool:
    """`whole`: with their years."""
    if whole and not most(is_day(cell) or TURNED.fullmatch(str(cell).strip()) is not None for cell in cells):
        return False
    # Of a column of days some stand among the first cells: names, which take longer, are not read to their end.
    first = cells[:FIRST]
    if not dated(first) and not any(map(is_said, first)):
        return False
    return dated(cells) >= MANY or hold_days(cells)


def _day(others: set[str], days: Sequence[date]) -> str:
    """One of many that is yet to come is a slip."""
    coming = sum(day > tomorrow() for day in days) > FEW * len(days)
    name = "expected_close" if coming else "created_at"
    return "" if name in others else name


def _words(means: Mapping[str, str], values: Values) -> dict[str, str]:
    """ "Potential" over "High" and "Low", «رقم» over what seeds are called: no sums; "Progress" over shares is no stage,
    "Reminder" over "Yes" no step."""
    refutes = {"amount": _are_words, "stage": _are_shares, "next_step": _are_yes_or_no}
    return {
        column: ""
        for column, name in means.items()
        if name in refutes and refutes[name](values[column][:LOOKED_AT])
    }


def _are_shares(cells: Sequence[Cell]) -> bool:
    """Of what is done: a stage may be called 1 or 2, and no 25%."""
    if len(cells) < FEWEST:
        return False
    numbers = [float(cell) for cell in cells if isinstance(cell, int | float)]
    if len(numbers) == len(cells):
        return min(numbers) >= 0 and max(numbers) <= 1 and not all(map(float.is_integer, numbers))
    return most(str(cell).strip().endswith(("%", "٪")) for cell in cells)


def _are_yes_or_no(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(squash(str(cell)) in _YES_OR_NO for cell in cells)


def _are_words(cells: Sequence[Cell]) -> bool:
    """A cell may say that there is no sum yet."""
    said = [cell for cell in cells if not (is_unsaid(cell) or is_mark(cell) or squash(str(cell)) in NOTHING)]
    return len(said) >= FEWEST and not any(counts(cell) or _DIGIT.search(str(cell)) for cell in said)


def _weekdays(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """ "Day" over "Monday", or over 1 and 2, beside a "Date" with dates below it."""
    days = {
        column: dated(values[column][:LOOKED_AT])
        for column, name in means.items()
        if kind == "activities" and name in _DONE and values[column]
    }
    return {column: "" for column, share in days.items() if not share and max(days.values()) >= MANY}


def _jobs(means: Mapping[str, str], values: Values, dated: Mapping[str, str]) -> dict[str, str]:
    """ "Title" beside who is asked for, over "Owner" and "Facilities Mgr", and "Job" over some of these: what people do, and
    no deal's name."""
    others = set(means.values())
    beside = bool(PERSON & others) or ("company" in others and bool(NAME.intersection(map(squash, means))))
    # What a deal is about is called a job, too.
    does = DOES if not others & _OF_WORK else frozenset()
    return {
        column: ""
        if "position" in (named for other, named in means.items() if other != column)
        else "position"
        for column, name in means.items()
        if column not in dated
        and (
            (squash(column) in does and _are_jobs(values[column][:LOOKED_AT], SOME))
            or (
                beside
                and "title" in (name, squash(column))
                and _are_jobs(values[column][:LOOKED_AT], NEARLY_ALL)
            )
        )
    }


def _courtesy(means: Mapping[str, str], values: Values) -> dict[str, str]:
    """ "Title" over "Mr", «عنوان» over «خانم»: nobody calls a deal so."""
    return {
        column: ""
        for column, name in means.items()
        if name == "title" and values[column] and most(map(_is_courtesy, values[column][:LOOKED_AT]))
    }


def _is_courtesy(cell: Cell) -> bool:
    words = fold(str(cell)).replace(".", " ").split()
    return bool(words) and TITLES.issuperset(words)


def _are_jobs(cells: Sequence[Cell], share: float) -> bool:
    roles = sum(isinstance(cell, str) and is_role(cell) for cell in cells)
    return bool(roles) and roles >= share * len(cells)


def _people(means: Mapping[str, str], kind: str, values: Values, dated: Mapping[str, str]) -> dict[str, str]:
    """«مسئول و تلفن», "Who": they are the customers' people, where a file of this kind has any; no owner in any case. Firms
    are the customers, where no other column says them."""
    if kind not in _WITH_SELLERS:
        return {}
    taken = kind == "companies" or bool(PERSON & {name for one, name in means.items() if one not in dated})
    below = {
        column: values[column][:LOOKED_AT]
        for column, name in means.items()
        if name == "owner" and column not in dated
    }
    customers = {"company", "company_ref"} & set(means.values()) or CUSTOMER.intersection(map(squash, means))
    firm = "" if customers else "company"
    firms = {
        column: firm
        for column, cells in below.items()
        if cells and most(is_firm(str(cell)) for cell in cells)
    }
    people = "" if taken else "contact"
    return {column: people for column, cells in below.items() if are_of_customers(column, cells)} | firms
