"""Which columns of a list of deals that mean nothing name people of the other lists of its set, or of ours."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known.known_firms import LOOKED_AT, texts_of
from kariz.exchange.queries.pages.together import of_set
from kariz.localisation.text import fold
from kariz.people.models import Contact
from kariz.reading.columns.settling import PERSON
from kariz.reading.deals.other_books import COMES
from kariz.reading.names.names import people_in
from kariz.reading.rows.settings import settings_of

FEWEST, SHARE = 3, 0.6
"""Different whole names, and how many of them somebody has."""


def left_people(one: Import, by: User) -> list[str]:
    if set(one.mapping.values()) & {*PERSON, "contact_ref"} or settings_of(one.options).of_product:
        return []
    below = {
        column: names
        for column in one.columns
        if column not in one.mapping
        and len(names := _whole_names(islice(texts_of(one, column), LOOKED_AT))) >= FEWEST
    }
    if not below:
        return []
    known = _of_others(one) | _here(set().union(*below.values()), by)
    return [column for column, names in below.items() if len(names & known) >= SHARE * len(names)]


def _whole_names(texts: Iterable[str]) -> set[str]:
    """A given name alone is also that of somebody else."""
    found = {fold(people_in(text)[0][0].name) for text in set(texts) if len(text) <= 100}
    return {name for name in found if " " in name}


def _of_others(one: Import) -> set[str]:
    others = [part for part in of_set(one) if part.pk != one.pk and part.options.get(COMES, True)]
    return {
        name
        for part in others
        for column in part.columns
        if part.mapping.get(column) == "contact"
        for name in _whole_names(islice(texts_of(part, column), LOOKED_AT))
    }


def _here(names: set[str], by: User) -> set[str]:
    people = Contact.objects.visible_to(by).filter(folded__in=sorted(names)[:LOOKED_AT])
    return set(people.values_list("folded", flat=True))
