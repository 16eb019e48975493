"""The control figures of an import or a set in the API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ninja import Schema

from kariz.access.models import User
from kariz.exchange.actions.setup.why_lost import WORDS
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.standings import Standings


class StatedOut(Schema):
    number: int
    amount: int
    currency: str
    file: str
    """Of a set with several lists of deals."""
    same: bool
    """What was read adds up to it."""
    part: bool
    """The rows since the total above it do."""
    times: int
    """It is about so many times what was read; below zero, what was read is so many times the total; else 0."""


class MarkedOut(Schema):
    sign: str
    """outlier, tiny (far below the usual), small_deals (less than any deal comes to), unit_beside (the list names no unit
    and is read in that of others), unit_asked (it may be in that), full (typed in full in a list of thousands or millions,
    and read so), pointed (12.500, read as a decimal: its point may divide thousands), double,
    no_status, list_won, list_lost or list_resting (as all of its list, which `end` says), coloured (its colour says an end,
    its words go on), no_return, unpriced, near_day (of an unreadable day, that of a row beside is taken) or
    undated (today is); left_day (another day of the row cannot be read, and is left out);
    at_once (has ended, and closes on the day on which it began: `columns` may say another);
    closed_open (has a closing day that is past, and its word goes on);
    said_twice, typed_again (a row above once more), superseded (by a later revision of the quote), carried_over (to another
    list) and left_by_word (rows that are left out), old_step (a next step whose day is long past, which
    becomes a note), added (to the amount of an earlier row), below (a further row of
    the deal above), below_deal (the same in
    a list without numbers) or below_left (too many to be taken so); double_once (taken for the deal of another row); others
    (its number is that of another company's deal: it waits) or over_others (taken for that deal); changed or changed_written
    (came in before); left_list (open deals that the list had before: `columns` names the first); of lists that go on with
    others unlinked, further, other_firm or beyond (what is read of them)"""
    of: int
    """The import whose rows they are."""
    count: int
    deals: int
    """Of rows that were added: of so many deals; else 0."""
    rows: list[int]
    """The first of them."""
    columns: list[str]
    """Columns that are left out, and may say what is missing."""
    sums: dict[str, int]
    file: str


class StandingOut(Schema):
    """Deals of one outcome: open, won, lost or resting."""

    outcome: str
    deals: int
    sums: dict[str, int]


class ListOut(Schema):
    """What one of several lists brings."""

    of: int
    """Its import."""
    name: str
    outcomes: list[StandingOut]


class Coming(Schema):
    """Amounts are minor units by currency."""

    deals: int
    sums: dict[str, int]
    outcomes: list[StandingOut]
    lists: list[ListOut]
    """The same of each list, where several bring deals."""
    without_amount: int
    without_customer: int
    stepless: int
    """Open deals whose next step no row names; for new ones the first step of their stage is planned, where it has one."""
    waiting: int
    """Rows that will wait for a person's word after the import."""
    continued: int
    """Deals of another list of the set with which a list goes on; they count once."""
    repeated: int
    """Further rows with the number of a deal."""
    twice: dict[str, int]
    """What of their amounts does not count."""
    beside: dict[str, int]
    """{column that is left out: rows without an amount that have a number there}"""
    stated: list[StatedOut]
    """Totals that the file writes itself."""
    more: int
    """So many further totals of the file are not among them."""
    marked: list[MarkedOut]
    """Rows that are worth a look."""
    lost_words: dict[str, int]
    """{word for why a deal was lost that is none of the reasons: rows}; `reasons` of the options says what each means."""
    coloured: dict[str, int]
    """{colour of the row in its workbook: rows of it that say no status}; `colours` of the options says what each means: the
    id of a stage, won, lost, resting or nothing."""
    whole: bool
    """Were all rows looked at?"""


class Came(Schema):
    deals: int
    sums: dict[str, int]
    outcomes: list[StandingOut]
    without_amount: int
    without_customer: int
    planned: int
    """So many open ones have, for want of another, the first step that their stage plans."""


class ControlOut(Schema):
    """`coming` before the run, `came` after it; both null for files without deals."""

    coming: Coming | None
    came: Came | None


def _lost_words(parts: Sequence[Import]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for part in parts:
        found.update(part.layout.get(WORDS, {}) if part.changeable else {})
    return dict(found.most_common())


def _outcomes(standings: Standings) -> list[dict[str, Any]]:
    return [{"outcome": one.outcome, "deals": one.deals, "sums": dict(one.amounts)} for one in standings.each]


def control_out(user: User, *parts: Import) -> dict[str, Any]:
    read = coming(parts)
    found = read.control
    same = (
        "deals",
        "without_amount",
        "without_customer",
        "stepless",
        "repeated",
        "continued",
        "stated",
        "more",
    )
    before = found and {name: getattr(found, name) for name in same} | {
        "sums": dict(found.sums),
        "outcomes": _outcomes(found.standings),
        "lists": [{"of": of, "name": name, "outcomes": _outcomes(one)} for name, of, one in found.lists],
        "twice": dict(found.twice),
        "beside": dict(found.columns),
        "coloured": dict(found.colours),
        "lost_words": _lost_words(parts),
        "marked": [
            {name: getattr(one, name) for name in ("sign", "of", "count", "deals", "rows", "file", "columns")}
            | {"sums": dict(one.sums)}
            for one in found.marked
        ],
        "whole": read.all,
        "waiting": read.waiting,
    }
    after = came(user, *parts)
    return {"coming": before, "came": after and after | {"outcomes": _outcomes(after["standings"])}}
