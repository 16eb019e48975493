"""Numbers of phones as people read them."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers

from . import preferences
from .digits import localise, to_latin

REGION = "IR"


@lru_cache(maxsize=4096)
def readable(text: str) -> str:
    """A number in groups («09121234567» → 0912 123 4567), of abroad with its country; what is none as it was typed."""
    try:
        number = phonenumbers.parse(to_latin(text)[:50], REGION)
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_possible_number(number):
        return text
    home = number.country_code == phonenumbers.country_code_for_region(REGION)
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, shape.NATIONAL if home else shape.INTERNATIONAL)


def shown(text: str) -> str:
    """The number in groups and in the person's digits; the place around it keeps it left to right."""
    return localise(readable(text), preferences.current().digits)
