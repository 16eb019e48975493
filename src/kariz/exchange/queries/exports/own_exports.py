"""Exports of ours that come back: which list they are of, and what their columns mean, as the export wrote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from kariz.exchange.queries.exports.export_columns import everything_of, fixed_columns
from kariz.exchange.queries.exports.exporting import KINDS
from kariz.exchange.queries.exports.shown import told_alone
from kariz.exchange.queries.known import custom
from kariz.localisation.text import squash
from kariz.reading.cells.units import without_unit
from kariz.reading.columns.fields import BY_NAME, of_kind
from kariz.records.models import CustomType


def kind_of(columns: Sequence[str]) -> str:
    """The list whose export has most of these columns, one of KINDS; "" of what is no export of ours, and where two lists
    have as many of them."""
    keys = set(map(squash, columns))
    if not BY_NAME["id"].keys & keys:
        return ""
    met = {kind: len(keys & headers.keys()) for kind, headers in _headers().items()}
    most = max(met.values())
    found = [kind for kind, count in met.items() if count == most]
    return found[0] if len(found) == 1 else ""


def mapping_of(columns: Sequence[str], kind: str, guessed: Mapping[str, str]) -> dict[str, str]:
    """The mapping of an export of ours: what it calls its columns goes before all guesses; what is told alone means
    nothing."""
    said = {squash(str(key)): field for key, field in _every(kind).items()}
    own = {squash(field.label): name for name, field in custom.fields_of(kind).items()}
    money = {
        squash(field.label): name
        for name, field in custom.fields_of(kind).items()
        if field.type == CustomType.MONEY
    }
    found: dict[str, str] = {}
    for column in columns:
        key = squash(column)
        name = said.get(key) or own.get(key) or money.get(squash(without_unit(column))) or ""
        if name and name not in found.values():
            found[column] = name
    told = told_alone(kind)
    for column, name in guessed.items():
        if column not in found and name not in found.values() and squash(column) not in told:
            found[column] = name
    return {column: found[column] for column in columns if column in found}


@lru_cache(maxsize=1)
def _headers() -> dict[str, dict[str, str]]:
    """{list: {header in either language: field}} of the columns that every installation has."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for kind, headers in found.items():
                headers |= {squash(str(column.header)): column.field for column in fixed_columns(kind)}
    return found


def _every(kind: str) -> dict[str, str]:
    """The same of one list, with what a list of deals says of its people."""
    allowed = {target.name for target in of_kind(kind)}
    found = dict(_headers().get(kind, {}))
    if kind == "deals":
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found = {squash(str(one.header)): one.field for one in everything_of(kind)} | found
    fields = {
        header: field if field in allowed else _CALLED.get(field, "") for header, field in found.items()
    }
    return {header: field for header, field in fields.items() if field in allowed}


_CALLED = {"title": "deal_title", "text": "obstacle", "kind": "obstacle_kind"}
"""What lists of activities and obstacles call what their exports have."""
