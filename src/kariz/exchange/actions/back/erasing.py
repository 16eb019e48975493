"""Rows of imports that brought an erased person keep what became of them, not what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from kariz.exchange.actions.installation import whole_runs
from kariz.exchange.actions.setup.remembering import NAMES_OF_CUSTOMERS
from kariz.exchange.models import ExpectedRow, ExternalRef, Import, ImportRow, OtherName, RememberedMapping
from kariz.reading.layout.unnamed import UNNAMED

if TYPE_CHECKING:
    from kariz.people.words import Words

AT_ONCE = 500
QUOTED = ("title", UNNAMED)
"""Where the layout keeps what the file says, besides what stands beside a table."""


def redact(ids: Sequence[int], words: Words) -> int:
    """Forget the cells of the person's rows, those of other rows that name the person, and what other systems call
    the person; how many of all these. Exports of everything that were made before go as well."""
    rows = ImportRow.objects.filter(result_kind="contact", result_id__in=ids)
    touched = rows.update(cells=[], errors=[], warnings=[])
    ExpectedRow.objects.filter(result_kind="contact", result_id__in=ids).delete()
    said = ImportRow.objects.exclude(cells=[], errors=[], warnings=[])
    touched += _strike(said, words, ("cells", "errors", "warnings"))
    touched += _strike(Import.objects.exclude(outcome={}, stayed=[]), words, ("outcome", "stayed"))
    touched += _strike_layouts(words)
    for name in NAMES_OF_CUSTOMERS:
        touched += _forget_said(Import, name, words) + _forget_said(RememberedMapping, name, words)
    touched += _forget_other_names(words)
    touched += _strike(ExpectedRow.objects.exclude(cells=[]), words, ("cells", "notes", "title"))
    gone, _each = ExternalRef.objects.filter(record_kind="contact", record_id__in=ids).delete()
    whole_runs.forget_all()
    return touched + gone


def _strike_layouts(words: Words) -> int:
    """What stands above or beside a table, or in columns without a name."""
    changed = []
    quoting = Import.objects.filter(layout__has_any_keys=[*QUOTED, "beside"]).order_by("pk")
    for one in quoting.iterator(chunk_size=AT_ONCE):
        said = {name: words.strike_all(one.layout[name]) for name in QUOTED if name in one.layout}
        if beside := one.layout.get("beside"):
            said["beside"] = beside | {"said": words.strike(beside.get("said", ""))}
        if one.layout | said != one.layout:
            one.layout |= said
            changed.append(one)
    Import.objects.bulk_update(changed, ["layout"], batch_size=AT_ONCE)
    return len(changed)


def _forget_said(model: type[Import] | type[RememberedMapping], option: str, words: Words) -> int:
    """Names of companies that name the person, too, of which somebody said that they are companies of their own, the
    right ones, or one with another."""
    changed: list[Any] = []
    for one in model.objects.filter(options__has_key=option).order_by("pk").iterator(chunk_size=AT_ONCE):
        said = one.options[option]
        kept: Any = [name for name in said if words.strike(name) == name]
        if isinstance(said, dict):
            kept = {name: said[name] for name in kept if words.strike(said[name]) == said[name]}
        if kept != said:
            one.options |= {option: kept}
            changed.append(one)
    model.objects.bulk_update(changed, ["options"], batch_size=AT_ONCE)
    return len(changed)


def _forget_other_names(words: Words) -> int:
    """Other names of companies that name the person, too."""
    rows = OtherName.objects.order_by("pk").values_list("pk", "name").iterator(chunk_size=AT_ONCE)
    naming = [pk for pk, name in rows if words.strike(name) != name]
    for start in range(0, len(naming), AT_ONCE):
        OtherName.objects.filter(pk__in=naming[start : start + AT_ONCE]).delete()
    return len(naming)


def _strike(rows: QuerySet[Any], words: Words, names: Sequence[str]) -> int:
    """Rows that were refused or wait are nobody's yet, and what is told of others may name the person: they are known
    by what they say."""
    changed = []
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        said = {name: words.strike_all(getattr(row, name)) for name in names}
        if any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
    rows.model.objects.bulk_update(changed, names, batch_size=AT_ONCE)
    return len(changed)
