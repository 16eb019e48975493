"""Which of the usual reasons the words of a cell mean: "went with VWR" chose a competitor, «قیمت بالا بود» the price."""

from __future__ import annotations

import re

from kariz.localisation.text import fold

_SAID = (
    (
        "lost_competitor",
        r"\b(?:lost (?:out )?to|(?:went|gone|going|staying|stayed) with|chose|bought (?:from|elsewhere)|competitors?|"
        r"incumbent)\b",
    ),
    (
        "lost_no_budget",
        r"\b(?:no|without|cut|frozen|lack of|lost)\s+(?:budget|money|funds|funding)\b|"
        r"\bbudget (?:cut|gone|frozen)\b",
    ),
    (
        "lost_no_answer",
        r"\b(?:no (?:answer|reply|response)|(?:gone|went) (?:quiet|cold|dark)|unresponsive|ghosted)\b",
    ),
    ("lost_price", r"\b(?:price|pricing|too (?:expensive|dear|costly)|cost|costs|cheaper)\b"),
    ("lost_timing", r"\b(?:timing|too (?:early|late)|lead time|delivery time)\b"),
    ("lost_unqualified", r"\b(?:not qualified|unqualified|did(?: ?n.t| not) qualify|not a (?:good )?fit)\b"),
    (
        "lost_no_need",
        r"\b(?:no (?:longer )?need\w*|not needed|"
        r"(?:project|scheme|job) (?:was )?(?:cancelled|canceled|shelved|scrapped|dropped))\b",
    ),
)
_IN_PERSIAN = (
    (
        "lost_competitor",
        r"رقیب|رقبا|(?:جای|شرکت|فروشنده|تامین ?کننده|پیمانکار) دیگر|"
        r"\b(?:رفت(?:ند)?|رفتن) (?:با|سمت|سراغ|طرف|پیش) (?!ما\b)|خرید(?:ند)? از (?!ما\b)|"
        r"\bاز (?!ما\b)\S+ (?:\S+ )?خرید(?:ند)?\b",
    ),
    ("lost_no_budget", r"بودجه|نقدینگی|\b(?:پول|اعتبار) (?:کافی )?ن(?:دار|داشت)"),
    (
        "lost_no_answer",
        r"(?:جواب|پاسخ) (?:تلفن )?(?:نداد|نمی ?ده|نگرفت)|پاسخ ?گو نبود|بی ?(?:پاسخ|جواب)|"
        r"(?:عدم|بدون) (?:پاسخ|جواب)|در دسترس ن",
    ),
    ("lost_price", r"قیمت(?! ?(?:ن?داد|ن?گرفت|ن?خواست))|\bگر[او]ن(?!ت)|ارزان|\bهزینه"),
    (
        "lost_timing",
        r"زمان(?: ?بندی)?(?: \S+)? ?(?:مناسب )?نبود|زمان تحویل|\bتحویل(?: \S+)? (?:دیر|طولانی|کند)|"
        r"\bدیر (?:تحویل|رسید|شد|اقدام|پاسخ)|هنوز زود|موکول|به ?تعویق|(?:سال|ماه|فصل) (?:بعد|آینده)",
    ),
    (
        "lost_no_need",
        r"نیاز(?:ی|ش|شان)?(?: دیگر)? (?:ن(?:دار|داشت|یست|بود)|برطرف|رفع)|عدم نیاز|بی ?نیاز|"
        r"(?:پروژه|طرح)(?:شان|اش)?(?: \S+)? ?(?:کنسل|لغو|متوقف|منتفی|تعطیل)",
    ),
    ("lost_unqualified", r"(?:صلاحیت|شرایط)(?: لازم)? ن(?:دار|داشت)|واجد شرایط ن|مشتری (?:ما|هدف) نبود"),
)
_REASONS = tuple(
    (template, re.compile("|".join(words for name, words in (*_SAID, *_IN_PERSIAN) if name == template)))
    for template in dict(_IN_PERSIAN)
)


def template_of(text: str) -> str:
    """The template of the reason that is meant; "" where the words say none, or two."""
    said = fold(text)
    found = [template for template, words in _REASONS if words.search(said)]
    return found[0] if len(found) == 1 else ""
