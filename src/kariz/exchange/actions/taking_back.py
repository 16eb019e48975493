"""Removing what an import created, by the same lease and chunk by chunk; what people changed since stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions import named_back, set_runs
from kariz.exchange.actions.staying import Pace, hold, note
from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.living import living
from kariz.exchange.queries.touches import by_others
from kariz.jobs.leases import Work
from kariz.localisation.said import gettext as _
from kariz.localisation.said import kept
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activity_batches, deal_batches
from kariz.pipeline.models import Activity, CommitteeMember, Deal, Product
from kariz.records.actions import comment_batches
from kariz.records.models import Comment
from kariz.web.errors import DomainError

CHANGES = (
    "committee.put",
    "deal.changed",
    "deal.history",
    "deal.lines",
    "deal.moved",
    "deal.lost",
    "deal.won",
    "deal.rested",
    "deal.reopened",
    "contact.changed",
    "company.changed",
    "product.changed",
)
KINDS: dict[str, Any] = {"deal": Deal, "contact": Contact, "company": Company, "product": Product}
FORGOTTEN = 200


def work(one: Import, by: User) -> None:
    """Changes back, then deals, then the people and companies that nothing else needs; last of all of a set,
    products and people of the house."""
    by.require("import.run")
    pace = Pace()
    stuck = _undo_changes(one, by)
    _work_back(one, by, pace)
    last = 0
    while rows := list(_created(one, last, pace.size)):
        with pace:
            _rows_back(one, rows, by, stuck)
        last = rows[-1].number
    for kind in ("contact", "company"):
        _people_back(one, kind, by, pace)
    if named_back.is_last(one):
        named_back.work(one, by)
    _forget_refs(one)
    _finish(one)


def _forget_refs(one: Import) -> None:
    """The numbers of what went: the same file may bring it again."""
    rows = ExternalRef.objects.filter(of=one)
    for kind in set(rows.values_list("record_kind", flat=True)):
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


def _made_beside(one: Import) -> dict[str, set[int]]:
    """{kind: ids} of the people and companies that rows about others brought: they go whole, too."""
    verbs = {"company.created": "company", "contact.created": "contact"}
    rows = Event.objects.filter(batch=one.batch, verb__in=verbs).values_list("verb", "subject_id")
    found: dict[str, set[int]] = {}
    for verb, pk in rows.iterator(chunk_size=2000):
        found.setdefault(verbs[verb], set()).add(pk)
    return found


Stuck = dict[str, dict[int, str]]
"""{kind: {id: why}} of records whose changes could not be put back."""


def _undo_changes(one: Import, by: User) -> Stuck:
    """What the import changed in records that were there before, newest first; what cannot be undone stays, and is
    given back."""
    own = ImportRow.objects.filter(
        Q(of=one) | Q(of__part_of=one.part_of_id, of__part_of__isnull=False),
        action="created",
        result_kind=OuterRef("subject_kind"),
        result_id=OuterRef("subject_id"),
    )
    # What it created itself goes whole; an undo of its changes would look like somebody's work on it.
    events = Event.objects.filter(~Exists(own), batch=one.batch, verb__in=CHANGES, undone_by_id=None)
    stuck: Stuck = {}
    beside = _made_beside(one)
    for event in events.order_by("-id").iterator(chunk_size=500):
        if event.subject_id in beside.get(event.subject_kind, ()):
            continue
        try:
            undo(event=event, by=by)
        except DomainError as error:
            why = _changed_stays(one, event, error)
            stuck.setdefault(event.subject_kind, {}).setdefault(event.subject_id, why)
        else:
            hold(one)
    for kind in ("contact", "company", "product"):
        rows = ImportRow.objects.filter(of=one, action="updated", result_kind=kind)
        # A row of which nothing is left may come again.
        rows.exclude(result_id__in=stuck.get(kind, {})).update(taken_back=True)
        here = stuck.get(kind, {})
        _say_why([(row, here[row.result_id]) for row in rows.filter(result_id__in=here) if row.result_id])
    return stuck


def _say_why(rows: Sequence[tuple[ImportRow, str]]) -> None:
    """The rows of what stays say so, once."""
    for row, why in rows:
        if why not in [note["text"] for note in row.warnings]:
            row.warnings = [*row.warnings, {"field": ""} | kept(why)]
    ImportRow.objects.bulk_update([row for row, _why in rows], ["warnings"])


def _changed_stays(one: Import, event: Event, error: DomainError) -> str:
    model = KINDS.get(event.subject_kind)
    record = model.objects.filter(pk=event.subject_id).first() if model else None
    why = _("What the import changed could not be put back: %(why)s") % {"why": error}
    note(one, event.subject_kind, [record] if record else [], why)
    hold(one, kept=1)
    return why


def _work_back(one: Import, by: User, pace: Pace) -> None:
    """Activities and notes that it brought, unless somebody worked with them since."""
    for kind, model, remove in (
        ("activity", Activity, lambda rows: activity_batches.remove_many(activities=rows, by=by)),
        ("note", Comment, lambda rows: comment_batches.remove_many(comments=rows, by=by)),
    ):
        rows = ImportRow.objects.filter(of=one, result_kind=kind, action="created", taken_back=False)
        while part := list(rows.order_by("number")[: pace.size]):
            ids = [pk for row in part for pk in _people_of(row, kind)]
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
    return by.can("comment.create" if record.author_id == by.pk else "comment.moderate")


def _rows_back(one: Import, rows: Sequence[ImportRow], by: User, stuck: Stuck) -> None:
    created = {row.result_id: row for row in rows if row.result_kind == "deal" and row.action == "created"}
    with transaction.atomic():
        touched = set() if one.takes_changed else touched_deals(one, list(created))
        found = list(Deal.objects.filter(pk__in=created, deleted_at=None))  # type: ignore[misc]
        changed = [deal for deal in found if deal.pk in touched]
        theirs = [deal for deal in found if deal.pk not in touched and not by.can("deal.delete", deal)]
        stay = {deal.pk for deal in [*changed, *theirs]}
        deal_batches.delete_many(
            deals=[deal for deal in found if deal.pk not in stay], by=by, never_were=True
        )
        note(one, "deal", changed, _("Somebody changed it since."))
        note(one, "deal", theirs, _("You may not remove it."))
        why = _why_deals_stay(one, rows, stuck)
        why |= dict.fromkeys((deal.pk for deal in changed), _("Somebody changed the deal since; it stays."))
        why |= dict.fromkeys((deal.pk for deal in theirs), _("You may not remove the deal; it stays."))
        kept = [
            (row, why[row.result_id]) for row in rows if row.result_kind == "deal" and row.result_id in why
        ]
        _say_why(kept)
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


def touched_deals(one: Import, ids: Sequence[int | None]) -> set[int]:
    """Those of the deals with which anything happened outside this import."""
    others = by_others(Event.objects.filter(deal_id__in=ids), one.batch)
    return {pk for pk in others.values_list("deal_id", flat=True) if pk is not None}


def _people_back(one: Import, kind: str, by: User, pace: Pace) -> None:
    """Created people or companies, unless something else holds on to them by now."""
    ids = {pk: row for row in _rows_with_people(one, kind) for pk in _people_of(row, kind)}
    numbers = sorted(ids)
    while numbers:
        part, numbers = numbers[: pace.size], numbers[pace.size :]
        with pace, transaction.atomic():
            kept = _remove(one, kind, part, by)
            gone = [
                ids[pk].pk
                for pk in part
                if pk not in kept and ids[pk].result_id == pk and ids[pk].result_kind == kind
            ]
            ImportRow.objects.filter(pk__in=gone).update(taken_back=True)
            hold(one, kept=len(kept))


def _rows_with_people(one: Import, kind: str) -> Sequence[ImportRow]:
    rows = ImportRow.objects.filter(of=one, action__in=["created", "updated", "refused"])
    return [
        row
        for row in rows.only("pk", "of", "made", "result_kind", "result_id", "action")
        if _people_of(row, kind)
    ]


def _people_of(row: ImportRow, kind: str) -> list[int]:
    own = [row.result_id] if row.result_kind == kind and row.action == "created" and row.result_id else []
    return own + [pk for made, pk in row.made if made == kind]


def _remove(one: Import, kind: str, ids: Sequence[int], by: User) -> set[int]:
    """Delete what nobody changed or uses; returns the ids of what stays."""
    model = Contact if kind == "contact" else Company
    used = _used(kind, ids)
    touched = set() if one.takes_changed else touched_people(one, kind, ids)
    stay: set[int] = set()
    for record in model.objects.filter(pk__in=ids, deleted_at=None):
        if record.pk in touched:
            why = _("Somebody changed it since.")
        elif record.pk in used:
            why = _("Other records still need it.")
        elif not by.can("people.delete", record):
            why = _("You may not remove it.")
        else:
            if isinstance(record, Contact):
                contacts.delete(contact=record, by=by)
            else:
                companies.delete(company=record, by=by)
            continue
        stay.add(record.pk)
        note(one, kind, [record], why)
    return stay


def touched_people(one: Import, kind: str, ids: Sequence[int]) -> set[int]:
    """Those of the companies or people with which anything happened outside this import."""
    others = by_others(Event.objects.filter(subject_kind=kind, subject_id__in=ids), one.batch)
    return set(others.values_list("subject_id", flat=True))


def _used(kind: str, ids: Sequence[int]) -> set[int]:
    """Those that a living deal, activity or contact still names."""
    deals = Deal.objects.filter(deleted_at=None, **{f"{kind}__in": ids}).values_list(f"{kind}_id", flat=True)
    if kind == "contact":
        seats = CommitteeMember.objects.filter(contact__in=ids, deal__deleted_at=None)
        # What was planned for a deal in the bin holds nobody.
        living_work = Activity.objects.filter(deleted_at=None, deal__deleted_at=None)
        met = Activity.participants.through.objects.filter(
            contact_id__in=ids, activity__in=living_work.values("pk")
        )
        spoken = living_work.filter(contact__in=ids)
        below = Contact.objects.filter(reports_to__in=ids, deleted_at=None)
        return set(deals).union(
            seats.values_list("contact_id", flat=True),
            met.values_list("contact_id", flat=True),
            spoken.values_list("contact_id", flat=True),
            below.values_list("reports_to_id", flat=True),
        )
    return set(deals) | set(
        Contact.objects.filter(company__in=ids, deleted_at=None).values_list("company_id", flat=True)
    )


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
