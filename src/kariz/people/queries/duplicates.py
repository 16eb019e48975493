"""Records that look like what somebody is typing, and the proposals that the search left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.access.models import User

from ..models import DuplicatePair
from . import alike
from .alike import Match

MOST = 5
MODELS = alike.MODELS


@dataclass(frozen=True, slots=True)
class Lookalike:
    kind: str
    record: Any
    reason: Any
    score: float = 0.0
    verdict: str = ""

    def as_data(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "id": self.record.pk,
            "name": self.record.name,
            "reason": str(self.reason),
            "score": self.score,
            "verdict": self.verdict,
        }


def of_contact(
    *,
    by: User,
    name: str = "",
    points: Iterable[Mapping[str, Any]] = (),
    company_name: str = "",
    position: str = "",
    except_id: int | None = None,
) -> list[Lookalike]:
    """Contacts that look like it, best first."""
    row = {"name": name, "points": list(points), "company_name": company_name, "position": position}
    return _shown(alike.of_contacts([row], by=by)[0], except_id)


def of_company(*, by: User, name: str = "", except_id: int | None = None, **given: str) -> list[Lookalike]:
    """Companies that look like it, best first. `given`: what `alike.of_companies` takes."""
    return _shown(alike.of_companies([{"name": name, **given}], by=by)[0], except_id)


def _shown(matches: list[Match], except_id: int | None) -> list[Lookalike]:
    best = [match for match in matches if match.pk != except_id][:MOST]
    if not best:
        return []
    kind = best[0].kind
    records = MODELS[kind].objects.filter(pk__in=[match.pk for match in best])
    known = {one.pk: one for one in (records.select_related("company") if kind == "contact" else records)}
    return [
        Lookalike(
            kind,
            known[match.pk],
            " · ".join(match.reasons[:3]),
            match.likeness.score,
            match.likeness.verdict,
        )
        for match in best
        if match.pk in known
    ]


def proposals(
    user: User, kind: str = "", verdict: str = "", state: str = DuplicatePair.State.PROPOSED
) -> QuerySet[DuplicatePair]:
    """Pairs of which the user sees both records. In no order."""
    rows = DuplicatePair.objects.filter(state=state)
    if verdict:
        rows = rows.filter(verdict=verdict)
    seen = Q()
    for one in [kind] if kind else MODELS:
        records = MODELS[one].objects.visible_to(user)
        both = [Exists(records.filter(pk=OuterRef(column))) for column in ("first_id", "second_id")]
        seen |= Q(both[0], both[1], kind=one)
    return rows.filter(seen)


def records_of(pairs: Iterable[DuplicatePair]) -> dict[tuple[str, int], Any]:
    """{(kind, id): record} of all that the pairs name; at most three queries."""
    found: dict[tuple[str, int], Any] = {}
    listed = list(pairs)
    for kind, model in MODELS.items():
        ids = {pk for pair in listed if pair.kind == kind for pk in pair.ids}
        if not ids:
            continue
        rows = model.objects.filter(pk__in=ids).select_related("owner")
        if kind == "contact":
            rows = rows.select_related("company").prefetch_related("points")
        found |= {(kind, one.pk): one for one in rows}
    return found


def of_record(kind: str, pk: int, user: User) -> list[Lookalike]:
    """What a proposal says the record may be the same as, best first."""
    about = proposals(user, kind).filter(Q(first_id=pk) | Q(second_id=pk))
    pairs = list(about.order_by("-score", "-id")[:MOST])
    known = records_of(pairs) if pairs else {}
    found = []
    for pair in pairs:
        other = known[kind, pair.second_id if pair.first_id == pk else pair.first_id]
        words = alike.words_of(pair.reasons)[:3]
        found.append(Lookalike(kind, other, " · ".join(words), pair.score / 1000, pair.verdict))
    return found
