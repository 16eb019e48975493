"""Deals and activities of an erased person stay, as facts of the business, without what names the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.localisation.text import fold
from kariz.people.models import Company, Contact
from kariz.people.words import Words
from kariz.pipeline.models import Activity, CommitteeMember, Deal, Obstacle
from kariz.records.actions import bin, kept_values
from kariz.records.custom import definitions
from kariz.records.custom import values as custom_values
from kariz.records.models import Comment, File, Notification
from kariz.records.search import index

DEAL = ("title", "notes", "outcome_note")
ACTIVITY = ("name", "notes")
AT_ONCE = 200


def deals_of(ids: Sequence[int]) -> QuerySet[Deal]:
    """The deals that the person has or had to do with: as contact, in the buying committee, or in an activity."""
    seats = CommitteeMember.objects.filter(contact__in=ids).values("deal")
    met = Activity.participants.through.objects.filter(contact_id__in=ids).values("activity__deal")
    now = Q(contact__in=ids) | Q(pk__in=seats) | Q(pk__in=met)
    return Deal.objects.filter(now | Q(pk__in=_once_of(ids))).order_by("pk")


def _once_of(ids: Sequence[int]) -> QuerySet[Event, Any]:
    """The ids of deals in whose log the person is named: a seat given up, another contact since."""
    wanted = list(ids)
    named = Q(data__contact__in=wanted)
    named |= Q(changes__contact__0__in=wanted) | Q(changes__contact__1__in=wanted)
    return Event.objects.filter(named, deal_id__isnull=False).values("deal_id")


def activities_of(ids: Sequence[int]) -> QuerySet[Activity]:
    """Activities with the person, and all those of the person's deals."""
    met = Activity.participants.through.objects.filter(contact_id__in=ids).values("activity")
    mine = Q(contact__in=ids) | Q(pk__in=met) | Q(deal__in=deals_of(ids).values("pk"))
    return Activity.objects.filter(mine).order_by("pk")


def own_work_of(ids: Sequence[int]) -> QuerySet[Activity]:
    """Activities with the person alone, for no deal: what hangs on them is about nobody else."""
    return Activity.objects.filter(contact__in=ids, deal=None).order_by("pk")


def redact_attached(ids: Sequence[int], words: Words) -> int:
    """Notes and files on the person's own activities go, as those on the contact do, and who was told of them."""
    own = list(own_work_of(ids).values_list("pk", flat=True))
    told = Comment.objects.filter(subject_kind="activity", subject_id__in=own).values_list("subject_id", "pk")
    urls = [f"/activities/{pk}/#comment-{note}" for pk, note in told]
    for start in range(0, len(urls), AT_ONCE):
        Notification.objects.filter(url__in=urls[start : start + AT_ONCE]).delete()
    return sum(bin.drop_attached("activity", own))


def redact(ids: Sequence[int], words: Words) -> int:
    """Strike the person's words out of deals, their notes, obstacles and events, and of activities; how many of these
    the person had to do with."""
    # Locked, so that nothing that others write meanwhile is written over.
    deals = list(deals_of(ids).select_related("company", "contact").select_for_update(of=("self",)))
    activities = list(activities_of(ids).select_for_update())
    deal_ids = [deal.pk for deal in deals]
    _strike(deals, DEAL, words, folded="title")
    _strike_custom(deals, words)
    _strike(activities, ACTIVITY, words)
    _strike(
        list(Obstacle.objects.filter(deal__in=deal_ids).select_for_update()), ("text", "resolution"), words
    )
    notes = Q(subject_kind="deal", subject_id__in=deal_ids) | Q(deal_id__in=deal_ids)
    notes |= Q(subject_kind="activity", subject_id__in=[one.pk for one in activities])
    struck = _strike(list(Comment.objects.filter(notes).select_for_update()), ("body",), words)
    _strike_told(struck, words)
    _strike(list(File.objects.filter(notes).select_for_update()), ("name",), words)
    log.strike(deals=deal_ids, words=words.strike_all)
    log.redact(kind="activity", ids=[one.pk for one in activities if one.deal_id not in deal_ids])
    _forget(ids, deals)
    for start in range(0, len(activities), AT_ONCE):
        index.refresh_many("activity", [one.pk for one in activities[start : start + AT_ONCE]])
    _find_without(ids, activities)
    return len(deals) + len(activities)


def _forget(ids: Sequence[int], deals: Sequence[Deal]) -> None:
    """Nothing points at the person any more; deals are found without the name."""
    Activity.participants.through.objects.filter(contact_id__in=ids).delete()
    CommitteeMember.objects.filter(contact__in=ids).delete()
    Activity.objects.filter(contact__in=ids).update(contact=None, version=F("version") + 1)
    Deal.objects.filter(contact__in=ids).update(contact=None, version=F("version") + 1)
    for deal in deals:
        if deal.contact_id in ids:
            deal.contact = None
    index.put("deal", [deal for deal in deals if deal.deleted_at is None])


def _find_without(ids: Sequence[int], activities: Sequence[Activity]) -> None:
    """Customers are found by what stands on their activities; where these are for no deal, it says less now."""
    alone = [one for one in activities if one.deal_id is None]
    firms = {one.company_id for one in alone}
    people = {one.contact_id for one in alone} - set(ids)
    for kind, model, known in (("company", Company, firms), ("contact", Contact, people)):
        wanted = sorted(pk for pk in known if pk)
        for start in range(0, len(wanted), AT_ONCE):
            rows: Any = model._default_manager.filter(pk__in=wanted[start : start + AT_ONCE], deleted_at=None)
            index.put(kind, rows)


def _strike_told(notes: Sequence[Comment], words: Words) -> None:
    """Who was told of a note has its first words before them."""
    pages = {"deal": "/deals/", "activity": "/activities/"}
    told = [
        f"{pages[note.subject_kind]}{note.subject_id}/#comment-{note.pk}"
        for note in notes
        if note.subject_kind in pages
    ]
    for start in range(0, len(told), AT_ONCE):
        _strike(list(Notification.objects.filter(url__in=told[start : start + AT_ONCE])), ("data",), words)


def _strike(rows: Sequence[Any], names: Sequence[str], words: Words, *, folded: str = "") -> list[Any]:
    """Put the texts of the rows through `words`, and write those that changed; which these are."""
    changed = []
    for row in rows:
        after = {name: words.strike_all(getattr(row, name)) for name in names}
        if all(getattr(row, name) == value for name, value in after.items()):
            continue
        for name, value in after.items():
            setattr(row, name, value)
        if folded:
            row.folded = fold(getattr(row, folded))[:400]
        if hasattr(row, "version"):
            row.version += 1
        changed.append(row)
    if changed:
        more = (["folded"] if folded else []) + (["version"] if hasattr(changed[0], "version") else [])
        type(changed[0])._base_manager.bulk_update(changed, [*names, *more], batch_size=AT_ONCE)
    return changed


def _strike_custom(deals: Sequence[Deal], words: Words) -> None:
    """The company's own fields, with the copies by which they are found and sorted; also those that were put away."""
    known, changed = definitions.of("deal"), []
    for deal in deals:
        struck = words.strike_all(deal.custom)
        after = {key: value for key, value in struck.items() if value != deal.custom[key]}
        if not after:
            continue
        custom_values.put(deal, "deal", {key: value for key, value in after.items() if key in known})
        deal.custom = deal.custom | after
        changed.append(deal)
    Deal.objects.bulk_update(changed, custom_values.COLUMNS, batch_size=AT_ONCE)
    kept_values.forget("deal", [deal.pk for deal in changed])
    kept_values.put("deal", changed, new=True)
