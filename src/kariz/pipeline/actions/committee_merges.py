"""Two people who are merged may both have a seat in one buying committee: their seats become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.people.actions.repointing import Column
from kariz.pipeline.models import CommitteeMember

PARTS = ("role", "stance", "influence")
UNSAID = {"stance": CommitteeMember.Stance.UNKNOWN.value, "influence": ""}
KEPT = (*PARTS, "also")


class Seats(Column):
    """The survivor's seat says what it said, the other's fills what it did not; what else that one said stays beside."""

    def move(self, to: int, others: Sequence[int]) -> Any:
        """With "joined": [{"id" of the seat, "before", "after"}]."""
        joined = [_joined(seats[0], seats[1:]) for seats in self._of_one_deal(to, others) if len(seats) > 1]
        moved = super().move(to, others)
        for one in joined:
            CommitteeMember.objects.filter(pk=one["id"]).update(**one["after"])
        return moved | {"joined": joined}

    def back(self, to: int, moved: Any) -> int:
        stayed = 0
        for one in moved.get("joined", ()):
            seat = CommitteeMember.objects.filter(pk=one["id"])
            if seat.values(*KEPT).first() == one["after"]:
                seat.update(**one["before"])
            else:
                stayed += 1
        return stayed + super().back(to, moved)

    def _of_one_deal(self, to: int, others: Sequence[int]) -> list[list[CommitteeMember]]:
        """The seats in each committee, the one that stays first."""
        found: dict[int, list[CommitteeMember]] = {}
        rows = CommitteeMember.objects.filter(contact__in=[to, *others]).order_by("pk")
        for seat in sorted(rows, key=lambda seat: seat.contact_id != to):
            found.setdefault(seat.deal_id, []).append(seat)
        return list(found.values())


def _joined(stays: CommitteeMember, goes: Sequence[CommitteeMember]) -> dict[str, Any]:
    before = _said(stays) | {"also": stays.also}
    after = _said(stays)
    for seat in goes:
        after |= {name: getattr(seat, name) for name, unsaid in UNSAID.items() if after[name] == unsaid}
    also = list(stays.also)
    for said in (said for seat in goes for said in (_said(seat), *seat.also)):
        if said not in also and _differs(said, after):
            also.append(said)
    return {"id": stays.pk, "before": before, "after": after | {"also": also}}


def _said(seat: CommitteeMember) -> dict[str, str]:
    return {name: str(getattr(seat, name)) for name in PARTS}


def _differs(said: Mapping[str, str], after: Mapping[str, str]) -> bool:
    return any(said[name] not in (after[name], UNSAID.get(name)) for name in PARTS)
