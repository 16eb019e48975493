"""What of the pipeline follows a contact or company into its survivor."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kariz.people.actions.repointing import CHUNK, Column
from kariz.people.registry import on_merge
from kariz.pipeline.actions.committee_merges import Seats
from kariz.pipeline.models import Activity, CommitteeMember, Deal
from kariz.records.search import index


def register() -> None:
    """Called once when the application starts."""
    in_use = {"deleted_at": None}
    for kind in ("contact", "company"):
        deals = Column("deals", _("deals"), Deal, kind, versioned=True, settle=_reindex, counted=in_use)
        touches = Column("activities", _("activities"), Activity, kind, versioned=True, counted=in_use)
        on_merge(kind, deals.repoint())
        on_merge(kind, touches.repoint())
    through = Activity.participants.through
    took_part = Column("participants", _("taking part"), through, "contact_id", once_with=("activity_id",))
    seats = Seats("seats", _("buying committees"), CommitteeMember, "contact", once_with=("deal",))
    on_merge("contact", took_part.repoint())
    on_merge("contact", seats.repoint())


def _reindex(ids: Sequence[int]) -> None:
    """Deals are found by the names of their company and contact."""
    for start in range(0, len(ids), CHUNK):
        rows = Deal.objects.filter(pk__in=ids[start : start + CHUNK], deleted_at=None)
        index.put("deal", rows.select_related("company", "contact"))
