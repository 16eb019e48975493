"""What a line above the table says of the colours of its rows: «سبز = فروخته شد، قرمز = نشد»."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kariz.localisation.text import fold
from kariz.reading.cells.values import LOST, RESTING, WON, outcome_of
from kariz.reading.deals.stages import match
from kariz.reading.rows.settings import NOTHING

LEGEND = "legend"
"""{colour: what the file says that it means}: so a layout keeps it."""
_NAMES = {
    "green": "سبز|green",
    "red": "قرمز|سرخ|red",
    "yellow": "زرد|yellow",
    "orange": "نارنجی|پرتقالی|orange",
    "blue": "آبی|blue",
    "purple": "بنفش|purple|violet",
    "grey": "خاکستری|طوسی|grey|gray",
    "amber": "کهربایی|amber|gold",
}
_NEAR = {"amber": ("orange", "yellow")}
"""What a programme calls otherwise than people: each of them that nothing is said of."""
_ENDED = re.compile(r"[.!](?=\s|$)|(?<=[?؟])(?=\s|$)")
_COLOUR = {fold(word): name for name, words in _NAMES.items() for word in words.split("|")}
_WORD = f"(?:رنگ |the )?({'|'.join(_COLOUR)})(?: ها| رنگ| rows?| lines?| cells?)?"
_PARTS = re.compile(r"[،,؛;|/\n]|\s{3,}")
_IS = r"\s*(?:=+>?|:|[-–—]+>?|(?<!\w)(?:یعنی|means)(?!\w))\s*"
_INNER = re.compile(rf"[(\[]\s*({_WORD}{_IS}[^()\[\]]{{1,200}})[)\]]", re.IGNORECASE)
"""Brackets that hold a legend: "Done 2026 (green = sold, red = lost)"."""
_BEFORE = re.compile(rf"^(?:[^=:]{{1,20}}:\s*)?{_WORD}{_IS}(.+)$")
_BEHIND = re.compile(rf"^(.+?){_IS}{_WORD}$")
_ANY = re.compile(rf"(?<!\w){_WORD}(?!\w)")
_SIGNED = re.compile(rf"(?<!\w){_WORD}(?={_IS})")
"""A colour of which something follows."""
_MARKED = re.compile(rf"(?<=[=:>–—-]){_WORD}(?!\w)|(?<=[=:>–—-] ){_WORD}(?!\w)")
"""One that stands behind what it means."""
_AND = frozenset(map(fold, ("و", "and", "&", "یا", "or")))
_LAST_AND = re.compile(r"(?:\s(?:و|and|&)|\s*[-–—])$")
LONGEST = 100
"""Letters of what is said of one colour."""
_SURE = re.compile(r"[=:]|یعنی|means")
_SHORT = {
    **dict.fromkeys(
        map(
            fold,
            (
                *(
                    "شد",
                    "گرفتیم",
                    "بستیم",
                    "قرارداد بسته شد",
                    "فروش رفت",
                    "خرید",
                    "خریدند",
                    "تمام",
                    "تمام شد",
                ),
                *("got it", "we got it", "got the job", "got the order", "ours", "landed"),
            ),
        ),
        WON,
    ),
    **dict.fromkeys(
        map(
            fold,
            (
                *("نشد", "نگرفتیم", "نبستیم", "فروش نرفت", "رفت", "رفته", "پرید", "not sold"),
                *("lost it", "didn't get it", "did not get it", "not ours", "missed", "gone"),
            ),
        ),
        LOST,
    ),
}
"""What says how deals ended where a colour is told, and nowhere else."""
_WEAK = frozenset(map(fold, ("ok", "okay", "اوکی", "اکی")))
"""Beside a colour it says that all is well, not that it was sold."""
ENDS = frozenset({WON, LOST, RESTING})


def legend_of(texts: Sequence[str]) -> dict[str, str]:
    """{colour: the words behind it, or before it}; nothing of a colour of which two things are said."""
    found: dict[str, set[str]] = {}
    for part in (part.strip() for text in texts for part in _entries(_INNER.sub(r"\n\1\n", text))):
        if len(part) > LONGEST:
            continue
        said = fold(part)
        if hit := _BEFORE.match(said):
            found.setdefault(_COLOUR[hit[1]], set()).add(_ENDED.split(hit[2].strip())[0] or hit[2].strip())
        elif hit := _BEHIND.match(said):
            found.setdefault(_COLOUR[hit[2]], set()).add(hit[1].strip())
    if len(found) == 1 and not _SURE.search(fold(" ".join(texts))):
        # «سبز - گزارش فروش» is of a firm that is called so.
        return {}
    for colour, others in _NEAR.items():
        words = found.pop(colour, set())
        for other in others:
            found.setdefault(other, set(words))
    return {colour: next(iter(words))[:100] for colour, words in found.items() if len(words) == 1}


def _entries(text: str) -> list[str]:
    """One for each colour, also of a line that parts them by nothing: «سبز=فروش رفته قرمز=از دست رفته»."""
    several = len({one[1] for one in _ANY.finditer(fold(text))}) > 1
    return [entry for piece in _PARTS.split(text) for entry in (_apart(piece) if several else [piece])]


def _apart(text: str) -> list[str]:
    said = fold(text).strip()
    begins = _ANY.match(said) is not None
    for colours, before in ((_SIGNED, True), (_MARKED, False)):
        found = list(colours.finditer(said))
        if len(found) > 1 and (before or not begins):
            return _cut(said, [one.start() if before else one.end() for one in found], before=before)
    found = list(_ANY.finditer(said))
    signed = _BEFORE.match(said) or _BEHIND.match(said)
    for before in (True, False) if found and not (signed and len(found) == 1) else ():
        cut = _cut(said, [one.start() if before else one.end() for one in found], before=before)
        entries = [_told(entry, before=before) for entry in cut]
        if len(cut) == len(found) and all(entries):
            return entries
    return [text]


def _cut(text: str, places: Sequence[int], *, before: bool) -> list[str]:
    ends = [0, *places, len(text)]
    if before and _ANY.match(text) is None:
        # «راهنما:» before the first colour.
        ends = ends[1:]
    parts = (text[start:end].strip() for start, end in pairwise(ends))
    return [_LAST_AND.sub("", part).strip() for part in parts if part]


def _told(entry: str, *, before: bool) -> str:
    """The entry with a sign between the colour and its words; "" where it has no words, or does not begin with one."""
    hit = (
        _ANY.match(entry)
        if before
        else next((one for one in _ANY.finditer(entry) if one.end() == len(entry)), None)
    )
    if hit is None:
        return ""
    words = (entry[hit.end() :] if before else entry[: hit.start()]).strip()
    if len(words) < 2 or words in _AND:
        return ""
    return f"{hit[1]} = {words}" if before else f"{words} = {hit[1]}"


def tells_colours(text: str) -> bool:
    """«زرد = فوری»: does a line say what a colour means, and nothing else?"""
    parts = [fold(part) for part in _PARTS.split(text) if part.strip()]
    return bool(parts) and all(_SURE.search(part) and _BEFORE.match(part.strip()) for part in parts)


_BEEN = ("شد", "شده")


def _outcome(words: str) -> str:
    """«فروخته» says what «فروخته شد» does."""
    return outcome_of(words) or next(
        (end for been in _BEEN if (end := outcome_of(f"{words} {been}")) in ENDS), ""
    )


def meanings(legend: Mapping[str, str], stages: Sequence[Any]) -> dict[str, str]:
    """{colour: an outcome, the id of one of the stages, or "nothing" for deals that are simply open}, as far as the words
    tell."""
    found = {}
    for colour, words in legend.items():
        outcome = _SHORT.get(words) or ("" if words in _WEAK else _outcome(words))
        meaning = outcome if outcome in ENDS or words in _WEAK else match(words, stages)
        # An end that is only heard in it («تماس گرفته نشد») is nobody's word for one.
        if meaning.isdecimal() or outcome in ENDS:
            found[colour] = meaning
        elif outcome:
            found[colour] = NOTHING
    return found
