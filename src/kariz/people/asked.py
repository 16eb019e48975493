"""What may be meant by a number that somebody asks for, whole or in part."""

from __future__ import annotations

import phonenumbers

from kariz.localisation import home
from kariz.localisation.digits import to_latin

from . import normal


def phone_key(text: str) -> str:
    """The normal form of a phone; nothing of what is none."""
    return normal.phone(text) or ""


def phones_asked(text: str) -> tuple[str, ...]:
    """The forms of a phone or of a part of one, to be looked for in normal ones: «۰۲۱-۸۸۰۰» is "+98218800" and "0218800"
    itself."""
    digits = _digits(text)
    if not digits:
        return ()
    region = home.region()
    trunk = phonenumbers.ndd_prefix_for_region(region, True) or ""
    forms = [phone_key(text), digits]
    if to_latin(text).strip().startswith("+"):
        forms = [phone_key(text), f"+{digits}"]
    elif digits.startswith("00"):
        forms.append(f"+{digits[2:]}")
    elif trunk and digits.startswith(trunk):
        forms.append(f"+{phonenumbers.country_code_for_region(region)}{digits[len(trunk) :]}")
    return tuple(dict.fromkeys(filter(None, forms)))


def email_key(text: str) -> str:
    """The normal form of an address; nothing of what is none."""
    return normal.email(text) or ""


def emails_asked(text: str) -> tuple[str, ...]:
    """An address or a part of one, to be looked for in normal ones."""
    return tuple(filter(None, (to_latin(text.strip()).casefold(),)))


def codes_asked(text: str) -> tuple[str, ...]:
    """A code in Latin digits, and without what stands between them."""
    typed = to_latin(normal.one_line(text))
    return tuple(dict.fromkeys(filter(None, (typed, _digits(text)))))


def _digits(text: str) -> str:
    """Those of what has no letters: with letters it is no number alone."""
    typed = to_latin(text)
    return "" if any(map(str.isalpha, typed)) else "".join(filter(str.isdecimal, typed))
