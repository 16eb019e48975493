"""A call of which no column says with whom it was is with the person of its deal, unless it speaks of a colleague of theirs:
"Hank is back on Monday"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.exchange.actions.at_work.context import Result
from kariz.exchange.actions.rows.links import Links
from kariz.exchange.actions.rows.open_then import text_of
from kariz.localisation.text import fold
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.reading.names.names import words_of
from kariz.reading.names.owners import EVERYDAY

SHORTEST = 3
"""Letters of a name that is told in a text."""
_WORDS = re.compile(r"[^\W\d_]+")


def find(results: Sequence[Result], links: Mapping[int, Links], deals: Mapping[int, Deal]) -> None:
    """Fill in such people. `deals`: those that rows without one turned out to be of."""
    asked = {
        result.draft.number: deal
        for result in results
        if (deal := deals.get(result.draft.number)) is not None
        and deal.contact is not None
        and links[result.draft.number].contact is None
        and "contact" not in result.draft.values
    }
    firms = {deal.company_id for deal in asked.values()} - {None}
    of_firm: dict[int | None, list[Contact]] = {}
    for person in Contact.objects.filter(company__in=firms, deleted_at=None).order_by("pk") if firms else ():
        of_firm.setdefault(person.company_id, []).append(person)
    for result in results:
        if (deal := asked.get(result.draft.number)) is not None:
            said = set(_WORDS.findall(fold(text_of(result))))
            named = [one for one in of_firm.get(deal.company_id, ()) if said & _called(one)]
            if len(named) == 1:
                links[result.draft.number].contact = named[0]


def _called(person: Contact) -> frozenset[str]:
    return frozenset(word for word in words_of(person.name) if len(word) >= SHORTEST) - EVERYDAY
