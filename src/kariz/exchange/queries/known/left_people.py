"""Which columns of a list of deals name people of the other lists of its set, or of ours: those that mean nothing, and one
of sellers whose people work for the customers beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known.known_firms import LOOKED_AT, texts_of
from kariz.exchange.queries.known.tables import table_of, text_at
from kariz.exchange.queries.pages.together import of_set
from kariz.localisation.text import fold
from kariz.people.models import Contact
from kariz.reading.columns.settling import PERSON
from kariz.reading.deals.other_books import COMES
from kariz.reading.names.firms_near import may_be_same
from kariz.reading.names.names import people_in
from kariz.reading.rows.settings import settings_of
from kariz.records import storage

FEWEST, SHARE = 3, 0.6
"""Different whole names, and how many of them somebody has."""
MOST = 2000
"""Rows that are looked at."""
Firms = dict[str, set[str]]
"""{folded name: the companies of those who are called so}"""
Read = dict[tuple[int, str, str], list[tuple[str, str]]]
"""{(list, its column of people, that of their companies): whom its rows name, and for whom they work}: each is read once
for all lists of a set."""


def left_people(one: Import, by: User, read: Read) -> list[str]:
    """Columns that mean nothing."""
    below = {
        column: names for column in one.columns if column not in one.mapping if (names := _below(one, column))
    }
    if not below or not _asks(one):
        return []
    known = _known(one, set().union(*below.values()), by, read)
    return [column for column, names in below.items() if len(names & known.keys()) >= SHARE * len(names)]


def people_as_sellers(one: Import, by: User, read: Read) -> str:
    """The column of sellers whose people are those of the customers: most rows name who works for their company. Of a
    seller who stands in somebody's address book the company is never that of the row."""
    places = {field: column for column, field in one.mapping.items()}
    if (
        not {"owner", "company"} <= set(places)
        or not _asks(one)
        or not (names := _below(one, places["owner"]))
    ):
        return ""
    known = _known(one, names, by, read)
    if len(names & known.keys()) < SHARE * len(names):
        return ""
    said = [
        (company, known[name])
        for name, company in pairs_of(one, places["owner"], places["company"])
        if company and name in known
    ]
    fits = sum(any(may_be_same(company, firm) for firm in firms) for company, firms in said)
    return places["owner"] if fits >= max(FEWEST, len(said) / 2) else ""


def _asks(one: Import) -> bool:
    return (
        not set(one.mapping.values()) & {*PERSON, "contact_ref"} and not settings_of(one.options).of_product
    )


def _below(one: Import, column: str) -> set[str]:
    names = _whole_names(islice(texts_of(one, column), LOOKED_AT))
    return names if len(names) >= FEWEST else set()


def _whole_names(texts: Iterable[str]) -> set[str]:
    return {name for text in set(texts) for name in _whole(text)[:1]}


def _whole(text: str) -> list[str]:
    """A given name alone is also that of somebody else."""
    found = [fold(one.name) for one in people_in(text)[0]] if len(text) <= 100 else []
    return [name for name in found if " " in name]


def _known(one: Import, names: set[str], by: User, read: Read) -> Firms:
    """Those who are called so in the other lists, or here."""
    known: Firms = defaultdict(set)
    for part in of_set(one):
        places = {field: column for column, field in part.mapping.items()}
        if part.pk != one.pk and part.options.get(COMES, True) and "contact" in places:
            key = part.pk, places["contact"], places.get("company", "")
            if key not in read:
                read[key] = [*pairs_of(part, *key[1:])]
            for name, company in read[key]:
                known[name] |= {company} - {""}
    here = Contact.objects.visible_to(by).filter(folded__in=sorted(names)[:LOOKED_AT])
    for name, company in here.values_list("folded", "company__name"):
        known[name] |= {company or ""} - {""}
    return {name: known[name] for name in names & known.keys()}


def pairs_of(part: Import, person: str, company: str) -> Iterator[tuple[str, str]]:
    """(whole name, company) of the rows."""
    if not part.stored or not storage.path_of(part.stored).exists():
        return
    at = part.columns.index(person)
    firm = part.columns.index(company) if company else None
    for _number, cells in islice(table_of(part).rows(), MOST):
        for name in _whole(text_at(cells, at)):
            yield name, text_at(cells, firm)
