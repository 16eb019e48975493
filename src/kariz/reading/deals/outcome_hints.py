"""What an unknown status lets one guess: «باخت مناقصه» is lost, «شد ✔» won, «بودجه ندارد تا سال بعد» resting. A guess is
shown as one that is worth a look."""

from __future__ import annotations

import re

from kariz.localisation.text import fold
from kariz.reading.cells.values import LOST, RESTING, WON

_STILL = re.compile(
    r"هنوز|منتظر|در ?انتظار|نشده|(?<!تمدید )نکرد|نداد|\b(?:ناقص|نیمه|باید|قرار ?است|قراره)\b|در شرف|"
    r"(?:فاکتور|تسویه|صادر|پرداخت|ابطال|باطل|تحویل|ارسال|منصرف|تایید|امضا|کنسل|لغو|منتفی|رد|فسخ|منقضی|باخت) نشد|"
    r"(?:صادر|تسویه|فاکتور) ?می|\b(?:not|awaiting|waiting)\b|n't\b|"
    r"\b(?:never|no longer|un|non)[ -](?:been |was |is )?(?:expired|void|declined|rejected|disqualified|"
    r"turned down|paid|settled|shipped)\b"
)
"""«هنوز فاکتور نشده», «انصراف نداد», "not settled": it goes on, or nobody knows."""
NEGATED = r"ن(?:شد|شو|کرد|کن|داد|یست|بود|می|خواه|گرد|گشت|رفت|باید)\w*"
"""A verb that takes back what stands before it: «باطل نمی‌شود», «منصرف نیست»."""
_TAKEN_BACK = re.compile(rf"\s*{NEGATED}")
_LATER = r"(?!.*\b(?:پرداخت|تحویل|قسط|چک|ارسال|نصب|payment|delivery|delivered)\b)"
"""What is paid or delivered next month does not rest."""
_SALE = r"معامله|سفارش|قرارداد|خرید|فروش|توافق|deal"
_DONE = r"(?:بسته|انجام|منعقد|حاصل|جور|عملی|محقق|نهایی|قطعی|تمام|خریداری|فروخته)"
_FIRST = r"(?:^|[-–—/|:؛;،,.()\n] ?|\bو |\bبود(?:ند)? )(?:(?:متاسفانه|آخرش|آخر سر|کلا|در نهایت|عملا) )?"
_NOT_DONE = (
    rf"{_FIRST}(?:{_DONE} )?نشد(?=$| ?[-–—:(/]|[^\w ]| (?:و|چون|زیرا|به|دیگر|دیگه) )|"
    rf"\b(?:{_SALE})\w*(?: (?:ما|شان|فروش|خرید|جدید))? (?:{_DONE} )?نشد\b|"
    r"\b(?:برنده|قبول|پذیرفته|انتخاب) نشد(?:یم|ند)?\b|"
    r"(?<!تماس )(?<!زنگ )(?<!جلسه )\bموفق نشد(?:یم|ند)?(?=$|[^\w ]| (?:چون|زیرا)\b)"
)
"""«نشد» by itself, «معامله انجام نشد»: of a visit, a call or a letter that was not made the same words say that the deal
goes on; so does «موفق نشدیم صحبت کنیم»."""
_ONLY_LOST = re.compile(rf"(?:(?:{_SALE}) )?(?:{_DONE} )?نشد(?:یم|ند)?|no deal")
_RIVALS = r"(?:رقیب|رقبا|رقیبمان|competitors?|rivals?|another (?:supplier|vendor|firm)|someone else)"
_JOB = r"it\b|(?:the |this |our )?(?:job|order|deal|contract|work|project|business)\b"
_OFFERED = r"(?:quot(?:e|ation)|proposal|offer|bid|tender|estimate)s?"
_TURNS = re.compile(
    r"(?<!\w)(?:but|still|now|second(?! place)|resen[dt]\w*|resubmi\w+|re-?quot\w+|revis\w+|"
    r"ولی|اما|لیکن|اصلاح\w*|دوباره|مجدد\w*)(?!\w)"
)
"""What is said behind a loss and takes it back, or leaves it open: «رد شد ولی اصلاحیه فرستادیم», "rejected, resend"."""
_SAID = (
    (
        LOST,
        rf"{_NOT_DONE}|\b{_RIVALS} (?:(?:برنده|بردند|برده|برد|گرفتند|گرفته|گرفت|won)(?!\w)|"
        rf"(?:got|took)(?: (?:{_JOB})|(?=\W*$)))|\bبرنده(?: شد| شدن)? رقیب|"
        rf"\bwon by (?:a |the )?{_RIVALS}|(?:\bwon|\bبرنده)\W+{_RIVALS}\W*$|"
        r"(?:پیشنهاد|پیش ?فاکتور|قیمت|پروپوزال)\w*(?: ما| مان)? رد (?:شد|کرد)(?:ه|ند)?(?!\w)|"
        rf"^(?!.*\b{_RIVALS}).*(?:\bرد صلاحیت|\bdisqualified\b)|"
        rf"^(?:(?:was|were|we|it|got|been) )*(?:rejected|turned down)\W*$|"
        rf"\b{_OFFERED} (?:(?:was|were|is|got|been|has|have) )*(?:rejected|turned down)\b|"
        r"\b(?:کنسل|فسخ) ?(?:کرد|شد)|\bتمدید نکرد|"
        r"(?<!ن)باخت|نخرید|نخواست|ابطال|باطل|منقضی|انصراف|منصرف|از دست (?:رفت|دادیم)|\bبه رقیب\b|"
        r"(?:رفت(?:ند)?|بست(?:ند)?) با رقیب|با رقیب (?:رفت|بست|قرارداد بست)|^گر[او]ن (?:بود|تر بود|شد)$|"
        r"(?:رفت(?:ند)? (?:سمت|سراغ|طرف)|خرید(?:ند)? از) (?!ما\b|خودمان|شرکت ما)|"
        r"[✗✘❌]|^no budget$|^too (?:dear|expensive)$|^ghosted$|\b(?:expired|void|declined|no deal)\b",
    ),
    (
        RESTING,
        rf"\bصبر\b|دست نگه|^(?:parked|on hold|on ice|shelved|deferred)\b|"
        rf"^{_LATER}.*(?:\bتا (?:سال|فصل|عید|بعد)\b(?! از ?ظهر)|(?:بعد|پس) از عید|"
        r"(?:سال|ماه|فصل) (?:بعد|آینده)|"
        r"\b(?:until|till) (?:next|after|spring|summer|autumn|winter)|\bnext (?:year|quarter)\b)",
    ),
    (
        WON,
        r"^فروش$|^شد(?:\s*[✔✓✅☑])?$|^[✔✓✅☑]+$|"
        r"(?<!پیش)(?<!پیش )(?<!پ\.)(?<!پ )(?<!پ\. )فاکتور (?:رسمی )?(?:شد(?!ن)|زدیم|خورد|صادر)|"
        r"(?:نصب|انجام|تحویل) (?:داده )?شد و (?:تسویه|فاکتور)(?: شد)?$|"
        r"تسویه (?:شد(?!ن)|کامل|نهایی)|^تسویه|تحویل (?:شد(?!ن)|دادیم)|(?<!ن)فروختیم|"
        r"(?:پیش ?پرداخت|بیعانه) (?:را )?(?:گرفتیم|گرفته شد|دریافت (?:شد|کردیم)|واریز (?:شد|کرد)|پرداخت (?:شد|کرد)|"
        r"داد(?:ند)?$)|"
        r"سفارش (?:گرفتیم|دادند?)|\b(?:paid in full|settled|shipped and paid)\b",
    ),
)
_PAPERS = re.compile(
    r"\b(?:نمونه|کاتالو?گ|بروشور|مدارک|مستندات|نقشه|پیشنهاد|پیش ?فاکتور|پروپوزال|نامه|فرم)"
    r"(?:ها|های|هایی|ی|مان|شان)?\b|\b(?:samples?|catalogu?e?s?|"
    r"brochures?|proposals?|quotes?|documents?|drawings?|forms?|letters?)\b"
)
"""What is handed over before anything is sold."""
_WITH = re.compile(r"\b(?:با|همراه|طبق|مطابق|with|per) \w+(?: (?:و|and) \w+)*")
"""What goes along: «سفارش تحویل شد با مدارک»."""
_HANDED = re.compile(r"تحویل|deliver|ship")
_HINTS = tuple((outcome, re.compile(words)) for outcome, words in _SAID)


def hinted(text: str) -> str:
    """The outcome that the words speak for; "" where they speak for none."""
    said = fold(text).strip()
    if _STILL.search(said):
        return ""
    for outcome, words in _HINTS:
        if found := words.search(said):
            if outcome == WON and _HANDED.search(found[0]) and hands_papers(said):
                return ""
            open_still = outcome == LOST and _TURNS.search(said, found.end())
            return "" if open_still or _TAKEN_BACK.match(said, found.end()) else outcome
    return ""


def says_no_more(text: str) -> bool:
    """Do the words say how it ended and nothing else: «نشد», «معامله انجام نشد», «فروش», "settled"?"""
    said, end = fold(text).strip(), hinted(text)
    return (end == LOST and _ONLY_LOST.fullmatch(said) is not None) or (end == WON and " " not in said)


def hands_papers(text: str) -> bool:
    """Is it a sample or papers that are handed over: «نمونه تحویل شد»? Nothing is sold by that."""
    said = fold(text)
    return _HANDED.search(said) is not None and _PAPERS.search(_WITH.sub(" ", said)) is not None
