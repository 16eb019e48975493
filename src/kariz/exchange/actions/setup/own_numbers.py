"""Lists whose numbers are those of deals of other companies: seen when they are uploaded, told, and kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.exchange.actions.setup import whose_deals
from kariz.exchange.models import Import
from kariz.exchange.queries.known.whose_numbers import (
    OF_FILES,
    There,
    any_numbers,
    rows_of,
    there,
    told,
    used_sources,
)
from kariz.exchange.queries.pages.sets import in_order
from kariz.reading.deals.continued import CONTINUES
from kariz.reading.deals.own_numbers import HOW, MOST, NUMBERS, OWN, SHARED, source_of
from kariz.web.errors import FieldErrors


def look(parts: Sequence[Import]) -> None:
    """See, in the order in which they are worked, whose the numbers of the lists are; kept on them, unsaved. What a
    person has said stays."""
    before: list[tuple[str, list[Any], str]] = []
    sources: dict[int, list[str]] = {part.pk: [] for part in parts if part.pk}
    lists = {part.pk: part for part in parts}
    for part in in_order(parts) if len(parts) > 1 else parts:
        of = lists.get(part.layout.get(CONTINUES, {}).get("of"))
        if not _has_numbers(part):
            _with(part, of)
            continue
        # Alone, into a company that has no numbers yet, it meets nothing.
        rows = rows_of(part) if len(parts) > 1 or any_numbers() else []
        _tell(part, rows, before, sources)
        before.append((source_of(part.options, part.layout), rows, part.sheet or part.name))
        numbers = part.layout.get(NUMBERS, {})
        sources[part.pk or 0] = [numbers.get("own", ""), numbers.get("spare", "")]


def look_set(parts: Iterable[Import]) -> None:
    """The same of the lists of a set that have not run."""
    look([part for part in parts if part.changeable and part.kind == Import.Kind.DEALS])


def said(part: Import, options: Mapping[str, Any]) -> None:
    """A person says whose the numbers are; what they only leave as it is is not said."""
    if NUMBERS in options and options[NUMBERS] != part.options.get(NUMBERS, SHARED):
        part.layout = part.layout | {NUMBERS: part.layout.get(NUMBERS, {}) | {"said": True}}


def matters(part: Import, kind: str, mapping: Mapping[str, str], options: Mapping[str, Any]) -> bool:
    """Is something else said of the list than before, by which its numbers meet others?"""
    same = all(part.options.get(name) == options.get(name) for name in (NUMBERS, "rows", "asides"))
    return not same or (part.kind, part.mapping) != (kind, mapping)


def say(lists: Iterable[Import], given: Any) -> None:
    """{list: whose its numbers are}, unsaved. Raises FieldErrors."""
    parts = {str(part.pk): part for part in whose_deals.lists_of(lists)}
    if not isinstance(given, Mapping) or not all(
        str(pk) in parts and how in HOW for pk, how in given.items()
    ):
        raise FieldErrors({NUMBERS: [_("This value has the wrong structure.")]})
    for pk, how in given.items():
        part = parts[str(pk)]
        if how != part.options.get(NUMBERS, SHARED):
            said(part, {NUMBERS: how})
            part.options = part.options | {NUMBERS: how}


def _has_numbers(part: Import) -> bool:
    names = set(part.mapping.values())
    of_file = str(part.options.get("source", "")).startswith(OF_FILES)
    return part.kind == Import.Kind.DEALS and of_file and "external_id" in names and "id" not in names


def _with(part: Import, of: Import | None) -> None:
    """A list without numbers, or whose rows have those of the list with which it goes on."""
    own = of is not None and of.options.get(NUMBERS) == OWN
    part.layout = {name: held for name, held in part.layout.items() if name != NUMBERS}
    part.options = part.options | {NUMBERS: OWN if own else SHARED}
    if of is not None and own:
        part.layout[NUMBERS] = {"own": of.layout[NUMBERS]["own"]}


def _tell(
    part: Import,
    rows: Sequence[Any],
    before: Sequence[tuple[str, list[Any], str]],
    sources: Mapping[int, Sequence[str]],
) -> None:
    found: There = there(rows, part.created_by)
    for source, theirs, name in before:
        found.tell(source, theirs, name)
    base = str(part.options["source"])
    by_person = bool(part.layout.get(NUMBERS, {}).get("said"))
    seen = told(base, rows, found, used_sources(base, sources))
    how = part.options.get(NUMBERS, SHARED) if by_person else OWN if seen.proposed else SHARED
    part.options = part.options | {NUMBERS: how}
    part.layout = part.layout | {
        NUMBERS: {
            "own": seen.source,
            "spare": seen.spare,
            "rows": seen.shared.rows[:MOST],
            "own_rows": seen.own.rows[:MOST],
            "others": len(seen.shared.rows),
            "met": seen.shared.met,
            "of": [name for name, _rows in sorted(seen.shared.of.items(), key=lambda one: -one[1])][:3],
            "titles": (seen.own if how == OWN else seen.shared).disagrees,
            "said": by_person,
        }
    }
