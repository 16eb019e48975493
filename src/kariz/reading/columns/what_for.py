"""What deals are called, where no header says title: "Job desc", "Project Title", «شرح کار», or the only column of short
texts that say what is done, each row another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.columns.other_firms import is_of_others

_THING = (
    "job|project|proj|work|works|deal|opportunity|opp|quote|quotation|proposal|order|enquiry|inquiry|tender|bid|sale|contract|"
    "request|requirement|service|system|installation|install|task"
)
_SAYS = "title|name|desc|descr|description|details?|summary|brief|scope"
_KAR = "کار|کارها|پروژه|معامله|سفارش|درخواست|قرارداد|فروش|خدمات|خدمت|استعلام|پیشنهاد|خرید|نیاز|مناقصه|فعالیت"
_SHARH = "شرح|عنوان|نام|موضوع|توضیح|مشخصات|خلاصه|جزئیات"
_CALLED = re.compile(
    rf"(?:the |our )?(?:{_THING})s? (?:{_SAYS})|(?:{_SAYS}) (?:of )?(?:the )?(?:{_THING})s?|scope of works?|"
    rf"(?:{_SHARH}) (?:مختصر )?(?:{_KAR})(?: مورد نظر)?"
)
_JOBS = frozenset(map(squash, ("job title", "job name")))
"""What somebody does."""
_ELSE = re.compile(
    r"\b(?:address\w*|addr|location|area|region|suburb|street|town|city|country|url|link|site|website|file|colou?r|size|model|"
    r"terms?|payment|deliver\w*|lead|how|where|who|when|why|last|latest|update\w*|status|state|remarks?|comments?|notes?|"
    r"feedback|outcome|result|reason|action|next|follow\w*|type|category|segment|industry|sector|team|department|dept|role|"
    r"نشانی|ادرس|آدرس|محل|منطقه|محله|شهر|کشور|استان|لینک|سایت|فایل|رنگ|سایز|مدل|شرایط|پرداخت|تحویل|آخرین|اخرین|وضعیت|"
    r"ملاحظات|نظر|نتیجه|علت|دلیل|چرا|اقدام|بعدی|پیگیری|نوع|دسته|گروه|صنعت|حوزه|تیم|واحد|سمت|نقش|کی|کجا|چگونه)\b"
)
"""What short texts of a list of deals say besides."""
_SMALL = frozenset("of and the for de la le to a an in on at with by or & +".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W_]+")
SHORT, WORDS = 60, 4.5
"""Letters, and words on average: what is longer tells of a deal instead of naming it."""
FEWEST, DIFFERENT, SAYS = 4, 0.8, 0.6


def is_called(column: str) -> bool:
    """Does the header say that what a deal is for stands below it?"""
    said = " ".join(re.findall(r"\w+", fold(column.replace("\u200c", " "))))
    return squash(column) not in _JOBS and _CALLED.fullmatch(said) is not None


def says_what(column: str, cells: Sequence[Cell]) -> bool:
    """Do short texts stand below a header that says nothing, each another one, of things and not of names? "Cool room
    60kW" begins like a name, and goes on in small letters or with a measure."""
    if _ELSE.search(fold(column)) or is_of_others(column):
        return False
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if len(texts) < max(FEWEST, 0.9 * len(cells)) or max(map(len, texts)) > SHORT:
        return False
    words = [_WORD.findall(text) for text in texts]
    if len({squash(text) for text in texts}) < DIFFERENT * len(texts) or sum(map(len, words)) > WORDS * len(
        texts
    ):
        return False
    return _are_things(words)


def are_things(cells: Sequence[Cell]) -> bool:
    """Are most of these things, and neither names nor sentences?"""
    words = [_WORD.findall(str(cell)) for cell in cells]
    return bool(words) and sum(map(len, words)) <= WORDS * len(words) and _are_things(words)


def _are_things(words: Sequence[Sequence[str]]) -> bool:
    return sum(map(_is_of_things, words)) >= SAYS * len(words)


def _is_of_things(words: Sequence[str]) -> bool:
    if len(words) < 2:
        return False
    small = any(
        word.islower() and word.isascii() and word.isalpha() and word not in _SMALL for word in words[1:]
    )
    return small or any(any(map(str.isdigit, word)) and any(map(str.isalpha, word)) for word in words)
