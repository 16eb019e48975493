"""Records to pick from while typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kariz.access.models import User
from kariz.localisation.text import fold
from kariz.people.models import Company, Contact
from kariz.people.queries import typed
from kariz.pipeline.models import Deal, Product
from kariz.records.search import finder

SHOWN = 12
ADDED = ("company", "contact")
"""Kinds that may be added out of the words that are typed."""


@dataclass(frozen=True, slots=True)
class Option:
    value: int
    text: str
    note: str = ""
    alike: bool = False


def _found(kind: str, recent: Callable[[User], Any]) -> Callable[[User, str], list[Option]]:
    def options(user: User, q: str) -> list[Option]:
        if q.strip():
            same = {one.record.pk: one for one in (typed.alike(kind, q, user) if kind in ADDED else ())}
            found = [Option(pk, one.record.name, str(one.reason), True) for pk, one in same.items()]
            return found + [
                Option(entry.object_id, entry.title, entry.subtitle)
                for entry in finder.find(user, q, SHOWN, [kind])
                if entry.object_id not in same
            ]
        return [Option(record.pk, str(record)) for record in recent(user)[:SHOWN]]

    return options


def _users(_user: User, q: str) -> list[Option]:
    wanted = fold(q)
    people = [one for one in User.objects.who_can("deal.change").order_by("name") if wanted in fold(one.name)]
    return [Option(one.pk, one.name, str(one.get_role_display())) for one in people[:50]]


def _products(_user: User, q: str) -> list[Option]:
    rows = Product.objects.filter(retired_at=None, folded__contains=fold(q))
    return [Option(one.pk, one.name, one.code) for one in rows[:SHOWN]]


KINDS: dict[str, Callable[[User, str], list[Option]]] = {
    "company": _found("company", lambda user: Company.objects.visible_to(user).order_by("-updated_at")),
    "contact": _found("contact", lambda user: Contact.objects.visible_to(user).order_by("-updated_at")),
    "deal": _found(
        "deal",
        lambda user: Deal.objects.visible_to(user).filter(deleted_at=None).order_by("-updated_at", "-id"),
    ),
    "user": _users,
    "product": _products,
}
