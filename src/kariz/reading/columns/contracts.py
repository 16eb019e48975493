"""Lists of contracts: whoever has one that runs has bought, and the day on which it ends is not the one on which it was
won."""

from __future__ import annotations

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import read_line

_STATUS = keys_of("contract status|status of contract|agreement status|وضعیت قرارداد|وضعیت قراردادها")
_ENDS = keys_of(
    "end|ends|ends on|end date|expiry|expiry date|expires|expires on|valid until|renewal|renewal date|renew by|contract end|"
    "پایان|تاریخ پایان|پایان قرارداد|تاریخ پایان قرارداد|انقضا|تاریخ انقضا|اعتبار تا|تاریخ تمدید|موعد تمدید"
)
_RUNS = keys_of(
    "active|live|running|in force|current|in place|expired|ended|renewed|"
    "فعال|جاری|برقرار|در حال اجرا|تمدید شد|تمدید شده|منقضی|منقضی شد|منقضی شده|پایان یافته|تمام شده"
)
_WON = "قرارداد بسته شد"


def says_status(column: str) -> bool:
    """Does the header say how a contract stands?"""
    return squash(column) in _STATUS


def read(cell: Cell) -> str:
    """Of a contract that runs, or has run, that the deal is won; other words as they stand."""
    text = read_line(cell)
    return _WON if squash(text) in _RUNS else text


def leave_the_end(mapping: dict[str, str]) -> None:
    """No deal closes on the day on which its contract ends."""
    if any(map(says_status, mapping)):
        for column in [
            column for column, name in mapping.items() if name in _DAYS and squash(column) in _ENDS
        ]:
            del mapping[column]


_DAYS = frozenset({"closed_at", "expected_close"})
