"""A cell beside a call that says how it ended: «حل شد», «منتظر جواب». It is no next step."""

from __future__ import annotations

import re
from typing import Any

from kariz.localisation.text import fold

_ENDED = re.compile(
    r"(?<!\w)(?:ن?(?:شد|شدند|شده|بود|داد|دادم|دادیم|دادند|داده|کرد|کردم|کردیم|کردند|گرفت|گرفتم|گرفتیم|خرید|خریدند|خواست|"
    r"خواستند|گفت|گفتم|رفت|رفتم|رفتیم|رسید|فرستادم|فرستادیم|فرستاد|زدم|زدیم|پذیرفت)|نیامد|آمد|اومد|نیومد|برنداشت|"
    r"done|sent|solved|resolved|closed|delivered|answered|agreed|refused)$"
)
"""What is past stands at the end."""
_WAITING = re.compile(r"^(?:منتظر|در انتظار|چشم ?به ?راه|waiting|awaiting|pending)(?!\w)")
_COMING = re.compile(
    r"(?<!\w)(?:قرار|باید|اگر|اگه|وقتی|بعد|بعدا|بعدی|فردا|پس ?فردا|مجدد|دوباره|هفته|ماه|\w*شنبه|جمعه|"
    r"must|should|if|when|next|again|tomorrow|week|month)(?!\w)"
)
"""Such words plan, whatever the verb."""


def is_ended(text: str) -> bool:
    said = fold(text.replace("\u200c", " ")).strip(" .!؛،,…")
    return bool(_ENDED.search(said) or _WAITING.match(said)) and not _COMING.search(said)


def take(values: dict[str, Any], known: bool) -> None:
    """The next step of a call that is none, where no day is said, is its result. `known`: is it a result in a word?"""
    step = values.get("next_step", "")
    if not step or "next_step_on" in values or "next_step_said" in values or not (known or is_ended(step)):
        return
    del values["next_step"]
    if known and not values.get("result"):
        values["result"] = step
    else:
        values["notes"] = "\n".join(filter(None, [values.get("notes", ""), step]))
