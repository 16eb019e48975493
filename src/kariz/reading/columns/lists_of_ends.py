"""Lists that say by what they are called how all of their deals ended, or that they rest: «معلق‌ها», "Lost deals"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kariz.localisation.text import fold, squash
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import LOST, RESTING, WON

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
    RESTING: r"معلق|خوابیده|راکد|مسکوت|دست نگه داشته|کنار گذاشته|"
    r"on hold|parked|on ice|shelved|dormant|resting|paused|deferred",
    LOST: r"باخت|باخته|از دست رفته|از دست داده|نا ?موفق|کنسلی?|لغو شده|lost|dead|cancell?ed",
    WON: r"برنده|برد|موفق|فروش رفته|فروخته شده|قطعی شده|won",
}
_OF_ENDS = {end: re.compile(rf"(?<!\w)(?:{words})(?:ها|های|هایی)?(?!\w)") for end, words in _CALLED.items()}
_BESIDE = re.compile(
    r"(?:ها|های|هایی|شده|و|سال|ماه|همه|کل|تمام|لیست|فهرست|جدول|"
    r"(?:معامله|معاملات|فرصت|سفارش|سفارشات|کار|پروژه|پیشنهاد|مناقصه|مناقصات|استعلام|استعلامات|فروش|مورد|موارد)(?:ها|های|هایی)?|"
    r"deals?|jobs?|bids?|tenders?|quotes?|proposals?|orders?|opportunit(?:y|ies)|opps|enquir(?:y|ies)|inquir(?:y|ies)|"
    r"leads?|projects?|sales|work|list|year|all|our|the|in|of|and|(?:fy|q)?\d+)"
)
"""What a list may be called beside its end: of any further word, «باختر» or "Valley", nobody knows what it says."""
_ORDERS = re.compile(
    r"(?:our |all )?(?:orders?|order book|orders? (?:received|won|placed|in|list|log)|sales orders?)"
)
_PLACED = keys_of(
    "order date|date of order|date ordered|ordered|ordered on|order placed|order recd|order received|po date|po no|"
    "po number|po ref|purchase order|order no|order number"
)
_PARTED = re.compile(r"\s[-–—]\s|[:;؛،,(|]")


def end_of(called: Iterable[str], columns: Iterable[str]) -> str:
    """How the deals of such a list ended, "resting" too; "" where nothing says one end. `called`: what its sheet is called
    and what stands above it."""
    parts = [part for text in called for part in _PARTED.split(text)]
    found = {end for part in parts for end in _said_in(part)}
    if not found and any(squash(column) in _PLACED for column in columns):
        # What has its order is sold.
        found = {WON for part in parts if _ORDERS.fullmatch(" ".join(re.findall(r"[^\W\d_]+", fold(part))))}
    if not found and any(squash(column) in _RESTS for column in columns):
        return RESTING
    return found.pop() if len(found) == 1 else ""


def _said_in(text: str) -> set[str]:
    """The ends that a text names which says nothing else."""
    left = " ".join(re.findall(r"\w+", fold(text.replace("\u200c", " "))))
    found = set()
    for end, words in _OF_ENDS.items():
        left, times = words.subn(" ", left)
        if times:
            found.add(end)
    return found if all(map(_BESIDE.fullmatch, left.split())) else set()
