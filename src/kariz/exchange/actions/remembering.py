"""What people said of a file's columns, kept for the next file with the same ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils import timezone, translation

from kariz.access.models import User
from kariz.exchange.actions import refused
from kariz.exchange.models import Import, RememberedMapping
from kariz.localisation.text import squash

KEPT = (
    "owner",
    "existing",
    "existing_company",
    "existing_contact",
    "alike",
    "all_or_nothing",
    "currency",
    "unit",
    "calendar",
    "day_order",
    "unreadable",
    "several",
    "stages",
    "people",
    "pipelines",
    "pipeline",
)
"""Options that are as true of the next file."""
OF_THE_FILE = frozenset(("currency", "unit", "calendar", "day_order", "stages", "pipelines", "pipeline"))
"""Those that say what such a file means, whoever reads it. The others are what a person wants done with its rows, and
go no further than that person."""


def signature(columns: Iterable[str]) -> str:
    """The same for files whose columns are called alike, in any order and spelling, and for what was refused of them."""
    names = sorted({squash(column) or column for column in columns} - _added())
    return hashlib.blake2s("\x1f".join(names).encode("utf-8", "replace"), digest_size=16).hexdigest()


@cache
def _added() -> frozenset[str]:
    """What the columns are called that a file of refused rows has besides its own, in every language."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {squash(str(header)) for header in refused.ADDED}
    return frozenset(found)


def keep(one: Import, by: User) -> None:
    """Remember the mapping that an import is started with. A file without names of columns says nothing."""
    if not one.layout.get("header", True):
        return
    RememberedMapping.objects.update_or_create(
        signature=signature(one.columns),
        by=by,
        defaults={
            "kind": one.kind,
            "fields": {squash(column) or column: name for column, name in one.mapping.items()},
            "options": {name: one.options[name] for name in KEPT if name in one.options},
            "used_at": timezone.now(),
        },
    )


def known(columns: Iterable[str], by: User) -> RememberedMapping | None:
    """What this person said last of such a file, else what anybody of the company said."""
    rows = (
        RememberedMapping.objects.filter(signature=signature(columns))
        .select_related("by")
        .order_by("-used_at")
    )
    found = list(rows[:50])
    return next((row for row in found if row.by_id == by.pk), found[0] if found else None)


def apply(one: Import, remembered: RememberedMapping) -> None:
    """Set kind and mapping as they were said."""
    one.kind = remembered.kind
    one.mapping = {
        column: name
        for column in one.columns
        if (name := remembered.fields.get(squash(column) or column, ""))
    }
    one.layout = one.layout | {"remembered": remembered.by.name}
