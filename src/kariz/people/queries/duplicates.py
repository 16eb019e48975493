"""Records that look like what somebody is typing, and the proposals that the search left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.access.models import User
from kariz.localisation.digits import COUNTED
from kariz.organisation.queries.current import organisation
from kariz.web.errors import NotFound
from kariz.web.prepared import Prepared

from ..errors import Merged
from ..models import DuplicatePair, DuplicateSearch
from ..registry import duplicates_of_tabs
from . import alike
from .alike import Match
from .merged import standing

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


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal with its records and what the reader may do with it."""

    pair: DuplicatePair
    records: tuple[Any, Any]
    reasons: list[str]
    against: list[str]
    may_merge: bool
    may_dismiss: bool

    @property
    def percent(self) -> int:
        # "100 percent" would say that nobody can be wrong.
        return min(99, self.pair.score // 10)


def shown(pairs: Iterable[DuplicatePair], user: User) -> list[Shown]:
    """The proposals as a page shows them; at most five queries."""
    listed = list(pairs)
    known = records_of(listed)
    found = []
    for pair in listed:
        if not all((pair.kind, pk) in known for pk in pair.ids):
            continue
        records = (known[pair.kind, pair.first_id], known[pair.kind, pair.second_id])
        may = [user.can("people.change", one) for one in records]
        found.append(
            Shown(
                pair,
                records,
                alike.words_of([one for one in pair.reasons if not one.startswith("not_")]),
                alike.words_of([one for one in pair.reasons if one.startswith("not_")]),
                all(may),
                any(may),
            )
        )
    return found


def load(pk: int, user: User) -> DuplicatePair:
    """The proposal, open or dismissed, whose records the user sees both. Raises NotFound; Merged where one of them is part
    of another by now that the user sees."""
    for state in (DuplicatePair.State.PROPOSED, DuplicatePair.State.DISMISSED):
        if pair := proposals(user, state=state).filter(pk=pk).first():
            return pair
    if pair := DuplicatePair.objects.filter(pk=pk).first():
        now = standing(pair.kind, pair.ids, user)
        if now != list(pair.ids) and MODELS[pair.kind].objects.visible_to(user).filter(
            pk__in=now
        ).count() == len(now):
            raise Merged(next((end for end in now if end not in pair.ids), now[0]))
    raise NotFound


def counts(user: User) -> dict[str, int]:
    """{kind: open proposals that the user sees}, counted to one more than 1,000: that says that there are more."""
    return {kind: _counted(proposals(user, kind)) for kind in MODELS}


def _counted(rows: QuerySet[Any]) -> int:
    return rows.order_by().values("pk")[: COUNTED + 1].count()


KEPT_FOR = 60.0
KEPT_OF = 1_000
_kept: dict[int, tuple[float, int, int]] = {}


def waiting(user: User) -> int:
    """How many open proposals the user sees, counted as on their page; none for who only looks.

    Every page shows it, so each process counts once a minute for each person, and anew after an answer, a search,
    or when one of a pair goes into the bin or comes back, wherever that was: the company's row, which every request
    reads, says so.
    """
    if not user.can("people.change"):
        return 0
    revision = organisation().counts_revision
    until, counted, count = _kept.get(user.pk, (0.0, 0, 0))
    if until < monotonic() or counted != revision:
        count = _count_for(user)
        if len(_kept) > KEPT_OF:
            _kept.clear()
        _kept[user.pk] = (monotonic() + KEPT_FOR, revision, count)
    return count


def _count_for(user: User) -> int:
    further = duplicates_of_tabs(user)
    if user.reach.scope("see") == "all":
        return further + len(_waiting_for_all())
    return further + _counted(proposals(user))


def _of_all() -> QuerySet[Any]:
    rows = DuplicatePair.objects.filter(state=DuplicatePair.State.PROPOSED)
    seen = Q()
    for kind, model in MODELS.items():
        records = model.objects.filter(deleted_at=None)
        both = [Exists(records.filter(pk=OuterRef(column))) for column in ("first_id", "second_id")]
        seen |= Q(both[0], both[1], kind=kind)
    return rows.filter(seen).order_by().values_list("pk")[: COUNTED + 1]


_waiting_for_all = Prepared(_of_all)


def search_of(kind: str) -> DuplicateSearch | None:
    return DuplicateSearch.objects.filter(kind=kind).first()
