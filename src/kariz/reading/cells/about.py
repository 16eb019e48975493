"""Amounts that are only roughly known: «حدود ۱۴ میلیون», "~ 2.5m"."""

from __future__ import annotations

import re

from kariz.localisation.text import persian_letters

LONGEST = 100
"""Letters of a cell that is an amount and little else."""

_BEFORE = re.compile(
    r"^\s*(?:[~≈≃±]|(?:در\s+)?حدود(?:ا|اً|ًا)?(?!\w)|تقریبا?(?:ً)?(?!\w)|تقریباً|about\b|approx(?:imately|\.)?|around\b"
    r"|roughly\b|circa\b|ca\.|c\.(?=\s*[€£$\d])|c(?=\s*[€£\d])|(?-i:c)(?=\s+\$)|est\.?(?=\s*[€£$\d])|ballpark\b|say\b)\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:\(?\s*(?:تقریبی|تقریبا(?:ً)?|تقریباً|حدودی|حدودا(?:ً)?|حدوداً|approx\.?|approximately|estimated|\best\.?|ballpark)\s*\)?)\s*$",
    re.IGNORECASE,
)


def without_about(text: str) -> str:
    """The amount alone; the text itself where nothing says that it is rough."""
    if len(text) > LONGEST or text.isdigit():
        return text
    line = " ".join(persian_letters(text).split())
    bare = _BEHIND.sub("", _BEFORE.sub("", line))
    return text if bare == line else bare


def is_about(text: str) -> bool:
    return without_about(text) != text
