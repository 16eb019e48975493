"""One record of people for one user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.access.models import User
from kariz.web.errors import NotFound

from ..errors import Deleted, Erased
from ..models import Company, Contact

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}


def load(kind: str, pk: int, user: User) -> Any:
    """The contact or company, with its owner and company.

    Raises NotFound where `user` may not see it Deleted, Erased.
    """
    links = ("owner", "company") if kind == "contact" else ("owner",)
    record = MODELS[kind].objects.visible_to(user).filter(pk=pk).select_related(*links).first()
    if record is None:
        raise _why_not(kind, pk, user)
    return record


def loaded(kind: str, ids: Sequence[int], user: User) -> list[Any]:
    """Those of the records that the user may see, in the order of the ids."""
    rows = MODELS[kind].objects.visible_to(user).filter(pk__in=ids)
    found = {one.pk: one for one in (rows.prefetch_related("points") if kind == "contact" else rows)}
    return [found[pk] for pk in ids if pk in found]


def _why_not(kind: str, pk: int, user: User) -> Erased | NotFound:
    """Whoever could see the record while it was here is told where it went."""
    gone = MODELS[kind].objects.known_to(user).filter(pk=pk, merged_into=None).first()
    if gone is None:
        return NotFound()
    if getattr(gone, "erased_at", None) is not None:
        return Erased()
    return Deleted(gone.name)


def load_binned(kind: str, pk: int, user: User) -> Any:
    """One that lies in the bin. Raises NotFound where there is none, or `user` may not see it."""
    record = MODELS[kind].objects.binned_for(user).filter(pk=pk).first()
    if record is None:
        raise NotFound()
    return record
