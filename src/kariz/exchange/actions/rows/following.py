"""Companies and people of whom no row of an import said whose they are: they are whose the deals with them are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.at_work.errors import LeaseLost
from kariz.exchange.actions.rows.sellers_of_rows import OF_DEAL, USUAL
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known import deal_owners
from kariz.exchange.queries.known.touches import by_others
from kariz.jobs.leases import extend
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.web.changes import Change

AT_ONCE = 300
FOLLOWED = "followed"
"""{"company", "contact", and "placed" of who got the company of their deals}: how many an import's layout keeps."""
Whose = Callable[[list[Any], User], dict[int, int | None]]
"""{record: whose the deals with it are}"""


def work(one: Import, by: User) -> None:
    """Called when a list of deals is in: after the last one of a set. What somebody worked with since stays as it is.
    Each part is one transaction; whoever goes on after a dead worker finds the rest. Raises LeaseLost."""
    if not is_last(one):
        return
    with_deals = Deal.objects.filter(pk__in=deals_of(lists_of(one)), deleted_at=None)
    for kind, ids, whose in (
        ("company", deal_owners.companies_of_others(with_deals), _of_companies),
        ("contact", deal_owners.people_of_others(with_deals), _of_people),
    ):
        for part in parts(ids):
            _pass_on(one, by, kind, part, whose)


def is_last(one: Import) -> bool:
    """Is it a list of deals, and the last one of its set?"""
    return one.kind == Import.Kind.DEALS and not _further(one).exists()


def deals_of(lists: list[int]) -> Any:
    """The deals that these lists brought or changed."""
    rows = ImportRow.objects.filter(
        of__in=lists, result_kind="deal", action__in=["created", "updated"], taken_back=False
    )
    return rows.values("result_id")


def lists_of(one: Import) -> list[int]:
    """The lists of deals of the set, or the one."""
    if one.part_of_id is None:
        return [one.pk]
    parts = Import.objects.filter(part_of=one.part_of_id, kind=Import.Kind.DEALS)
    return list(parts.values_list("pk", flat=True))


def _further(one: Import) -> Any:
    """Lists of deals of the set whose turn comes after this one's."""
    parts = Import.objects.filter(part_of=one.part_of_id, part_of__isnull=False, kind=Import.Kind.DEALS)
    return parts.filter(phase=Import.Phase.RUNNING).exclude(pk=one.pk)


def parts(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def _pass_on(one: Import, by: User, kind: str, ids: list[int], whose: Whose) -> None:
    with transaction.atomic():
        if not extend(one):
            raise LeaseLost
        records = _unsaid(one, by, kind, ids)
        owners = whose(records, by)
        # Those who come to have several share what is given, which is read once.
        given = {owner: {"owner": owner} for owner in set(owners.values()) if owner is not None}
        changes = [
            Change(record, given[owner])
            for record in records
            if (owner := owners.get(record.pk)) is not None and owner != record.owner_id
        ]
        if not changes:
            return
        change_many: Any = companies.change_many if kind == "company" else contacts.change_many
        went = sum(error is None for error in change_many(changes=changes, by=by))
        count(one, kind, went)


def _unsaid(one: Import, by: User, kind: str, ids: list[int]) -> list[Any]:
    """Those of the records that an import made, of whom nobody has said whose they are, and with whom nobody worked."""
    events = Event.objects.filter(subject_kind=kind, subject_id__in=ids)
    made: dict[int, int | None] = {}
    for event in events.filter(verb=f"{kind}.created", data__has_key="owner_by"):
        how = event.data["owner_by"]
        if how == USUAL or (how == OF_DEAL and event.batch == one.batch):
            made[event.subject_id] = event.actor_id if event.batch != one.batch else None
    touched = by_others(events.filter(subject_id__in=made), one.batch).exclude(batch__startswith="import")
    left = set(made) - set(touched.values_list("subject_id", flat=True))
    # Who had deals before this import has an owner by them; that one of these is another's now says nothing of that.
    before = [pk for pk in left if made[pk] is not None]
    left -= deal_owners.with_earlier_deals(kind, before, one.batch, by)
    model: Any = Company if kind == "company" else Contact
    rows = model.objects.filter(pk__in=left, deleted_at=None).exclude(owner=None)
    return [record for record in rows if made[record.pk] in (None, record.owner_id)]


def _of_companies(records: list[Any], by: User) -> dict[int, int | None]:
    found = deal_owners.of_companies([record.pk for record in records], by)
    return {record.pk: deal_owners.best(found.get(record.pk, {}), record.owner_id) for record in records}


def _of_people(records: list[Any], by: User) -> dict[int, int | None]:
    """Who has no deal of their own is whose the deals of their company are."""
    found = deal_owners.of_people([record.pk for record in records], by)
    firms = {record.company_id for record in records if record.pk not in found and record.company_id}
    of_firms = deal_owners.of_companies(firms, by) if firms else {}
    return {
        record.pk: deal_owners.best(
            found.get(record.pk) or of_firms.get(record.company_id, {}), record.owner_id
        )
        for record in records
    }


def count(one: Import, kind: str, went: int) -> None:
    counts = Counter(one.layout.get(FOLLOWED, {})) + Counter({kind: went})
    one.layout = one.layout | {FOLLOWED: dict(counts)}
    Import.objects.filter(pk=one.pk).update(layout=one.layout)
