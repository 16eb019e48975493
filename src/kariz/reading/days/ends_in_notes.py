"""Days with which notes of ended deals begin or end: «قرارداد 05/4/6», "signed 12/3/25"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.values import LOST, WON, BadValue
from kariz.reading.days import days
from kariz.reading.deals.lost_reasons import template_of
from kariz.reading.deals.stages import outcome_told
from kariz.reading.rows.settings import Settings

_PARTS = re.compile(r"[\n;؛،]|,\s|\.\s")
_DAY = r"\d{1,4}(?P<sign>[/.\-])\d{1,2}(?P=sign)\d{1,4}"
_BEGINS = re.compile(rf"[\s(\[]*(?P<day>{_DAY})(?![\d/.\-])")
_ENDS = re.compile(rf"(?<![\d/.\-])(?P<day>{_DAY})[\s)\].]*$")
_DASHED = re.compile(rf"(?<![\d/.\-])(?P<day>{_DAY})\s+[-–—]\s")
"""What stands behind the dash tells of something else: "lost 4/17/2026 - no budget"."""
_ANY = re.compile(rf"(?<![\d/.\-]){_DAY}(?![\d/.\-])")
_FILLERS = re.compile(r"[^\w]|\b(?:در|به|تاریخ|مورخ|روز|on|at|the|date|dated)\b")
_ORDERED = r"(?<!out of )(?<!in )order(?:s|ed)?\b|po\b(?! box)"
_AGREED = rf"\b(?:قرارداد|سفارش|بستیم|بستن|بسته شد|contract(?:s|ed)?\b|{_ORDERED}|closed)"
_SOLD = r"\b(?:برنده|بردیم|فروش(?!گاه|نده)|فروخت|won\b|win\b|sold\b|award)"
_FAILED = r"\b(?:باخت|رقیب|رقبا|لغو|کنسل|منتفی|انصراف|رد شد|نشد|lost\b|cancel|declin|reject)"
_ENDED = {
    WON: re.compile(f"{_AGREED}|{_SOLD}"),
    LOST: re.compile(f"{_AGREED}|{_FAILED}"),
    "": re.compile(f"{_AGREED}|{_SOLD}|{_FAILED}"),
}
"""Beside a day, and in notes of deals that ended so."""
_SIGNED = re.compile(r"\b(?:امضا|خرید(?:ند|یم)?|signed|signing|bought)(?!\w)")
_BY_WHOM = re.compile(
    r"\b(?:و|and|both|all|sides|parties|طرفین|مشتری|کارفرما|customer|client|they|we|board|هیات|مدیر\w*|عامل|ceo|cfo|md|"
    r"directors?|managers?|تایید|توافق\w*|معامله|deal|agreement|agreed|approved|off|up|has|have|was|been|finally|بالاخره|"
    r"نهایی|قطعی|انجام|حاصل|کرد(?:ند|یم|ه)?|شد(?:ند|ه)?|زد(?:ند|ه)?|(?:with|با) \w+(?: \w+){0,2})(?!\w)"
)
"""What may stand beside a signature; of any other word, "NDA" or «درخواست», nobody knows that it ends a deal."""
_OTHERWISE = re.compile(
    r"\b(?:تحویل|ارسال|فرستاد|حمل|چک\b|چک ?ها|ضمانت|گارانتی|سررسید|قسط|اقساط|پرداخت|پیش ?پرداخت|نصب|راه ?اندازی|تماس|زنگ|"
    r"پیگیری|جلسه|بازدید|دمو\b|نمونه|پیش ?نویس|پیش ?فاکتور|شروع|پایان|انقضا|اعتبار|تا\b|"
    r"(?:مدیر|کارشناس|مسئول|همکار|واحد|بخش|تیم) فروش\b|"
    r"deliver|ship|dispatch|cheques?\b|checks?\b|guarantee|warrant|due\b|install|payment|deposit|call|phone|rang\b|meeting|"
    r"met\b|visit|demo\b|sample|draft|sent\b|quote|start|begin|ends?\b|expir|until\b|till\b|by\b|follow|chase)"
)
"""A day of these is none on which a deal ended, also of a contract."""


def day_in(
    text: str, begun: date | None, today: date, settings: Settings, *, outcome: str = ""
) -> date | None:
    """The last of them beside a word of an end, or the only day of the note where it stands alone, on which a deal that
    began then may have ended; one that can be read two ways is none. `outcome`: how it ended, where that is known; the
    day of another end is not its own."""
    plain = to_latin(text)
    said = list(_said(plain))
    ended = [day for day, words in said if _is_of_end(words, outcome)]
    if not ended and len(_ANY.findall(plain)) == 1:
        ended = [day for day, words in said if not words]
    found = [day for one in ended if (day := read_day(one, today, settings))]
    return max((day for day in found if (begun or day) <= day <= today), default=None)


def _said(text: str) -> Iterator[tuple[str, str]]:
    """Each with the words beside it."""
    for part in _PARTS.split(text):
        if is_asked(part):
            continue
        for place in (_BEGINS.match(part), _ENDS.search(part)):
            if place is not None:
                words = f"{part[: place.start('day')]} {part[place.end('day') :]}"
                yield place["day"], _bare(words)
        if (place := _DASHED.search(part)) and (words := _bare(part[: place.start("day")])):
            yield place["day"], words


def _bare(words: str) -> str:
    return " ".join(_FILLERS.sub(" ", fold(words)).split())


def _is_of_end(words: str, outcome: str) -> bool:
    if not words or _OTHERWISE.search(words):
        return False
    said = outcome_told(words) or (LOST if template_of(words) else "")
    if said in (WON, LOST):
        return outcome in ("", said)
    return bool(_ENDED[outcome].search(words)) or (outcome != LOST and _is_signature(words))


def _is_signature(words: str) -> bool:
    """Does it stand alone, but for who signs?"""
    return _SIGNED.search(words) is not None and not _BY_WHOM.sub(" ", _SIGNED.sub(" ", words)).strip()


def read_day(said: str, today: date, settings: Settings) -> date | None:
    """None of what is no day, or names but a month."""
    try:
        day = days.read_date(said, today=today, calendar=settings.calendar, order=settings.day_order)
    except BadValue:
        return None
    return None if isinstance(day, days.FirstOfMonth) else day
