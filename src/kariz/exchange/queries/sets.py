"""Sets of imports as people see them: their parts in the order in which they are worked, and how far all is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.rules.fields import REQUIRED
from kariz.web.errors import NotFound

ORDER = ("users", "companies", "contacts", "products", "deals", "lines", "activities", "notes", "history")
"""What others point at comes first."""


def seen(user: User) -> QuerySet[ImportSet]:
    """The sets of the user and of whom they see, newest first."""
    user.require("import.view")
    return ImportSet.objects.visible_to(user).select_related("created_by").order_by("-id")


def load(pk: int, user: User) -> ImportSet:
    """Raises NotFound, NotAllowed."""
    whole = seen(user).filter(pk=pk).first()
    if whole is None:
        raise NotFound
    return whole


def load_own(pk: int, user: User) -> ImportSet:
    """One that the user may also work with. Raises NotFound."""
    whole = load(pk, user)
    if not user.reach.covers("change", whole.created_by_id):
        raise NotFound
    return whole


def parts_of(whole: ImportSet) -> list[Import]:
    """The parts in the order in which they are worked."""
    return in_order(Import.objects.filter(part_of=whole))


def in_order(parts: Any) -> list[Import]:
    return sorted(parts, key=lambda part: (not complete(part), ORDER.index(part.kind), part.pk))


def complete(part: Import) -> bool:
    """Do its columns name the record?"""
    return bool(set(REQUIRED[part.kind]) & set(part.mapping.values()))


def left_out(part: Import) -> list[str]:
    """Columns that are not taken over."""
    return [column for column in part.columns if column not in part.mapping]


def stages_of(parts: list[Import]) -> dict[str, str]:
    """{word of the files: meaning} of all parts that name stages."""
    found: dict[str, str] = {}
    for part in parts:
        found |= part.options.get("stages", {})
    return found


def progress(whole: ImportSet, parts: list[Import]) -> dict[str, Any]:
    """{"done", "total", "percent", "seconds_left"} over all parts."""
    running = [part for part in parts if complete(part)]
    total = sum(part.total for part in running)
    ended = (Import.Phase.DONE, Import.Phase.TAKEN_BACK)
    done = sum(part.total if part.phase in ended else part.position for part in running)
    share = min(1.0, done / total) if total else 1.0
    left = None
    if whole.busy and whole.started_at and done:
        passed = (timezone.now() - whole.started_at).total_seconds()
        left = round(passed / done * max(0, total - done))
    return {"done": done, "total": total, "percent": int(share * 100), "seconds_left": left}
