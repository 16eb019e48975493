"""What people type or paste into a cell, as values. Every reader takes (text, record, by) and raises FieldErrors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.dates import DateError, parse_date
from kariz.localisation.digits import to_latin
from kariz.localisation.money import MoneyError, parse_money
from kariz.localisation.text import fold
from kariz.web.errors import FieldErrors

Read = Callable[[str, Any, Any], Any]
Options = Callable[[Any], Sequence[tuple[Any, Any]]]
LARGEST = 2**63 - 1


def text(given: str, record: Any, by: Any) -> str:
    return given.strip()


def number(name: str) -> Read:
    """A whole number in either digits; None when empty."""

    def read(given: str, record: Any, by: Any) -> int | None:
        plain = to_latin(given).strip().replace(",", "").replace("٬", "")
        if not plain:
            return None
        if not (plain.isascii() and plain.isdecimal()) or int(plain) > LARGEST:
            raise FieldErrors({name: [_("Give a whole number.")]})
        return int(plain)

    return read


def money(name: str, currency: Callable[[Any], str] = lambda record: "") -> Read:
    """An amount as people say it («۱۲ میلیون»), in minor units; None when empty."""

    def read(given: str, record: Any, by: Any) -> int | None:
        if not given.strip():
            return None
        mine = preferences.current()
        try:
            return parse_money(given, currency(record) or mine.currency, mine.unit).amount
        except MoneyError as error:
            raise FieldErrors({name: [error]}) from None

    return read


def day(name: str) -> Read:
    """A day in the reader's calendar, or in words; None when empty."""

    def read(given: str, record: Any, by: Any) -> Any:
        if not given.strip():
            return None
        try:
            return parse_date(given, today=preferences.today(), calendar=preferences.current().calendar)
        except DateError as error:
            raise FieldErrors({name: [error]}) from None

    return read


def choice(name: str, options: Options, empty: Any = "") -> Read:
    """One of the options, by its value or its label; `empty` when empty."""

    def read(given: str, record: Any, by: Any) -> Any:
        return _picked(name, given, list(options(by)), empty)

    return read


def choices(name: str, options: Options) -> Read:
    """Several of the options, with commas between them."""

    def read(given: str, record: Any, by: Any) -> list[Any]:
        known = list(options(by))
        words = [word for word in given.replace("،", ",").replace(";", ",").split(",") if word.strip()]
        return list(dict.fromkeys(_picked(name, word, known, None) for word in words))

    return read


def record(name: str, model: Any, named: Read) -> Read:
    """A record that the reader may see: by its number as a list of found ones gives it (`#7`), else as `named` reads
    what was typed; None when empty."""

    def read(given: str, record: Any, by: Any) -> Any:
        number = given.strip().removeprefix("#")
        if not given.strip().startswith("#") or not (
            number.isascii() and number.isdecimal() and len(number) < 18
        ):
            return named(given, record, by)
        found = model.objects.visible_to(by).filter(pk=int(number)).first()
        if found is None:
            raise FieldErrors({name: [_("This was not found, or you may not see it.")]})
        return found

    return read


def boolean(name: str) -> Read:
    """Yes, no, or None when empty."""

    def read(given: str, record: Any, by: Any) -> bool | None:
        return {"1": True, "0": False, "": None}[str(_picked(name, given, yes_or_no(by), ""))]

    return read


def yes_or_no(by: Any = None) -> list[tuple[str, str]]:
    return [("1", _("Yes")), ("0", _("No"))]


def user(name: str, people: Callable[[], Any]) -> Read:
    """An active person of `people()`, by number or name; None when empty."""

    def read(given: str, record: Any, by: Any) -> User | None:
        picked = _picked(name, given, list(people().values_list("pk", "name")), None)
        return None if picked is None else people().filter(pk=picked).first()

    return read


def _picked(name: str, given: str, options: Iterable[tuple[Any, Any]], empty: Any) -> Any:
    wanted = given.strip()
    if not wanted or wanted == "—":
        return empty
    folded = fold(wanted)
    for value, label in options:
        if str(value) == wanted or fold(str(label)) == folded:
            return value
    raise FieldErrors({name: [_("“%(text)s” is not one of the choices.") % {"text": wanted[:60]}]})
