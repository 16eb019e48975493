"""What tells a company from others: words of its name that few have, and other names that it says it has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from kariz.localisation.text import fold, persian_letters

from ..firm_words import BRANCHES, CITIES, KINDS, PLACES
from ..normal import LEGAL_FORMS, core_words

SHORTEST = 3
_HOUSING = fold("مسکن")
_COMMON = """
پارس پارسیان پارسی ایران ایرانیان ایرانی آریا آریایی آسیا جهان جهانی بینالمللی بین المللی نوین نوآور نو جدید پیشرو پیشگام
پیشتاز برتر ممتاز بزرگ ملی اول خاور سپهر البرز دماوند زاگرس الوند سهند سبلان کاوه آذر پویا فراز مهر آفتاب ستاره کیمیا
ماهان نیکان سپید سفید سبز آبی سرخ طلایی نقره نور نوری امید کوثر غدیر الغدیر ولیعصر میلاد صبا سینا سامان تدبیر اندیشه دانش
ایمن اطلس زمین آسمان دریا خلیج فارس کویر گستر گستران پرداز پردازان سازه سازان کاران آوران صنعتگران توسعه طرح نقش همراه
یاران همکاران کارکنان فرهنگیان مسکن مسکونی اداری تجاری برج پروژه پاساژ بازار مدیریت مدیره هیات ساختمانهای شهرک منطقه
هنر زیبا خانه شهر راه پل سیستم افزار ارتباط طب سلامت گروه مجتمع
the of and for in on at by to an from with la le les de del el al das der die un une
hotel hotels house houses home homes lodge inn bar bars grill pub tavern cafe coffee tea restaurant restaurants kitchen
kitchens bakery deli diner diners bistro pizza pizzeria catering caterer caterers food shop shops store stores market
markets mart farm farms garden gardens club clubs school schools college academy university hospital hospitals clinic
centre care nursing health medical dental pharmacy spa hall court view bay beach lake river island sea park hill mountain
valley bridge road avenue street square new old great little big royal premier prime first best gold golden silver red
green blue black white star sun moon sky national global world universal united general central city town county village
north south east west western eastern northern southern ireland irish british english american europe european asia
consulting consultants consultancy consult partners partner associates brothers sons family agency studio studios design
designs media digital online web tech data cloud network networks energy power electric electrical motor motors auto cars
car sales supply supplies supplier suppliers equipment tools machine machinery machines building builders build homes
property properties estate estates investments investment capital finance financial insurance bank legal law architects
architect fitout interiors furniture retail wholesale distribution distributors imports exports import export fresh pure
natural organic quality express direct plus pro max smart fast easy event events service product management training
education community council board office department
"""
COMMON = frozenset(map(fold, _COMMON.split())) | KINDS | CITIES | PLACES | BRANCHES | LEGAL_FORMS
"""Words that many companies are called by: none of them alone says which one it is."""
_SMALL = frozenset(["the", "of", "and", "for", "in", "on", "at", "by", "to", "an", "a", "from", "with"])
_NO_NAMES = KINDS | LEGAL_FORMS | _SMALL
_ALSO = re.compile(
    r"(?<!\w)(?:t/a|t\.a\.|d/b/a|dba|trading\s+as|doing\s+business\s+as|formerly(?:\s+known\s+as)?|previously|f/k/a"
    r"|با\s+نام\s+تجاری|نام\s+تجاری|با\s+برند|معروف\s+به|مشهور\s+به|با\s+نام\s+سابق|نام\s+سابق|نام\s+قدیم|سابقا|سابق)(?!\w)",
    re.IGNORECASE,
)
_APART = re.compile(r"[()\[\]«»\"“”:،,]|\s[-–—/|]\s")
_HEAD_OFFICE = frozenset((fold(one), fold("مرکزی")) for one in ("ساختمان", "دفتر")) | {
    ("head", "office"),
    ("main", "office"),
    ("central", "office"),
}


def is_telling(word: str) -> bool:
    return len(word) >= SHORTEST and word not in COMMON and not word.isdecimal()


@lru_cache(maxsize=8192)
def telling(words: tuple[str, ...]) -> frozenset[str]:
    """The words by which few companies are called, should few have them; two that stand side by side as one too, for
    people write them together: «دژ آفرین» is «دژآفرین», and "Clew Bay" says more than either."""
    found = {word for word in words if is_telling(word)}
    for one, other in pairwise(words):
        if not {one, other} & _NO_NAMES and not ({one, other} & CITIES and {one, other} <= COMMON):
            found.add(one + other)
        elif other in KINDS and is_telling(one) and not other.isascii():
            # «رازی دام» is «رازی‌دام», though «دام» alone says what somebody deals in.
            found.add(one + other)
    if len(words) > 1 and words[0] == _HOUSING:
        # «تعاونی مسکن کارکنان نفت» is told by whose houses it builds.
        found.add(words[0] + words[-1])
    return frozenset(word for word in found if is_telling(word))


def aligned(words: Sequence[str], other: Collection[str]) -> tuple[str, ...]:
    """The words, two of them as one where the other name writes them so."""
    found: list[str] = []
    for word in words:
        if found and found[-1] + word in other:
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=8192)
def also(name: str) -> frozenset[tuple[str, ...]]:
    """The names, as their words, that a name has within it: "Nourish Deli (Kinvara Fresh Ltd t/a)" is both."""
    text = persian_letters(name)
    if not (_ALSO.search(text) or any(mark in text for mark in "([")):
        return frozenset()
    said = bool(_ALSO.search(text))
    found = set()
    for part in _APART.split(_ALSO.sub("(", text)):
        words = tuple(core_words(part)) if part.strip() else ()
        formed = bool(words) and len(words) < len(re.findall(r"\w+", part))
        if words and (said or formed) and telling(words):
            found.add(words)
    return frozenset(found) if len(found) > 1 or said else frozenset()


def is_head_office(words: Sequence[str]) -> bool:
    return any(pair in _HEAD_OFFICE for pair in pairwise(words))
