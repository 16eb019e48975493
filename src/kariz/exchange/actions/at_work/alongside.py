"""The rehearsal of a file that names records of others: what earlier files of the set would have brought is brought
along within the chunk that is taken back, so that its rows find what they will find then."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import Any

from kariz.access.models import User
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.judging import chunks, judge
from kariz.exchange.actions.at_work.pace import FIRST
from kariz.exchange.actions.at_work.refs import OWN
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.pages.sets import complete, in_order
from kariz.localisation.text import fold
from kariz.people.normal import company_key, point
from kariz.reading.rows.drafts import Draft

NAMED = {
    "company": "companies",
    "contact": "contacts",
    "deal": "deals",
    "product": "products",
    "user": "users",
}
"""Kinds of record that rows of other files point at, and the files that bring them."""
ANY = ("company", "contact", "deal")
"""Kinds that a number may be of where the row does not say."""
WORK = (
    Import.Kind.LINES,
    Import.Kind.ACTIVITIES,
    Import.Kind.NOTES,
    Import.Kind.HISTORY,
    Import.Kind.COMMITTEE,
    Import.Kind.OBSTACLES,
    Import.Kind.FILES,
)
DEEPEST = 4
"""A note of a deal of a person of a company."""

Key = tuple[str, str]
"""(kind, "#" and its number in the other system, "@" and a way to reach somebody, or its folded name)"""
Numbers = tuple[str, str]
"""Whose the numbers of deals are: those of the list, and those of the one with whose deals it goes on."""
Asked = tuple[str, Draft, Numbers]


def numbers_of(context: Context) -> Numbers:
    return context.refs.deals, context.before.deals


class Alongside:
    """The rows of the files before `one`, found by the records that they bring; kept outside memory."""

    def __init__(self, one: Import, by: User) -> None:
        self._parts = [part for part in _before(one) if OWN[part.kind] in NAMED]
        self._contexts = [Context(part, by) for part in self._parts]
        self._kept = TemporaryFile(prefix="kariz-")  # noqa: SIM115 -- closed with the object
        self._places: dict[Key, tuple[int, int]] = {}
        self._brought: set[tuple[str, int | None]] = set()

    def __bool__(self) -> bool:
        return bool(self._parts)

    def read(self) -> Iterator[int]:
        """Read the files before; yields now and then how many rows were read, so that the lease can be held."""
        for place, context in enumerate(self._contexts):
            for drafts in chunks(context, 0, lambda: 1000):
                for draft in drafts:
                    self._keep(place, draft)
                yield len(drafts)

    def _keep(self, place: int, draft: Draft) -> None:
        kind, numbers = self._parts[place].kind, self._contexts[place].refs.deals
        keys = [key for key in _brings(kind, draft, numbers) if key not in self._places]
        if draft.aside or draft.errors or not keys:
            return
        at = self._kept.tell()
        pickle.dump((draft.number, draft.cells), self._kept, protocol=pickle.HIGHEST_PROTOCOL)
        for key in keys:
            self._places[key] = (place, at)

    def bring(self, drafts: Sequence[Draft], kind: str, mine: Numbers) -> None:
        """Bring what the rows name, within the transaction that is taken back; `mine`: whose numbers the deals have of
        which they speak."""
        wanted: dict[int, dict[int, Draft]] = {}
        asked: list[Asked] = [(kind, draft, mine) for draft in drafts]
        for _depth in range(DEEPEST):
            found = self._found({key for one in asked for key in _names(*one)}, wanted)
            if not found:
                break
            asked = found
        for place in sorted(wanted):
            rows = [draft for _at, draft in sorted(wanted[place].items())]
            context = self._contexts[place]
            context.forget()
            for start in range(0, len(rows), FIRST):
                results = judge(self._parts[place], context, rows[start : start + FIRST])
                created = [one for one in results if one.action == ImportRow.Action.CREATED]
                self._brought |= {(one.kind, one.pk) for one in created} | set(context.made)

    def leave_unnamed(self, results: Iterable[Result]) -> None:
        """Records that were only brought along are gone again: nothing leads to them."""
        for result in results:
            if (result.kind, result.pk) in self._brought:
                result.pk = None
        self._brought.clear()

    def _found(self, keys: Iterable[Key], wanted: dict[int, dict[int, Draft]]) -> list[Asked]:
        """Rows that bring these records and were not found before; put into `wanted` by part and place."""
        found = []
        for place, at in sorted({self._places[key] for key in keys if key in self._places}):
            if at in wanted.get(place, {}):
                continue
            self._kept.seek(at)
            number, cells = pickle.load(self._kept)  # noqa: S301 -- written above, by this object
            draft = self._contexts[place].reader.read(number, cells)
            wanted.setdefault(place, {})[at] = draft
            found.append((self._parts[place].kind, draft, numbers_of(self._contexts[place])))
        return found


def _before(one: Import) -> list[Import]:
    """The files of the set that are worked before this one and have not run."""
    if one.part_of_id is None:
        return []
    parts = [part for part in in_order(Import.objects.filter(part_of=one.part_of_id)) if complete(part)]
    places = [part.pk for part in parts]
    if one.pk not in places:
        return []
    waiting = (Import.Phase.UPLOADED, Import.Phase.MAPPED, Import.Phase.CHECKING)
    return [part for part in parts[: places.index(one.pk)] if part.phase in waiting]


def _brings(kind: str, draft: Draft, numbers: str) -> list[Key]:
    """By what others know the record of a row, and the company and the person that come with it."""
    own, values = OWN[kind], draft.values
    of = numbers if own == "deal" else ""
    keys = [(own, f"#{of}#{values['external_id']}")] if values.get("external_id") else []
    name = {"company": "company", "contact": "contact", "deal": "title", "product": "product"}.get(own, "")
    if values.get(name):
        keys.append((own, _folded(own, values[name])))
    if own in ("contact", "deal"):
        keys += _along(values)
    return list(dict.fromkeys(keys))


def _along(values: Mapping[str, Any]) -> Iterator[Key]:
    """The company of a row, and its person by all that tells who they are."""
    company = str(values.get("company") or "")
    if company:
        yield "company", _folded("company", company)
    if not (name := values.get("contact")) or not isinstance(name, str):
        return
    yield "contact", f"{_folded('contact', name)}\x1f{company_key(company)}"
    for way in ("mobile", "phone", "email"):
        for text in values.get(way, ()):
            if normal := point(way, text):
                yield "contact", f"@{normal}"


def _names(kind: str, draft: Draft, numbers: Numbers) -> Iterator[Key]:
    """The records of other files that a row names, by number and by name."""
    values, own = draft.values, OWN[kind]
    for other in NAMED:
        if other != own and (key := values.get("owner_ref" if other == "user" else f"{other}_ref")):
            yield other, _number(other, key, numbers)
    for key in (*values.get("participants", ()), *values.get("further", ())):
        yield "contact", _number("contact", key, numbers)
    if draft.continues:
        yield "deal", f"#{numbers[1]}#{draft.continues}"
    if own == "deal" and (key := values.get("external_id")):
        yield "deal", _number("deal", key, numbers)
    if key := values.get("parent_ref"):
        yield from ((other, _number(other, key, numbers)) for other in ANY)
    if own in ("contact", "deal"):
        yield from _along(values)
    named: dict[str, Any] = {"company": values.get("company")}
    if own != "product":
        named["product"] = values.get("product")
    if kind in WORK:
        named |= {"contact": values.get("contact"), "deal": values.get("deal_title")}
    for other, name in named.items():
        if name:
            yield other, _folded(other, name)


def _number(kind: str, key: str, numbers: Numbers) -> str:
    return f"#{numbers[0] if kind == 'deal' else ''}#{key}"


def _folded(kind: str, name: str) -> str:
    return company_key(name) if kind == "company" else fold(name)[:400]
