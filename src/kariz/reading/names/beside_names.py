"""What stands beside a name in its cell: addresses, the words before numbers, and brackets that say what somebody does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kariz.people import normal
from kariz.reading.names import jobs, jobs_behind

PHONE = re.compile(
    r"(?:(?:\+?[9۹][8۸]|[0۰]{2}[9۹][8۸]|[0۰])[ \-]?[1-9۱-۹](?:[ \-]?\d){9}(?!\d)"
    r"|\(\+?\d{1,5}\)[\s.\-]*\d[\d\s.\-]{4,16}\d"
    r"|\+?\d[\d\s().\-]{6,18}\d)(?:\s*(?:داخلی|داخلي|ext\.?)[\s.:]*\d{1,6})?"
)
"""A whole number of this country, one with its area in brackets, else what looks like one; an extension belongs to it."""
_LABEL = r"\b(?:(?:tel|telephone|phone|ph|mob|mobile|cell|direct|whatsapp)\b\.?:?|[tmp]:)\s*"
_LABELLED = re.compile(rf"(?:{_LABEL})?(?:{PHONE.pattern})", re.IGNORECASE)
_ADDRESS = r"[\w.+%'\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}"
_EMAIL = re.compile(
    rf"(?:\be-?mail\b\s*[:.]?\s*|mailto:)?(?:<\s*(?:mailto:)?({_ADDRESS})\s*>|\(\s*({_ADDRESS})\s*\)|({_ADDRESS}))",
    re.IGNORECASE,
)
_HELD = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_ENGLISH = re.compile(r"[A-Za-z.&/' ]+")
_OPENED = re.compile(r"([(\[])([^()\[\]]+)$")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
_EDGE = " \t-–—:،,;؛"
_FIRST, _MOST = 0xE000, 100
_MARK = re.compile("[\ue000-\ue0ff]")
_EXTENSION = re.compile(r"(?<=[\ue000-\ue0ff])\s*\b((?:ext\.?|x)\s*\d{1,6})\s*(?=$|[;\n])", re.IGNORECASE)
_OPEN, _CLOSED = re.compile(r"[(\[]"), re.compile(r"[)\]]")


@dataclass(slots=True)
class Hidden:
    """`text` with a mark in the place of each address and of each job that would be torn apart; what they stand for."""

    text: str
    emails: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    """Extensions without a number."""

    def of(self, part: str) -> tuple[str, list[str], str]:
        """A part of the text without its marks, its addresses and its job."""
        marks = _MARK.findall(part)
        emails = [self.emails[mark] for mark in marks if mark in self.emails]
        job = next((self.jobs[mark] for mark in marks if mark in self.jobs), "")
        return (_MARK.sub(" ", part) if marks else part), emails, job


def hide(text: str) -> Hidden:
    hidden = Hidden(text)
    if _MARK.search(text):
        return hidden

    def address(found: re.Match[str]) -> str:
        said = normal.email(found[1] or found[2] or found[3])
        return _mark(hidden, hidden.emails, said) if said else found[0]

    def job(found: re.Match[str]) -> str:
        said = " ".join(found[1].split())
        torn = len(jobs.several(said)) > 1 or _ENGLISH.fullmatch(said)
        return _mark(hidden, hidden.jobs, said) if torn and jobs.is_role(said) else found[0]

    if "@" in text:
        hidden.text = _EMAIL.sub(address, hidden.text)
    if _OPEN.search(text):
        hidden.text = _HELD.sub(job, hidden.text)
    for start, end, said in reversed(list(jobs_behind.spans(hidden.text))):
        hidden.text = f"{hidden.text[:start]}{_mark(hidden, hidden.jobs, said)}{hidden.text[end:]}"
    if hidden.jobs:
        hidden.left = _EXTENSION.findall(hidden.text)
        hidden.text = _EXTENSION.sub("", hidden.text)
    return hidden


def _mark(hidden: Hidden, held: dict[str, str], said: str) -> str:
    count = len(hidden.emails) + len(hidden.jobs)
    if count >= _MOST:
        return said
    held[mark := chr(_FIRST + count)] = said
    return f" {mark} "


def without_numbers(part: str) -> tuple[str, list[str]]:
    """The part without its numbers and what says that they are some, and the numbers."""
    numbers = [number.strip() for number in PHONE.findall(part) if normal.phone(number.strip())]
    return (_LABELLED.sub(" ", part), numbers) if numbers else (part, [])


LONGEST = 1_000
"""Letters of what stands beside a name; longer texts are none, and to take their brackets off one by one is slow."""


def closed(part: str) -> str:
    """Without the brackets of what was taken out of it, and of a half of it."""
    part = _EMPTY.sub(" ", part).strip(_EDGE)
    if len(part) > LONGEST or len(_OPEN.findall(part)) == len(_CLOSED.findall(part)):
        return part
    while part[-1:] in ("(", "[", "<", ",") or (part[-1:] in (")", "]") and not _OPEN.search(part)):
        part = part[:-1].strip(_EDGE)
    while part[:1] in (")", "]", ">") or (part[:1] in ("(", "[") and not _CLOSED.search(part)):
        part = part[1:].strip(_EDGE)
    opened = _OPENED.search(part)
    if opened and jobs.is_role(opened[2]):
        # "Ann Daly (GM, 086 173 9357)": what the number stood in is what she does.
        part += ")" if opened[1] == "(" else "]"
    return part


def is_torn(name: str) -> bool:
    """Does a bracket stand alone in it?"""
    return len(_OPEN.findall(name)) != len(_CLOSED.findall(name))
