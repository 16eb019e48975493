"""What was typed on the wrong keyboard layout: «سشقش» is "sara", "sghl" is «سلام»."""

from __future__ import annotations

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,CH\\"
_PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوژآپ"
_TO_PERSIAN = {**dict(zip(_LATIN, _PERSIAN, strict=True)), "`": "پ"}
# The old Arabic letters, and where other layouts have «ئ», stand on the same keys.
_TO_LATIN = {persian: latin.lower() for latin, persian in zip(_LATIN, _PERSIAN, strict=True) if latin != "\\"}
_TO_LATIN |= {"ي": "d", "ك": ";", "ئ": "m"}


def other_layout(text: str) -> str:
    """The text as the same keys write it on the other layout; empty when it holds letters of both or of neither."""
    persian = any(char in _TO_LATIN for char in text)
    latin = any(char.isascii() and char.isalpha() for char in text)
    if persian == latin:
        return ""
    if persian:
        return "".join(_TO_LATIN.get(char, char) for char in text)
    return "".join(_TO_PERSIAN.get(char) or _TO_PERSIAN.get(char.lower(), char) for char in text)
