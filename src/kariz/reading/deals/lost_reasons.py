"""Which of the usual reasons the words of a cell mean: "went with VWR" chose a competitor, «قیمت بالا بود» the price."""

from __future__ import annotations

import re
from collections.abc import Collection

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.rows.settings import as_spelled

_SAID = (
    (
        "lost_competitor",
        r"\b(?:lost (?:out )?to|(?:went|gone|going|staying|stayed) with|chose|bought (?:from|elsewhere)|competitors?|"
        r"incumbent)\b|"
        r"\b(?:bought|buying|purchased|got|getting|chose|took|found|went for) (?:(?:an?|another|one|it|some) )*"
        r"(?:elsewhere|used|second[ -]?hand|pre[ -]?owned|refurb\w*)\b(?! (?:from|by) us\b)|"
        r"\b(?:used|second[ -]?hand|pre[ -]?owned|refurb\w*) (?:\w+ )?instead\b|\balready (?:bought|purchased)\b",
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
        r"\bاز (?!ما\b)\S+ (?:\S+ )?خرید(?:ند)?\b(?! ن)|"
        r"\b(?:دست ?دوم|کارکرده|استوک)(?: \S+)? (?:خرید|گرفت|برداشت|پیدا کرد|تهیه کرد)(?:ند|ه|ه بود|ه است)?\b",
    ),
    ("lost_no_budget", r"بودجه|نقدینگی|\b(?:پول|اعتبار) (?:کافی )?ن(?:دار|داشت)"),
    (
        "lost_no_answer",
        r"(?:جواب|پاسخ) (?:تلفن )?(?:نداد|نمی ?ده|نگرفت)|پاسخ ?گو نبود|بی ?(?:پاسخ|جواب)|"
        r"(?:عدم|بدون) (?:پاسخ|جواب)|در دسترس ن",
    ),
    (
        "lost_price",
        r"قیمت(?! ?(?:ن?داد|ن?گرفت|ن?خواست))|\bگر[او]ن(?:ی|ه|تر\w*|یم|ند|قیمت|فروش\w*)?\b|ارزان|\bهزینه",
    ),
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
_RIVAL = re.compile(
    r"\b(competitors?|rivals?|رقیب\S*|رقبا\S*)"
    r"(?: (?:was|were|is|came in|came|offered|gave|quoted|had|at|with|a|much|far|هم|خیلی|با|پیشنهاد|قیمت))*"
    r" (?:cheaper|lower|better|less|ارزان ?تر|پایین ?تر|کمتر|بهتر)(?: prices?| قیمت)?"
)
"""A rival who was cheaper was chosen for that, and that it was a rival says more."""
_NOT = r"ن(?:بود|یست|داشت|دار|شد|رفت|خرید|گرفت|بست|داد)\w*"
_TROUBLE = r"(?:مشکل|مساله|مسیله|بحث|موضوع|دلیل|علت|ایراد)\w*"
_GOOD = r"(?:خوب|مناسب|عالی|منصفانه|معقول|او?کی|رقابتی|قابل قبول|کافی)ی?"
_IS = r"(?:هم )?(?:بود|هست|است|داشت|دادیم)\w*"
_BESIDE = r"(?:ما|شما|هم|مان|شان|اش|کاملا|خیلی|واقعا|پیشنهادی|نهایی|لازم|اصلا)"
_DENIED = re.compile(
    rf"(?:(?:رقیب|رقبا)\w*|(?:جای|شرکت|فروشنده|تامین ?کننده|پیمانکار) دیگر\w*)"
    rf"(?: (?:هم|دیگر\w*|دیگه|خاصی|جدی|قوی|مهمی|اصلا|در کار|در میان|ارزان ?تر\w*|قیمت \S+))* {_NOT}|"
    rf"\b(?:بدون|بی) ?(?:حضور )?(?:رقیب|رقبا)|"
    rf"{_TROUBLE} (?:سر |بر سر )?(?:قیمت|هزینه|گر[او]نی|بودجه|نقدینگی|رقیب|رقبا|زمان)\w*(?: {_BESIDE})* {_NOT}|"
    rf"(?:قیمت|\bهزینه|\bگر[او]ن|زمان تحویل)\w*(?: {_BESIDE})*"
    rf"(?: (?:{_GOOD} {_IS}|(?:(?:بالا|گر[او]ن|زیاد|مهم|مطرح|ملاک|طولانی|{_TROUBLE}) )?{_NOT}))|"
    rf"(?<!مشکل )(?<!مشکلات )(?<!کمبود )(?<!محدودیت )(?<!کسری )(?<!نبود )(?<!عدم )(?<!بحران )(?<!ضعف )(?<!کاهش )"
    rf"\b(?:بودجه|نقدینگی)\w*(?: {_BESIDE})*"
    rf" (?:{_GOOD} {_IS}|(?:هم )?(?:داشت|دار(?:د|ند)\b)\w*|{_TROUBLE} {_NOT}|(?:تامین|تصویب) شد)|"
    rf"(?:پروژه|طرح)\w*(?: \S+)? (?:کنسل|لغو|متوقف|منتفی|تعطیل) {_NOT}"
)
"""«رقیبی نبود», «قیمت خوب بود», «بودجه داشت»: named as what was none of the reasons."""
_REASONS = tuple(
    (template, re.compile("|".join(words for name, words in (*_SAID, *_IN_PERSIAN) if name == template)))
    for template in dict(_IN_PERSIAN)
)


def template_of(text: str) -> str:
    """The template of the reason that is meant; "" where the words say none, or two. A reason that is denied is none."""
    said = _RIVAL.sub(r"\g<1> ", _DENIED.sub(" . ", fold(text)))
    found = [template for template, words in _REASONS if words.search(said)]
    return found[0] if len(found) == 1 else ""


_DAY = r"\d{1,4}([/.\-])\d{1,2}\%d\d{1,4}"
_TOLD = re.compile(
    r"^(?:علت|دلیل|علت باخت|دلیل باخت|علت عدم خرید|باخت|باختیم|کنسل|کنسل شد|لغو|لغو شد|"
    r"lost|reason|reason lost|lost reason|why|why lost|lost because)"
    rf"(?:\s+(?:(?:on|at|در|در تاریخ|مورخ)\s+)?{_DAY % 1})?"
    r"\s*[:：؛;–—-]\s*(\S.{1,100})$",
    re.IGNORECASE | re.MULTILINE,
)


_DAYS = re.compile(_DAY % 1)
_SUM = re.compile(r"\d[\d,.٬]{3,}|\d ?k\b|میلیون|تومان|ریال")
LONGEST_WHY = 60
"""Letters of a remark that says why, and does not tell of all that happened."""


def said_in(notes: str) -> str:
    """«علت: قیمت بالا», "Lost - No budget": why it was lost, as a line of its notes says; else the one short remark that
    means a usual reason, "went with Steelcase", «گران بود». "" for words that mean none of them, or two."""
    found = (said[2].strip() for said in _TOLD.finditer(notes))
    if explicit := next((said for said in found if template_of(said)), ""):
        return explicit
    lines = [line.strip() for line in notes.splitlines() if line.strip()]
    told = {template: line for line in lines if (template := _remarked(line))}
    return next(iter(told.values())) if len(told) == 1 else ""


_PARTS = re.compile(r"(?<=\s)[-–—/]+(?=\s)|[:：؛;،,|()\n]+")


def answered_in(notes: str, said: Collection[str]) -> str:
    """The one of the words of which somebody has said what they mean that stands in the notes by itself: «پروژه متوقف شد»
    of «رفت - پروژه متوقف شد»; "" where none or several do."""
    parts = {as_spelled(part.strip(), said) for part in _PARTS.split(notes)} if said else set()
    found = parts.intersection(said)
    return found.pop() if len(found) == 1 else ""


def _remarked(line: str) -> str:
    """What a short line means; the price that it only states is no reason."""
    if len(line) > LONGEST_WHY:
        return ""
    found = template_of(line)
    return "" if found == "lost_price" and _SUM.search(_DAYS.sub(" ", to_latin(fold(line)))) else found
