"""What an unknown status lets one guess: «باخت مناقصه» is lost, «شد ✔» won, «بودجه ندارد تا سال بعد» resting. A guess is
shown as one that is worth a look."""

from __future__ import annotations

import re

from kariz.exchange.rules.values import LOST, RESTING, WON
from kariz.localisation.text import fold

_STILL = re.compile(r"هنوز|منتظر|در ?انتظار|نشده|نکرد|\b(?:not yet|awaiting|waiting)\b")
"""«هنوز فاکتور نشده», "awaiting payment": it goes on."""
_SAID = (
    (
        LOST,
        r"باخت|\bنشد\b|نخرید|نخواست|ابطال|باطل|منقضی|انصراف|منصرف|از دست (?:رفت|دادیم)|"
        r"رفت(?:ند)? (?:سمت|سراغ|طرف) |خرید(?:ند)? از |[✗✘❌]|\b(?:expired|void|declined|no deal)\b",
    ),
    (
        RESTING,
        r"\bصبر\b|دست نگه|تا (?:سال|فصل|عید|بعد)|(?:بعد|پس) از عید|(?:سال|ماه|فصل) (?:بعد|آینده)|"
        r"\b(?:until|till) (?:next|after|spring|summer|autumn|winter)|\bnext (?:year|quarter)\b",
    ),
    (
        WON,
        r"^شد(?:\s*[✔✓✅☑])?$|^[✔✓✅☑]+$|(?<!پیش)(?<!پیش )فاکتور (?:رسمی )?(?:شد|زدیم|خورد|صادر)|"
        r"تسویه (?:شد|کامل|نهایی)|^تسویه|تحویل (?:شد|دادیم)|فروختیم|"
        r"سفارش (?:گرفتیم|دادند?)|\b(?:paid in full|settled|shipped and paid)\b",
    ),
)
_HINTS = tuple((outcome, re.compile(words)) for outcome, words in _SAID)


def hinted(text: str) -> str:
    """The outcome that the words speak for; "" where they speak for none."""
    said = fold(text).strip()
    if _STILL.search(said):
        return ""
    return next((outcome for outcome, words in _HINTS if words.search(said)), "")
