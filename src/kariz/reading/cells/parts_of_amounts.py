"""Amounts of which a cell says two: between two, «350 تا 400 میلیون», "35-40k", or in parts, «چک ۲۰۰ + نقد ۱۰۰»."""

from __future__ import annotations

import re

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold

LONGEST, MOST = 80, 5
"""Letters of such a cell, and parts of a sum."""
_NUMBER = r"[€£$]?\s?\d[\d.,٬٫]*"
_WORDS = r"[^\d+\-–—]{0,24}?"
_BETWEEN = re.compile(
    rf"(?:(?:between|from|بین|از)\s+)?(?P<low>{_NUMBER})(?P<scale>{_WORDS})\s*(?:[-–—]|\b(?:to|and|تا|الی|یا)\b)\s*"
    rf"(?P<high>{_NUMBER}(?P<words>{_WORDS}))",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*[+＋]\s*")
_HOW = frozenset(
    fold(
        "نقد نقدی نقدا چک چکی پیش‌پرداخت پیش پرداخت پیشپرداخت مانده باقی بیعانه قسط اقساط تهاتر حواله "
        "cash cheque check deposit balance upfront advance instalment instalments installment installments"
    ).split()
)
"""How a part of an amount is paid."""
_WORD = re.compile(r"[^\W\d_]+")


def lower(text: str) -> tuple[str, str] | None:
    """The lower and the upper one of two amounts between which another may lie; a scale that only the second says is that
    of both."""
    line = _line(text)
    found = _BETWEEN.fullmatch(line) if line else None
    if found is None or found["low"].startswith("0"):
        return None
    scale = found["scale"].strip() or found["words"].strip()
    return f"{found['low']} {scale}".strip(), found["high"].strip()


def added(text: str) -> list[str]:
    """The parts of an amount that is paid in several; none of another one."""
    line = _line(text)
    if "+" not in line or not 1 < len(parts := _AND.split(line)) <= MOST:
        return []
    parts = [_WORD.sub(_without_how, part).strip(" ():،,") for part in parts]
    if not all(any(map(str.isdigit, part)) for part in parts):
        return []
    # «۲۰۰ + ۱۰۰ میلیون»
    scales = [" ".join(_WORD.findall(part)) for part in parts]
    if scales[-1] and not any(scales[:-1]):
        parts = [f"{part} {scales[-1]}" for part in parts[:-1]] + parts[-1:]
    return parts


def _without_how(found: re.Match[str]) -> str:
    return "" if fold(found[0]) in _HOW else found[0]


def _line(text: str) -> str:
    return " ".join(to_latin(text).split()) if 2 < len(text) <= LONGEST else ""
