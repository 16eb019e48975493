"""Lists that say by what they are called how all of their deals ended, or that they rest: «معلق‌ها», "Lost deals"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kariz.exchange.rules.keys import keys_of
from kariz.exchange.rules.values import LOST, RESTING, WON
from kariz.localisation.text import fold, squash

RETURNS = (
    "کی دوباره زنگ بزنیم|کی دوباره زنگ بزنم|دوباره کی زنگ بزنیم|کی زنگ بزنیم|کی دوباره سر بزنیم|کی برمی گردیم|تاریخ بازگشت|"
    "روز بازگشت|تاریخ تماس مجدد|تماس مجدد|پیگیری مجدد|تاریخ پیگیری مجدد|نوبت بعدی|"
    "call back on|call again on|call again|ring again|ring again on|revisit|revisit on|revisit date|back on|wake up on|"
    "review on|review again on|when to call again|when to ring again|try again on"
)
"""Headers of the day on which deals come back that rest."""
WHY_RESTING = (
    "چرا خوابید|چرا خوابیده|چرا معلق|چرا معلق شد|چرا ماند|چرا متوقف شد|علت توقف|دلیل توقف|علت تعلیق|دلیل تعلیق|علت خواب|"
    "why parked|why on hold|why it is on hold|why shelved|why paused|why resting|reason parked|reason on hold|"
    "reason for hold|hold reason|parked because|on hold because"
)
_RESTS = keys_of(
    "چرا خوابید|چرا خوابیده|چرا معلق|چرا معلق شد|why parked|why on hold|why shelved|reason parked|hold reason"
)
_CALLED = {
    RESTING: re.compile(
        r"معلق|خوابیده|راکد|مسکوت|دست نگه|کنار گذاشته|\b(?:on hold|parked|on ice|shelved|dormant|resting|paused|deferred)\b"
    ),
    LOST: re.compile(
        r"باخت|از دست رفته|از دست داده|ناموفق|کنسل|لغو شده|\b(?:lost|dead (?:deals|enquiries|leads)|cancelled)\b"
    ),
    WON: re.compile(r"برنده|\bبرد\b|(?<!نا)موفق|فروش رفته|فروخته شده|قطعی شده|\bwon\b(?!['’]?t)"),
}


def end_of(said: str, columns: Iterable[str]) -> str:
    """How the deals of such a list ended, "resting" too; "" where nothing says one end. `said`: what its sheet is called
    and what stands above it."""
    text = fold(said)
    # «نا» stands apart, or not, from what it takes back.
    text = text.replace("نا موفق", "ناموفق")
    found = [end for end, words in _CALLED.items() if words.search(text)]
    if not found and any(squash(column) in _RESTS for column in columns):
        return RESTING
    return found[0] if len(found) == 1 else ""
