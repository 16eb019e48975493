"""Whose already is what tells one person or company from all others: a mobile, an e-mail of their own, a national id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User

from .. import normal
from ..likeness import Person
from ..models import Company, Contact
from . import matching

MOST = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """A record that the user may see, and the key that is its own."""

    record: Any
    told: str


def of(kind: str, given: Mapping[str, Any], by: User) -> list[Holder]:
    """Those who have a key of what is to be made; each once. At most three queries, none where no key is given."""
    if kind == "company":
        return _of_company(normal.code(str(given.get("national_id") or "")), by)
    return _of_contact(given.get("points") or (), by)


def _of_company(code: str, by: User) -> list[Holder]:
    if not code:
        return []
    found = Company.objects.visible_to(by).filter(national_id=code).order_by("pk")[:MOST]
    told = _("The national id %(key)s belongs to “%(name)s”.")
    return [Holder(one, str(told % {"key": code, "name": one.name})) for one in found]


def _of_contact(points: Iterable[Mapping[str, Any]], by: User) -> list[Holder]:
    rows = [(str(one.get("kind")), str(one.get("value") or "")) for one in points]
    keys = [(kind, value, same) for kind, value in rows if (same := normal.point(kind, value))]
    mine = Person.of(name="", points=[(kind, same) for kind, _value, same in keys])
    mobiles = [value for _kind, value, same in keys if same in mine.mobiles]
    emails = [value for _kind, value, same in keys if same in mine.emails]
    by_mobile = matching.match_phones(mobiles, by=by) if mobiles else {}
    by_email = matching.match_emails(emails, by=by) if emails else {}
    told: dict[int, tuple[Promise, str]] = {}
    for words, found in (
        (_("The mobile %(key)s belongs to “%(name)s”."), by_mobile),
        (_("The e-mail %(key)s belongs to “%(name)s”."), by_email),
    ):
        for key, ids in found.items():
            for pk in ids[:MOST]:
                told.setdefault(pk, (words, key))
    known = Contact.objects.select_related("company").in_bulk(list(told)) if told else {}
    return [
        Holder(known[pk], str(words % {"key": key, "name": known[pk].name}))
        for pk, (words, key) in list(told.items())[:MOST]
        if pk in known
    ]
