"""«آقای ایوب اسکندری» is stored as «ایوب اسکندری»: what only says that somebody is addressed is no part of a name that is
known whole. «آقای رضایی» stays, of whom nothing else is known, and «مهندس» says more than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kariz.localisation.text import fold
from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.reading.names.names import TITLES, is_name

KINDS = frozenset({"deals", "contacts", "companies"})
_ADDRESSES = frozenset(
    map(fold, ("آقا", "آقای", "خانم", "خانوم", "جناب", "سرکار", "mr", "mrs", "ms", "miss"))
)
_SECOND = "زاده نژاد پور فر نیا منش تبار مقدم اصل پناه نسب دوست خواه لو زند راد کیا صدر فرد وند پرست یان جو"
_ENDS = frozenset(map(fold, _SECOND.split()))
"""Second words of family names: «قلی زاده», «رضایی مقدم»."""


def drop(values: dict[str, Any], kind: str) -> None:
    """Of the person of a row, and of those who stand beside."""
    if kind not in KINDS:
        return
    if isinstance(said := values.get("contact"), str):
        values["contact"] = without(said)
    if people := values.get("people"):
        values["people"] = [replace(one, name=without(one.name)) for one in people]


def without(name: str) -> str:
    """The name without them, where a given name and more stands behind."""
    words = name.split()
    at = next((at for at, word in enumerate(words) if not _is_address(word)), len(words))
    return " ".join(words[at:]) if at and _is_whole(words[at:]) else name


def _is_address(word: str) -> bool:
    return fold(word).rstrip(".") in _ADDRESSES


def _is_whole(words: Sequence[str]) -> bool:
    own = [folded for word in words if (folded := fold(word)).rstrip(".") not in TITLES]
    if len(own) < 2 or (len(own) == 2 and own[1] in _ENDS) or not own[0].isalpha():
        return False
    # «یونس بهنام» is whole, «جعفری چاپ پارس» is not, nor «محمدی نسب».
    rare = len(own) == 2 and not own[0].endswith("ی") and is_name(" ".join(own)) and not own[0].isascii()
    return own[0] in GIVEN_NAMES or rare
