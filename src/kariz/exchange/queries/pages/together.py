"""The imports of one set."""

from __future__ import annotations

from kariz.exchange.models import Import


def of_set(one: Import) -> list[Import]:
    """All of them, with this one: as they are being changed just now, else as they are kept. None of a file alone."""
    if one.together is not None:
        return list(one.together)
    return list(Import.objects.filter(part_of=one.part_of_id).order_by("pk")) if one.part_of_id else []
