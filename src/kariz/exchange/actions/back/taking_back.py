"""Removing what an import created, by the same lease and chunk by chunk; what people changed since stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.back import left_back, named_back
from kariz.exchange.actions.back.changes_back import Stuck, put_back, say_why
from kariz.exchange.actions.back.gone_deals import let_come_again
from kariz.exchange.actions.back.people_back import people_of, remove_people, remove_waiting
from kariz.exchange.actions.back.staying import Pace, hold, note
from kariz.exchange.actions.rows import other_names
from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.known.living import living
from kariz.exchange.queries.known.touches import by_others, touched_deals
from kariz.jobs.leases import Work
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import activity_batches, deal_batches
from kariz.pipeline.models import Activity, Deal
from kariz.records.actions import comment_batches, file_batches
from kariz.records.models import Comment, File

FORGOTTEN = 200


def work(one: Import, by: User) -> None:
    """Changes back, then deals, then the people and companies that nothing else needs; last of all of a set,
    products and people of the house."""
    by.require("import.run")
    pace = Pace()
    stuck = put_back(one, by)
    _work_back(one, by, pace)
    last = 0
    while rows := list(_created(one, last, pace.size)):
        with pace:
            _rows_back(one, rows, by, stuck)
        last = rows[-1].number
    for kind in ("contact", "company"):
        remove_people(one, kind, by, pace)
    if named_back.is_last(one):
        remove_waiting(one, by, pace)
        left_back.work(one, by, pace)
        named_back.work(one, by)
    _forget_refs(one)
    other_names.take_back(one)
    _finish(one)


def _forget_refs(one: Import) -> None:
    """The numbers of what went: the same file may bring it again. Those that it gave records which it only found here go,
    too. What waited for other files of a set went with the last of them."""
    rows = ExternalRef.objects.filter(of=one)
    if one.part_of_id is not None and named_back.is_last(one):
        back = (Import.Phase.TAKING_BACK, Import.Phase.TAKEN_BACK)
        rows = ExternalRef.objects.filter(of__part_of=one.part_of_id, of__phase__in=back)
    for kind in set(rows.values_list("record_kind", flat=True)):
        told = ImportRow.objects.filter(of=OuterRef("of"), result_kind=kind, result_id=OuterRef("record_id"))
        found = told.filter(Q(action="skipped") | Q(action="updated", taken_back=True))
        stays = told.filter(action__in=["created", "updated"], taken_back=False)
        rows.filter(Exists(found), ~Exists(stays), record_kind=kind).delete()
        ids = sorted(set(rows.filter(record_kind=kind).values_list("record_id", flat=True)))
        for start in range(0, len(ids), FORGOTTEN):
            part = set(ids[start : start + FORGOTTEN])
            gone = part - set(living(kind, part))
            rows.filter(record_kind=kind, record_id__in=gone).delete()


def _created(one: Import, last: int, size: int) -> Sequence[ImportRow]:
    rows = ImportRow.objects.filter(
        of=one, number__gt=last, action__in=["created", "updated"], taken_back=False
    )
    return rows.order_by("number")[:size]  # type: ignore[return-value]


def _work_back(one: Import, by: User, pace: Pace) -> None:
    """Activities, notes and files that it brought, unless somebody worked with them since."""
    for kind, model, remove in (
        ("activity", Activity, lambda rows: activity_batches.remove_many(activities=rows, by=by)),
        ("note", Comment, lambda rows: comment_batches.remove_many(comments=rows, by=by)),
        ("file", File, lambda rows: file_batches.remove_many(files=rows, by=by)),
    ):
        rows = ImportRow.objects.filter(of=one, result_kind=kind, action="created", taken_back=False)
        while part := list(rows.order_by("number")[: pace.size]):
            ids = [pk for row in part for pk in people_of(row, kind)]
            with pace, transaction.atomic():
                touched = set(
                    by_others(
                        Event.objects.filter(subject_kind=kind, subject_id__in=ids), one.batch
                    ).values_list("subject_id", flat=True)
                )
                found = list(model.objects.filter(pk__in=ids, deleted_at=None))
                kept = [record for record in found if record.pk in touched]
                others = [record for record in found if record.pk not in touched]
                mine = [record for record in others if _may_remove(record, by)]
                theirs = [record for record in others if record not in mine]
                remove(mine)
                note(one, kind, kept, _("Somebody changed it since."))
                note(one, kind, theirs, _("You may not remove it."))
                ImportRow.objects.filter(pk__in=[row.pk for row in part]).update(taken_back=True)
                hold(one, done=len(part), kept=len(kept) + len(theirs))


def _may_remove(record: Any, by: User) -> bool:
    """What this person may not remove stays, and does not hold up the rest."""
    if isinstance(record, Activity):
        return by.can("activity.change", record)
    if isinstance(record, File):
        return by.can("file.create" if record.uploaded_by_id == by.pk else "file.moderate")
    return by.can("comment.create" if record.author_id == by.pk else "comment.moderate")


def _rows_back(one: Import, rows: Sequence[ImportRow], by: User, stuck: Stuck) -> None:
    created = {row.result_id: row for row in rows if row.result_kind == "deal" and row.action == "created"}
    with transaction.atomic():
        touched = set() if one.takes_changed else touched_deals(created, one.batch)
        found = list(Deal.objects.filter(pk__in=created, deleted_at=None))  # type: ignore[misc]
        changed = [deal for deal in found if deal.pk in touched]
        theirs = [deal for deal in found if deal.pk not in touched and not by.can("deal.delete", deal)]
        stay = {deal.pk for deal in [*changed, *theirs]}
        going = [deal for deal in found if deal.pk not in stay]
        deal_batches.delete_many(deals=going, by=by, never_were=True)
        let_come_again(one, [deal.pk for deal in going])
        note(one, "deal", changed, _("Somebody changed it since."))
        note(one, "deal", theirs, _("You may not remove it."))
        why = _why_deals_stay(one, rows, stuck)
        why |= dict.fromkeys((deal.pk for deal in changed), _("Somebody changed the deal since; it stays."))
        why |= dict.fromkeys((deal.pk for deal in theirs), _("You may not remove the deal; it stays."))
        kept = [
            (row, why[row.result_id]) for row in rows if row.result_kind == "deal" and row.result_id in why
        ]
        say_why(kept)
        left = {row.pk for row, _why in kept}
        gone = [row.pk for row in rows if row.pk not in left and row.result_kind in ("deal", "")]
        ImportRow.objects.filter(pk__in=gone).update(taken_back=True)
        hold(one, done=len(rows), kept=len(stay))


def _why_deals_stay(one: Import, rows: Sequence[ImportRow], stuck: Stuck) -> dict[int, str]:
    """{deal: why it is not as it was} for deals that rows changed: their changes are stuck, or an earlier row of this
    import brought the deal, and it stayed."""
    ids = {row.result_id for row in rows if row.result_kind == "deal" and row.action == "updated"} - {None}
    why = {pk: text for pk, text in stuck.get("deal", {}).items() if pk in ids}
    if others := ids - set(why):
        ours = ImportRow.objects.filter(of=one, action="created", result_kind="deal", result_id__in=others)
        alive = Deal.objects.filter(pk__in=ours.values("result_id"), deleted_at=None)
        why |= dict.fromkeys(alive.values_list("pk", flat=True), _("The deal stays, and so does this."))
    return why


def _finish(one: Import) -> None:
    rows = Import.objects.filter(pk=one.pk, leased_by=one.leased_by, tries=one.tries)
    with transaction.atomic():
        ended = rows.update(
            state=Work.State.DONE,
            phase=Import.Phase.TAKEN_BACK,
            lease_until=None,
            leased_by="",
            error="",
            finished_at=timezone.now(),
            version=F("version") + 1,
        )
        if ended:
            set_runs.go_on(one)
