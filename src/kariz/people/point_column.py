"""A column of the ways of one kind to reach somebody: the first is shown, all of them are edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kariz.records.tables import Cell, Column, Edit, typed
from kariz.records.tables.shower import Shower

from . import normal
from .actions import contacts
from .models import PointKind
from .templatetags.people import phone

_BETWEEN = re.compile(r"\s*[,،;؛\n]\s*")
TOGETHER = ", "
Given = dict[str, Any]


def point_column(name: str, label: Any, kinds: frozenset[Any], new: str, width: int) -> Column:
    """`new`: the kind of one that is typed where there was none."""

    def show(record: Any, shower: Shower) -> Cell | str:
        points = [one for one in record.points.all() if one.kind in kinds]
        if not points:
            return ""
        first, *others = points
        read = [phone(one.value) if one.dialled else one.value for one in points]
        return Cell(
            read[0],
            url=first.href,
            typed=TOGETHER.join(one.value for one in points),
            title=" · ".join(read) if others else "",
            more=f"+{shower.number(len(others))}" if others else "",
        )

    def save(*, record: Any, value: str, by: Any, version: int | None) -> Any:
        held = [{"kind": one.kind, "value": one.value, "primary": one.primary} for one in record.points.all()]
        return contacts.change(
            contact=record, by=by, version=version, points=changed(held, kinds, new, _values(value, new))
        )

    return Column(
        name=name,
        label=label,
        show=show,
        reads=("id",),
        prefetch=("points",),
        edit=Edit(field="points", read=typed.text, save=save, bulk=False),
        width=width,
    )


def _values(text: str, kind: str) -> list[str]:
    """The values in a cell; a comma may stand in one: "ask Mina, mornings"."""
    parts = [part for part in _BETWEEN.split(text) if part]
    return parts if all(normal.point(kind, part) for part in parts) else [text]


def changed(held: Sequence[Given], kinds: frozenset[Any], new: str, values: Sequence[str]) -> list[Given]:
    """All ways to reach somebody, of whom the cell says these. One new value alone takes the place of the first, as of whom
    one other number was pasted; what the cell says of several, or one of them, is all that stays."""
    own = [one for one in held if one["kind"] in kinds]
    known = {_key(one["kind"], one["value"]): one for one in own}
    said = [(value, known.get(_key(new, value))) for value in values]
    if len(said) == 1 and own and said[0][1] is None:
        mine = [own[0] | {"value": values[0]}, *own[1:]]
    else:
        left = [one for one in own if all(one is not same for _value, same in said)]
        mine = [
            same or (left.pop(0) | {"value": value} if left else {"kind": new, "value": value})
            for value, same in said
        ]
    place = held.index(own[0]) if own else len(held)
    rest = [one for one in held if one["kind"] not in kinds]
    before = sum(one["kind"] not in kinds for one in held[:place])
    return [*rest[:before], *mine, *rest[before:]]


def _key(kind: str, value: str) -> str:
    kind = PointKind.PHONE if kind != PointKind.EMAIL else kind
    return normal.point(kind, value) or value
