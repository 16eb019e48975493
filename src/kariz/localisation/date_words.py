"""The words of dates, folded and without spaces, as `date_reading` looks them up. `assets/jalali_words.ts` is its twin."""

from __future__ import annotations

from .calendar import MONTHS, WEEKDAYS, Calendar
from .text import fold


def joined(text: str) -> str:
    """Folded and without spaces."""
    return fold(text).replace(" ", "")


def _months() -> dict[str, tuple[Calendar, int]]:
    words: dict[str, tuple[Calendar, int]] = {
        "امرداد": ("jalali", 5), "می": ("gregorian", 5), "جون": ("gregorian", 6), "جولای": ("gregorian", 7),
        "اگوست": ("gregorian", 8), "sept": ("gregorian", 9), "day": ("jalali", 10), "mordaad": ("jalali", 5),
    }  # fmt: skip
    for (calendar, _language), names in MONTHS.items():
        for number, name in enumerate(names, start=1):
            words[joined(name)] = (calendar, number)
    for number, name in enumerate(MONTHS["gregorian", "en"], start=1):
        words[name[:3].lower()] = ("gregorian", number)
    return words


def _weekdays() -> dict[str, int]:
    words = {"ادینه": 4, "tues": 1, "thur": 3, "thurs": 3, "پنچشنبه": 3}
    for names in WEEKDAYS.values():
        words |= {joined(name): number for number, name in enumerate(names)}
    words |= {name[:3].lower(): number for number, name in enumerate(WEEKDAYS["en"])}
    words |= {"1شنبه": 6, "2شنبه": 0, "3شنبه": 1, "4شنبه": 2, "5شنبه": 3}
    return words


MONTH_WORDS = _months()
WEEKDAY_WORDS = _weekdays()
DAY_WORDS = {
    "امروز": 0, "فردا": 1, "پسفردا": 2, "دیروز": -1, "پریروز": -2,
    "today": 0, "tomorrow": 1, "dayaftertomorrow": 2, "thedayaftertomorrow": 2, "yesterday": -1,
}  # fmt: skip
NUMBER_WORDS = {
    word: number
    for words in (
        ("یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده"),
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    )
    for number, word in enumerate(words, start=1)
} | {"a": 1, "an": 1}
UNIT_WORDS = {
    "روز": "d", "هفته": "w", "ماه": "m", "سال": "y", "d": "d", "w": "w", "m": "m", "y": "y",
    "day": "d", "days": "d", "week": "w", "weeks": "w", "month": "m", "months": "m", "year": "y", "years": "y",
}  # fmt: skip
