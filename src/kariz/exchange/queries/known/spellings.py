"""Which names of companies in a file, in its set and here are spellings of one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max, Q

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known import other_names
from kariz.exchange.queries.known.marks import digest, mark_of
from kariz.exchange.queries.known.private import private_of
from kariz.exchange.queries.known.tables import table_of, text_at
from kariz.exchange.queries.pages.together import of_set
from kariz.localisation.text import fold
from kariz.people.models import Company
from kariz.people.normal import code, company_key, phone
from kariz.people.spelt import singular
from kariz.reading.cells.blanks import is_no_firm
from kariz.reading.cells.phones import read_phones
from kariz.reading.cells.values import BadValue
from kariz.reading.deals.other_books import COMES
from kariz.reading.names import several, whom
from kariz.reading.names.named_firms import HERE, Doubt, Group, Name, pair_of
from kariz.reading.names.names import bare, people_in
from kariz.reading.names.parts_of_names import searched
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.settings import CARDS, settings_of
from kariz.records import storage

KINDS = (Import.Kind.DEALS, Import.Kind.CONTACTS, Import.Kind.COMPANIES, Import.Kind.ACTIVITIES)
LISTS = (Import.Kind.CONTACTS, Import.Kind.COMPANIES)
"""Files that are lists of customers."""
MOST = 20_000
"""Rows of each file that are looked at, and companies that are here."""
WORDS = 400
"""Words by which companies are looked for that are here, where these are too many to be looked at one by one."""
FEW = 5_000
"""Companies that are all looked at."""
MOST_KEPT = 10_000
"""Names that a process keeps."""
KEPT = 24 * 3600
SHOWN = 200
_WORD = re.compile(r"\w+")
_REACH = ("mobile", "phone", "company_phone")
_OWN = ("company_ref", "national_id", "economic_code")


def spellings_of(one: Import) -> Spellings | None:
    """None for files of other products, of ours, of those whose rows name no company, and of those whose names each
    mean a company of its own already: a run would hold them all for nothing."""
    if not _asks(one):
        return None
    found = together([one, *beside(one)], one.acts_as)
    return found if found.says_more or one.kind not in several.KINDS else None


def beside(one: Import) -> list[Import]:
    """The other files of its set that name companies."""
    return [
        part for part in of_set(one) if part.pk != one.pk and _asks(part) and part.options.get(COMES, True)
    ]


def together(parts: Sequence[Import], by: User, asked: Iterable[str] = ()) -> Spellings:
    """What the names in these files mean, that of each in the same way, whichever of them asks. `asked`: what else may
    name a company that is here. Every file of a set asks for the same, one after the other: what was found last is
    known, as long as nothing of it changed."""
    more = set(asked)
    mark = _mark(parts, by, more)
    held = _held.get()
    with _lock:
        found = _kept.get(mark) or (held or {}).get(mark)
    if found is None:
        if held is not None:
            held.clear()
        found = _found(parts, by, more)
        if held is not None:
            held[mark] = found
        with _lock:
            _kept.clear()
            if len(found) <= MOST_KEPT:
                _kept[mark] = found
    return found


@contextmanager
def held() -> Iterator[None]:
    """While the files of a set are read one after the other, what was found last is known however much it is: each of
    twelve files would find out again what all twelve name."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def _mark(parts: Sequence[Import], by: User, asked: set[str]) -> str:
    """The same as long as the names in these files mean the same."""
    firms = Company.objects.visible_to(by).order_by()
    here = firms.aggregate(Count("pk"), Max("pk"), Max("updated_at"))
    said = [
        (
            part.pk,
            part.kind,
            mark_of(part),
            part.options.get("apart", ()),
            part.options.get("right_names", ()),
            sorted(part.options.get("same_companies", {}).items()),
        )
        for part in sorted(parts, key=lambda part: part.pk or 0)
    ]
    return digest([said, by.pk, sorted(asked), sorted(here.items()), other_names.state()])


def _found(parts: Sequence[Import], by: User, asked: set[str]) -> Spellings:
    names: dict[str, Name] = {}
    first_with: dict[str, str] = {}
    shared: dict[str, set[str]] = {}
    for part in sorted(parts, key=lambda part: part.pk or 0):
        if whom.column_of(part.kind, part.columns, part.mapping):
            # Company and person stand in one cell there.
            continue
        private = private_of(part)
        for text, rows, cities, own, reach in _names_in(part):
            if private is not None and private.find(text):
                continue
            for number in reach:
                if (other := first_with.setdefault(number, text)) != text:
                    shared.setdefault(number, {other}).add(text)
            if (name := names.get(text)) is None:
                name = names[text] = Name(text, 0)
            name.rows += rows
            name.cities = name.cities | set(cities) if cities else name.cities
            name.own = name.own | set(own) if own else name.own
            if part.kind in LISTS:
                name.lists = name.lists | {part.pk or -1}
                name.listed = name.listed or part.layout.get("type") != CARDS
    said = list(names.values())
    apart = {company_key(text) for part in parts for text in part.options.get("apart", ())}
    chosen = [text for part in parts for text in part.options.get("right_names", ())]
    one = {
        company_key(text): called
        for part in parts
        for text, called in part.options.get("same_companies", {}).items()
    }
    texts = {*names, *asked}
    reached = [sorted(called) for called in shared.values()]
    if not Company.objects.visible_to(by).exists():
        return Spellings(said, apart, reached, one, chosen)
    keys: set[str] = set()
    every: set[str] = set()
    # Both in one round: what a name is taken apart into is remembered for the next few thousand names only.
    for text in texts:
        keys.add(key := company_key(text))
        if text in names:
            names[text].key = key
        every |= searched(text)
    near = Near(by, keys - {""})
    before = {key: firm.name for key, firm in near.meant.items()} | one
    if near.few or len(every) <= WORDS:
        return Spellings([*near.named(every), *said], apart, reached, before, chosen)
    # Too many to ask for: what a name alone decides is asked about; where that is too much, nobody decides.
    first = Spellings([*near.named(()), *said], apart, reached, before, chosen)
    known: set[str] = set()
    for text in (text for group in first.groups for text in (group.name, *group.typed)):
        if len(known | searched(text)) <= WORDS:
            known |= searched(text)
        else:
            apart.add(company_key(text))
    return Spellings([*near.named(known), *said], apart, reached, before, chosen)


class Found(NamedTuple):
    """What becomes of names of companies, as they would come now."""

    groups: list[Group]
    """Those that become one company; those with a company that is here first."""
    doubts: list[Doubt]
    """Those of which only a person can say whether they are one."""


def found_in(parts: Iterable[Import], by: User) -> Found:
    asked = [part for part in parts if _asks(part) and part.options.get(COMES, True)]
    if not asked:
        return Found([], [])
    # So little of it is shown that it is kept where all that was found is too much.
    key = f"import-spelled-1-{_mark(asked, by, set())}"
    if (found := cache.get(key)) is None:
        said = together(asked, by)
        found = Found(said.groups[:SHOWN], said.doubts[:SHOWN])
        cache.set(key, found, KEPT)
    return found


@dataclass(frozen=True, slots=True)
class Spelled:
    """What is said of the names of companies; `doubts`: those of which a person may say that they are one; `apart`: names
    that a person said are companies of their own; `right_names`: those that are the right ones; `same`: those that are
    another one as well."""

    groups: list[Group]
    doubts: list[Doubt]
    apart: list[str]
    right_names: list[str]
    same: dict[str, str]

    @property
    def same_pairs(self) -> list[str]:
        return [pair_of(*one) for one in self.same.items()]

    @property
    def names(self) -> int:
        return sum(len(one.typed) for one in self.groups)


def spelled(parts: Iterable[Import], by: User) -> Spelled | None:
    """None where every company is called in one way."""
    asked = [part for part in parts if part.changeable and _asks(part)]
    apart = sorted({name for part in asked for name in part.options.get("apart", ())})
    found = found_in(asked, by)
    called = list(dict.fromkeys(name for part in asked for name in part.options.get("right_names", ())))
    same = {text: name for part in asked for text, name in part.options.get("same_companies", {}).items()}
    if not (found.groups or found.doubts or apart):
        return None
    return Spelled(found.groups, found.doubts, apart, called, same)


def _asks(one: Import) -> bool:
    fields = set(one.mapping.values())
    if one.kind not in KINDS or "company" not in fields or "id" in fields:
        return False
    if settings_of(one.options).of_product:
        return False
    return bool(one.stored) and storage.path_of(one.stored).exists()


Some = tuple[str, ...]
Called = tuple[str, int, Some, Some, Some]
"""(name, rows, cities, own numbers, phone numbers and names of people)"""


def _names_in(one: Import) -> list[Called]:
    """The companies in a file; read once, as long as it is read the same way."""
    key = f"import-firms-5-{mark_of(one)}"
    if (known := cache.get(key)) is None:
        known = _read(one, frozenset(one.lines_left_out))
        cache.set(key, known, KEPT)
    return list(known)


def _read(one: Import, left: frozenset[int]) -> list[Called]:
    everywhere: dict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(one.columns):
        everywhere[one.mapping.get(column, "")].append(place)
    places = {field: found[0] for field, found in everywhere.items() if field}
    rows: Counter[str] = Counter()
    cities: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    reach: dict[str, Some] = {}
    # A list may have a column of second people, and one of their numbers.
    people = everywhere["contact"] if one.total <= FEW else []
    phones = [place for field in _REACH for place in everywhere[field]]
    for number, cells in islice(table_of(one).rows(), MOST):
        name = text_at(cells, places.get("company"))
        if number in left or not name or is_no_firm(name) or len(name) > 200:
            continue
        rows[name] += 1
        if city := fold(text_at(cells, places.get("city"))):
            cities[name].add(city)
        for field in _OWN:
            said = text_at(cells, places.get(field))
            if number_said := (said if field == "company_ref" else code(said)):
                own[name].add(f"{field}:{number_said}")
        for place in phones:
            if said := text_at(cells, place):
                reach[name] = _with(reach.get(name, ()), _numbers(said))
        for place in people:
            if said := _whole_name(text_at(cells, place)):
                reach[name] = _with(reach.get(name, ()), (said,))
    return [
        (name, times, _with(cities.get(name, ())), _with(own.get(name, ())), reach.get(name, ()))
        for name, times in rows.items()
    ]


def _with(some: Iterable[str], more: Iterable[str] = ()) -> Some:
    """In order, each once. Tuples, for those of most names are empty, and one empty tuple is all of them."""
    return tuple(sorted({*some, *more}))


def _whole_name(said: str) -> str:
    """The first person of a cell, folded; "" for whom it does not name in full."""
    if not said or len(said) > 100:
        return ""
    found = bare(people_in(said)[0][0].name)
    return found if " " in found and not any(map(str.isdecimal, found)) else ""


def _numbers(said: str) -> Iterator[str]:
    with suppress(BadValue):
        yield from filter(None, map(phone, read_phones(said)))


class Near:
    """Companies that who brings the file may see, and that its names could mean."""

    def __init__(self, by: User, keys: set[str]) -> None:
        self._companies = Company.objects.visible_to(by).order_by("pk").values_list("pk", "name", "city")
        self._keys = keys
        rows = list(self._companies.values_list("pk", "name", "city", "folded", "match_key")[: FEW + 1])
        self.few, self.nobody = len(rows) <= FEW, not rows
        self._rows = rows if self.few else []
        self.meant = {} if self.nobody else other_names.meant_before(keys, by)
        """{key: the company that such names meant before}"""
        self._keys = keys | {company_key(firm.name) for firm in self.meant.values()}

    def named(self, words: Collection[str]) -> list[Name]:
        """Those with the keys, those that they meant before, and those with a word of these."""
        return self._of_few(frozenset(words)) if self.few else self._asked(sorted(words))

    def _of_few(self, words: frozenset[str]) -> list[Name]:
        return [
            _name_here(name, city)
            for _pk, name, city, folded, key in self._rows
            if key in self._keys or not words.isdisjoint(_words_of(folded))
        ]

    def _asked(self, words: Sequence[str]) -> list[Name]:
        found = {}
        asked = sorted(self._keys)
        for start in range(0, len(asked), 500):
            for pk, name, city in self._companies.filter(match_key__in=asked[start : start + 500]):
                found[pk] = _name_here(name, city)
        for start in range(0, len(words), 100):
            near = Q()
            for word in words[start : start + 100]:
                near |= Q(folded__contains=word)
            for pk, name, city in self._companies.filter(near)[:MOST]:
                found.setdefault(pk, _name_here(name, city))
        return [found[pk] for pk in sorted(found)]


def _words_of(folded: str) -> set[str]:
    found = set(_WORD.findall(folded))
    # «آبفای تهران» is «آبفا تهران».
    return found | {word[:-1] for word in found if word.endswith("ای")} | set(map(singular, found))


def _name_here(name: str, city: str) -> Name:
    return Name(name, 0, {HERE}, {fold(city)} if city else set())


_kept: dict[str, Spellings] = {}
_held: ContextVar[dict[str, Spellings] | None] = ContextVar("held", default=None)
_lock = Lock()
