"""The number that a program says a record has in its own system."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kariz.exchange.models import ExternalRef
from kariz.localisation.digits import to_latin
from kariz.people.queries.loading import MODELS
from kariz.records.search import index
from kariz.web.errors import FieldErrors

SOURCE = "api"
LONGEST = 120


def give(*, kind: str, pk: int, number: str, by: Any) -> None:
    """Keep it of a record that was made just now. Raises NotAllowed, FieldErrors where another has it."""
    by.require("people.create")
    key = to_latin(number)
    if len(key) > LONGEST:
        raise FieldErrors({"external_id": [_("At most %(max)d characters.") % {"max": LONGEST}]})
    held = ExternalRef.objects.select_for_update().filter(source=SOURCE, kind=kind, key=key).first()
    if held is None:
        _keep(kind, key, pk)
    elif MODELS[kind].objects.filter(pk=held.record_id).exists():
        raise _taken()
    else:
        # The one that had it was removed from the bin for good.
        ExternalRef.objects.filter(pk=held.pk).update(record_id=pk)
    index.refresh(kind, pk)


def _keep(kind: str, key: str, pk: int) -> None:
    try:
        with transaction.atomic():
            ExternalRef.objects.create(source=SOURCE, kind=kind, key=key, record_kind=kind, record_id=pk)
    except IntegrityError:
        # Another program was quicker.
        raise _taken() from None


def _taken() -> FieldErrors:
    return FieldErrors({"external_id": [_("Another record has this number already.")]})
