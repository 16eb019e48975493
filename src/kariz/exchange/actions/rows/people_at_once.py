"""Companies and people who are here already: what the rows of a file say of them is written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import held
from kariz.exchange.actions.rows.added_to import added_to
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.custom import proposes
from kariz.localisation.said import gettext as _
from kariz.people.actions import companies, contacts
from kariz.reading.rows.settings import FILL
from kariz.web.changes import Change
from kariz.web.errors import DomainError, NotAllowed, Stale

CHANGES: Mapping[str, Callable[..., list[DomainError | None]]] = {
    "company": companies.change_many,
    "contact": contacts.change_many,
}
Says = Callable[[Result, Any, Context], dict[str, Any]]
"""What a row says of its record: the fields to change."""


@dataclass(slots=True)
class _Waiting:
    result: Result
    record: Any
    version: int
    given: dict[str, Any]


class Meeting:
    """Rows meet their records, in their order."""

    def __init__(self, kind: str, says: Says, context: Context) -> None:
        self._kind, self._says, self._context = kind, says, context
        self._records = context.hand.firms if kind == "company" else context.hand.people
        self._waiting: dict[int, _Waiting] = {}
        self._keys: set[str] = set()

    def waits(self, result: Result) -> None:
        """Whose number the row has may be what a row says that waits: it is written first."""
        if result.draft.values.get("external_id") in self._keys:
            self.write()

    def meet_id(self, result: Result, pk: int) -> None:
        """A row whose record is there, by its id."""
        if not existing.changes(self._context):
            existing.left(result, self._kind, pk, self._context)
            # Other files of a set find it, whatever becomes of the row.
            self._context.refs.link(self._kind, result.draft.values.get("external_id", ""), pk)
            return
        if pk in self._waiting:
            self.write()
        self.meet(result, self._records.of([pk]).get(pk))

    def meet(self, result: Result, record: Any) -> None:
        """A row whose record is there already, or None."""
        if record is None:
            result.refuse(_("There is no such record, or you may not see it."), "id")
        elif not existing.changes(self._context):
            self.meet_id(result, record.pk)
        else:
            if record.pk in self._waiting:
                self.write()
                record.refresh_from_db()
            # What it will be, or a change that is refused leaves on it, is not what was read.
            self._records.forget([record.pk])
            version = record.version
            given = self._says(result, record, self._context)
            if self._context.rehearses:
                result.added = added_to(record, given)
            self._waiting[record.pk] = _Waiting(result, record, version, given)
            self._keys |= {key} if (key := result.draft.values.get("external_id", "")) else set()

    def write(self) -> None:
        """What waits, with few statements."""
        waiting = list(self._waiting.values())
        self._waiting.clear()
        self._keys.clear()
        for one, error in zip(waiting, self._change(waiting), strict=True):
            if isinstance(error, Stale):
                # Somebody was faster since the records of the chunk were read.
                one.record = type(one.record).objects.get(pk=one.record.pk)
                one.version = one.record.version
                one.given = self._says(one.result, one.record, self._context)
                [error] = self._change([one])
            self._end(one, error)

    def _change(self, waiting: list[_Waiting]) -> list[DomainError | None]:
        changes = [Change(one.record, one.given) for one in waiting]
        return CHANGES[self._kind](changes=changes, by=self._context.by) if changes else []

    def _end(self, one: _Waiting, error: DomainError | None) -> None:
        result, record = one.result, one.record
        if isinstance(error, NotAllowed) and self._context.settings.existing == FILL:
            # What a list only adds to records is missing to nobody whose they are not.
            text = _("You may not change it; it stays as it is here.")
            result.skip(text, self._kind, record.pk, stays=True)
            link(result, self._kind, self._context)
            return
        if error is not None:
            texts = next(iter(error.errors.values()), [str(error)])
            result.refuse(texts[0], next(iter(error.errors), ""))
            return
        stays = held.tell(result, self._context)
        if record.version == one.version and not proposes(result.draft.values):
            result.compared = bool(result.otherwise) and not stays
            result.skip(stays or _("Nothing is different."), self._kind, record.pk, stays=bool(stays))
        else:
            if stays:
                result.draft.warn("", stays, stays=True)
            result.end(ImportRow.Action.UPDATED, self._kind, record.pk)
            result.joined = existing.joined(result)
        link(result, self._kind, self._context)


def link(result: Result, kind: str, context: Context) -> None:
    """The number of a row that was taken, with the row's mark."""
    # A file of ours repeats the number that another system gave; it gives none of its own.
    if (
        result.pk is not None
        and result.action != ImportRow.Action.REFUSED
        and "id" not in result.draft.values
    ):
        key = result.draft.values.get("external_id", "")
        context.refs.link(kind, key, result.pk, result.draft.fingerprint)
