"""One form for each way people write the same phone, address or company name."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash

from .models import DIALLED, PointKind

REGION = "IR"
_EMAIL = re.compile(r"[^\s@<>\"',;:\\()\[\]]+@[^\s@<>\"',;:\\()\[\]]+\.[^\s@<>\"',;:\\()\[\].]{2,}")
_IRANIAN = re.compile(r"(?:\+98|0098|0)[1-9]\d{9}", re.ASCII)
"""Written without gaps, as most are: what the library makes of these is known, at a twentieth of the time."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HOSTS = {
    PointKind.TELEGRAM: ("t.me", "telegram.me"),
    PointKind.LINKEDIN: ("linkedin.com",),
    PointKind.INSTAGRAM: ("instagram.com",),
}
_LEGAL_FORMS = frozenset(
    fold(word)
    for word in [
        "شرکت",
        "شركت",
        "موسسه",
        "مؤسسه",
        "گروه",
        "سهامی",
        "خاص",
        "عام",
        "بامسئولیت",
        "مسئولیت",
        "محدود",
        "با",
        "تعاونی",
        "تضامنی",
        "هلدینگ",
        "company",
        "co",
        "corp",
        "corporation",
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "plc",
        "gmbh",
        "group",
        "holding",
        "the",
    ]
)


def one_line(text: str) -> str:
    """The text without control and direction marks, with single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


@lru_cache(maxsize=4096)
def phone(text: str) -> str | None:
    """E.164 («۰۹۱۲ ۱۲۳ ۴۵۶۷» → +989121234567), Iran's when no country is named; None for what is no phone number."""
    typed = to_latin(one_line(text))[:50]
    if _IRANIAN.fullmatch(typed):
        return f"+98{typed[-10:]}"
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(e164: str) -> str:
    """The digits as dialled at home: +989121234567 → 09121234567; others unchanged."""
    return f"0{e164[3:]}" if e164.startswith("+98") else e164


def email(text: str) -> str | None:
    """The casefolded address, or None for what is no address."""
    typed = to_latin(text.strip()).casefold()
    return typed if len(typed) <= 254 and _EMAIL.fullmatch(typed) else None


def point(kind: str, value: str) -> str | None:
    """The normal form of a way to reach somebody; None when the value does not fit its kind."""
    if kind in DIALLED:
        return phone(value)
    if kind == PointKind.EMAIL:
        return email(value)
    text = one_line(value)
    return (_handle(kind, text) if kind in _HOSTS else fold(text))[:254] or None


def company_key(name: str) -> str:
    """The company's name without legal form, spaces and marks: «شرکت نیکان (سهامی خاص)» and «نیکان» are one."""
    words = re.findall(r"\w+", fold(name))
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return squash(" ".join(kept or words))[:400]


def _handle(kind: str, text: str) -> str:
    """The account's name out of a link or an @name."""
    parts = urlsplit(text if "//" in text else f"//{text}")
    host = (parts.hostname or "").removeprefix("www.")
    known = any(host == name or host.endswith(f".{name}") for name in _HOSTS[PointKind(kind)])
    return (parts.path if known else text).strip("/@ ").casefold()
