"""What only the other lists of a set tell of one of them: that it is about something else than deals of its own, and that
a column names sellers. Seen at the upload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import islice
from typing import NamedTuple

from kariz.access.models import User
from kariz.exchange.actions.setup import kinds, run_options
from kariz.exchange.models import Import
from kariz.exchange.queries.known.known_firms import LOOKED_AT, left_firms, names_below, texts_of
from kariz.exchange.queries.known.known_people import known_people
from kariz.exchange.queries.known.left_people import Read, left_people, people_as_sellers
from kariz.exchange.queries.known.said_sellers import names_said
from kariz.exchange.queries.known.tables import OWNED, first_rows
from kariz.exchange.queries.pages.sets import complete, is_known
from kariz.reading.cells.values import same_name
from kariz.reading.columns.other_firms import is_of_others
from kariz.reading.columns.settling import most
from kariz.reading.deals.continued import CONTINUES
from kariz.reading.deals.other_books import (
    ABOUT,
    COMES,
    COMES_SAID,
    QUOTES,
    SAME,
    SERVICE,
    STRANGERS,
    TOLD,
    is_quotes,
    is_service,
    share_of,
    strangers_of,
)
from kariz.reading.names import owners, shared_owners, whom
from kariz.reading.names.nicknames import nicknames
from kariz.reading.rows.settings import NEW, OWNERS, SAME_AS

NAMED = 5
"""Of those who stand nowhere else."""
HEADERS = {"company": "Company", "contact": "Contact"}
FEWEST = 2
"""Names by which a column may be told to be one of sellers."""


class Seller(NamedTuple):
    """One who is to come."""

    name: str


def look_for_sellers(parts: Sequence[Import], by: User) -> None:
    """In the lists that were uploaded just now, unsaved. What somebody said of such a list before stays."""
    for part in parts:
        if not part.layout.get("remembered") and _take_sellers(part, parts, by):
            run_options.change(part, {}, by)


def look_for_customers(parts: Sequence[Import], by: User) -> None:
    """The only column of deals that means nothing ("Cust"), or was taken for one of sellers ("Who"), and names companies of
    the other lists, or of ours, is that of the customers, unsaved, unless its header says that they are somebody else.
    What somebody said of such a list before stays."""
    for part in parts:
        if part.kind != Import.Kind.DEALS or part.layout.get("remembered"):
            continue
        found = [
            column
            for column in left_firms(part, by, ("", "owner"))
            if not is_of_others(column)
            and not _sellers(part, parts, by)(set(islice(texts_of(part, column), LOOKED_AT)))
        ]
        if len(found) == 1:
            _take(part, found[0], "company")
            run_options.change(part, {}, by)


def look_for_people(parts: Sequence[Import], by: User) -> None:
    """The only column of deals that means nothing ("Lead by"), and names people of the other lists, or of ours, is that of
    the customers' people, unsaved; so is one of sellers ("Rep") below which those stand who work for the customer of the
    row. What somebody said of such a list before stays."""
    read: Read = {}
    for part in parts:
        if part.kind != Import.Kind.DEALS or part.layout.get("remembered"):
            continue
        sellers = _sellers(part, parts, by)
        found = [
            column
            for column in left_people(part, by, read)
            if not is_of_others(column) and not sellers(set(islice(texts_of(part, column), LOOKED_AT)))
        ]
        if len(found) == 1:
            _take(part, found[0], "contact")
        elif (column := people_as_sellers(part, by, read)) and not sellers(
            names_below(part, [column])[column]
        ):
            _take(part, column, "contact")
        else:
            continue
        run_options.change(part, {}, by)


def _take(part: Import, column: str, field: str) -> None:
    """The column is of that field, and others mean what they mean beside one whose header says so: "Sold by" the sellers,
    "For" what the deal is called."""
    if column in part.mapping:
        part.options = part.options | {"people": {}}
    mapping = part.mapping | {column: field}
    names = [HEADERS[field] if one == column else one for one in part.columns]
    if len(set(names)) == len(names):
        rows = first_rows(part, kinds.LOOKED_AT)
        for one, name in kinds.guess(names, part.kind, rows, kinds.called(part)).items():
            if one in part.columns and one not in mapping and name not in mapping.values():
                mapping[one] = name
    part.mapping = {name: mapping[name] for name in part.columns if name in mapping}


def look_at_nicknames(parts: Sequence[Import]) -> None:
    """A short name in one list may stand for who is named in whole in another: "Maggie" for "Margaret O'Connell". What
    somebody said of such a list before stays."""
    said = [part.options.get("people", {}) for part in parts]
    new = {name for people in said for name, meaning in people.items() if _is_new(meaning)}
    short = nicknames(new)
    for part in parts:
        people = part.options.get("people", {})
        if part.layout.get("remembered") or not any(name in short for name in people):
            continue
        told = {name: f"{SAME_AS}{short[name]}" for name in people if name in short and _is_new(people[name])}
        part.options = part.options | {"people": people | told}
    _look_at_pairs(parts)


def _look_at_pairs(parts: Sequence[Import]) -> None:
    """A cell of two sellers, each of whom a list names alone, is no third one."""
    everybody: dict[str, str] = {}
    for part in parts:
        everybody |= part.options.get("people", {})
    alone = shared_owners.known_by(everybody, lambda _name: "")
    for part in parts:
        people = part.options.get("people", {})
        new = [name for name, meaning in people.items() if meaning == NEW]
        if told := {name: meaning for name in new if (meaning := shared_owners.meaning_of(name, alone))}:
            part.options = part.options | {"people": people | told}


def _is_new(meaning: str) -> bool:
    return meaning == NEW or meaning.startswith(SAME_AS)


def look_at_titles(parts: Sequence[Import], by: User) -> None:
    """A sheet without a column of owners that is called after one of the sellers whom the others bring ("Jen - service
    agreements") is hers, and where it has such a column, she is who "me" means there. What
    somebody said of such a list before stays."""
    if not by.can("user.name_seller"):
        return
    said = [part.options.get("people", {}) for part in parts]
    new = {name for people in said for name, meaning in people.items() if meaning == NEW}
    sellers = [Seller(name) for name in sorted(set(owners.together(sorted(new)).values()))]
    for part in parts:
        named = {"owner", "owner_ref"} & set(part.mapping.values())
        asked = part.kind in OWNED and not named and part.options.get("owner") in OWNERS
        mine = _said_of_me(part, by)
        if not (asked or mine) or part.layout.get("remembered"):
            continue
        title = f"{part.own_sheet} {part.layout.get('title', '')}"
        found = owners.named_in(title, sellers)
        if found is None and not part.own_sheet:
            found = owners.given_in(part.name, sellers)
        if not (found := found or owners.letter_in(title, sellers)):
            continue
        theirs = f"{SAME_AS}{found.name}"
        if asked:
            part.options = part.options | {"owner": theirs}
        else:
            people = part.options["people"] | dict.fromkeys(mine, theirs)
            part.options = part.options | {"people": people}


def _said_of_me(part: Import, by: User) -> list[str]:
    """The names in it that say "me", and are taken to mean whoever imports."""
    people = part.options.get("people", {})
    return [
        name for name, meaning in people.items() if same_name(name) in owners.ME and meaning == str(by.pk)
    ]


def look_for_other_books(parts: Sequence[Import]) -> None:
    """Leave aside, unsaved, what is about something else than deals of its own, unless somebody said of it before whether
    it comes."""
    goes_on = {part.layout[CONTINUES].get("of") for part in parts if CONTINUES in part.layout}
    for part in parts:
        linked = CONTINUES in part.layout or part.pk in goes_on
        mine = part.kind == Import.Kind.DEALS and is_known(part) and not linked
        if mine and _is_about(part, parts) and COMES_SAID not in part.layout:
            part.options = part.options | {COMES: _comes(part)}


def _comes(part: Import) -> bool:
    """Quotes of customers of whom the other lists know nothing are deals like others: none is left behind with those of
    customers who stand there."""
    told = part.layout[ABOUT]
    return bool(told["what"] == QUOTES and (told["share"] < SAME or told["strange"] >= STRANGERS))


def _is_about(part: Import, parts: Sequence[Import]) -> bool:
    others = [one for one in parts if one.kind == Import.Kind.DEALS and one.pk != part.pk and complete(one)]
    said = f"{part.own_sheet} {part.layout.get('title', '')}"
    lists = [one for one in others if ABOUT not in one.layout and not _is_like(one)]
    if not lists:
        return False
    if is_service(said, part.columns, part.mapping, _statuses(part)):
        about = {"what": SERVICE, "of": [], "share": 0}
    elif is_quotes(said, part.columns, part.mapping):
        customers = [frozenset(whom.keys_in(text)) for text in set(_customers(part))]
        known = {
            one.pk: {key for text in set(_customers(one)) for key in whom.keys_in(text)} for one in lists
        }
        share = share_of(customers, set().union(*known.values()))
        of = [one for one in lists if any(not keys.isdisjoint(known[one.pk]) for keys in customers)]
        names = set(_customers(part))
        strangers = strangers_of(names, {text for one in lists for text in _customers(one)})
        about = {
            "what": QUOTES,
            "of": [one.sheet or one.name for one in of],
            "share": share,
            "strange": 100 * len(strangers) // max(1, len(names)),
            "strangers": sorted(strangers)[:NAMED],
        }
        if share < TOLD:
            return False
    else:
        return False
    part.layout = part.layout | {ABOUT: about}
    return True


def _is_like(part: Import) -> bool:
    """Is it such a book itself, with which no other can be compared?"""
    said = f"{part.own_sheet} {part.layout.get('title', '')}"
    return is_quotes(said, part.columns, part.mapping) or is_service(
        said, part.columns, part.mapping, _statuses(part)
    )


def _statuses(part: Import) -> set[str]:
    column = next((column for column, name in part.mapping.items() if name == "outcome"), "")
    return set(islice(texts_of(part, column), LOOKED_AT)) if column else set()


def _customers(part: Import) -> list[str]:
    column = next((column for column, name in part.mapping.items() if name == "company"), "")
    return list(texts_of(part, column)) if column else []


def _take_sellers(part: Import, parts: Sequence[Import], by: User) -> bool:
    """Where no column holds sellers and the names in one that is left out are those of sellers of the other lists, or
    of us."""
    taken = {"owner", "owner_ref"} & set(part.mapping.values())
    if taken or part.kind not in OWNED or part.kind == Import.Kind.COMPANIES:
        return False
    are_sellers = _sellers(part, parts, by)
    below = names_below(part, [column for column in part.columns if column not in part.mapping])
    for column, names in below.items():
        if len(names) >= FEWEST and are_sellers(names):
            part.mapping = {
                name: part.mapping.get(name, "owner")
                for name in part.columns
                if name in part.mapping or name == column
            }
            return True
    return False


def _sellers(part: Import, parts: Sequence[Import], by: User) -> Callable[[Collection[str]], bool]:
    """Tells of names whether most of them are those of sellers of the other lists, or of us."""
    active = list(User.objects.active())
    known = {same_name(user.name) for user in active} | names_said(by)
    for other in parts:
        column = next((column for column, name in other.mapping.items() if name == "owner"), "")
        if column and other.pk != part.pk:
            known.update(same_name(text) for text in islice(texts_of(other, column), LOOKED_AT))
    users = known_people(active)

    def is_one(name: str) -> bool:
        return same_name(name) in known or owners.match(name, users, by).isdecimal()

    def are_sellers(names: Collection[str]) -> bool:
        return most(all(map(is_one, shared_owners.halves(name) or [name])) for name in names)

    return are_sellers
