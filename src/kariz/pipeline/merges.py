"""What of the pipeline follows a contact, company or deal into its survivor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kariz.people.actions.repointing import CHUNK, Column
from kariz.people.registry import Repoint, on_merge
from kariz.pipeline.actions.committee_merges import Seats
from kariz.pipeline.models import Activity, CommitteeMember, Deal, DealLine, Obstacle
from kariz.records.models import Comment, File
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
    register_of_deals()


def register_of_deals() -> None:
    """What of a deal goes over to the one that it is joined with; its products only where that one has none, for its
    amount is their sum, and has the same currency, for prices are in that of their deal."""
    on_merge("deal", Repoint("activities", _("activities"), _move_activities, _activities.back))
    on_merge("deal", Column("obstacles", _("obstacles"), Obstacle, "deal").repoint())
    seats = Column("seats", _("buying committees"), CommitteeMember, "deal", once_with=("contact",))
    on_merge("deal", seats.repoint())
    for model in (Comment, File):
        name, label = model._meta.model_name or "", model._meta.verbose_name_plural
        on_merge("deal", Column(name, label, model, "subject_id", where={"subject_kind": "deal"}).repoint())
        # What hangs on an activity of the deal names the deal as well.
        on_merge("deal", Column(f"{name}_of_deal", "", model, "deal_id").repoint())
    on_merge("deal", Repoint("lines", _("products"), _move_lines, _lines.back))


_activities = Column("activities", _("activities"), Activity, "deal", versioned=True)


def _move_activities(to: int, others: Sequence[int]) -> Any:
    """All but what a stage made for both and nobody has touched: else each step of the stage would stand there twice."""
    there = Activity.objects.filter(deal=to, deleted_at=None).exclude(source=None).values("source")
    spoken_of = [
        model.objects.filter(subject_kind="activity", deal_id__in=others).values("subject_id")
        for model in (Comment, File)
    ]
    untouched = Q(done_at=None, deleted_at=None, notes="", version=1)
    for ids_of in spoken_of:
        untouched &= ~Q(pk__in=ids_of)
    going = Activity.objects.filter(deal__in=others).exclude(untouched & Q(source__in=there))
    ids = list(going.values_list("pk", flat=True))
    return replace(_activities, where={"pk__in": ids}).move(to, others)


_lines = Column("lines", _("products"), DealLine, "deal")


def _move_lines(to: int, others: Sequence[int]) -> Any:
    has_some = DealLine.objects.filter(deal=to).exists()
    alike = Deal.objects.filter(pk__in=others, currency__in=Deal.objects.filter(pk=to).values("currency"))
    return _lines.move(to, [] if has_some else list(alike.values_list("pk", flat=True)))


def _reindex(ids: Sequence[int]) -> None:
    """Deals are found by the names of their company and contact."""
    for start in range(0, len(ids), CHUNK):
        rows = Deal.objects.filter(pk__in=ids[start : start + CHUNK], deleted_at=None)
        index.put("deal", rows.select_related("company", "contact"))
