"""Rows whose deal stayed where it is, for its stage did not let it go where they say: everything else of them came."""

from __future__ import annotations

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from kariz.exchange.models import ExpectedRow, Import, ImportRow
from kariz.pipeline.models import Outcome


def stopped_rows(*parts: Import) -> QuerySet[ImportRow]:
    """They were taken, or had nothing else to say."""
    return _stopped().filter(of__in=parts).order_by("of_id", "number")


def stopped_by_part(*parts: Import) -> dict[int, int]:
    """{part: how many such rows}: one query."""
    found = stopped_rows(*parts).order_by().values_list("of")
    return dict(found.annotate(rows=Count("*"))) if parts else {}


def expected_stopped(one: Import) -> QuerySet[ExpectedRow]:
    """The first of them, as the rehearsal found them."""
    return ExpectedRow.objects.filter(of=one, notes__0__stopped=True).order_by("number")


def deals_stopped() -> QuerySet[ImportRow]:
    """The same of all imports, each with its deal as `record`."""
    return _stopped().filter(result_kind="deal").annotate(record=F("result_id"))


def list_of(one: Import) -> str:
    """Where the table of deals shows those of the import, closed ones too."""
    return f"{reverse('pipeline:deals')}?stopped_by={one.pk}&outcome__in={','.join(Outcome.values)}"


def _stopped() -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(action__in=("updated", "skipped"), taken_back=False)
    return rows.filter(warnings__0__stopped=True).exclude(of__phase=Import.Phase.TAKEN_BACK)
