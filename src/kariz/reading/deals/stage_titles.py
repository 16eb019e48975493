"""Stages whose own titles stand in the word of a status: «پیش‌فاکتور رفت», «بازدید شد» beside a stage «بازدید محل»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils import translation

from kariz.localisation.text import fold, squash
from kariz.reading.deals.outcome_hints import NEGATED

LONG = 4
"""Letters of a word that tells a stage by itself."""
_OF_TERMS = (
    r"(?:مالیات|ارزش افزوده|نصب|حمل|ارسال بار|هزینه|تخفیف|ضمانت|گارانتی|vat|tax|taxes|delivery|freight|shipping|"
    r"installation|discount|warranty)(?!\w)"
)
_WITHOUT = rf"(?:بدون|بی|فاقد|عدم|without)(?! (?:احتساب |any |the )?{_OF_TERMS})"
_NOT = re.compile(
    rf"(?<!\w)(?:{NEGATED}|ن(?:دار|دید|خواست|گرفت|پذیرفت|رسید|فرستاد|دهید|خرید)\w*|"
    rf"هنوز|قبل از|پیش از|{_WITHOUT}|غیر|رد(?! و بدل)|لغو\w*|کنسل\w*|"
    r"not|no(?!\.? ?\d)|never|before|fail(?:ed|s)?|cancell?ed|declined|rejected|expired|withdrawn|"
    r"(?:un|dis|non)(?:signed|sent|contacted|qualified|priced|quoted|identified|engaged|delivered|agreed))(?!\w)|n't(?!\w)|"
    r"قرارداد\w* (?:تا|تمام|قبلی|سابق|فعلی)|\bcontract (?:ends?|ending|expir\w+|runs)\b"
)
"""«بازدید نشد», «قبل از قرارداد»: it is not there yet, or nobody knows. "No. 3" denies nothing, nor does a proposal
«بدون ارزش افزوده»."""
_SAYING_LITTLE = (
    "مشتری پیگیری منتظر انتظار ارسال دریافت مرحله جدید اولیه نهایی معامله فروش "
    "customer client stage deal sale sales sent with from waiting follow final first"
)
_GENERAL = frozenset(map(fold, _SAYING_LITTLE.split()))
"""Words that say too little of which stage is meant."""
_IS = "ه"
"""«دست مدیرعامله»: people write "is" so."""


def is_denied(text: str) -> bool:
    """Does it say that something is not there yet, or not at all: «بدون استعلام», "quote not sent"?"""
    return _NOT.search(" ".join(_words(text))) is not None or _NOT.search(fold(text)) is not None


def titles_of(stage: Any) -> set[str]:
    return {squash(title) for title in _spoken(stage)} - {""}


def title_within(text: str, stages: Sequence[Any]) -> Any:
    """The stage of which all words of a title stand in the text one after the other, the longest one; None where the
    text denies it, or none is there."""
    said = _words(text)
    if not said or is_denied(text):
        return None
    found = [
        (len(squash(title)), stage)
        for stage in stages
        for title in _spoken(stage)
        if _stands(_words(title), said)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def word_of_title(text: str, stages: Sequence[Any]) -> Any:
    """The only stage that has a telling word of the text in its title."""
    said = _words(text)
    if is_denied(text):
        return None
    told = {word for word in said if len(word) >= LONG} - _GENERAL
    told |= {word.removesuffix(_IS) for word in told if len(word) > LONG}
    found = [
        stage
        for stage in stages
        if any(told.intersection(_words(title)) - _GENERAL for title in _spoken(stage))
    ]
    return found[0] if len(found) == 1 else None


def _stands(title: Sequence[str], said: Sequence[str]) -> bool:
    """Glued or apart: «پیش فاکتور» is «پیش‌فاکتور»."""
    key = "".join(title)
    if len(key) < LONG or key in _GENERAL:
        return False
    return any(_begins(said, start, key) for start in range(len(said)))


def _begins(said: Sequence[str], start: int, key: str) -> bool:
    """Do the words from there on make up the title, and no more?"""
    while key and start < len(said) and said[start] and key.startswith(said[start]):
        key, start = key.removeprefix(said[start]), start + 1
    return not key


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text.replace("\u200c", " ")))


def _spoken(stage: Any) -> list[str]:
    found = []
    for language in ("fa", "en"):
        with translation.override(language):
            found.append(str(stage.title))
    return list(dict.fromkeys(found))
