"""One value as it is kept, from what a form, a file or the API gave for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from kariz.access.models import User
from kariz.localisation import home, phones, preferences
from kariz.localisation.dates import DateError, parse_date
from kariz.localisation.digits import to_latin
from kariz.localisation.money import MAX_AMOUNT, MoneyError, parse_money
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold

from ..models import CustomField, CustomType

MOST_TEXT = 1000
MOST_NUMBER = 2**53 - 1
YES = frozenset(map(fold, ("yes", "true", "1", "y", "on", "بله", "بلی", "آری", "دارد", "✓")))
NO = frozenset(map(fold, ("no", "false", "0", "n", "off", "خیر", "نه", "ندارد", "✗")))
_BETWEEN = re.compile(r"[,،;؛|\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SEPARATORS = str.maketrans({"٬": None, ",": None, "٫": ".", " ": None, "\u200c": None})
EMPTY: tuple[Any, ...] = (None, "", [])


class Refused(ValueError):
    """The value does not fit its field; the text says what to do."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(reason)


def read(field: CustomField, given: Any) -> Any:
    """The value to keep; None for an empty one. Raises Refused."""
    if isinstance(given, str):
        given = _CONTROL.sub("", given).strip()
    if given in EMPTY:
        return None
    return _READERS[CustomType(field.type)](field, given)


def _text(field: CustomField, given: Any) -> str:
    text = " ".join(_said(given).split())
    if len(text) > MOST_TEXT:
        raise Refused(_("At most %(max)d characters.") % {"max": MOST_TEXT})
    return text


def _said(given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        raise Refused(_("Give text."))
    return str(given)


def _number(field: CustomField, given: Any) -> int | float:
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        raise Refused(_("Give a number."))
    try:
        found = Decimal(to_latin(str(given)).translate(_SEPARATORS))
    except InvalidOperation:
        raise Refused(_("Give a number.")) from None
    if not found.is_finite() or abs(found) > MOST_NUMBER:
        raise Refused(_("The number is too large."))
    return int(found) if found == found.to_integral_value() else float(found)


def _money(field: CustomField, given: Any) -> int:
    """Minor units; text is read as people write sums."""
    now = preferences.current()
    if isinstance(given, str):
        try:
            given = parse_money(given, now.currency, now.unit).amount
        except MoneyError as error:
            raise Refused(error.message) from None
    if isinstance(given, bool) or not isinstance(given, int):
        raise Refused(_("Give an amount in whole units."))
    if not 0 <= given <= MAX_AMOUNT:
        raise Refused(_("The amount is too large.") if given > 0 else _("The amount must be zero or more."))
    return given


def _date(field: CustomField, given: Any) -> str:
    if isinstance(given, datetime):
        given = given.date()
    if isinstance(given, str):
        try:
            given = parse_date(given, today=preferences.today(), calendar=preferences.current().calendar)
        except DateError as error:
            raise Refused(error) from None
    if not isinstance(given, date):
        raise Refused(_("Give a day."))
    return given.isoformat()


def _choice(field: CustomField, given: Any) -> str:
    """An option by its key or by what it is called."""
    text = _said(given)
    keys = {key for key, _label in field.choices(retired=True)}
    if text in keys:
        return text
    called = {fold(label): key for key, label in reversed(field.choices(retired=True))}
    if (key := called.get(fold(text))) is None:
        raise Refused(_("“%(value)s” is not one of its choices.") % {"value": text[:50]})
    return key


def _choices(field: CustomField, given: Any) -> list[str]:
    """In the order of the options, each once."""
    parts = _parts(field, given) if isinstance(given, str) else given
    if not isinstance(parts, list | tuple):
        raise Refused(_("Give a list of choices."))
    held = {
        _choice(field, part.strip() if isinstance(part, str) else part) for part in parts if part not in EMPTY
    }
    return [key for key, _label in field.choices(retired=True) if key in held]


def _parts(field: CustomField, given: str) -> list[str]:
    """One a line where each line is a choice, which may hold a comma itself; else whatever stands between commas."""
    called = {fold(label) for _key, label in field.choices(retired=True)}
    lines = [line for line in given.splitlines() if line.strip()]
    return lines if all(fold(line) in called for line in lines) else _BETWEEN.split(given)


def _boolean(field: CustomField, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    said = fold(_said(given))
    if said in YES or said in NO:
        return said in YES
    raise Refused(_("Say yes or no."))


def _link(field: CustomField, given: Any) -> str:
    text = _said(given)
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or "." not in host or parts.scheme not in ("http", "https") or re.search(r"\s", text):
        raise Refused(_("Give a web address, like https://example.com."))
    if len(text) > MOST_TEXT:
        raise Refused(_("At most %(max)d characters.") % {"max": MOST_TEXT})
    return text


def _phone(field: CustomField, given: Any) -> str:
    text = " ".join(_said(given).split())[:50]
    if e164(text) is None:
        raise Refused(_("Give a phone number, like 021 1234 5678."))
    return text


def e164(text: str) -> str | None:
    """The number with its country; None for what is no phone number."""
    number = phones.number(to_latin(text), home.region())
    form = phonenumbers.PhoneNumberFormat.E164
    return None if number is None else phonenumbers.format_number(number, form)


def _person(field: CustomField, given: Any) -> int:
    """A colleague by number, e-mail address or name."""
    if isinstance(given, User):
        return given.pk
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise Refused(_("Choose a colleague."))
    plain = to_latin(str(given))
    people = User.objects.filter(is_active=True)
    if plain.isascii() and plain.isdecimal() and len(plain) < 19:
        found = people.filter(pk=int(plain)).first()
    else:
        wanted = fold(str(given))
        found = next((one for one in people if wanted in (fold(one.name), fold(one.email or ""))), None)
    if found is None:
        raise Refused(_("There is no such colleague."))
    return found.pk


_READERS: dict[CustomType, Callable[[CustomField, Any], Any]] = {
    CustomType.TEXT: _text,
    CustomType.NUMBER: _number,
    CustomType.MONEY: _money,
    CustomType.DATE: _date,
    CustomType.CHOICE: _choice,
    CustomType.CHOICES: _choices,
    CustomType.BOOLEAN: _boolean,
    CustomType.LINK: _link,
    CustomType.PHONE: _phone,
    CustomType.PERSON: _person,
}
