"""What of the pipeline follows a contact, company or deal into its survivor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.localisation.text import squash
from kariz.people.actions.repointing import CHUNK, Column
from kariz.people.registry import Repoint, on_merge
from kariz.pipeline.actions.committee_merges import Seats
from kariz.pipeline.actions.stage_work import untouched
from kariz.pipeline.models import Activity, CommitteeMember, Deal, DealLine, Obstacle, Outcome
from kariz.records.models import Comment, File
from kariz.records.search import index


def register() -> None:
    """Called once when the application starts."""
    in_use = {"deleted_at": None}
    for kind in ("contact", "company"):
        deals = Column("deals", _("deals"), Deal, kind, versioned=True, settle=_reindex, counted=in_use)
        touches = Column(
            "activities", _("activities"), Activity, kind, versioned=True, settle=_renew, counted=in_use
        )
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


def _renew(ids: Sequence[int]) -> None:
    """Activities are found by the names of what they belong to."""
    for start in range(0, len(ids), CHUNK):
        index.refresh_many("activity", ids[start : start + CHUNK])


_activities = Column("activities", _("activities"), Activity, "deal", versioned=True, settle=_renew)


def _move_activities(to: int, others: Sequence[int]) -> Any:
    """All but what would stand there twice: what a stage made for both and nobody has touched, and what is planned for both
    alike, and what a stage planned by itself where somebody planned a step. It stays where it is, and is there again with
    its deal where the merge is taken back."""
    there = Activity.objects.filter(deal=to, deleted_at=None).exclude(source=None).values("source")
    spoken_of = [
        model.objects.filter(subject_kind="activity", deal_id__in=others).values("subject_id")
        for model in (Comment, File)
    ]
    bare = Q(done_at=None, deleted_at=None)
    for ids_of in spoken_of:
        bare &= ~Q(pk__in=ids_of)
    going = Activity.objects.filter(deal__in=others).exclude(bare & Q(notes="", version=1, source__in=there))
    if Activity.objects.filter(deal__in=[to, *others], source=None, done_at=None, deleted_at=None).exists():
        going = going.exclude(pk__in=Activity.objects.filter(untouched(), deal__in=others).values("pk"))
    twice = _planned_alike(to, going.filter(bare).select_related("deal").prefetch_related("participants"))
    if Deal.objects.filter(pk=to).exclude(outcome=Outcome.OPEN).exists():
        # What a stage had planned for a deal that went on is nothing for one that rests.
        going = going.exclude(bare & Q(source__isnull=False))
    ids = list(going.exclude(pk__in=twice).values_list("pk", flat=True))
    return replace(_activities, where={"pk__in": ids}).move(to, others)


def _planned_alike(to: int, steps: Iterable[Activity]) -> list[int]:
    """Those of the open steps that the deal has itself: of the same kind and words, for the same day and person, and with
    nobody whom that one does not name."""
    held = Activity.objects.filter(deal=to, done_at=None, deleted_at=None)
    there: dict[Any, list[Activity]] = {}
    for one in held.select_related("deal").prefetch_related("participants"):
        there.setdefault(_said_of(one), []).append(one)
    return [one.pk for one in steps if any(_says_no_more(one, same) for same in there.get(_said_of(one), ()))]


def _says_no_more(one: Activity, same: Activity) -> bool:
    """The contact of its deal is with the other one's, where that has none, too."""
    known = {None, same.contact_id, same.deal and same.deal.contact_id}
    if one.deal and same.deal and same.deal.contact_id is None:
        known.add(one.deal.contact_id)
    took_part = {person.pk for person in same.participants.all()}
    return (
        one.notes.strip() in ("", same.notes.strip())
        and one.contact_id in known
        and all(person.pk in took_part for person in one.participants.all())
    )


def _said_of(one: Activity) -> tuple[Any, ...]:
    day = timezone.localdate(one.due_at) if one.due_at else None
    return one.kind, squash(one.title), day, None if one.all_day else one.due_at, one.owner_id


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
