"""Who reports to whom, as a list of people says it: looked for when all of them are in, for a superior may stand below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context
from kariz.exchange.actions.at_work.errors import LeaseLost
from kariz.exchange.actions.at_work.grouping import parts_of
from kariz.exchange.models import Import, ImportRow
from kariz.jobs.leases import extend
from kariz.localisation.said import gettext as _
from kariz.localisation.said import kept
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.reading.names.names import who_is, words_of
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import UPDATE
from kariz.web.changes import Change

FIELDS = frozenset({"reports_to", "reports_to_ref"})
AT_ONCE = 300
SEVERAL = 0
"""In place of an id: any of several people may be meant, and nobody knows which."""
Said = tuple[Draft, ImportRow, Contact]


def work(one: Import, context: Context) -> None:
    """Each part is one transaction; whoever goes on after a dead worker finds the rest. Raises LeaseLost."""
    if one.kind != Import.Kind.CONTACTS or not FIELDS & set(one.mapping.values()):
        return
    for part in parts_of(context, 0, lambda: AT_ONCE):
        drafts = [context.reader.read(number, cells) for number, cells in part]
        named = {draft.number: draft for draft in drafts if FIELDS & set(draft.values)}
        if not named:
            continue
        with transaction.atomic():
            if not extend(one):
                raise LeaseLost
            _put(one, _said(one, named, context), context)


def _said(one: Import, named: dict[int, Draft], context: Context) -> list[Said]:
    """The rows that name somebody, with the people whom they are of, as far as the import may write into them."""
    actions = [ImportRow.Action.CREATED]
    if existing.changes(context):
        actions += [ImportRow.Action.UPDATED, ImportRow.Action.SKIPPED]
    rows = ImportRow.objects.filter(of=one, number__in=named, result_kind="contact", action__in=actions)
    found = {row.number: row for row in rows if row.result_id}
    people = Contact.objects.changeable_by(context.by).prefetch_related("points")
    records = people.in_bulk({row.result_id for row in found.values()})
    return [
        (named[number], row, records[row.result_id])
        for number, row in sorted(found.items())
        if row.result_id in records
    ]


def _put(one: Import, said: Sequence[Said], context: Context) -> None:
    heads = _heads(said, context)
    wanted: dict[int, int] = {}
    changes: list[tuple[ImportRow, Change]] = []
    stays = context.settings.existing != UPDATE
    for draft, row, record in said:
        head = heads.get(draft.number)
        if not head or record.pk == head or _is_ring(wanted, head, record.pk):
            given = _noted(draft, row, record, head)
        elif record.reports_to_id == head or record.pk in wanted or (record.reports_to_id and stays):
            continue
        else:
            wanted[record.pk] = head
            given = {"reports_to": head}
        if given:
            changes.append((row, Change(record, given)))
    errors = contacts.change_many(changes=[change for _row, change in changes], by=context.by)
    for (row, _change), error in zip(changes, errors, strict=True):
        if error is not None:
            texts = next(iter(error.errors.values()), [str(error)])
            _warn(row, texts[0])
    ImportRow.objects.bulk_update({row.pk: row for _draft, row, _record in said}.values(), ["warnings"])
    _count(one, [row for (row, _change), error in zip(changes, errors, strict=True) if error is None])


def _heads(said: Sequence[Said], context: Context) -> dict[int, int]:
    """{row number: id of the superior, or SEVERAL}: by their number in the other system, else by the name that they have
    in the company."""
    refs = context.refs
    refs.ask("contact", [draft.values.get("reports_to_ref", "") for draft, _row, _record in said])
    staff = _staff({record.company_id for _draft, _row, record in said if record.company_id}, context)
    found: dict[int, int] = {}
    for draft, _row, record in said:
        by_number = refs.id("contact", draft.values.get("reports_to_ref", ""))
        others = [(name, pk) for name, pk in staff.get(record.company_id, ()) if pk != record.pk]
        name = draft.values.get("reports_to", "")
        head = by_number or (_who(name, others) if name else None)
        if head is not None:
            found[draft.number] = head
    return found


def _who(name: str, others: Sequence[tuple[str, int]]) -> int | None:
    """The one who is called so exactly, else the only one who may be: of two Karimis «آقای کریمی» names neither."""
    mine = words_of(name)
    exact = [pk for called, pk in others if words_of(called) == mine]
    if exact:
        return exact[0] if len(exact) == 1 else SEVERAL
    first = who_is(name, others)
    if first is None or who_is(name, [other for other in others if other[1] != first]) is None:
        return first
    return SEVERAL


def _staff(companies: Iterable[int], context: Context) -> dict[int | None, list[tuple[str, int]]]:
    found: dict[int | None, list[tuple[str, int]]] = {}
    rows = Contact.objects.visible_to(context.by).filter(company__in=companies).order_by("pk")
    for pk, name, company in rows.values_list("pk", "name", "company_id"):
        found.setdefault(company, []).append((name, pk))
    return found


def _is_ring(wanted: dict[int, int], head: int, pk: int) -> bool:
    """Would those of this part report to each other in a ring?"""
    at: int | None = head
    while at is not None and at != pk:
        at = wanted.get(at)
    return at == pk


def _noted(draft: Draft, row: ImportRow, record: Contact, head: int | None) -> dict[str, Any]:
    """Who is not known, or not one alone, or already below this person, stands in the notes, once."""
    name = draft.values.get("reports_to", "") or draft.values.get("reports_to_ref", "")
    text = _("“%(name)s” cannot be above this person, who is above them; it is kept as a note.")
    if head is None:
        text = _("“%(name)s” is nobody of the same company here; it is kept as a note.")
    elif head == SEVERAL:
        text = _("Several people of the company may be “%(name)s”; it is kept as a note.")
    _warn(row, text % {"name": name[:60]}, name)
    return existing.remarked(record, {}, [str(_("Reports to: %(name)s") % {"name": name})])


def _warn(row: ImportRow, text: Any, left: str = "") -> None:
    note = {"field": "reports_to"} | kept(text) | ({"left": left} if left else {})
    if note not in row.warnings:
        row.warnings = [*row.warnings, note]


def _count(one: Import, rows: Sequence[ImportRow]) -> None:
    """A row that was skipped, since nothing else in it was new, is one that changed its record."""
    late = [row.pk for row in rows if row.action == ImportRow.Action.SKIPPED]
    if late:
        ImportRow.objects.filter(pk__in=late).update(action=ImportRow.Action.UPDATED)
        Import.objects.filter(pk=one.pk).update(
            updated_count=F("updated_count") + len(late), skipped_count=F("skipped_count") - len(late)
        )
        one.updated_count += len(late)
        one.skipped_count -= len(late)
