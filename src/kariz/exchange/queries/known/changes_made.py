"""What imports changed in records that were there before."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.events.models import Event
from kariz.exchange.models import Import, ImportRow

CHANGES = (
    "activity.changed",
    "activity.planned",
    "activity.removed",
    "committee.put",
    "deal.changed",
    "deal.closing_corrected",
    "deal.history",
    "deal.lines",
    "deal.moved",
    "deal.lost",
    "deal.won",
    "deal.rested",
    "deal.reopened",
    "contact.changed",
    "company.changed",
    "obstacle.cleared",
    "obstacle.opened",
    "product.changed",
)


def changed_by(*parts: Import) -> QuerySet[Event]:
    """As it is told, as far as it still stands. What these imports, or their sets, created themselves goes whole: an undo
    of its changes would look like somebody's work on it."""
    sets = {one.part_of_id for one in parts if one.part_of_id is not None}
    made = ImportRow.objects.filter(Q(of__in=parts) | Q(of__part_of__in=sets), action="created")
    own = made.filter(result_kind=OuterRef("subject_kind"), result_id=OuterRef("subject_id"))
    with_deal = made.filter(result_kind="deal", result_id=OuterRef("deal_id"))
    batches = {one.batch for one in parts}
    events = Event.objects.filter(~Exists(own), batch__in=batches, verb__in=CHANGES, undone_by_id=None)
    return events.exclude(Exists(with_deal), subject_kind__in=("activity", "obstacle"))
