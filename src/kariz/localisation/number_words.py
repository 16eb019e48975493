"""Whole numbers in words, Persian and English."""

from __future__ import annotations

_FA_ONES = (
    "", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده", "چهارده",
    "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)  # fmt: skip
_FA_TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_FA_HUNDREDS = ("", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")
_FA_SCALES = ("", "هزار", "میلیون", "میلیارد", "هزار میلیارد", "میلیون میلیارد", "میلیارد میلیارد")

_EN_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")

LIMIT = 10**21


def number_words(number: int, language: str = "fa") -> str:
    """A whole number in words: «صد و بیست و سه», "one hundred twenty-three". Raises ValueError from 10**21 on."""
    if abs(number) >= LIMIT:
        raise ValueError("the number is too large for words")
    persian = language.startswith("fa")
    if number < 0:
        return f"{'منفی' if persian else 'minus'} {number_words(-number, language)}"
    if number == 0:
        return "صفر" if persian else "zero"
    groups = []
    scale = 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            groups.append(_persian(group, scale) if persian else _english(group, scale))
        scale += 1
    return (" و " if persian else " ").join(reversed(groups))


def persian_words() -> dict[str, int]:
    """{word: number} of the Persian words for numbers below a thousand."""
    ones = {word: number for number, word in enumerate(_FA_ONES)}
    tens = {word: 10 * number for number, word in enumerate(_FA_TENS)}
    hundreds = {word: 100 * number for number, word in enumerate(_FA_HUNDREDS)}
    return {word: number for word, number in (ones | tens | hundreds).items() if word}


def _persian(group: int, scale: int) -> str:
    if group == 1 and scale == 1:
        return "هزار"
    tens, ones = divmod(group % 100, 10)
    low = [_FA_ONES[group % 100]] if group % 100 < 20 else [_FA_TENS[tens], _FA_ONES[ones]]
    words = " و ".join(filter(None, [_FA_HUNDREDS[group // 100], *low]))
    return f"{words} {_FA_SCALES[scale]}".strip()


def _english(group: int, scale: int) -> str:
    tens, ones = divmod(group % 100, 10)
    low = (
        _EN_ONES[group % 100]
        if group % 100 < 20
        else "-".join(filter(None, [_EN_TENS[tens], _EN_ONES[ones]]))
    )
    hundreds = f"{_EN_ONES[group // 100]} hundred" if group >= 100 else ""
    return " ".join(filter(None, [hundreds, low, _EN_SCALES[scale]]))
