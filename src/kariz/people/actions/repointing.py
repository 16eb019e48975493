"""Columns that name a record follow it into its survivor, and come back when the merge is undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db.models import Count, F, Model, QuerySet

from ..models import ContactPoint
from ..registry import Repoint

CHUNK = 500
Settle = Callable[[Sequence[int]], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `model` with ids of contacts or companies.

    `where` limits the rows. `once_with`: with these columns it may occur once, so that a row which would say the
    same twice goes, and is kept in what was moved. `versioned` rows count the change. `settle(ids)` is called with
    the rows that moved, either way: for search copies and the like.
    """

    name: str
    label: Any
    model: type[Model]
    column: str
    where: Mapping[str, Any] = field(default_factory=dict)
    once_with: tuple[str, ...] = ()
    versioned: bool = False
    settle: Settle | None = None
    counted: Mapping[str, Any] = field(default_factory=dict)
    """Which of the rows people are told of."""
    apart: bool = False
    """Rows of the same kind as the record: what the survivor itself refers to is decided with its other values."""

    def repoint(self) -> Repoint:
        return Repoint(self.name, self.label, self.move, self.back, self.count)

    def move(self, to: int, others: Sequence[int]) -> Any:
        """{"rows": {id of the other record: ids of its rows}, "doubles": rows that went, whole}."""
        doubles = self._take_doubles(to, others)
        rows: dict[str, list[int]] = {}
        found = self._rows(others).exclude(pk=to) if self.apart else self._rows(others)
        for pk, other in found.order_by("pk").values_list("pk", self.column):
            rows.setdefault(str(other), []).append(pk)
        ids = [pk for part in rows.values() for pk in part]
        self._write(ids, to)
        return {"rows": rows, "doubles": doubles}

    def back(self, to: int, moved: Any) -> int:
        stayed, returned = 0, []
        for other, ids in moved["rows"].items():
            ours = self._still(ids, to)
            stayed += len(ids) - len(ours)
            self._write(ours, int(other), settle=False)
            returned += ours
        for one in serializers.deserialize("python", moved["doubles"], ignorenonexistent=True):
            if _may_return(one.object):
                one.save()
            else:
                stayed += 1
        if self.settle and returned:
            self.settle(returned)
        return stayed

    def count(self, ids: Sequence[int]) -> dict[int, int]:
        rows = self._rows(ids).filter(**self.counted).order_by().values(self.column)
        return {row[self.column]: row["n"] for row in rows.annotate(n=Count("pk"))}

    def _rows(self, ids: Sequence[int]) -> QuerySet[Any]:
        return self.model._base_manager.filter(**self.where, **{f"{self.column}__in": list(ids)})

    def _still(self, ids: Sequence[int], to: int) -> list[int]:
        """Those of the rows that still refer to the survivor."""
        found: list[int] = []
        for start in range(0, len(ids), CHUNK):
            part = self.model._base_manager.filter(pk__in=ids[start : start + CHUNK], **{self.column: to})
            found += part.values_list("pk", flat=True)
        return sorted(found)

    def _write(self, ids: Sequence[int], to: int, *, settle: bool = True) -> None:
        values: dict[str, Any] = {self.column: to}
        if self.versioned:
            values["version"] = F("version") + 1
        for start in range(0, len(ids), CHUNK):
            self.model._base_manager.filter(pk__in=ids[start : start + CHUNK]).update(**values)
        if settle and self.settle and ids:
            self.settle(ids)

    def _take_doubles(self, to: int, others: Sequence[int]) -> list[Any]:
        if not self.once_with:
            return []
        known = set(self._rows([to]).values_list(*self.once_with))
        doubles = []
        for row in self._rows(others).order_by("pk"):
            key = tuple(row.serializable_value(name) for name in self.once_with)
            if key in known:
                doubles.append(row)
            known.add(key)
        kept = json.loads(serializers.serialize("json", doubles))
        self.model._base_manager.filter(pk__in=[row.pk for row in doubles]).delete()
        return list(kept)


def _may_return(row: Model) -> bool:
    """Is its place free, and is all there that it refers to?"""
    if type(row)._base_manager.filter(pk=row.pk).exists():
        return False
    links = [(link, row.serializable_value(link.attname)) for link in row._meta.fields if link.is_relation]
    return all(
        value is None or link.related_model._base_manager.filter(pk=value).exists()  # type: ignore[union-attr]
        for link, value in links
    )


def move_points(to: int, others: Sequence[int]) -> Any:
    """[{"of", "id", "kind", "normal", "primary"}] of the points that moved; one the survivor has already stays."""
    own = list(ContactPoint.objects.filter(contact=to).values_list("kind", "normal", "primary"))
    known = {(kind, normal) for kind, normal, _primary in own}
    led = {kind for kind, _normal, primary in own if primary}
    moved = []
    for point in ContactPoint.objects.filter(contact__in=others).order_by("-primary", "pk"):
        if (point.kind, point.normal) in known:
            continue
        known.add((point.kind, point.normal))
        moved.append(
            {
                "of": point.contact_id,
                "id": point.pk,
                "kind": point.kind,
                "normal": point.normal,
                "primary": point.primary,
            }
        )
        leads = point.primary and point.kind not in led
        led |= {point.kind} if leads else set()
        ContactPoint.objects.filter(pk=point.pk).update(contact=to, primary=leads)
    return moved


def points_back(to: int, moved: Any) -> int:
    """An edit of the survivor writes its points anew, so they are known by what they say."""
    stayed = 0
    for one in moved:
        held = ContactPoint.objects.filter(contact=to, kind=one["kind"], normal=one["normal"])
        if not held.update(contact=one["of"], primary=one["primary"]):
            stayed += 1
    return stayed
