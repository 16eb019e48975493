"""What can be done to many people or companies at once, beside what every table offers: merge them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kariz.records.tables.bulk import elsewhere, register
from kariz.records.tables.shower import Shower
from kariz.web.errors import FieldErrors

from .merging import MOST


def register_all() -> None:
    """Called once when the application starts."""
    for kind, plural in (("contact", "contacts"), ("company", "companies")):
        merge = elsewhere(
            name="merge",
            label=_("Merge"),
            icon="merge",
            may=lambda table: table.may_change,
            page=partial(_side_by_side, kind),
            order=60,
        )
        register(plural, merge)


def _side_by_side(kind: str, rows: QuerySet[Any]) -> str:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(ids) < 2:
        raise FieldErrors({"ids": [gettext("Choose at least two records to merge.")]})
    if len(ids) > MOST:
        raise FieldErrors(
            {"ids": [gettext("At most %(max)s records are merged at once.") % {"max": Shower().number(MOST)}]}
        )
    return reverse(f"people:{kind}_merge", query={"id": ids})
