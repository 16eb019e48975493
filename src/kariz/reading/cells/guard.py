"""Cells that a spreadsheet would run as formulas: made inert on the way out, and the same again on the way in."""

from __future__ import annotations

import re

MARK = "'"
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def dangerous(text: str) -> bool:
    """Would a spreadsheet take this for a formula (or our import for a guarded text)?"""
    return _DANGEROUS.match(text) is not None


def guard(text: str) -> str:
    """The text with a mark before it where it is dangerous."""
    return MARK + text if dangerous(text) else text


def unguard(text: str) -> str:
    """Inverse of `guard`."""
    return text[1:] if text[:1] == MARK and _GUARDED.match(text) else text
