"""Deals that stand twice in the sheets of a firm: the same title, amount and day, of nobody else, without a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kariz.exchange.rules.names import TITLES
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold, squash
from kariz.people import normal

if TYPE_CHECKING:
    from kariz.exchange.rules.drafts import Draft

DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class _Whose:
    row: int
    file: str
    fingerprint: str
    company: str
    person: str
    phones: frozenset[str]

    def may_be(self, other: _Whose) -> bool:
        if self.phones & other.phones:
            return True
        people = not (self.person and other.person) or self.person == other.person
        firms = not (self.company and other.company) or self.company == other.company
        return people and firms


@dataclass(slots=True)
class Doubles:
    """What rows said so far, by hash."""

    _held: dict[tuple[Any, ...], _Whose] = field(default_factory=dict)

    def tell(self, draft: Draft, file: str) -> None:
        """Warn of a row that says a deal again, and name the row that said it first."""
        values = draft.values
        if draft.aside or draft.errors or {"id", "external_id"} & set(values):
            return
        amount, day = values.get("amount"), values.get("created_at") or values.get("closed_at")
        if not amount or day is None or not values.get("title"):
            return
        key = (squash(values["title"]), amount, values.get("currency", ""), str(day)[:10])
        mine = _whose(draft, file)
        first = self._held.setdefault(key, mine)
        # A row that is wholly the same is passed over anyway.
        if first is mine or (first.file, first.fingerprint) == (file, draft.fingerprint):
            return
        if first.may_be(mine):
            draft.signs.append(DOUBLE)
            if first.file == file:
                draft.warn("", _("Row %(row)d says the same deal.") % {"row": first.row})
            else:
                text = _("Row %(row)d of “%(sheet)s” says the same deal.")
                draft.warn("", text % {"row": first.row, "sheet": first.file})


def _whose(draft: Draft, file: str) -> _Whose:
    values = draft.values
    words = [word for word in fold(values.get("contact", "")).split() if word not in TITLES]
    ways = [*values.get("mobile", ()), *values.get("phone", ())]
    phones = frozenset(filter(None, map(normal.phone, ways)))
    company = normal.company_key(values.get("company", ""))
    return _Whose(draft.number, file, draft.fingerprint, company, words[-1] if words else "", phones)
