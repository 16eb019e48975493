"""What the rows of a list have said of a person or a company so far: a row that adds nothing to it changes no record."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from kariz.exchange.actions.at_work.existing import NAMED
from kariz.people.normal import company_key
from kariz.reading.columns.person_fields import SOCIAL
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import UPDATE

REMARKS = "remarks"
GROWING = {
    "company": frozenset({REMARKS}),
    "contact": frozenset({REMARKS, "contact", "mobile", "phone", "email", "position", *SOCIAL}),
}
"""What a record has more of when a row says another one, although it only fills what is blank."""


class AlreadySaid:
    """By record; kept as numbers, so that a large file stays small here."""

    def __init__(self, own: str, policy: str) -> None:
        self._updates = policy == UPDATE
        self._grows = GROWING.get(own, frozenset())
        self._own = own
        self._held: dict[Any, array[int]] = {}

    def __contains__(self, record: Any) -> bool:
        return record in self._held

    def adds(self, record: Any, draft: Draft) -> bool:
        """Does the row say of the record what none before it did? From now on one does."""
        held = self._held.setdefault(record, array("q"))
        found = False
        for name, value in self._words(draft):
            key, said = hash(name), hash(value)
            places = [place for place in range(0, len(held), 2) if held[place] == key]
            if any(held[place + 1] == said for place in places):
                continue
            if not places or name in self._grows:
                held.extend((key, said))
                found = True
            elif self._updates:
                held[places[0] + 1] = said
                found = True
        return found

    def _words(self, draft: Draft) -> Iterator[tuple[str, str]]:
        for name, value in (*draft.values.items(), (REMARKS, draft.remarks)):
            if name == "company" != self._own:
                yield name, company_key(str(value))
            elif name not in NAMED:
                yield from ((name, repr(one)) for one in (value if isinstance(value, list) else [value]))
