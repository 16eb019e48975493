"""Lists of contracts: whoever has one that runs has bought, and the day on which it ends is not the one on which it was
won."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.values import LOST, OPEN, RESTING, WON, outcome_of, read_line

_STATUS = keys_of("contract status|status of contract|agreement status|وضعیت قرارداد|وضعیت قراردادها")
_ENDS = keys_of(
    "end|ends|ends on|end date|expiry|expiry date|expires|expires on|valid until|renewal|renewal date|renew by|contract end|"
    "پایان|تاریخ پایان|پایان قرارداد|تاریخ پایان قرارداد|انقضا|تاریخ انقضا|اعتبار تا|تاریخ تمدید|موعد تمدید"
)
_SIGNED = keys_of(
    "signed|signed on|date signed|contract signed|start|start date|starts|امضا|تاریخ امضا|شروع|تاریخ شروع|شروع قرارداد"
)
_RUNS = keys_of(
    "active|live|running|in force|current|in place|expired|ended|renewed|"
    "فعال|جاری|برقرار|در حال اجرا|تمدید شد|تمدید شده|منقضی|منقضی شد|منقضی شده|پایان یافته|تمام شده"
)
_WON = "قرارداد بسته شد"
_RUNNING = keys_of(
    "active|live|running|in force|current|in place|renewed|فعال|جاری|برقرار|در حال اجرا|تمدید شد|تمدید شده"
)
_CONTRACTS = re.compile(
    r"\b(?:(?:agreement|contract|subscription|retainer)s?|قرارداد(?:ها|های|هایی)?|اشتراک(?:ها|های)?)\b"
)
_OTHER_LISTS = re.compile(
    r"\b(?:pipeline|open|prospects?|leads?|quotes?|pending|در دست|در حال|فرصت\w*|سرنخ\w*)\b"
)
"""Beside the word they say that the contracts are still to be made."""


def says_status(column: str) -> bool:
    """Does the header say how a contract stands?"""
    return squash(column) in _STATUS


def read(cell: Cell) -> str:
    """Of a contract that runs, or has run, that the deal is won; other words as they stand."""
    text = read_line(cell)
    return _WON if squash(text) in _RUNS and not is_asked(text) else text


def running(called: Iterable[str], columns: Iterable[str], meanings: Mapping[str, str]) -> dict[str, str]:
    """{word: "won"} of the words for contracts that run, in a list of contracts: «قراردادهای نگهداری», "Service
    agreements". Nothing where another of its words is won, or open: there "active" is what is worked on. Beside columns
    that say when a contract was signed and ends, what is "proposed" is open and what is "active" is not. `meanings`: what
    the words of the list mean by themselves."""
    names = [fold(name.replace("\u200c", "")) for name in called]
    if any(map(_OTHER_LISTS.search, names)):
        return {}
    columns = list(columns)
    heads = [fold(column) for column in columns]
    if not any(map(_CONTRACTS.search, names)) and not any(map(_CONTRACTS.fullmatch, heads)):
        return {}
    runs = [word for word in meanings if squash(word) in _RUNNING and not is_asked(word)]
    others = [word for word in meanings if word not in runs]
    keys = set(map(squash, columns))
    if keys & _ENDS and keys & _SIGNED:
        goes_on = any(meanings[word] == WON for word in others)
    else:
        goes_on = any(
            meanings[word] not in ("", LOST, RESTING) or outcome_of(word) == OPEN for word in others
        )
    return {} if goes_on else dict.fromkeys(runs, WON)


def leave_the_end(mapping: dict[str, str]) -> None:
    """No deal closes on the day on which its contract ends."""
    if any(map(says_status, mapping)):
        for column in [
            column for column, name in mapping.items() if name in _DAYS and squash(column) in _ENDS
        ]:
            del mapping[column]


_DAYS = frozenset({"closed_at", "expected_close"})
