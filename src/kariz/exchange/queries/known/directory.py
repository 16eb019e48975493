"""Whom a list of calls may mean: the people of the other lists of its set, and those who are here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from django.core.cache import cache
from django.db.models import Q

from kariz.exchange.models import Import
from kariz.exchange.queries.known.marks import mark_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.together import of_set
from kariz.people import normal
from kariz.people.models import Company, Contact, ContactPoint
from kariz.reading.cells.cells import plain
from kariz.reading.cells.phones import read_phones
from kariz.reading.cells.values import BadValue
from kariz.reading.deals.other_books import COMES
from kariz.reading.names import by_phone, whom
from kariz.reading.names.calls_of_rows import CALLED, name_and_numbers, without_company
from kariz.reading.names.directory import Directory, Entry, entries_of
from kariz.reading.names.names import family_of
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.rows import RowReader
from kariz.reading.rows.settings import settings_of
from kariz.records import storage

MOST = 20_000
"""Rows of each list that are looked at."""
MOST_FAMILIES, AT_ONCE = 500, 100
KEPT = 600
KINDS = (Import.Kind.CONTACTS, Import.Kind.COMPANIES, Import.Kind.DEALS)


def directory_of(
    one: Import, read: Callable[[Import], RowReader], firms: Spellings | None = None
) -> Directory | None:
    """None for what is no list of calls of ours. `read`: who reads the other lists; `firms`: those that one column of it
    names with people."""
    named = {"company", "contact", CALLED} & set(one.mapping.values())
    if one.kind != Import.Kind.ACTIVITIES or not named or "id" in one.mapping.values():
        return None
    if settings_of(one.options).of_product or not one.stored or not storage.path_of(one.stored).exists():
        return None
    asked = _asked(one)
    known = [*_beside(one, read), *people_here(one, asked)]
    return Directory([*known, *_own(asked, firms, known)])


def reached_of(one: Import, read: Callable[[Import], RowReader]) -> Directory | None:
    """Who has the numbers of a list of deals with companies that names nobody; None for other lists."""
    fields = set(one.mapping.values())
    if one.kind != Import.Kind.DEALS or "company" not in fields or fields & by_phone.PERSON or "id" in fields:
        return None
    places = [
        place for place, column in enumerate(one.columns) if one.mapping.get(column) in by_phone.NUMBERS
    ]
    if not places or settings_of(one.options).of_product:
        return None
    if not one.stored or not storage.path_of(one.stored).exists():
        return None
    asked = Asked(numbers=_mobiles_in(one, places))
    if not asked.numbers:
        return None
    found = [*_beside(one, read, (Import.Kind.CONTACTS,)), *people_here(one, asked)]
    return Directory(entry for entry in found if entry.person)


def _mobiles_in(one: Import, places: Sequence[int]) -> set[str]:
    """Read once, as long as the file is read in the same way."""
    key = f"import-mobiles-2-{mark_of(one)}"
    if (known := cache.get(key)) is None:
        known = set()
        for _number, cells in islice(table_of(one).rows(), MOST):
            for cell in (plain(cells[place]) for place in places if place < len(cells)):
                with suppress(BadValue):
                    known.update(by_phone.mobiles(read_phones(cell) if cell != "" else ()))
        cache.set(key, known, KEPT)
    return set(known)


def _beside(one: Import, read: Callable[[Import], RowReader], kinds: Sequence[str] = KINDS) -> list[Entry]:
    parts = [
        part
        for part in of_set(one)
        if part.pk != one.pk
        and part.kind in kinds
        and part.options.get(COMES, True)
        and part.stored
        and storage.path_of(part.stored).exists()
    ]
    if not parts:
        return []
    said = json.dumps(
        [[part.stored, part.layout, part.mapping, part.options] for part in parts],
        sort_keys=True,
        default=str,
    )
    key = f"import-people-1-{hashlib.blake2s(said.encode(), digest_size=8).hexdigest()}"
    if (known := cache.get(key)) is None:
        known = [entry for part in parts for entry in _read(part, read(part))]
        cache.set(key, known, KEPT)
    return list(known)


def _read(part: Import, reader: RowReader) -> Iterator[Entry]:
    for number, cells in islice(table_of(part).rows(), MOST):
        draft = reader.read(number, cells)
        if not draft.aside:
            yield from entries_of(draft)


def _own(asked: Asked, firms: Spellings | None, known: list[Entry]) -> Iterator[Entry]:
    """Of a number that nobody else has another row may say whose it is: «حسن ابراهیمی از ژاله»."""
    held = {number for entry in known for number in entry.phones}
    for text, number in sorted(asked.pairs) if firms is not None else ():
        if number not in held:
            company, person = whom.apart(text, firms or (), of_firms=False)
            if company and person:
                yield Entry(company, person, frozenset([number]))


def people_here(one: Import, asked: Asked) -> Iterator[Entry]:
    """Whom its cells may name or number, of those whom who brings it may see."""
    by, texts, numbers = one.acts_as, asked.texts, asked.numbers
    families = sorted({family for text in texts for family in _families(text) if len(family) > 2})
    points = ContactPoint.objects.filter(normal__in=sorted(numbers)[:MOST])
    people = Contact.objects.visible_to(by).order_by("pk")
    wanted = set(points.values_list("contact_id", flat=True)) if numbers else set()
    for start in range(0, min(len(families), MOST_FAMILIES), AT_ONCE):
        # SQLite takes a thousand conditions in one statement, and they are two for each.
        called = Q()
        for family in families[start : start + AT_ONCE]:
            called |= Q(folded__endswith=f" {family}") | Q(folded=family)
        wanted |= set(people.filter(called).values_list("pk", flat=True)[:MOST])
    found = list(people.filter(pk__in=sorted(wanted)[:MOST]).select_related("company"))
    held: dict[int, set[str]] = {person.pk: set() for person in found}
    for pk, number in ContactPoint.objects.filter(contact__in=held).values_list("contact_id", "normal"):
        held[pk].add(number)
    for person in found:
        yield Entry(person.company.name if person.company else "", person.name, frozenset(held[person.pk]))
    if numbers:
        firms = Company.objects.visible_to(by).filter(phone_normal__in=sorted(numbers)[:MOST])
        for name, number in firms.values_list("name", "phone_normal"):
            yield Entry(name, "", frozenset([number]))


def _families(text: str) -> set[str]:
    return {family_of(name) for name in whom.names_in(text)}


@dataclass(slots=True)
class Asked:
    """What cells of a list of calls may name."""

    texts: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    """A text and a number of one row."""


def _asked(one: Import) -> Asked:
    asked = Asked()
    places = [(place, one.mapping.get(column, "")) for place, column in enumerate(one.columns)]
    for _number, cells in islice(table_of(one).rows(), MOST):
        texts: list[str] = []
        numbers: list[str] = []
        for place, name in places:
            cell = plain(cells[place]) if place < len(cells) else ""
            if cell == "":
                continue
            if name in whom.FIELDS:
                text, called = name_and_numbers(cell)
                numbers += filter(None, map(normal.phone, called))
                texts += [without_company(text)] if text and isinstance(cell, str) else []
            elif name == CALLED:
                with suppress(BadValue):
                    numbers += filter(None, map(normal.phone, read_phones(cell)))
        asked.texts.update(texts)
        asked.numbers.update(numbers)
        if len(texts) == len(numbers) == 1:
            asked.pairs.add((texts[0], numbers[0]))
    return asked
