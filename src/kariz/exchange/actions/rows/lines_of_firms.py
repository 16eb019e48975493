"""The main line of a company in a list of its people. Where the list overwrites, its line goes over one that
an import brought, unless somebody changed that here. Any other line stands in the notes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from kariz.events.models import Event
from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.touches import changed_here
from kariz.localisation.said import gettext as _
from kariz.people import normal
from kariz.people.actions import companies
from kariz.people.models import Company
from kariz.reading.cells import area_codes
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import FILL, UPDATE

LINE = "company_phone"


def wait(context: Context) -> bool:
    """Is it known only when the people of the rows are whether their companies have another line?"""
    settings = context.settings
    return context.own == "contact" and settings.existing == UPDATE and settings.existing_company == FILL


def other(record: Company, said: str) -> str:
    """A line of the company beside the one that it has and keeps."""
    return "" if not said or not record.phone or _holds(record, said) else said


def has(pk: int | None, said: str, result: Result, context: Context) -> bool:
    """Has the company of a person this line, or does `bring` give it to it when the people of the chunk are there?"""
    record = context.hand.firms.of([pk]).get(pk) if pk else None
    if record is None or _holds(record, said):
        return record is not None
    values = result.draft.values
    brings = wait(context) and "id" not in values and ("company", pk) not in context.made
    return brings and said == str(values[LINE][0]) and context.by.can("people.change", record)


def _holds(record: Company, said: str) -> bool:
    same = normal.phone(said) == record.phone_normal or area_codes.is_without(said, record.phone or "")
    return same or said in record.notes


def bring(results: Sequence[Result], firms: Mapping[int, int], context: Context) -> None:
    """Called when the people of the chunk are there. `firms`: {row: id of its company}."""
    if not wait(context):
        _tell_left(results, firms, context)
        return
    said: dict[int, list[tuple[Result, str]]] = {}
    for result in results:
        pk, lines = firms.get(result.draft.number), result.draft.values.get(LINE)
        if pk and lines and ("company", pk) not in context.made and result.action != ImportRow.Action.REFUSED:
            said.setdefault(pk, []).append((result, str(lines[0])))
    records = context.hand.firms.of(sorted(said)) if said else {}
    others = {
        pk: more
        for pk, record in records.items()
        if (more := list(dict.fromkeys(line for _result, line in said[pk] if other(record, line))))
    }
    theirs = changed_here(others, "company") if others else {}
    told = _told(others, context) if others else set()
    for pk, more in others.items():
        (result, first), record = said[pk][0], records[pk]
        takes = more[0] == first and pk in theirs and "phone" not in theirs[pk] and pk not in told
        if "phone" in theirs.get(pk, ()):
            text = _(
                "Somebody changed the phone of the company here since; the one of the file stands in its notes."
            )
            result.draft.warn(LINE, text, stays=True)
        given = existing.remarked(record, {"phone": first} if takes else {}, more[1:] if takes else more)
        went = existing.try_change(
            result,
            lambda: companies.change(company=record, by=context.by, **given),  # noqa: B023
        )
        context.hand.company_changed(pk)
        result.firm_changed = result.firm_changed or (went and takes)


def count(results: Sequence[Result]) -> None:
    """A row that says nothing new of its person, but of the company, has changed something."""
    for result in results:
        if result.firm_changed and result.action == ImportRow.Action.SKIPPED and result.kind == "contact":
            _no_longer_same(result.draft)
            result.end(ImportRow.Action.UPDATED, result.kind, result.pk)


def _tell_left(results: Sequence[Result], firms: Mapping[int, int], context: Context) -> None:
    """Where companies stay as they are, the row says that its line is another one than theirs."""
    if context.settings.existing_company in (FILL, UPDATE):
        return
    said = {
        firms[row.draft.number]: row
        for row in reversed(results)
        if row.draft.values.get(LINE) and row.draft.number in firms and row.action != ImportRow.Action.REFUSED
    }
    known = [pk for pk in said if ("company", pk) not in context.made]
    for pk, record in context.hand.firms.of(known).items() if known else ():
        if other(record, str(said[pk].draft.values[LINE][0])):
            draft = said[pk].draft
            _no_longer_same(draft)
            text = _("The company keeps its phone %(phone)s: companies that are here are left as they are.")
            draft.warn(LINE, text % {"phone": record.phone[:50]}, stays=True)


def _no_longer_same(draft: Draft) -> None:
    nothing = _("Nothing is different.")
    draft.warnings[:] = [one for one in draft.warnings if one["text"] != nothing]


def _told(ids: Collection[int], context: Context) -> set[int]:
    """Companies whose line this import, or another list of its set, has said: of two lines the first one counts."""
    ours = Event.objects.filter(subject_kind="company", subject_id__in=list(ids), batch=context.one.batch)
    said = ours.filter(Q(verb="company.created") | Q(changes__has_key="phone"))
    return set(said.values_list("subject_id", flat=True))
