"""Which tables and columns are the installation's data, and which are secrets, copies, or work in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from kariz.access.models import User
from kariz.exchange.models import WholeExport

SECRET = frozenset(
    {
        "access.user.password",
        "access.user.last_login",
        "exchange.import.stored",
    }
)
"""Columns that nobody needs to read the data, and that help who should not."""
LEFT_OUT = frozenset(
    {
        # secrets
        "access.apitoken",
        "access.invitation",
        # made from the others
        "records.searchentry",
        "records.searchspelling",
        "records.workentry",
        "people.duplicatekey",
        # work in hand, and what the program notes for itself
        "web.idempotencykey",
        "events.readercursor",
        "people.fitrun",
        "people.phonerun",
        "people.duplicatesearch",
        "exchange.import",
        "exchange.importrow",
        "exchange.expectedrow",
        "exchange.importset",
        "exchange.rememberedmapping",
        "exchange.wholeexport",
    }
)
DERIVED = ("folded", "_folded", "name_key", "match_key", "_normal")
"""Endings of columns that are copies of others for searching and sorting."""
WORK = frozenset({"lease_until", "leased_by", "tries"})


def exported_models() -> list[Any]:
    """Every model of ours with data of people's, and the links between them, in a steady order."""
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("kariz.")]
    found = [
        model
        for label in ours
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def exported_fields(model: Any) -> Sequence[models.Field[Any, Any]]:
    """The columns of one table that are written."""
    return [field for field in model._meta.concrete_fields if _goes(model, field)]


def _goes(model: Any, field: models.Field[Any, Any]) -> bool:
    name = f"{model._meta.label_lower}.{field.name}"
    copied = not field.editable and field.name.endswith(DERIVED)
    return not (name in SECRET or copied or field.name in WORK or getattr(field, "generated", False))


def is_of_here(users: Iterable[Mapping[str, str]]) -> bool:
    """Are these the users of this very installation? Nobody else's first one was made in the same moment."""
    first = next(iter(users), None)
    made_at = parse_datetime(first.get("created_at", "")) if first else None
    if first is None or made_at is None or not first.get("id", "").isdecimal():
        return False
    return User.objects.filter(pk=int(first["id"]), created_at=made_at).exists()


def made(user: User) -> QuerySet[WholeExport]:
    """The whole exports, newest first. Raises NotAllowed."""
    user.require("export.whole")
    return WholeExport.objects.select_related("by").order_by("-id")
