"""Records that went with an import that was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.events.models import Event
from kariz.exchange.models import Import, ImportSet
from kariz.localisation.text import isolate

_MODELS: dict[str, Any] = {"import": Import, "imports": ImportSet}


def why_gone(kind: str, ids: Sequence[int]) -> str | None:
    """Why one of these records is gone for good, as somebody took back the import that brought it; else None."""
    brought = Event.objects.filter(
        verb=f"{kind}.created", subject_kind=kind, subject_id__in=ids, batch__startswith="import"
    )
    for batch in brought.order_by("pk").values_list("batch", flat=True):
        mark, _dash, pk = batch.partition("-")
        model = _MODELS.get(mark)
        if model is None or not pk.isdecimal():
            continue
        back = (model.Phase.TAKING_BACK, model.Phase.TAKEN_BACK)
        name = model.objects.filter(pk=pk, phase__in=back).values_list("name", flat=True).first()
        if name is not None:
            text = _("What was merged came with the import “%(name)s”, which was taken back since.")
            return text % {"name": isolate(name)}
    return None
