"""Timelines say which import a change came with, and lead to it who may look at it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events import sources
from kariz.exchange.models import Import, ImportSet

LONGEST = 60


def register() -> None:
    """Called once when the application starts."""
    sources.register("import", mark="import", told=lambda ids, user: _told(Import, "import", ids, user))
    sources.register("import_set", mark="imports", told=lambda ids, user: _told(ImportSet, "set", ids, user))


def _told(model: Any, page: str, ids: Collection[int], user: User) -> dict[int, sources.Work]:
    names = dict(model.objects.filter(pk__in=ids).values_list("pk", "name"))
    seen = model.objects.visible_to(user) if user.can("import.view") else model.objects.none()
    mine = set(seen.filter(pk__in=ids).values_list("pk", flat=True))
    return {
        pk: sources.Work(
            name=name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…",
            url=reverse(f"exchange:{page}", args=[pk]) if pk in mine else "",
            did=_("by the import of"),
            took_back=_("by taking back the import of"),
        )
        for pk, name in names.items()
    }
