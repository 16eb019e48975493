"""Lists of deals that go on with the deals of another list of their set: proposed by their values, said by a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.actions.setup import kinds, run_options
from kariz.exchange.actions.setup.whose_deals import lists_of, look, meant
from kariz.exchange.models import Import
from kariz.exchange.queries.known.continued import Links, column_of, others
from kariz.exchange.queries.known.tables import first_rows
from kariz.reading.deals.continued import CONTINUES, CONTINUES_SAID, FIELD, MEANT
from kariz.reading.rows.cells_of_rows import MANY
from kariz.web.errors import FieldErrors


def propose(lists: Sequence[Import], by: User, among: Collection[int] | None = None) -> None:
    """Of lists that were uploaded just now, or of those `among` them, unsaved: what nobody has said of such files is told
    by their numbers, also where their columns are known. Of two that name each other's the later one goes on, unless
    more of the other's are named."""
    parts = lists_of(lists)
    if any(map(column_of, parts)):
        # What was said of such files before: a list does not go on with one that goes on with it.
        look(lists)
    fresh = [
        part for part in parts if not part.layout.get(CONTINUES_SAID) and (among is None or part.pk in among)
    ]
    asking = fresh[::-1] if len(parts) > 1 else []
    links = Links(parts)
    found = [(share, link) for part in asking for share, link in links.of(part)]
    for _share, link in sorted(found, key=lambda one: -one[0]):
        if column_of(link.part) or link.of not in others(link.part, parts):
            continue
        if link.of.mapping.get(link.number) != "external_id":
            link.of.mapping = _with(link.of, link.number, "external_id")
            # What amounts are of depends on the column of numbers.
            run_options.change(link.of, {}, by)
        before = link.part.mapping
        link.part.mapping = _continuing(link.part, link.column)
        link.part.layout = link.part.layout | {CONTINUES: {"of": link.of.pk}, MEANT: meant(link.part, before)}
        run_options.change(link.part, {}, by)
    if found:
        look(lists)


def said(lists: Sequence[Import], given: Any) -> list[tuple[Import, dict[str, str]]]:
    """{part: the column that names the deals which its rows continue, or ""}: the parts of which that is something else,
    with their columns then. Raises FieldErrors."""
    parts = {str(part.pk): part for part in lists_of(lists)}
    if not isinstance(given, Mapping) or not all(
        str(pk) in parts and (column == "" or column in parts[str(pk)].columns)
        for pk, column in given.items()
    ):
        raise FieldErrors({FIELD: [_("This value has the wrong structure.")]})
    return [
        (parts[str(pk)], _continuing(parts[str(pk)], column))
        for pk, column in given.items()
        if column != column_of(parts[str(pk)])
    ]


def _continuing(part: Import, column: str) -> dict[str, str]:
    """The mapping of the list with that column as the one that names its deals; another number may then be its own."""
    mapping = _as_before(part)
    if not column:
        return mapping
    mapping = _with(part, column, FIELD, mapping)
    if "external_id" in mapping.values():
        return mapping
    rest = [name for name in part.columns if name != column]
    place = part.columns.index(column)
    rows = [[*row[:place], *row[place + 1 :]] for row in first_rows(part, kinds.LOOKED_AT)]
    guessed = kinds.guess(rest, part.kind, rows)
    own = next((name for name, field in guessed.items() if field == "external_id"), "")
    return _with(part, own, "external_id", mapping) if own and own not in mapping else mapping


def _as_before(part: Import) -> dict[str, str]:
    """The mapping without the column that names its deals, which means again what it meant, as does the one that became
    the number of the list with it."""
    known = part.layout.get(MEANT, {})
    turned = {name for name in known if part.mapping.get(name) in (FIELD, "external_id")}
    kept = {name: field for name, field in part.mapping.items() if field != FIELD and name not in turned}
    for name in turned:
        if known[name] and (known[name] in MANY or known[name] not in kept.values()):
            kept[name] = known[name]
    return {name: kept[name] for name in part.columns if name in kept}


def _with(part: Import, column: str, field: str, mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    said = {**(part.mapping if mapping is None else mapping), column: field}
    return {name: said[name] for name in part.columns if name in said}
