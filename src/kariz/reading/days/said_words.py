"""What stands around a day within a sentence: is "4/12" one, was "Tue" that of a call, which hour is meant?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from kariz.localisation.calendar import Calendar
from kariz.reading.cells import hours
from kariz.reading.cells.values import BadValue
from kariz.reading.days import said_patterns as p
from kariz.reading.days.spans import END, MIDDLE, START

_EDGES = {
    "mid": MIDDLE, "middle": MIDDLE, "نیمه": MIDDLE, "وسط": MIDDLE, "اواسط": MIDDLE, "میانه": MIDDLE, "late": END,
    "end": END, "اخر": END, "اواخر": END, "پایان": END, "انتهای": END,
}  # fmt: skip
NEAR = 30
"""Characters beside a day that tell whether it is one."""
CLOSE = 5
"""Words between a day and its hour."""
_NOON = 12
_AFTERNOON = range(1, 7)
"""Hours of which nobody says whether they are before noon."""


def before_of(said: str, place: int) -> str:
    """The last words before a place."""
    return said[max(0, place - NEAR) : place]


def behind_of(said: str, place: int) -> str:
    return said[place : place + NEAR]


def hour_in(said: str, days: Sequence[tuple[int, int]]) -> time | None:
    """The one hour that a text says beside one of the `days`, which are places in it."""
    apart = [
        found
        for found in p.HOUR.finditer(said)
        if not any(s < found.end() and found.start() < e for s, e in days)
    ]
    beside = [found for found in apart if any(_is_beside(said, found, day) for day in days)]
    if len(beside) != 1:
        return None
    return _on_the_clock(said, beside[0])


def _on_the_clock(said: str, found: re.Match[str]) -> time | None:
    words = next(filter(None, found.groups()))
    try:
        at = hours.read_hour(words)
    except BadValue:
        return None
    if not words.replace(":", "").isdigit() or at.hour >= _NOON:
        return at
    before, behind = said[: found.start()], said[found.end() :]
    if p.EVENING.search(before) or p.IN_EVENING.match(behind):
        # Who says "the night at 2" may mean after midnight, of the day before or behind it.
        return at.replace(hour=at.hour + _NOON) if at.hour else None
    if at.hour in _AFTERNOON and not p.MORNING.search(before):
        return at.replace(hour=at.hour + _NOON)
    return at


def _is_beside(said: str, hour: re.Match[str], day: tuple[int, int]) -> bool:
    """The hour of a call that was is none of the day to come, nor is one of another part of the sentence."""
    between = said[hour.end() : day[0]] if hour.start() < day[0] else said[day[1] : hour.start()]
    if len(between) > 2 * NEAR or is_none(said, hour):
        return False
    words = re.findall(r"\w+", between)
    return len(words) <= CLOSE and not (words and p.PARTED.search(between))


def weekday_of(word: str) -> int:
    return p.WEEKDAYS[word.lower().replace(" ", "")]


def weekday_beside(said: str, span: tuple[int, int]) -> int | None:
    """Of "Fri 4/12", "4/12 (Fri)", «شنبه ۱۴ آذر»."""
    before = re.search(rf"(?<!\w)({p.WEEKDAY})[.,]? (?:the )?$", before_of(said, span[0]), re.IGNORECASE)
    behind = re.match(rf",? ?\(?({p.WEEKDAY})(?!\w)", behind_of(said, span[1]), re.IGNORECASE)
    found = before or behind
    return weekday_of(found[1]) if found else None


def is_quantity(said: str, found: re.Match[str], calendar: Calendar) -> bool:
    """«۴/۱۲ دستگاه», "phase 2/3": how many of how many, a size, a part."""
    before, behind = before_of(said, found.start()), behind_of(said, found.end())
    if p.QUANTITY_BEFORE.search(before) or p.QUANTITY_BEHIND.match(behind):
        return True
    if weekday_beside(said, found.span()) is not None or (calendar == "jalali" and not said.isascii()):
        return False
    return (int(found[1]), int(found[2])) in p.FRACTIONS and not p.ON.search(before)


def says_day(said: str, found: re.Match[str]) -> bool:
    """A word or a weekday beside two numbers says that they are a day."""
    return bool(p.ON.search(before_of(said, found.start())) or weekday_beside(said, found.span()) is not None)


def is_none(said: str, found: re.Match[str]) -> bool:
    """«هر شنبه», "not Mon", "spoke Tue", «شنبه گذشته»."""
    before, behind = before_of(said, found.start()), behind_of(said, found.end())
    return bool(p.DENIED.search(before) or p.GONE.match(behind) or p.SHIFTED.search(before))


def is_shifted(said: str, found: re.Match[str]) -> bool:
    """«۳ روز قبل از ۲۰ آذر», "two days after Tue": another day is meant."""
    return bool(p.SHIFTED.search(before_of(said, found.start())))


def is_verb(said: str, found: re.Match[str]) -> bool:
    """Of "only 2 may attend"; "on 2 may", "2nd may" and "ring 2 may" are days."""
    if (found["month"] or found["first"]) != "may" or re.search(r"\d(?:st|nd|rd|th)\b", found[0]):
        return False
    return not (
        p.ON.search(before_of(said, found.start()))
        or re.match(r"\s*(?:$|[,.;:!)&/+\-]|at\b|\d)", behind_of(said, found.end()))
    )


_GOES_ON = re.compile(
    r"\s*(?:$|[\d,.;:!?)\-–/&+]|am\b|pm\b|morning|afternoon|eve|week|or\b|and\b|\|)", re.IGNORECASE
)
_COMES = re.compile(r"\b(?:on|by|til+|until|before|from|next|this|w/c)\s$", re.IGNORECASE)


def is_weekday(found: re.Match[str]) -> bool:
    """ "sat with them", "at The Sun" and "wed" are none."""
    word, text = found["day"], found.string
    if word.lower() not in p.EXCEPT_SHORT:
        return True
    before, behind = before_of(text, found.start("day")), behind_of(text, found.end("day"))
    if re.search(r"\bthe $", before, re.IGNORECASE):
        return False
    return bool(_GOES_ON.match(behind) or _COMES.search(before) or (word[0].isupper() and before.strip()))


def says_month(found: re.Match[str], said: str) -> bool:
    """A month by itself, as "revisit March", "chase in May", «دی ماه»: many of their names are also those of people."""
    if found["year"] or found["word"]:
        return True
    whole = said.strip() == found[0].strip()
    last = not said[found.end() :].strip(" .,!)")
    name = found["month"].lower()
    if not name.isascii():
        return whole or bool(found["lead"] and last and found["lead"].strip() == "در")
    if found["lead"]:
        return found["lead"].strip().lower() not in ("for", "from") or last
    return last and (whole or name not in p.NAMED)


def edge_of(word: str) -> str:
    if word.endswith("دوم"):
        return MIDDLE
    return START if word.endswith("اول") else _EDGES.get(word.lower(), START)
