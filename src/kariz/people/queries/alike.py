"""Records that look like rows of a form or an import: up to 500 rows with few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kariz.access.models import User
from kariz.localisation.text import fold

from .. import normal
from ..errors import at_most
from ..likeness import Firm, Likeness, Person
from ..likeness.evidence import in_words
from ..models import DIALLED, Company, Contact, ContactPoint
from . import features

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
POINTED = frozenset(
    {"mobile", "phone", "email", "mailbox", "handle", "national_id", "economic_code", "domain"}
)
"""Who shares one of these is shown, whatever else speaks against it."""
MOST_OF_ONE_NAME = 2_000


@dataclass(frozen=True, slots=True)
class Match:
    """Record `pk` of `kind` looks like the row; `reasons` in the language in force."""

    kind: str
    pk: int
    likeness: Likeness

    @property
    def reasons(self) -> list[str]:
        return words_of(self.likeness.reasons)


def words_of(reasons: Sequence[str]) -> list[str]:
    """The reasons as people read them."""
    return [words for one in reasons if (words := in_words(one))]


def of_contacts(rows: Sequence[Mapping[str, Any]], *, by: User | None = None) -> list[list[Match]]:
    """For each row the contacts in use that look like it, best first. At most 500 rows; about seven queries.

    A row is {"name", "points": [{"kind", "value"}], "company_name", "position"}; what is unknown is left out.
    `by` limits it to what that person may see.
    """
    at_most(len(rows))
    given = [_person(row) for row in rows]
    normals = {value for one in given for value in _reached_by(one)}
    folded = {fold(str(row.get("name") or ""))[:400] for row in rows} - {""}
    pointed: dict[str, list[int]] = defaultdict(list)
    held = (
        ContactPoint.objects.filter(normal__in=normals).values_list("normal", "contact_id") if normals else ()
    )
    for value, pk in held:
        pointed[value].append(pk)
    named = _named(Contact, "folded", folded)
    candidates, _few = _met("contact", given)
    for number, (one, row) in enumerate(zip(given, rows, strict=True)):
        candidates[number] |= {pk for value in _reached_by(one) for pk in pointed.get(value, ())}
        candidates[number] |= set(named.get(fold(str(row.get("name") or ""))[:400], ()))
    return _judged("contact", given, candidates, by, {})


def of_companies(rows: Sequence[Mapping[str, Any]], *, by: User | None = None) -> list[list[Match]]:
    """The same for companies. A row is {"name", "national_id", "economic_code", "website", "phone", "city",
    "industry"}; what is unknown is left out. At most 500 rows; about seven queries."""
    at_most(len(rows))
    given = [
        Firm.of(
            **{name: str(row.get(name) or "") for name in ("name", *_FIRM) if name == "name" or row.get(name)}
        )
        for row in rows
    ]
    keys = [normal.company_key(str(row.get("name") or "")) for row in rows]
    candidates, few = _met("company", given)
    by_key = _named(Company, "match_key", set(keys) - {""})
    by_phone = _named(Company, "phone_normal", {one.phone for one in given} - {""})
    by_id = _named(Company, "national_id", {one.national_id for one in given} - {""})
    by_code = _named(Company, "economic_code", {one.economic_code for one in given} - {""})
    for number, one in enumerate(given):
        candidates[number] |= {*by_key.get(keys[number], ()), *by_phone.get(one.phone, ())}
        candidates[number] |= {*by_id.get(one.national_id, ()), *by_code.get(one.economic_code, ())}
    return _judged("company", given, candidates, by, few)


_FIRM = ("national_id", "economic_code", "website", "phone", "city", "industry")


def _person(row: Mapping[str, Any]) -> Person:
    points = [(str(one.get("kind")), str(one.get("value") or "")) for one in row.get("points") or ()]
    return Person.of(
        name=str(row.get("name") or ""),
        points=[(kind, same) for kind, value in points if (same := _same(kind, value))],
        company=str(row.get("company_name") or ""),
        position=str(row.get("position") or ""),
    )


def _same(kind: str, value: str) -> str | None:
    """What tells that two are one: not a number without its area, which is of many."""
    same = normal.point(kind, value)
    return same if same is None or kind not in DIALLED or normal.is_whole(same) else None


def _reached_by(one: Person) -> frozenset[str]:
    return one.mobiles | one.phones | one.emails | one.mailboxes


def _met(kind: str, given: Sequence[Any]) -> tuple[list[set[int]], dict[int, int]]:
    """Those that share a key, as of the last search for duplicates, and the keys of words that few have."""
    # Numbers below nought: no record is left out because its id is a row's number.
    found = features.meeting(kind, {-1 - number: one for number, one in enumerate(given)})
    return [found.ids[-1 - number] for number in range(len(given))], found.few


def _named(model: Any, column: str, values: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    if values:
        rows = model.objects.filter(deleted_at=None, **{f"{column}__in": values}).order_by("pk")
        for value, pk in rows.values_list(column, "pk")[:MOST_OF_ONE_NAME]:
            found[value].append(pk)
    return found


def _judged(
    kind: str,
    given: Sequence[Any],
    candidates: Sequence[set[int]],
    by: User | None,
    few: Mapping[int, int],
) -> list[list[Match]]:
    every = set().union(*candidates)
    if by is not None and every:
        # In two steps: in one, databases begin with all that the person may see.
        every = set(MODELS[kind].objects.visible_to(by).filter(pk__in=every).values_list("pk", flat=True))
    known: Mapping[int, Any] = features.load(kind, every)
    judged = []
    for one, ids in zip(given, candidates, strict=True):
        matches = [
            Match(kind, pk, features.compare(kind, one, known[pk], few)) for pk in sorted(ids) if pk in known
        ]
        shown = [m for m in matches if m.likeness.verdict or POINTED & set(m.likeness.reasons)]
        judged.append(sorted(shown, key=lambda m: -m.likeness.score))
    return judged
