"""Amounts whose last hundreds stand without the word of their scale, as people say them: «یک میلیارد و دویست» is 1.2
milliards, «دو میلیون و سیصد تومان» 2.3 millions."""

from __future__ import annotations

import re

from kariz.localisation.digits import to_latin
from kariz.localisation.spoken_numbers import scale_unsaid
from kariz.localisation.text import fold
from kariz.reading.cells.about import without_about

_LETTER = re.compile(r"[^\W\d_]")
_UNIT = re.compile(r"\s*(?:تومان|تومن|ریال)\s*$")
_IN_DIGITS = re.compile(r"\d{1,3}(?:\.\d{1,2})?(میلیارد|ملیارد|میلیون|ملیون)و([1-9]\d\d)")
_BELOW = {10**6: "میلیون", 10**3: "هزار"}


def at_length(text: str) -> str:
    """The amount with that word; the text itself where none is left out."""
    if not _LETTER.search(text):
        return text
    said = fold(to_latin(text)).strip()
    number = _UNIT.sub("", said)
    bare = number.replace(" ", "")
    if found := _IN_DIGITS.fullmatch(bare):
        scale = 10**6 if found[1].endswith("ارد") else 10**3
    else:
        scale = scale_unsaid(bare) if bare and len(bare) < 80 else 0
    return f"{number} {_BELOW[scale]}{said[len(number) :]}" if scale in _BELOW else text


def is_shortened(text: str) -> bool:
    bare = without_about(text.strip())
    return at_length(bare) != bare
