"""What rules, filters and lists of deals may ask of imports."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef
from django.utils.translation import gettext_lazy as _

from kariz.exchange.models import Import
from kariz.exchange.queries.stopped import deals_stopped
from kariz.rules.fields import Field, Kept, register

OFFERED = 50
"""The last lists of deals, to choose from."""


def register_all() -> None:
    """Called once when the application starts."""
    register(
        "deal",
        Field(
            name="stopped_by",
            label=_("Stayed in its stage at the import of"),
            type="reference",
            path=_own,
            value=_of,
            kept=_kept,
            choices=_imports,
            reference="import",
            many=True,
        ),
    )


def _own() -> Any:
    return deals_stopped().filter(result_id=OuterRef("pk")).annotate(rule_value=F("of_id"))


def _kept() -> Kept:
    return Kept(deals_stopped(), "of_id")


def _of(deal: Any) -> list[int]:
    return list(deals_stopped().filter(result_id=deal.pk).values_list("of_id", flat=True))


def _imports() -> list[tuple[int, str]]:
    done = Import.objects.filter(kind=Import.Kind.DEALS, phase=Import.Phase.DONE).order_by("-id")
    return list(done.values_list("pk", "name")[:OFFERED])
