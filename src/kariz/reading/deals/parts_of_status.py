"""A status of several parts: «بسته شد - برد», «رد کرد گران بود», «قرارداد ✔». One part is a word for how it ended, the
rest says why or what else. What is told here is a guess."""

from __future__ import annotations

import re
from collections.abc import Callable

from kariz.localisation.text import fold, squash
from kariz.reading.cells.values import LOST, OPEN, WON, outcome_of
from kariz.reading.deals.outcome_hints import NEGATED

_BEHIND = re.compile(r"(?P<said>.*\w[^\w✔✓✅☑✗✘❌☒]*)(?P<tick>[✔✓✅☑✗✘❌☒])\ufe0f?[\s.!]*", re.DOTALL)
_BEFORE = re.compile(r"\s*(?P<tick>[✔✓✅☑✗✘❌☒])\ufe0f?\s*(?P<said>\w.*)", re.DOTALL)
_NO = "✗✘❌☒"
_SEALS = re.compile(
    r"قرارداد|سفارش|^(?:خرید|فروش|sale|purchase)$|پیش ?پرداخت|بیعانه|واریز|تسویه|تحویل|(?<!پیش)(?<!پیش )فاکتور|امضا|"
    r"\b(?:contract|order|deposit|paid|payment|invoice|signed|signing|delivered|delivery)\b"
)
"""What is done when it is ticked: a contract, an order, a payment. «مدیر خرید» buys nothing by being met."""
_MET = (
    "تماس|زنگ|جلسه|پیگیری|بازدید|ملاقات|دیدار|دمو|"
    "calls?|called|calling|meetings?|visits?|visited|follow|demos?|appointments?"
)
_SENT = (
    "ارسال|نمونه|پیش ?نویس|درخواست|پیشنهاد|پیش ?فاکتور|پروپوزال|کاتالوگ|ایمیل|پیامک|send|sending|sent|samples?|drafts?|"
    "requests?|requested|proposals?|quotes?|e-?mails?|emailed"
)
_OF_MEETING = re.compile(rf"(?<!\w)(?:{_MET})(?: ?ها)?(?:ی|ها|های|هایی)?(?!\w)")
_OF_WORK = re.compile(rf"(?<!\w)(?:{_MET}|{_SENT})(?: ?ها)?(?:ی|ها|های|هایی)?(?!\w)")
"""What people do while a deal goes on: it may fail, be called off or be done without an end of the deal."""
_OFF = r"(?:لغو|کنسل|منتفی|cancell?ed|called off)"
_CALLED_OFF = re.compile(
    rf"{_OF_MEETING.pattern}(?: \w+){{0,2}} {_OFF}(?!\w)|"
    rf"(?<!\w){_OFF}(?: (?:شدن|کردن|شد|کرد|شده))?(?: the)? {_OF_MEETING.pattern}"
)
_ORDER = r"(?:اول|دوم|سوم|چهارم|تلفنی|حضوری|آنلاین|اولیه|مجدد|\d+|first|second|third)"
_ENDED = (
    "برد|برنده|برنده شد|برنده شدیم|باخت|باخته|باختیم|بازنده|موفق|ناموفق|فروخته شد|فروش رفت|نخرید|نخریدند|کنسل|کنسل شد|"
    "لغو|لغو شد|منتفی|منتفی شد|از دست رفت|dead|won|lost|cancelled|canceled|closed won|closed lost"
)
_PLAINLY = frozenset(map(squash, _ENDED.split("|")))
"""Words that say nothing but how a deal ended, wherever in a status they stand."""
_APART = re.compile(r"[-–—/|:؛;،,()\[\]\n]+")
_OFF_AGAIN = (
    "لغو|لغو شد|لغو شده|لغو کرد|لغو کردند|کنسل|کنسل شد|کنسل شده|کنسل کرد|کنسل کردند|کنسلی|فسخ|فسخ شد|فسخ شده|"
    "فسخ کرد|فسخ کردند|فسخ قرارداد|قرارداد فسخ شد|قرارداد لغو شد|سفارش لغو شد|سفارش کنسل شد|منتفی|منتفی شد|"
    "منتفی شده|انصراف|انصراف داد|انصراف دادند|انصراف مشتری|منصرف شد|منصرف شدند|مرجوع|مرجوع شد|مرجوع شده|"
    "مرجوع کرد|مرجوع کردند|مرجوعی|عودت|عودت شد|عودت داد|عودت داده شد|پس داد|پس دادند|پس فرستاد|پس فرستادند|"
    "باطل شد|ابطال شد|از دست رفت|cancelled|canceled|was cancelled|returned|refunded|terminated|rescinded|"
    "called off|fell through|contract terminated|contract cancelled|order cancelled"
)
_BACK = frozenset(map(squash, _OFF_AGAIN.split("|")))
"""What takes a sale back, said of nothing else."""
_SOLD = "قرارداد|فروش|خرید|سفارش|contract|order|sale|purchase|signed"
_SALE = frozenset(map(squash, _SOLD.split("|")))
_AND_THEN = re.compile(
    r"^(?:(?:و|بعدا|بعد|سپس|ولی|اما|که|متاسفانه|and|then|later|but|unfortunately) )+|"
    r" (?:توسط مشتری|از طرف مشتری|by (?:the )?(?:customer|client|buyer))$"
)
_PARTS = re.compile(r"[-–—/|:؛;،,.()\[\]\n←→>]+")
_GOES_ON = re.compile(
    rf"(?<!\w)(?:{NEGATED}|می|شدن|هنوز|شاید|احتمال\w*|اما|ولی|لیکن|دوباره|مجدد\w*|باز|بعد ?از|تا|"
    r"قبل|اگر|if|but|not|maybe|perhaps|again|until|still|resen[dt]\w*|resubmi\w+|revis\w+|اصلاح\w*)(?!\w)|n't\b|[؟?]"
)
"""«کنسل نشد», «رد کرد ولی دوباره پیگیری شود»: what is said after the first words takes them back, or leaves them open."""
_AGAIN = re.compile(r"(?<!\w)(?:دوباره|مجدد\w*|باز هم|again)(?!\w)")
_SIGNED = (
    "(?:شد|شده|بسته ?شد|بسته ?شده|بستند|بستیم|بست|امضا شد|امضا شده|امضا کرد|امضا کردند|امضا کردیم|منعقد شد|ثبت شد|ثبت شده|"
    "ثبت کرد|ثبت کردند|گرفتیم|داد|دادند|دادن|کرد|کردند|تمدید شد)"
)
_OF_SALE = re.compile(r"قرارداد|سفارش|contract|order")
_NEW = "(?:جدید|جدیدی|تازه|مجدد|دوباره|دوم|دومی|دیگر|دیگری|نو)"
_ONCE_MORE = "(?:دوباره|مجدد|مجددا|باز|باز هم|بازهم|از نو)"
_ANEW = re.compile(
    rf"(?:{_ONCE_MORE} )?(?:یک |یه )?(?:قرارداد|سفارش|فروش|خرید) ?{_NEW}(?: {_SIGNED})?|"
    rf"{_ONCE_MORE} (?:(?:قرارداد|سفارش|خرید|امضا)(?: {_SIGNED})?|بسته شد|فروخته شد|فروخته شده|فروش رفت|فروختیم|خریدند|برد)|"
    r"(?:قرارداد )?(?:تمدید|احیا) (?:شد|شده|کردند|کرد)|"
    r"(?:an? )?(?:new|second|another|replacement) (?:contract|order|agreement|deal|sale)"
    r"(?: (?:was |has been |is )?(?:signed|placed|closed|made|won|received|agreed|in place))?|"
    r"(?:again |re ?)(?:signed|sold|ordered|won|bought|purchased|contracted|newed|instated|activated)|"
    r"(?:signed|sold|ordered|won|bought|purchased|renewed) (?:again|anew)|"
    r"(?:contract|order|agreement|deal) (?:was )?(?:re ?(?:signed|placed|newed|instated|activated)|"
    r"(?:signed|placed|closed|won) again)"
)
"""A part of a status that says of nothing but a further sale: «قرارداد جدید بسته شد», "re-signed"."""
_RE = re.compile(r"(?<!\w)re-(?=[a-z])")
_NOT = frozenset(("not", "un", "non", "never"))
_VERBS = frozenset(map(squash, "شد کرد کردند شدند شده است رفت داد".split()))  # noqa: SIM905
_WHOM = re.compile(r"(?:to|with|from|by|به|از)\b", re.IGNORECASE)
"""«Lost to Thermo» says with all its words why."""
_OF_REACH = re.compile(
    r"(?:all )?(?:contact|touch|track|the (?:number|file)|his|her|their number)\b", re.IGNORECASE
)
""" "Lost contact": nobody reaches them, which ends no deal."""
_OF_TERMS = re.compile(
    r"(?:rejected|turned down|declined) (?:an? |the |our )?(?:discounts?|terms|po|invoices?|drawings?)\b",
    re.IGNORECASE,
)
""" "Turned down discount": they do not take a part of it."""
MOST_WORDS = 4
"""Of the word for an end that a status begins with."""


def ticked(text: str, meaning: Callable[[str], str], last: str) -> str:
    """What a status with a tick behind or before it means, by what its words mean alone: an end that they name; a deal
    won where a contract, an order or a payment is ticked, or the stage before the end (`last`); the stage of the words
    otherwise. ✗ is lost. "" for a text without such a sign beside words."""
    found = _tick_of(text)
    if found is None:
        return ""
    tick, said = found
    if tick in _NO:
        return meaning(said) if _OF_MEETING.search(fold(said)) else LOST
    if (outcome := outcome_of(said)) and outcome != OPEN:
        return outcome
    known = meaning(said)
    if course := course_of(said):
        return course
    if _OF_WORK.search(fold(said)):
        return known
    return WON if _SEALS.search(fold(said)) or (known and known == last) else known


def is_ticked(text: str) -> bool:
    return _tick_of(text) is not None


def _tick_of(text: str) -> tuple[str, str] | None:
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    said = found["said"].strip(" -–—:") if found else ""
    return (found["tick"], said) if found and squash(said) else None


def of_meeting(text: str) -> bool:
    """Does it say of nothing but a call, or a meeting, how that went: «لغو جلسه», «تماس تلفنی - ناموفق»?"""
    said = " ".join(fold(text).split())
    if _CALLED_OFF.search(said):
        return True
    parts = [part for part in _APART.split(said) if squash(part)]
    rest = [part for part in parts if squash(part) not in _PLAINLY]
    return len(rest) < len(parts) and bool(rest) and all(map(_is_meeting, rest))


def _is_meeting(part: str) -> bool:
    left = re.sub(_ORDER, " ", _OF_MEETING.sub(" ", part))
    return _OF_MEETING.search(part) is not None and not left.strip()


def course_of(text: str) -> str:
    """LOST where a status of several parts says of a sale, in one behind it, that it did not last: «برد - لغو شد»; WON
    where it says behind that of another: «قرارداد - فسخ شد - قرارداد جدید بسته شد»; "" for any other."""
    said, sold, off = "", False, False
    for part in _PARTS.split(_RE.sub("re ", text.casefold())):
        words = _AND_THEN.sub("", " ".join(fold(part).split()))
        if squash(words) in _BACK:
            said, off = (LOST if sold else said), off or sold or _OF_SALE.search(words) is not None
        elif off and _ANEW.fullmatch(words):
            said, sold = WON, True
        elif _is_sale(words):
            said, sold = "", True
        elif said == LOST and _AGAIN.search(words):
            said = ""
    return said


def _is_sale(part: str) -> bool:
    return outcome_of(part) == WON or squash(part) in _SALE


def told_plainly(text: str) -> tuple[str, str]:
    """(outcome, what is said beside) of a status of which one part is nothing but a word for an end, and no other part
    one for another; else ("", "")."""
    parts = [part.strip() for part in _APART.split(text) if squash(part)]
    ends = [part for part in parts if squash(part) in _PLAINLY]
    # What a status begins with is known without a guess.
    if (
        len(parts) < 2
        or _NOT & set(map(squash, parts))
        or _OF_WORK.search(fold(text))
        or outcome_of(parts[0])
        or len({outcome_of(part) for part in ends}) != 1
    ):
        return "", ""
    return outcome_of(ends[0]), " - ".join(part for part in parts if part not in ends)


def begun(text: str) -> tuple[str, str]:
    """(outcome, what is said behind) of a status that begins with words for a loss, or for a sale, with no sign between:
    «رد کرد گران بود»; else ("", "")."""
    words = text.split() if not _OF_WORK.search(fold(text)) else []
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        head, rest = " ".join(words[:count]), " ".join(words[count:])
        outcome = outcome_of(head)
        sells = outcome == WON and (squash(head) in _PLAINLY or "قرارداد" in fold(head))
        if _OF_REACH.match(rest) or _OF_TERMS.match(text):
            return "", ""
        if (outcome == LOST or sells) and not _GOES_ON.search(fold(rest)):
            return outcome, "" if squash(rest) in _VERBS or _WHOM.match(rest) else rest
    return "", ""


def beside(text: str) -> str:
    """What a status says beside its word for an end; "" where it is not of such parts, or all of it tells the end."""
    if course_of(text):
        return ""
    return told_plainly(text)[1] or begun(text)[1]
