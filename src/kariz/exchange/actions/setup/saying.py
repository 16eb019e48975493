"""What a person says of an import: what it holds, what its columns mean, how it is run. Worked out in memory; files are
read for it, so that it is no part of a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.actions.at_work import look_carried
from kariz.exchange.actions.setup import kinds, own_fields, own_numbers, run_options, set_answers, whose_deals
from kariz.exchange.actions.setup.in_hand import InHand
from kariz.exchange.actions.setup.remembering import SAID_BY
from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import NEW, allowed
from kariz.exchange.queries.known.header_rows import wanted
from kariz.exchange.queries.pages.sets import stays_out
from kariz.reading.columns import more_people
from kariz.reading.deals.other_books import COMES, COMES_SAID
from kariz.reading.layout.headers import MOST
from kariz.reading.rows.cells_of_rows import MANY, TWICE
from kariz.reading.rows.settings import FILL, SKIP, UPDATE, settings_of
from kariz.web.errors import FieldErrors

COMING = ("rows", "asides", "stages")
"""Options that say which rows come."""


def say_among(lists: InHand, one: Import, by: User, given: Given, *, fills: bool = True) -> None:
    """Say it of one of these lists, unsaved, with what that changes in the others. Raises NotAllowed, FieldErrors."""
    options = one.options
    looks = say(one, by, given)
    if fills:
        if given.mapping is not None:
            set_answers.take_over(one, options)
        for other in set_answers.fill_in(one, options):
            other.layout = other.layout | {SAID_BY: by.pk}
    looks.again(lists.parts)


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of one import; None is what they do not."""

    kind: str | None = None
    mapping: Mapping[str, str] | None = None
    options: Mapping[str, Any] | None = None
    header: bool | None = None
    header_rows: int | None = None
    before: Mapping[str, str] | None = None


def say(one: Import, by: User, given: Given) -> Looks:
    """Say it, unsaved; what is to be looked at anew then. Raises NotAllowed, ImportBusy, FieldErrors."""
    by.require("import.run")
    _check_kind(one, given.kind)
    given = _with_people(one, given)
    kind, columns, options = one.kind, one.mapping, one.options
    _check_rows(given.header_rows)
    if (rows := wanted(one, given.header, given.header_rows)) is not None:
        kinds.turn_header(one, rows)
    if "rows" in (said := given.options or {}) and kinds.are_named_otherwise(one, _rows(said["rows"])):
        given = _named_otherwise(one, given)
        columns = {}
    if given.kind is not None and given.kind != one.kind:
        kinds.turn(one, given.kind, given.before)
        one.options = one.options | mentioned_too(one.options, one.options.get("existing", ""))
    if given.mapping is not None:
        one.mapping = _checked_mapping(one, own_fields.check(one, given.mapping, by))
        whose_deals.said(one, columns)
    if one.mapping != columns or one.kind != kind:
        kinds.look_above(one)
    own_numbers.said(one, given.options or {})
    run_options.change(one, _with_mentioned(one, given.options or {}), by, columns)
    if kinds.rows_taken(one.options) != kinds.rows_taken(options):
        kinds.look_above(one)
    if COMES in (given.options or {}):
        one.layout = one.layout | {COMES_SAID: True}
    turned = stays_out(one) != (not options.get(COMES, True))
    return Looks(
        deals=turned or (one.mapping, one.kind) != (columns, kind),
        rows=any(one.options.get(name) != options.get(name) for name in COMING),
        numbers=turned or own_numbers.matters(one, kind, columns, options),
    )


def _rows(said: Any) -> dict[str, str]:
    """Raises FieldErrors."""
    return settings_of({"rows": said}).rows


def _named_otherwise(one: Import, given: Given) -> Given:
    """Other rows name the columns: what is said of those that were there holds for those that still are."""
    before = set(one.columns)
    kinds.turn_rows(one, _rows((given.options or {})["rows"]), given.mapping or given.before or one.mapping)
    if given.mapping is None:
        return given
    new = {column: name for column, name in given.mapping.items() if column not in before}
    return replace(given, mapping=one.mapping | new)


def _with_people(one: Import, given: Given) -> Given:
    """A list of companies in which a column is said to name a person of each is one of people with their companies."""
    companies = Import.Kind.COMPANIES == one.kind == (given.kind or one.kind)
    if not companies or "contact" not in (given.mapping or {}).values():
        return given
    return replace(given, kind=Import.Kind.CONTACTS, mapping=None, before=given.mapping)


def mentioned_too(options: Mapping[str, Any], existing: str) -> dict[str, str]:
    """What is written into records that are here, where a person lets it: also into those that rows only mention."""
    names = ("existing_company", "existing_contact") if existing in (FILL, UPDATE) else ()
    return {name: FILL for name in names if options.get(name, SKIP) == SKIP}


def _with_mentioned(one: Import, said: Mapping[str, Any]) -> dict[str, Any]:
    """Who lets a list of people write into those that are here lets it write into their companies, unless they say otherwise
    of these."""
    turns = (
        one.kind == Import.Kind.CONTACTS
        and said.get("existing", one.options["existing"]) != one.options["existing"]
    )
    return {**(mentioned_too(one.options, said["existing"]) if turns else {}), **said}


@dataclass(frozen=True, slots=True)
class Looks:
    """What other columns, or other rows, of a list tell about the lists of its set: with whose deals each goes on, whose
    its numbers are."""

    deals: bool = False
    numbers: bool = False
    rows: bool = False
    """Which rows come: others go on in them."""

    def __or__(self, other: Looks) -> Looks:
        return Looks(self.deals or other.deals, self.numbers or other.numbers, self.rows or other.rows)

    def again(self, parts: Sequence[Import]) -> None:
        """Look for it anew, unsaved."""
        alone = all(part.part_of_id is None for part in parts)
        if self.deals and not alone:
            whose_deals.look(parts)
        if (self.deals or self.rows) and not alone:
            look_carried.look_for_carried(parts)
        if self.numbers:
            (own_numbers.look if alone else own_numbers.look_set)(parts)


def _check_rows(count: int | None) -> None:
    if count is not None and not 0 <= count <= MOST:
        raise FieldErrors({"header_rows": [_("Choose a number from 0 to %(most)d.") % {"most": MOST}]})


def _check_kind(one: Import, kind: str | None) -> None:
    if kind is not None and kind not in (choices := kinds.open_to(one)):
        raise FieldErrors({"kind": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)}]})


def _checked_mapping(one: Import, mapping: Mapping[str, str]) -> dict[str, str]:
    fields = {target.name for target in allowed(one)}
    kept = {column: name for column, name in mapping.items() if name}
    errors: dict[str, list[Any]] = {}
    for column, name in kept.items():
        if column not in one.columns:
            errors[f"mapping.{column}"] = [_("The file has no such column.")]
        elif name not in fields and not name.startswith(NEW):
            errors[f"mapping.{column}"] = [_("There is no such field: %(name)s.") % {"name": name}]
    repeated = {
        name for name, times in Counter(kept.values()).items() if times > 1 and not name.startswith(NEW)
    }
    repeated -= MANY | TWICE | ({"contact"} if one.kind in more_people.KINDS else set())
    of_further = _of_further(one, kept)
    repeated -= {
        name for name in repeated if sum(kept[column] == name for column in kept.keys() - of_further) < 2
    }
    for column, name in kept.items():
        if name in repeated:
            errors.setdefault(f"mapping.{column}", []).append(_("Two columns cannot fill one field."))
    if errors:
        raise FieldErrors(errors)
    return kept


def _of_further(one: Import, mapping: Mapping[str, str]) -> set[str]:
    """The columns of what belongs to a further person: "2nd position" is not that of the row's own one."""
    if one.kind not in more_people.KINDS:
        return set()
    places = [(place, mapping.get(column, "")) for place, column in enumerate(one.columns)]
    return {one.columns[place] for place in more_people.ways(places, one.columns)}
