"""The custom fields of one kind of record as their settings page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from kariz.access.roles import Role

from .. import subjects
from ..custom import gone, uses
from ..models import CustomField, RoleView, SavedView, ViewKind


@dataclass(frozen=True, slots=True)
class Listed:
    """A field and how many records hold a value of it."""

    field: CustomField
    held: int
    asked: Sequence[str] = ()
    """What asks for the field, and would go on without it."""


def listed(subject: str) -> tuple[list[Listed], list[Listed]]:
    """The fields in use in their order, and those that were removed: a few queries."""
    fields = list(CustomField.objects.filter(subject=subject).order_by("position", "id"))
    counts = _counts(subject, fields) if fields else {}
    asked = uses.mentioned(subject) if fields else {}
    rows = [Listed(one, counts[one.key], asked.get(one.key, ())) for one in fields]
    return [row for row in rows if not row.field.removed_at], [row for row in rows if row.field.removed_at]


def _counts(subject: str, fields: list[CustomField]) -> dict[str, int]:
    rows = subjects.model_of(subject)._default_manager.filter(deleted_at=None)
    asked = {
        f"held_{place}": Count("pk", filter=Q(custom__has_key=one.key)) for place, one in enumerate(fields)
    }
    found = rows.aggregate(**asked)
    return {one.key: found[f"held_{place}"] for place, one in enumerate(fields)}


KINDS = {
    ViewKind.DEALS: "deal",
    ViewKind.CONTACTS: "contact",
    ViewKind.COMPANIES: "company",
    ViewKind.OBSTACLES: "obstacle",
}


def views_asking(subject: str) -> dict[str, list[str]]:
    """{key: the shared views that filter, sort or group by the field, with the roles whose lists begin with them}: two
    queries."""
    views = list(SavedView.objects.filter(shared=True, query__contains="custom.").order_by("name", "id"))
    roles: dict[int, list[str]] = {}
    for start in RoleView.objects.filter(view__in=[view.pk for view in views]).order_by("role"):
        roles.setdefault(start.view_id, []).append(str(Role(start.role).label))
    found: dict[str, list[str]] = {}
    for view in views:
        keys = gone.named_in(QueryDict(view.query), KINDS[ViewKind(view.kind)])
        for key in sorted(key for kind, key in keys if kind == subject):
            found.setdefault(key, []).append(_called(view, roles.get(view.pk, ())))
    return found


def _called(view: SavedView, roles: Sequence[str]) -> str:
    if not roles:
        return _("view “%(name)s”") % {"name": view.name}
    return _("view “%(name)s” (start view: %(roles)s)") % {"name": view.name, "roles": _(", ").join(roles)}
