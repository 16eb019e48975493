"""A person's name, numbers and addresses in running text: found as people write them, and struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import phonenumbers

from kariz.localisation import home
from kariz.localisation.digits import to_latin

from . import normal

STRUCK = "█████"
_SHORTEST = 2
_SAME = ("یيىئ", "کك", "هةۀ", "اأإآ", "وؤ")
_LETTERS = {letter: f"[{letters}]" for letters in _SAME for letter in letters}
_DIGITS = {str(n): f"[{n}{chr(0x06F0 + n)}{chr(0x0660 + n)}]" for n in range(10)}
_GAP = r"[\s\u200c\u200f\u200e\-_./()]*"
_SPACE = r"[\s\u200c]*"
_LEAST_DIGITS = 7


class Words:
    """Strikes what names a person out of texts. `names` stand as whole words; `points` are numbers and addresses."""

    def __init__(self, *, names: Iterable[str], points: Iterable[str]) -> None:
        parts = [_name(name) for name in names if len(name.strip()) >= _SHORTEST]
        parts += [found for point in points if (found := _point(point))]
        # The longest first: of a name within another the whole goes.
        self._pattern = (
            re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE) if parts else None
        )

    def strike(self, text: str) -> str:
        """The text with a bar in place of each."""
        return self._pattern.sub(STRUCK, text) if self._pattern and text else text

    def strike_all(self, value: Any) -> Any:
        """The same for every text within plain JSON; names of fields stay."""
        match value:
            case str():
                return self.strike(value)
            case list():
                return [self.strike_all(one) for one in value]
            case dict():
                return {key: self.strike_all(one) for key, one in value.items()}
        return value


def _name(text: str) -> str:
    words = [_letters(word) for word in re.split(r"[\s\u200c]+", text.strip()) if word]
    return rf"(?<!\w){_SPACE.join(words)}(?!\w)"


def _letters(word: str) -> str:
    return "".join(_LETTERS.get(char) or _DIGITS.get(char) or re.escape(char) for char in to_latin(word))


def _point(text: str) -> str:
    e164 = normal.phone(text)
    if e164 is None:
        plain = text.strip()
        return rf"(?<!\w){_letters(plain)}(?!\w)" if len(plain) > _SHORTEST else ""
    number = phonenumbers.parse(e164)
    own = phonenumbers.national_significant_number(number)
    if len(own) < _LEAST_DIGITS:
        return ""
    country = number.country_code or home.code()
    code = _digits(str(country))
    out = "|".join(_digits(prefix) for prefix in _ways_out(home.region()))
    abroad = rf"(?:(?:\+|{out}){_GAP})?{code}{_GAP}"
    # "+44 (0)20 7946 0018" is written too.
    trunk = phonenumbers.ndd_prefix_for_region(phonenumbers.region_code_for_country_code(country), True)
    within = rf"(?:{_digits(trunk)}{_GAP})?" if trunk else ""
    return rf"(?<!\d)\(?(?:{abroad})?{within}{_digits(own)}(?!\d)"


@lru_cache(maxsize=8)
def _ways_out(region: str) -> list[str]:
    """What is dialled before a number of another country, the longest first: 00, from America 011, from Russia 810."""
    known = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    own = (known.preferred_international_prefix or known.international_prefix or "") if known else ""
    plain = "".join(char for char in own if char.isdigit()) if re.fullmatch(r"[\d~]+", own) else ""
    return sorted({"00", plain} - {""}, key=len, reverse=True)


def _digits(number: str) -> str:
    return _GAP.join(_DIGITS[digit] for digit in number)
