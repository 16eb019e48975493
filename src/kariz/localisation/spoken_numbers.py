"""Numbers as they are said in Persian, wholly or half in words: «یک میلیارد و دویست میلیون», «۲ و نیم»."""

from __future__ import annotations

import re
from decimal import Decimal

from .number_words import persian_words
from .text import fold

_ALSO = "یه 1|یکصد 100|چار 4|شیش 6|پونزده 15|شونزده 16|هیفده 17|هیجده 18|چارصد 400|پونصد 500|شیشصد 600|دیویست 200|صفر 0"
_VALUES = {fold(word).replace(" ", ""): number for word, number in persian_words().items()} | {
    word: int(number) for word, number in (pair.split() for pair in _ALSO.split("|"))
}
_SCALES = {
    "هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "ملیارد": 10**9, "تریلیون": 10**12, "همت": 10**12,
}  # fmt: skip


def _any_of(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_TOKEN = re.compile(
    rf"(?P<and>و)?(?:(?P<word>{_any_of(_VALUES)})|(?P<scale>{_any_of(_SCALES)})|(?P<half>نیم)"
    r"|(?P<digits>\d{1,3}(?:\.\d{1,2})?)(?![\d.,/]))"
)
_HALF = Decimal("0.5")
UNSAID = 10**6
"""After a scale like this a number without one may stand for the scale below it."""


def is_without_scale(text: str) -> bool:
    """Is it a number in words, with no word for thousands or a unit: «هشتصد و پنجاه»?"""
    bare = fold(text).replace(" ", "")
    tokens = _tokens(bare)
    return bool(tokens) and not any(token["scale"] for token in tokens)


def spoken_number(bare: str) -> Decimal | None:
    """The number that a folded text without spaces says with words; None for what is not wholly one, or is written in
    digits with no more than the words of its scales beside."""
    number = _heard(bare)
    return number.whole() if number is not None and number.is_plain() else None


def scale_unsaid(bare: str) -> int:
    """The scale that people leave unsaid behind the last hundreds of a text, of «یک میلیارد و دویست» a million; else 0."""
    number = _heard(bare)
    return 0 if number is None else number.left_unsaid()


def _heard(bare: str) -> _Number | None:
    number = _Number()
    tokens = _tokens(bare)
    for place, token in enumerate(tokens, 1):
        if not number.hears(token, place < len(tokens) and tokens[place]["scale"] is not None):
            return None
    return number if tokens else None


def _tokens(bare: str) -> list[re.Match[str]]:
    """The text in parts; none unless it is all of such parts and one of them is a word."""
    found: list[re.Match[str]] = []
    place = 0
    while place < len(bare):
        token = _TOKEN.match(bare, place)
        if token is None:
            return []
        found.append(token)
        place = token.end()
    worded = any(token["word"] or token["half"] for token in found)
    return found if worded or all(token["scale"] for token in found) else []


class _Number:
    """Goes along the parts of a number: `group` is what was said since the last scale, `room` what may still be added to
    it, and `sums` what the scales before came to, each as (number, size) in falling order."""

    def __init__(self) -> None:
        self.sums: list[tuple[Decimal, int]] = []
        self.group: Decimal | None = None
        self.room = 1000
        self.joined = False

    def hears(self, token: re.Match[str], scaled: bool) -> bool:
        """Take one part more; False where nobody speaks so. `scaled`: the next part is a scale."""
        if token["scale"]:
            return self._scale(_SCALES[token["scale"]])
        if self.group is None:
            self.joined = bool(token["and"])
        if token["half"]:
            return self._half(scaled)
        if token["digits"]:
            return self._add(Decimal(token["digits"]), self.room == 1000, 1)
        return self._word(_VALUES[token["word"]])

    def is_plain(self) -> bool:
        """«دو میلیارد و سیصد» is 2.3 milliards to who says it, and 2,000,000,300 to the letter: nobody knows."""
        return not (self.group and self.sums and self.sums[-1][1] >= UNSAID)

    def left_unsaid(self) -> int:
        """The scale of its last hundreds, where they stand without a word for it; else 0."""
        hundreds = self.joined and 100 <= (self.group or 0) < 1000
        return 0 if self.is_plain() or not hundreds else self.sums[-1][1] // 1000

    def whole(self) -> Decimal:
        return sum((number for number, _size in self.sums), Decimal(0)) + (self.group or 0)

    def _word(self, value: int) -> bool:
        if value == 100 and self.group is not None and 2 <= self.group <= 9:
            # «پنج صد»
            self.group, self.room = self.group * 100, 100
            return True
        if value >= 100:
            return self._add(Decimal(value), self.room == 1000, 100)
        if value >= 20:
            return self._add(Decimal(value), self.room >= 100, 10)
        return self._add(Decimal(value), self.room >= (100 if value >= 10 else 10), 1)

    def _add(self, value: Decimal, fits: bool, room: int) -> bool:
        self.group, self.room = (self.group or 0) + value, room
        return fits

    def _half(self, scaled: bool) -> bool:
        if self.group is None and self.sums and not scaled:
            # «دو میلیون و نیم»
            number, size = self.sums[-1]
            self.sums[-1] = (number + _HALF * size, size)
            return True
        return self._add(_HALF, self.group is None or self.group == int(self.group), 0)

    def _scale(self, size: int) -> bool:
        """«دویست هزار میلیارد» is two hundred thousand of them, «دو هزار و پانصد میلیارد» two thousand five hundred."""
        smaller = [one for one in self.sums if one[1] < size]
        if smaller and self.group is not None and not self.joined:
            return False
        self.sums = self.sums[: len(self.sums) - len(smaller)]
        counted = sum((number for number, _size in smaller), Decimal(0)) + (self.group or 0)
        of = size * (smaller[-1][1] if smaller and self.group is None else 1)
        falls = not self.sums or self.sums[-1][1] > of
        self.sums.append(((counted or Decimal(1)) * size, of))
        self.group, self.room = None, 1000
        return falls
