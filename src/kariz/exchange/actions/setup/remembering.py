"""What people said of a file's columns, kept for the next file with the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from kariz.access.models import User
from kariz.access.queries.people import names_of
from kariz.exchange.actions.setup import (
    remembered_sellers,
    remembered_sheets,
    remembered_words,
    rows_before,
)
from kariz.exchange.actions.setup.signatures import signature
from kariz.exchange.models import Import, RememberedMapping
from kariz.exchange.queries.known.custom import NEW, fields_in, targets_of
from kariz.exchange.queries.known.meanings import by_legend
from kariz.exchange.queries.pages.sets import AGAIN
from kariz.localisation.text import squash
from kariz.reading.cells.values import same_name
from kariz.reading.columns.proposals import OF_FIRM
from kariz.reading.deals.continued import CONTINUES_SAID
from kariz.reading.deals.other_books import COMES, COMES_SAID
from kariz.reading.layout.legends import LEGEND
from kariz.reading.names import ends_of_names, owners
from kariz.reading.rows.settings import NEW as NEW_SELLER
from kariz.reading.rows.settings import SAME_AS, UPDATE

KEPT = (
    "owner",
    "existing",
    "existing_company",
    "existing_contact",
    "alike",
    "all_or_nothing",
    "currency",
    "unit",
    "scale",
    "calendar",
    "day_order",
    "unreadable",
    "several",
    "stages",
    "colours",
    "reasons",
    "people",
    "pipelines",
    "pipeline",
    "doubles",
    "comes",
    "apart",
    "right_names",
)
"""Options that are as true of the next file."""
NAMES_OF_CUSTOMERS = ("apart", "right_names", "same_companies")
OF_THE_FILE = frozenset(
    (
        "currency",
        "unit",
        "scale",
        "calendar",
        "day_order",
        "stages",
        "colours",
        "reasons",
        "pipelines",
        "pipeline",
        "doubles",
        "comes",
    )
)
"""Those that say what such a file means, whoever reads it. The others are what a person wants done with its rows, and
go no further than that person: names of customers among them."""


OF_ONE = frozenset(("existing", "existing_company", "existing_contact", "alike", "all_or_nothing"))
OWN = "own"
"""{field of the company's own: its type}: a field that went with an import is made again by the next such file."""
CALLED = "called"
"""{id of a user: name}: who is here no more comes again by it."""
OF_SHEET = "of_sheet"
"""The name of the sheet that was left aside: another one with these columns comes."""
OF_SET = "of_set"
"""Marks what was said of a file of a set."""
TRIED = "tried"
"""Marks what was said of files that did not come in, or were taken back: what came in counts more."""
OF = "of"
"""The mark of the import, or of the set, that says so."""
EARLIER = "earlier"
"""What earlier imports had said, the newest first: it counts again once this one is taken back."""
MOST_EARLIER = 4
GUESSED = "guessed"
"""Marks what was said of a file of whose columns nobody said anything: they are guessed anew."""
COLUMNS_SAID = "columns_said"
"""In the layout of an import: the id of who corrected last what it holds or what its columns mean, there or in an earlier
one from which it is remembered; in what is remembered, that its person did."""
SAID_BY = "said_by"
"""In the layout of an import: the id of who said something of it last, and saved that, there or in an earlier one from
which it is remembered; in what is remembered, that its person did."""


class Sellers(NamedTuple):
    """What the names of sellers in files that come in together were taken to mean."""

    called: Mapping[str, str]
    """{name of a new seller: what the same one is called in whole}"""
    agreed: Mapping[str, str]
    """{folded name: its meaning}"""


def keep(one: Import, by: User) -> None:
    """Remember the mapping that an import is started with. A file without names of columns says nothing but whom names of
    owners mean."""
    remembered_sellers.keep([one], by)
    remembered_words.keep([one], by)
    _keep_alone(one, by)


def _keep_alone(one: Import, by: User, *, tried: bool = False) -> None:
    options = {name: one.options[name] for name in KEPT if name in one.options}
    options = _with_sellers(options, _sellers_of([one]))
    _keep(one, by, signature(one.columns), options, tried=tried)


def keep_set(parts: Sequence[Import], by: User) -> None:
    """Remember what was said of each file of a set: of sheets with the same columns by their names, too."""
    remembered_sellers.keep(parts, by)
    remembered_words.keep(parts, by)
    times = Counter(signature(part.columns) for part in parts)
    sellers = _sellers_of(parts)
    for part in parts:
        _keep_part(part, by, times, sellers)


def keep_said(going: Sequence[Import], parts: Sequence[Import]) -> None:
    """Remember of files that go without having come, of these `parts` of a set or alone, what somebody said of them and
    saved, where nothing is known of such files that came in. What nobody said was a guess, and is made anew."""
    saying = {part.pk: part.layout[SAID_BY] for part in going if part.changeable and part.layout.get(SAID_BY)}
    people = User.objects.in_bulk(saying.values()) if saying else {}
    times = Counter(signature(part.columns) for part in parts)
    for part in going:
        rows_before.keep(part)
    for user in people.values():
        own = [part for part in going if saying.get(part.pk) == user.pk]
        remembered_sellers.keep(own, user, tried=True)
        remembered_words.keep(own, user, tried=True)
    for part in going:
        if (by := people.get(saying.get(part.pk, 0))) is None:
            continue
        if part.part_of_id is None:
            _keep_alone(part, by, tried=True)
        else:
            _keep_part(part, by, times, Sellers({}, _agreed(parts)), tried=True)


def _keep_part(
    part: Import, by: User, times: Mapping[str, int], sellers: Sellers, *, tried: bool = False
) -> None:
    mark = signature(part.columns)
    options = {name: part.options[name] for name in KEPT if name in part.options} | {OF_SET: True}
    options = _with_sellers(options, sellers)
    _keep(part, by, mark, options, tried=tried)
    if times[mark] > 1 and part.mark_of_sheet:
        _keep(part, by, signature(part.columns, part.mark_of_sheet), options, tried=tried)


def _new_in(parts: Iterable[Import]) -> list[str]:
    """The names of those who become sellers by these files."""
    said = (part.options.get("people", {}).items() for part in parts)
    return sorted({name for people in said for name, meaning in people if meaning == NEW_SELLER})


def _agreed(parts: Iterable[Import]) -> dict[str, str]:
    return ends_of_names.agreed(part.options.get("people", {}) for part in parts)


def _sellers_of(parts: Sequence[Import]) -> Sellers:
    return Sellers(owners.together(_new_in(parts)), _agreed(parts))


def _with_sellers(options: dict[str, Any], sellers: Sellers) -> dict[str, Any]:
    """What these files took for one new seller, "NW" and "Niamh" for Niamh Walsh, is kept as if a person had said so, and
    of each name whom it means in the end: the next such file may not name the others."""
    said = options.get("people", {})
    people = {name: _kept_meaning(name, said, sellers) for name in said}
    return options | {"people": people} if people else options


def _kept_meaning(name: str, said: Mapping[str, str], sellers: Sellers) -> str:
    meaning = ends_of_names.to_keep(name, said, sellers.agreed)
    whole = name if meaning == NEW_SELLER else meaning.removeprefix(SAME_AS)
    whole = sellers.called.get(whole, whole)
    is_new = meaning == NEW_SELLER or meaning.startswith(SAME_AS)
    return f"{SAME_AS}{whole}" if is_new and whole != name else meaning


def _keep(one: Import, by: User, mark: str, options: dict[str, Any], *, tried: bool) -> None:
    if not one.layout.get("header", True):
        return
    held = list(RememberedMapping.objects.filter(signature=mark))
    if tried and not all(row.options.get(TRIED) for row in held):
        return
    before = next((row for row in held if row.by_id == by.pk), None)
    options = _with_names_before(options, before)
    whose: dict[str, Any] = {TRIED: True} if tried else {OF: one.batch, EARLIER: _earlier(before, one.batch)}
    if not one.layout.get(COMES_SAID):
        # A guess is made anew, of the next file and what comes beside it.
        options = {name: value for name, value in options.items() if name != COMES}
    if one.layout.get(LEGEND):
        options = options | {"colours": _chosen_colours(one, by)}
    own = {name: field.type for name, field in fields_in(one.kind).items() if name in one.mapping.values()}
    by_person: dict[str, Any] = {CONTINUES_SAID: True} if one.layout.get(CONTINUES_SAID) else {}
    by_person |= {mark: True for mark in (COLUMNS_SAID, SAID_BY) if one.layout.get(mark) == by.pk}
    if not options.get(COMES, True):
        by_person |= {OF_SHEET: squash(one.mark_of_sheet)}
    names = (called(before) if before else {}) | _names_of(options.get("people", {}))
    RememberedMapping.objects.update_or_create(
        signature=mark,
        by=by,
        defaults={
            "kind": one.kind,
            "fields": {squash(column) or column: name for column, name in one.mapping.items()},
            "options": options
            | {OWN: own, CALLED: names}
            | by_person
            | whose
            | remembered_sheets.keep(one, before),
            "used_at": timezone.now(),
        },
    )


def _with_names_before(options: dict[str, Any], before: RememberedMapping | None) -> dict[str, Any]:
    """Names of sellers whom this file does not name may stand in the next one again."""
    held = before.options.get("people", {}) if before is not None else {}
    here = {same_name(name) for name in options.get("people", {})}
    rest = {name: meaning for name, meaning in held.items() if same_name(name) not in here}
    return options | {"people": rest | options.get("people", {})} if rest else options


def _earlier(before: RememberedMapping | None, batch: str) -> list[dict[str, Any]]:
    """What was remembered of such files before this import; it may say so twice."""
    if before is None:
        return []
    found = [_as_kept(before), *before.options.get(EARLIER, [])]
    return [one for one in found if one["options"].get(OF) != batch][:MOST_EARLIER]


def take_back(parts: Sequence[Import]) -> None:
    """What these parts of one import say, which is being taken back, is remembered no more: what was remembered before
    counts again. Where that is nothing that came in, what somebody said and saved is kept as of files that never came."""
    said: dict[str, list[Import]] = {}
    for part in parts:
        for mark in {signature(part.columns), signature(part.columns, part.mark_of_sheet)}:
            said.setdefault(mark, []).append(part)
    batch = parts[0].batch
    for row in RememberedMapping.objects.select_for_update().filter(signature__in=said):
        held = row.options.get(EARLIER, [])
        earlier = [one for one in held if one["options"].get(OF) != batch]
        gone = [one for one in held if one["options"].get(OF) == batch]
        if row.options.get(OF) == batch:
            _take_back(row, earlier, said[row.signature])
        elif gone:
            # A later import says it by now; once that one goes, too, it is what somebody said last.
            row.options[EARLIER] = earlier + _as_tried(gone[:1], said[row.signature], row.by_id)
            row.save()


def _take_back(row: RememberedMapping, earlier: list[dict[str, Any]], parts: Sequence[Import]) -> None:
    came_in = bool(earlier) and not earlier[0]["options"].get(TRIED)
    for tried in _as_tried([_as_kept(row)], parts, row.by_id):
        # It counts once nothing that came in does.
        earlier.insert(len(earlier) if came_in or tried["options"].get(GUESSED) else 0, tried)
    if not earlier:
        row.delete()
        return
    last = earlier.pop(0)
    row.kind, row.fields = last["kind"], last["fields"]
    row.options = last["options"] | ({EARLIER: earlier} if earlier else {})
    row.used_at = datetime.fromisoformat(last["used_at"])
    row.save()


def _as_tried(kept: Sequence[dict[str, Any]], parts: Sequence[Import], by: int) -> list[dict[str, Any]]:
    """What was kept of these parts as of files that never came, if this person said anything of them."""
    columns = any(part.layout.get(COLUMNS_SAID) == by for part in parts)
    if not columns and not any(part.layout.get(SAID_BY) == by for part in parts):
        return []
    mark = {TRIED: True} | ({} if columns else {GUESSED: True})
    rests = [{name: value for name, value in one["options"].items() if name != OF} for one in kept]
    return [one | {"options": rest | mark} for one, rest in zip(kept, rests, strict=True)]


def _as_kept(row: RememberedMapping) -> dict[str, Any]:
    # Names of customers stay in one place, where they can be erased.
    options = {
        name: value for name, value in row.options.items() if name not in (EARLIER, *NAMES_OF_CUSTOMERS)
    }
    used_at = row.used_at.isoformat()
    return {"kind": row.kind, "fields": row.fields, "options": options, "used_at": used_at}


def _chosen_colours(one: Import, by: User) -> dict[str, str]:
    """Without what only the line above this very table says of them: of those stays what was said before."""
    told = by_legend(one, one.options.get("pipeline"))
    before = known(one, by)
    said = before.options.get("colours", {}) if before else {}
    now = one.options.get("colours", {})
    kept = {colour: meaning for colour, meaning in now.items() if told.get(colour) != meaning}
    return {colour: said[colour] for colour in told if colour in said} | kept


def _names_of(people: Mapping[str, str]) -> dict[str, str]:
    ids = [int(meaning) for meaning in people.values() if meaning.isdecimal()]
    return {str(pk): name for pk, name in names_of(ids).items()} if ids else {}


def called(before: RememberedMapping) -> dict[str, str]:
    """What those were called who were meant by names of owners, by their ids."""
    return dict(before.options.get(CALLED, {}))


def known(one: Import, by: User) -> RememberedMapping | None:
    """What this person said last of such a file, else what anybody of the company said; of a sheet of that name first."""
    marks = [signature(one.columns, one.mark_of_sheet)] if one.mark_of_sheet else []
    for mark in (*marks, signature(one.columns)):
        rows = RememberedMapping.objects.filter(signature=mark).select_related("by").order_by("-used_at")
        if found := list(rows[:50]):
            return next((row for row in found if row.by_id == by.pk), found[0])
    return None


def said(before: RememberedMapping, by: User, together: bool) -> dict[str, Any]:
    """The options that hold for the next such file. What becomes of records that are here is another question for a
    file alone than for one of a set."""
    own = before.by_id == by.pk
    other = OF_ONE if together != bool(before.options.get(OF_SET)) else frozenset()
    if not together and before.options.get("existing") == UPDATE:
        # Who wrote the files of a set over means it of one of its sheets as well.
        other -= {"existing"}
    kept = {name: value for name, value in before.options.items() if name in KEPT and name not in other}
    return {name: value for name, value in kept.items() if own or name in OF_THE_FILE}


def is_of_other_sheet(before: RememberedMapping, one: Import) -> bool:
    """Was a sheet of another name left aside then?"""
    return before.options.get(OF_SHEET, squash(one.mark_of_sheet)) != squash(one.mark_of_sheet)


def is_own_of_set(before: RememberedMapping, by: User) -> bool:
    """Did this person say it of a file of a set?"""
    return before.by_id == by.pk and bool(before.options.get(OF_SET))


def columns_of(one: Import) -> tuple[str, dict[str, str]]:
    """What a file holds and what its columns mean."""
    return one.kind, {column: name for column, name in one.mapping.items() if name}


def fits(before: RememberedMapping, one: Import) -> bool:
    """Is what was said of the words of a file still of use, where its columns are guessed anew?"""
    return not before.options.get(GUESSED) or before.kind == one.kind


def apply(one: Import, remembered: RememberedMapping, by: User) -> None:
    """Set kind and mapping as they were said, as far as the fields are there; a field of the company's own that is gone
    is proposed anew to who may make it."""
    if remembered.options.get(SAID_BY) and remembered.by_id == by.pk:
        one.layout = one.layout | {SAID_BY: by.pk}
    if remembered.options.get(GUESSED):
        return
    one.kind = remembered.kind
    here = {target.name for target in targets_of(one.kind)}
    may = by.can("custom_field.manage")
    own = remembered.options.get(OWN, {}) if may else {}
    said = {column: remembered.fields.get(squash(column) or column, "") for column in one.columns}
    again = {
        name: f"{NEW}{OF_FIRM if name.startswith(OF_FIRM) else ''}{own[name]}"
        for name in set(said.values()) & set(own) - here
    }
    one.mapping = {
        column: again.get(name, name)
        for column, name in said.items()
        if name in here or name in again or (name.startswith(NEW) and may)
    }
    gone = [column for column, name in said.items() if name in again]
    one.layout = one.layout | {"remembered": remembered.by.name} | ({AGAIN: gone} if gone else {})
    if remembered.options.get(CONTINUES_SAID):
        one.layout[CONTINUES_SAID] = True
    if remembered.options.get(COLUMNS_SAID) and remembered.by_id == by.pk:
        one.layout[COLUMNS_SAID] = by.pk
