"""Two people whose family name stands once: "Al & Ruth Abbott", «علی و رویا ارسلانی»."""

from __future__ import annotations

import re

from kariz.reading.names.firm_names import may_be_firm
from kariz.reading.names.given_in_latin import is_given

_BETWEEN = re.compile(r"\s*(?:[&+/،,]|(?<=\s)(?:و|and)(?=\s))\s*")
_SURELY = re.compile(r"[&+]|\s(?:و|and)\s")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’\u200c-][^\W\d_]+)*")


def are_joined(name: str) -> bool:
    """Is it of several people, and so what none of them is called?"""
    return _SURELY.search(name) is not None


def in_full(text: str) -> str:
    """Each with the family name, where all of them are called by given names that are known; else the text as it is."""
    if not are_joined(text) or may_be_firm(text):
        return text
    *others, last = _BETWEEN.split(text.strip())
    given, _space, family = last.partition(" ")
    if not family or not _NAME.fullmatch(last) or not all(map(is_given, (*others, given))):
        return text
    whole = (*(f"{one} {family}" for one in others), last)
    return " & ".join(whole)
