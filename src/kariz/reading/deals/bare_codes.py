"""Codes that are no more than a count of rows."""

from __future__ import annotations

TELLING = 6
"""Digits from which a number is hardly that of a row."""


def is_bare(code: str) -> bool:
    """The 12 of one list has nothing to do with the 12 of another; C-101 and 10260043817 are known again."""
    return code.isdecimal() and len(code) < TELLING
