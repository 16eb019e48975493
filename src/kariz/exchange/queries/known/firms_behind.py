"""Companies that stand behind the names of people in a list that has no company for them: «آقای کاظمی هتل آریان»."""

from __future__ import annotations

from itertools import islice

from kariz.exchange.models import Import
from kariz.exchange.queries.known.spellings import beside, together
from kariz.exchange.queries.known.tables import table_of, text_at
from kariz.people.normal import company_key
from kariz.reading.names.firm_behind import firms_in
from kariz.reading.names.names import ends_as_family, reads_as_person
from kariz.reading.names.spellings import Spellings
from kariz.records import storage

MOST = 20_000
"""Rows that are looked at."""


def firms_behind(one: Import) -> dict[str, str]:
    """{key: name} of those that are here, or in another list of the set, by just that name; or by a shorter one, which is no
    family's: «مرمریت ده بید» is «سنگ مرمریت دهبید»."""
    places = {field: place for place, column in enumerate(one.columns) if (field := one.mapping.get(column))}
    if one.kind != Import.Kind.CONTACTS or "contact" not in places or {"id", "company_ref"} & set(places):
        return {}
    if not one.stored or not storage.path_of(one.stored).exists():
        return {}
    asked: dict[str, str] = {}
    for _number, cells in islice(table_of(one).rows(), MOST):
        name = text_at(cells, places["contact"])
        if name and not text_at(cells, places.get("company")):
            asked |= {company_key(firm): firm for firm in firms_in(name)}
    if not asked:
        return {}
    known = together(beside(one), one.acts_as, asked.values())
    return {key: found for key, firm in asked.items() if (found := _meant(firm, known))}


def _meant(firm: str, known: Spellings) -> str:
    if found := known.exactly(firm):
        return found
    return "" if reads_as_person(firm) or ends_as_family(firm) else known.find(firm)
