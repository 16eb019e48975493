"""Deals that stand twice in the sheets of a firm: the same title, amount and day, of nobody else, without a number."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kariz.exchange.rules.names import TITLES
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold, squash
from kariz.people import normal

if TYPE_CHECKING:
    from kariz.exchange.rules.drafts import Draft

DOUBLE = "double"
ONCE = "double_once"
"""The sign of such a row that is taken for the deal of the other one."""


class _Whose(NamedTuple):
    """Who says a deal, and where; texts as 64 bit of their hash, 0 for none."""

    row: int
    file: int
    fingerprint: int
    company: int
    person: int
    phones: tuple[int, ...]

    def may_be(self, other: _Whose) -> bool:
        if set(self.phones) & set(other.phones):
            return True
        people = not (self.person and other.person) or self.person == other.person
        firms = not (self.company and other.company) or self.company == other.company
        return people and firms

    def packed(self) -> bytes:
        """A fifth of what the objects take: a file has a hundred thousand rows."""
        return _PLACE.pack(*self[:5]) + struct.pack(f"<{len(self.phones)}q", *self.phones)


_PLACE = struct.Struct("<IIqqq")


def _unpacked(held: bytes) -> _Whose:
    phones = struct.unpack_from(f"<{(len(held) - _PLACE.size) // 8}q", held, _PLACE.size)
    row, file, fingerprint, company, person = _PLACE.unpack_from(held)
    return _Whose(row, file, fingerprint, company, person, phones)


@dataclass(slots=True)
class Doubles:
    """What rows said so far, by hash."""

    _held: dict[int, bytes] = field(default_factory=dict)
    _files: list[tuple[str, int]] = field(default_factory=list)

    def tell(self, draft: Draft, file: str, of: int) -> None:
        """Warn of a row that says a deal again, and name the row that said it first."""
        values = draft.values
        if draft.aside or draft.errors or draft.group or {"id", "external_id"} & set(values):
            return
        amount, day = values.get("amount"), values.get("created_at") or values.get("closed_at")
        if not amount or day is None or not values.get("title"):
            return
        key = hash((squash(values["title"]), amount, values.get("currency", ""), str(day)[:10]))
        mine = _whose(draft, self._place(file, of))
        held = self._held.setdefault(key, packed := mine.packed())
        # A row that is wholly the same is passed over anyway.
        if held is packed or (first := _unpacked(held))[1:3] == mine[1:3]:
            return
        if first.may_be(mine):
            draft.signs.append(DOUBLE)
            draft.double = self._files[first.file][1], first.row
            if first.file == mine.file:
                draft.warn("", _("Row %(row)d says the same deal.") % {"row": first.row})
            else:
                text = _("Row %(row)d of “%(sheet)s” says the same deal.")
                draft.warn("", text % {"row": first.row, "sheet": self._files[first.file][0]})

    def _place(self, file: str, of: int) -> int:
        if (file, of) not in self._files:
            self._files.append((file, of))
        return self._files.index((file, of))


def _whose(draft: Draft, file: int) -> _Whose:
    values = draft.values
    words = [word for word in fold(values.get("contact", "")).split() if word not in TITLES]
    ways = [*values.get("mobile", ()), *values.get("phone", ())]
    phones = tuple(map(hash, filter(None, map(normal.phone, ways))))
    company = hash(normal.company_key(values.get("company", "")))
    return _Whose(
        draft.number, file, hash(draft.fingerprint), company, hash(words[-1] if words else ""), phones
    )
