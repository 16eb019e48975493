"""One form for each way people write the same phone, address or company name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

import phonenumbers

from kariz.localisation import home, neighbours, phones
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash

from .joined import parted
from .models import DIALLED, PointKind
from .spelt import at_length, whole

_EMAIL = re.compile(r"[^\s@<>\"',;:\\()\[\]]+@[^\s@<>\"',;:\\()\[\]]+\.[^\s@<>\"',;:\\()\[\].]{2,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HOSTS = {
    PointKind.TELEGRAM: ("t.me", "telegram.me"),
    PointKind.LINKEDIN: ("linkedin.com",),
    PointKind.INSTAGRAM: ("instagram.com",),
}
_SHARED = """
gmail.com googlemail.com yahoo.com ymail.com hotmail.com outlook.com live.com msn.com icloud.com me.com aol.com
proton.me protonmail.com gmx.com mail.com zoho.com yandex.com yandex.ru mail.ru chmail.ir mailfa.com
google.com github.io blogspot.com wordpress.com wixsite.com blogfa.com virgool.io
t.me telegram.me wa.me whatsapp.com instagram.com linkedin.com facebook.com x.com twitter.com aparat.com
eitaa.com rubika.ir ble.ir bale.ai divar.ir digikala.com torob.com basalam.com balad.ir nshn.ir
"""
SHARED_HOSTS = frozenset(_SHARED.split())
"""Hosts on which many companies and people have their address."""
LEGAL_FORMS = frozenset(
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
        "سهامی‌خاص",
        "سهامی‌عام",
        "بامسئولیت",
        "با‌مسئولیت‌محدود",
        "مسئولیت‌محدود",
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
        "dac",
        "clg",
        "teo",
        "teoranta",
        "pty",
        "bv",
        "gmbh",
        "group",
        "holding",
        "the",
        # "&" is no word, so what is written out for it is none either.
        "and",
        "و",
    ]
)


def one_line(text: str) -> str:
    """The text without control and direction marks, with single spaces."""
    # None of those marks is printable; most texts hold none.
    return " ".join((text if text.isprintable() else _CONTROL.sub(" ", text)).split())


_EXTENSION = re.compile(r"(?i)\s*(?:ext\.?|x|tel:)\s*")
_LETTERS = re.compile(r"[A-Za-z]")


def phone(text: str) -> str | None:
    """E.164 («۰۹۱۲ ۱۲۳ ۴۵۶۷» → +989121234567), of the company's country when none is named, of its neighbour where only
    that has such a number; None for what is no phone number."""
    return _phone(text, home.region())


@lru_cache(maxsize=4096)
def _phone(text: str, region: str) -> str | None:
    typed = phones.dialled(one_line(text))[:50]
    if region == "IR" and phones.IRANIAN.fullmatch(typed):
        return f"+98{typed[-10:]}"
    # Letters would be dialled as the digits of their keys; here they are a slip of the finger.
    if _LETTERS.search(_EXTENSION.sub("", typed)):
        return None
    number = phones.number(typed, region)
    form = phonenumbers.PhoneNumberFormat.E164
    return None if number is None else phonenumbers.format_number(number, form)


def readable(text: str) -> str:
    """A number in groups («09121234567» → 0912 123 4567), of abroad with its country; what is none as it was typed."""
    return text if phone(text) is None else phones.readable(one_line(text))


def worded(text: str) -> str:
    """The same with the word for its extension in the reader's language."""
    return text if phone(text) is None else phones.worded(one_line(text))


def national(e164: str) -> str:
    """The digits as dialled at home, in Iran +989121234567 → 09121234567; those of a neighbour as dialled there, others
    unchanged."""
    return _national(e164, home.region())


@lru_cache(maxsize=4096)
def _national(e164: str, region: str) -> str:
    code, prefix = _of_region(region)
    return prefix + e164[len(code) :] if e164.startswith(code) else neighbours.dialled_there(e164, region)


@cache
def _of_region(region: str) -> tuple[str, str]:
    """What its numbers begin with as seen from abroad, and at home."""
    code = f"+{phonenumbers.country_code_for_region(region)}"
    return code, phonenumbers.ndd_prefix_for_region(region, True) or ""


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


_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
"""Letters with a dot after each: "l.l.c." is "llc"."""


_LINKED = re.compile(r"(?<=\w\wا)ی(?=\s+\w)")
"""The ye that only joins a word to the next: «آبفای تهران» is «آبفا تهران»."""


_ENDING = re.compile(r"(?<=\w)\s+(?=(?:ها|های|هایی|ای)(?!\w))")
"""«فروشگاه های زنجیره ای» is «فروشگاه‌های زنجیره‌ای»."""


_WORD = re.compile(r"\w+")


def core_words(name: str) -> list[str]:
    """The words of a company's name, folded, without its legal form; that too where it has no other."""
    return list(_core_words(name))


@lru_cache(maxsize=4096)
def _core_words(name: str) -> tuple[str, ...]:
    folded = fold(parted(name))
    if not folded.isascii():
        if " ها" in folded or " ای" in folded:
            folded = _ENDING.sub("", folded)
        if "ای " in folded:
            folded = _LINKED.sub("", folded)
    if "." in folded:
        folded = _DOTTED.sub(lambda found: found[0].replace(".", ""), folded)
    words = tuple(map(whole, _WORD.findall(at_length(folded))))
    return tuple(word for word in words if word not in LEGAL_FORMS) or words


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """The company's name without legal form, spaces and marks: «شرکت نیکان (سهامی خاص)» and «نیکان» are one."""
    # A name of signs alone is still a name: it is only like itself.
    return (squash(" ".join(core_words(name))) or fold(name) or name.strip())[:400]


def is_mobile(e164: str) -> bool:
    """Numbers of some countries do not tell."""
    return e164.startswith("+989") if e164.startswith("+98") else _is_mobile_abroad(e164)


@lru_cache(maxsize=4096)
def _is_mobile_abroad(e164: str) -> bool:
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE


def is_whole(e164: str) -> bool:
    """Does it say its area? "555-5299" rings at somebody else's in the next town."""
    return e164.startswith("+98") or _is_whole_abroad(e164)


@lru_cache(maxsize=4096)
def _is_whole_abroad(e164: str) -> bool:
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return False
    local = phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    return phonenumbers.is_possible_number_with_reason(number) != local


def code(text: str) -> str:
    """The digits of a national id or economic code; nothing where there are too few to be one, or all are one digit."""
    if not text:
        return ""
    digits = "".join(char for char in to_latin(text) if char.isdigit())
    return digits if len(digits) >= 8 and len(set(digits)) > 1 else ""


LONGEST_HOST = 253
"""Letters of a host's name (RFC 1035)."""


def domain(text: str) -> str:
    """The host of a web address or e-mail without "www."; nothing where many share it (gmail.com, t.me)."""
    typed = to_latin(one_line(text)).casefold().rpartition("@")[2]
    if "." not in typed:
        return ""
    try:
        host = urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").rstrip(".")
    if len(host) > LONGEST_HOST:
        return ""
    within = host.split(".")
    shared = any(".".join(within[at:]) in SHARED_HOSTS for at in range(len(within)))
    return "" if shared or "." not in host else host


def _handle(kind: str, text: str) -> str:
    """The account's name out of a link or an @name."""
    parts = urlsplit(text if "//" in text else f"//{text}")
    host = (parts.hostname or "").removeprefix("www.")
    known = any(host == name or host.endswith(f".{name}") for name in _HOSTS[PointKind(kind)])
    return (parts.path if known else text).strip("/@ ").casefold()
