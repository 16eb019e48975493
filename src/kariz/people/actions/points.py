"""Check and replace the ways to reach a contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.web import bulk
from kariz.web.errors import FieldErrors

from .. import normal
from ..models import Contact, ContactPoint, PointKind

MOST = 30
KINDS = frozenset(PointKind.values)


def build(given: Iterable[Mapping[str, Any]], held: Iterable[ContactPoint] = ()) -> list[ContactPoint]:
    """Unsaved points in normal form, each once, the first of a kind the main one unless another says so.

    Each is {"kind", "value", "primary"?}; blank values are left out. Raises FieldErrors on `points.<n>`. What the person
    has already (`held`) is never refused: it was a number in the country that was the company's before.
    """
    points: dict[tuple[str, str], ContactPoint] = {}
    errors: dict[str, list[Any]] = {}
    known = {(one.kind, one.value): one.normal for one in held}
    for number, row in enumerate(given):
        value = normal.one_line(str(row.get("value") or ""))
        if not value:
            continue
        kind = str(row.get("kind") or PointKind.OTHER)
        found = normal.point(kind, value) if kind in KINDS and len(value) <= 254 else None
        found = found or known.get((kind, value))
        if found is None:
            errors[f"points.{number}"] = [_wrong(kind)]
            continue
        if kind == PointKind.EMAIL:
            # Capitals say nothing in an address, and only some programs write them.
            value = found
        points.setdefault(
            (kind, found),
            bulk.new(ContactPoint, kind=kind, value=value, normal=found, primary=bool(row.get("primary"))),
        )
    if len(points) > MOST:
        errors["points"] = [_("At most %(max)d ways to reach one person.") % {"max": MOST}]
    if errors:
        raise FieldErrors(errors)
    return _with_primaries(list(points.values()))


def _wrong(kind: str) -> Any:
    if kind not in KINDS:
        return _("This kind is not known.")
    if kind == PointKind.EMAIL:
        return _("This is not an e-mail address.")
    return (
        _("This is not a phone number.")
        if kind in ("phone", "mobile", "whatsapp")
        else _("This cannot be used.")
    )


def _with_primaries(points: list[ContactPoint]) -> list[ContactPoint]:
    for kind in {point.kind for point in points}:
        same = [point for point in points if point.kind == kind]
        chosen = next((point for point in same if point.primary), same[0])
        for point in same:
            point.primary = point is chosen
    return points


def as_data(points: Iterable[ContactPoint]) -> list[dict[str, Any]]:
    """Plain JSON of points, for events and forms."""
    return [{"kind": point.kind, "value": point.value, "primary": point.primary} for point in points]


def attach(contact: Contact, points: Sequence[ContactPoint]) -> None:
    """Make new points those of a new contact, which then knows them without a query, as if prefetched.

    They name it by its id: pointing at each other, both would stay in memory until Python looks for such circles, which
    took most of what an import took.
    """
    known: Any = ContactPoint.objects.all()
    # As the manager of one contact would make it, at a tenth of the time.
    known._deferred_filter = (False, (), {"contact": contact.pk})
    known._result_cache, known._prefetch_done = list(points), True
    contact.__dict__["_prefetched_objects_cache"] = {"points": known}
    for point in points:
        point.contact_id = contact.pk


def replace(contact: Contact, points: Sequence[ContactPoint]) -> None:
    """Let the contact have exactly these points."""
    contact.points.all().delete()
    for point in points:
        point.contact = contact
    ContactPoint.objects.bulk_create(points)
    contact.__dict__["_prefetched_objects_cache"] = {}
