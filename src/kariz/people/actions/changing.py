"""Changing many people or companies at once: what both kinds do alike. The single change is the case of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.records.actions import kept_values
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web import bulk_updates
from kariz.web.changes import Change, Outcome
from kariz.web.errors import DomainError, FieldErrors, NotFound, Stale

from . import fit, values

SEARCHED = {"contact": ("company", "points"), "company": ()}
"""What the search copy of a record tells of others, read for all of them at once."""


@dataclass(slots=True)
class Plan:
    """One change while it is checked and written. `error` tells why it is left; `changes` is {field: [before, after]}."""

    record: Any
    given: Mapping[str, Any]
    seen: int
    cleaned: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    error: DomainError | None = None

    @property
    def going(self) -> bool:
        """It was not refused, and there is something to write, or to find stale."""
        return self.error is None and bool(self.changes or self.seen != self.record.version)


def plans(changes: Sequence[Change], by: User) -> list[Plan]:
    """A plan for each, refused where `by` may not change the record, or it was put away."""
    found = [
        Plan(one.record, one.values, one.record.version if one.version is None else one.version)
        for one in changes
    ]
    tried(found, lambda plan: by.require("people.change", plan.record))
    tried(found, lambda plan: values.check_in_use(plan.record))
    return found


def tried(found: Iterable[Plan], check: Callable[[Plan], Any]) -> None:
    """Put every plan that is not refused yet through `check`, which raises DomainError."""
    for plan in found:
        if plan.error is None:
            try:
                check(plan)
            except DomainError as error:
                plan.error = error


def clean(found: Sequence[Plan], kind: str, fields: Sequence[str], without: Sequence[str] = ()) -> None:
    """Read what is given, once where several plans share it; `without` are names that the kind reads by itself."""
    known: dict[int, Any] = {}

    def read(plan: Plan) -> None:
        key = id(plan.given)
        if key not in known:
            try:
                rest = {name: value for name, value in plan.given.items() if name not in without}
                known[key] = values.clean_all(kind, type(plan.record), rest, fields)
            except FieldErrors as error:
                known[key] = error
        if isinstance(known[key], FieldErrors):
            raise known[key]
        cleaned, made = known[key]
        plan.cleaned, plan.made = dict(cleaned), made

    tried(found, read)


def differ(plan: Plan, kind: str) -> None:
    """Note what changes, and give the record its values."""
    plan.changes = values.differences(plan.record, plan.cleaned) | custom_values.put(
        plan.record, kind, plan.made
    )
    values.assign(plan.record, plan.cleaned)


def check_owners(found: Iterable[Plan], by: User) -> None:
    """Refuses those whose new owner cannot own records, or is nobody to whom `by` may give any."""
    given = [plan for plan in found if plan.error is None and "owner" in plan.changes]
    if not given:
        return
    wanted = {plan.cleaned["owner"] for plan in given} - {None, by.pk}
    known = set(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
    for plan in given:
        if plan.cleaned["owner"] in wanted - known:
            plan.error = FieldErrors({"owner": [_("This person cannot own records.")]})
    tried(given, lambda plan: values.may_give(by, "people.change", plan.record))


def write(found: Sequence[Plan], kind: str, derived: Sequence[str]) -> list[Plan]:
    """Write the rows that still have the version that was seen; returns the plans of those, marks the others."""
    going = [plan for plan in found if plan.going]
    now = timezone.now()
    # Plans that give other fields are written apart: one statement writes the same columns of every row.
    groups: dict[tuple[str, ...], list[Plan]] = {}
    for plan in going:
        plan.record.updated_at = now
        groups.setdefault(tuple(sorted(plan.cleaned)), []).append(plan)
    written: set[int] = set()
    for names, group in groups.items():
        columns = _columns(type(group[0].record), (*names, *derived, *custom_values.COLUMNS))
        rows = [(plan.record.pk, {name: getattr(plan.record, name) for name in columns}) for plan in group]
        model = type(group[0].record)
        written |= bulk_updates.write(model, rows, seen=[plan.seen for plan in group])
    blame([plan for plan in going if plan.record.pk not in written])
    went = [plan for plan in going if plan.record.pk in written]
    for plan in went:
        plan.record.version = plan.seen + 1
    return went


def _columns(model: Any, names: Iterable[str]) -> list[str]:
    return sorted({model._meta.get_field(name).attname for name in (*names, "updated_at")})


def blame(missed: Sequence[Plan]) -> None:
    """Says of rows that were not written whether they have changed or are gone."""
    if not missed:
        return
    model = type(missed[0].record)
    rows = model.objects.filter(pk__in=[plan.record.pk for plan in missed])
    current = dict(rows.values_list("pk", "version"))
    for plan in missed:
        pk = plan.record.pk
        plan.error = Stale(version=current[pk]) if pk in current else NotFound()


def tell(went: Sequence[Plan], kind: str, by: User) -> None:
    """What follows from a change: the match, an event each, the search copy."""
    if not went:
        return
    records = [plan.record for plan in went]
    if len(records) == 1:
        fit.refresh_one(kind, records[0])
    else:
        fit.refresh(kind, [record.pk for record in records])
    log.append_many(
        [log.Draft(by, f"{kind}.changed", (kind, plan.record.pk), changes=plan.changes) for plan in went]
    )
    kept_values.put(kind, [plan.record for plan in went if custom_values.changed(plan.changes)])
    if SEARCHED[kind]:
        prefetch_related_objects(records, *SEARCHED[kind])
    index.put(kind, records)


def outcomes(found: Iterable[Plan]) -> list[Outcome]:
    return [plan.error for plan in found]


def raise_of(found: Sequence[Outcome]) -> None:
    """Raises what the one change ran into."""
    [error] = found
    if error is not None:
        raise error
