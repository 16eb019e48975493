"""The columns of a file on the page that asks what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import NAMING, NEW, SUBJECTS, choosable, is_of_firm
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.views import preview
from kariz.reading.cells.values import read_text
from kariz.reading.columns import more_people
from kariz.reading.columns.proposals import OF_FIRM
from kariz.reading.columns.target import Target
from kariz.reading.files.cards import label_of
from kariz.records.models import CustomType


def columns_of(
    one: Import, user: User, found: queries.Preview, errors: dict[str, list[str]]
) -> list[dict[str, Any]]:
    """[{"name", "label", "field", "samples", "errors", "targets", "new"}]: `targets` are [(field, label)]."""
    targets = choosable(one)
    rows = [row.cells for row in found.first]
    further = preview.further_of(one, one.mapping)
    shown = []
    for place, name in enumerate(one.columns):
        column = _column(one, place, name, found, errors)
        of = further.get(place, place)
        if of != place:
            column |= _of_further(one, column, place, of, found)
        called = one.columns[of] if of != place else ""
        new = _new_fields(one, user, name, rows)
        shown.append({"targets": _called_of(targets, called), "new": new} | column)
    return shown


def _of_further(
    one: Import, column: dict[str, Any], place: int, of: int, found: queries.Preview
) -> dict[str, Any]:
    """A column of what belongs to a further person: the field, and samples that say whose they are."""
    samples = [preview.of_further(row.cells, place, of) for row in found.first if place < len(row.cells)]
    field = more_people.way_of(column["name"]) if column["field"] == "contact" else column["field"]
    return {"field": field, "samples": [sample for sample in samples if sample][:3]}


def _called_of(targets: Sequence[Target], of: str) -> list[tuple[str, Any]]:
    """[(name, label)] of what a column may hold; `of`: the column that names whose the ways to reach somebody are."""
    text = _("%(field)s of “%(column)s”")
    return [
        (
            target.name,
            text % {"field": target.label, "column": of}
            if of and target.name in more_people.OF_PERSON
            else target.label,
        )
        for target in targets
    ]


def _column(
    one: Import, place: int, name: str, found: queries.Preview, errors: dict[str, list[str]]
) -> dict[str, Any]:
    samples = [
        read_text(row.cells[place])
        for row in found.first
        if place < len(row.cells) and row.cells[place] != ""
    ]
    return {
        "name": name,
        "label": label_of(name, one.layout),
        "field": one.mapping.get(name, ""),
        "samples": samples[:3],
        "errors": errors.get(f"mapping.{name}", []),
    }


def _new_fields(one: Import, user: User, column: str, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, Any]]:
    """[(whose, [(field, label)])] of the fields that can be made from a column, for who may make fields; those that it is
    rather of come first."""
    if one.kind not in SUBJECTS or not user.can("custom_field.manage"):
        return []
    own = (_("A new field"), [(NEW + value, label) for value, label in CustomType.choices])
    if one.kind not in NAMING:
        return [own]
    of_firm = [(f"{NEW}{OF_FIRM}{value}", label) for value, label in CustomType.choices]
    theirs = (_("A new field of the company"), of_firm)
    first = is_of_firm(one.kind, one.columns, one.mapping, rows, column)
    whose = (
        _("A new field of the person") if one.kind == Import.Kind.CONTACTS else _("A new field of the deal")
    )
    own = (whose, own[1])
    return [theirs, own] if first else [own, theirs]
