"""Which kind of activity a word or a sentence means: «زنگ زدم» is a call, «ارسال قرارداد» is none in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kariz.localisation.text import fold, squash
from kariz.reading.cells.keys import keys_of

_KINDS = {
    "meeting": "meeting|event|appointment|lunch|demo meeting|جلسه|ملاقات|قرار|ج|جلسه حضوری|بازدید|met|met them",
    "presentation": "presentation|demo|ارائه|دمو|پرزنت",
    "email": "email|e-mail|mail|ایمیل|ارسال ایمیل|رایانامه|emailed|e-mailed|mailed",
    "message": "message|sms|whatsapp|note|پیام|پیامک|و|پ|ارسال پیام|واتساپ|texted|text|messaged|whatsapped",
    "visit": "visit|ویزیت|بازدید حضوری|مراجعه|حضوری|ح|visited|site visit|سر زدم|سرزدم|سر زدیم",
    "call": "call|phone|phone call|logged call|تماس|تلفن|ت|تماس تلفنی|تماس پیگیری|تماس خروجی|تماس ورودی|پیگیری تلفنی|"
    "زنگ|زنگ زدم|زنگ زدیم|زنگ زد|rang|ring|rung|called|phoned|telephoned|telephone|tel",
    "task": "task|to do|todo|deadline|follow up|کار|وظیفه|پیگیری",
}
_ASKED = re.compile(
    r"(?<!\w)(?:خواست\w*|می ?خواه\w*|میخوا\w*|درخواست|تقاضا\w*|نیاز دار\w*|گفت\w*|"
    r"wants?|wanted|asked|requested|needs?)(?!\w)"
)
_NO_MEETING = re.compile(r"قرار ?داد\w*|قرار (?:شد|است|بود|شده)\w*|قرارگاه\w*|برقرار\w*")
"""A contract and what was agreed begin like an appointment."""
_SPOKEN = re.compile(
    r"(?<!\w)(?:زنگ(?: ?ها\w*|ی)?(?!\w)|زنگ ?(?:زد|بزن)\w*|"
    r"(?:rang|rung|phoned|telephoned|telephone|called)(?!\w)|ring (?:back|him|her|them|up)(?!\w))"
)
_WRITTEN = re.compile(r"(?<!\w)(?:texted|messaged|whatsapped)(?!\w)")


_KIND_KEYS = {kind: keys_of(words) for kind, words in _KINDS.items()}
_WITHIN = {
    kind: frozenset(
        key
        for key in keys
        if len(key) > 2 and key not in {"met", "metthem", "text", "ring", "rung", "rang", "tel", "زنگ"}
    )
    for kind, keys in _KIND_KEYS.items()
}
"""Words that tell the kind wherever they stand in a text; short ones stand within others («زنگ» in «زنگنه»)."""


_LISTS = {
    "call": keys_of("call title|call notes|call duration|call direction|call body"),
    "meeting": keys_of("meeting name|meeting start time|meeting title|internal meeting notes"),
    "email": keys_of("email subject|email body|email send status"),
}
"""Columns that only lists of one kind of work have."""


def kind_of_columns(columns: Iterable[str]) -> str:
    """The kind of all that a list with these columns tells of; "" where they say none."""
    keys = set(map(squash, columns))
    return next((kind for kind, known in _LISTS.items() if known & keys), "")


def are_kinds(cells: Iterable[Any]) -> bool:
    """Does nearly every cell say a kind of work, and nothing else?"""
    said = [any(squash(str(cell)) in keys for keys in _KIND_KEYS.values()) for cell in cells]
    return len(said) >= FEWEST and sum(said) >= SURE * len(said)


FEWEST, SURE = 2, 0.9


def kind_of(word: str) -> str:
    """The kind of activity that a word means, whole or in part; "" where it says none."""
    key = squash(word)
    for kind, keys in _KIND_KEYS.items():
        if key in keys:
            return kind
    folded = fold(word)
    if _ASKED.search(folded):
        # Who asks for a demo has not seen one.
        return ""
    if _SPOKEN.match(folded):
        # «زنگ زدم، جلسه گذاشتیم» tells of the call.
        return "call"
    key = squash(_NO_MEETING.sub(" ", folded))
    spoken = {"call": _SPOKEN, "message": _WRITTEN}
    for kind, known in _WITHIN.items():
        if any(one in key for one in known) or (kind in spoken and spoken[kind].search(folded)):
            return kind
    return ""
