"""What rules, filters and lists of deals may ask of imports."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef
from django.utils.translation import gettext_lazy as _

from kariz.exchange.queries.pages.stopped import deals_stopped
from kariz.rules.fields import Field, Kept, register


def register_all() -> None:
    """Called once when the application starts."""
    # An import is asked for by its number and not offered by its name: the name is for those who may see that import.
    register(
        "deal",
        Field(
            name="stopped_by",
            label=_("Import at which it stayed in its stage"),
            type="reference",
            path=_own,
            value=_of,
            kept=_kept,
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
