"""Marks in the searched text by which SQLite's text index narrows a search to owners and kinds.

FTS5 can only join other columns row by row, so that a seller who sees a hundred of a hundred thousand records would
wait for all of them. A mark is three letters that nobody writes, one trigram. Two owners may share one: the query asks
the columns as well.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

_FIRST = 0xE010
_SIZE = 0x7F0
_OWNER, _KIND = "\ue000", "\ue001"


@cache
def owner(pk: int | None) -> str:
    return _mark(_OWNER, pk or 0)


@cache
def kind(name: str) -> str:
    return _mark(_KIND, crc32(name.encode()))


def _mark(sort: str, number: int) -> str:
    high, low = divmod(number % (_SIZE * _SIZE), _SIZE)
    return f"{sort}{chr(_FIRST + high)}{chr(_FIRST + low)}"
