"""Words that a company's name joins with «و» ("and"), however they are written: «کشت و صنعت», «کشت‌وصنعت»."""

from __future__ import annotations

import re

from kariz.localisation.text import persian_letters

_PAIRS = """
آب برق، آب خاک، آب فاضلاب، آهن فولاد، برق صنعت، برش دوخت، بازرگانی صنعتی، پخش بازرگانی، پخش توزیع، پژوهش فناوری،
پوشاک کفش، پیچ مهره، تحقیق توسعه، تحقیقات توسعه، تولید بازرگانی، تولید پخش، تولید توزیع، تولیدی بازرگانی، تولیدی صنعتی،
تهیه توزیع، جست جو، چاپ بسته، چاپ نشر، چوب فلز، چوب کاغذ، حمل نقل، خرید فروش، دام طیور، در پنجره، راه ساختمان،
راه ساخت، رفت آمد، رنگ رزین، ساخت تولید، ساخت ساز، ساخت نصب، سنگ ساختمان، سیم کابل، شست شو، شیشه بلور، صادرات واردات،
صنعت بازرگانی، صنعت تجارت، صنعت معدن، صنعتی بازرگانی، صنعتی تولیدی، طراحی ساخت، طرح توسعه، علم صنعت، علم فناوری،
علوم فنون، فروش خدمات، فنی حرفه، فنی مهندسی، کار دانش، کسب کار، کشت دام، کشت صنعت، کیف کفش، گفت گو، گل گیاه، مد لباس،
مرغ ماهی، مس فولاد، معدن صنعت، نان شیرینی، نصب راه، نصب تعمیر، نفت گاز، واردات صادرات
"""
_KNOWN: dict[str, set[str]] = {}
for _one, _other in (pair.split() for pair in _PAIRS.split("،")):
    _KNOWN.setdefault(_one, set()).add(_other)
_GAP = r"[\s\u200c]*"
_JOINED = re.compile(rf"(?<!\w)({'|'.join(_KNOWN)}){_GAP}و{_GAP}(\w+)")
_BETWEEN = re.compile(r"(?<=\w)\u200c+و\u200c+(?=\w)")
"""A half-space before it alone says nothing: «داده‌ورزی» and «ایران‌وب» have a word that begins with the letter."""


def parted(name: str) -> str:
    """The name with «و» as a word of its own wherever it joins two."""
    if "و" not in name:
        return name
    return _JOINED.sub(_apart, _BETWEEN.sub(" و ", persian_letters(name)))


def _apart(found: re.Match[str]) -> str:
    one, other = found.groups()
    return f"{one} و {other}" if other in _KNOWN[one] else found[0]
