"""Files that were brought while an import was being taken back, and mean sellers who went with it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from kariz.exchange.models import Import
from kariz.reading.cells.values import same_name
from kariz.reading.rows.settings import NEW, SAME_AS

WAITING = (Import.Phase.UPLOADED, Import.Phase.MAPPED, Import.Phase.FAILED)


def name_again(gone: Mapping[int, str]) -> None:
    """In what waits, who went comes again as a new seller of that name: {id: name}. Without it the pages would offer
    "nobody" for a person whom the file names."""
    if not gone:
        return
    with transaction.atomic():
        for one in Import.objects.filter(phase__in=WAITING).order_by("pk").select_for_update():
            options = _said(dict(one.options), {str(pk): name for pk, name in gone.items()})
            if options != one.options:
                Import.objects.filter(pk=one.pk).update(options=options, version=F("version") + 1)


def _said(options: dict[str, object], gone: Mapping[str, str]) -> dict[str, object]:
    people = options.get("people")
    if isinstance(people, dict):
        options["people"] = {name: _again(name, meaning, gone) for name, meaning in people.items()}
    if options.get("owner") in gone:
        del options["owner"]
    return options


def _again(name: str, meaning: str, gone: Mapping[str, str]) -> str:
    if meaning not in gone:
        return meaning
    called = gone[meaning]
    return NEW if same_name(called) == same_name(name) else f"{SAME_AS}{called}"
