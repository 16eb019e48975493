"""The only door through which companies are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions import log
from kariz.records.actions import kept_values
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web import bulk
from kariz.web.changes import Change, Outcome
from kariz.web.errors import FieldErrors

from .. import normal
from ..errors import at_most
from ..models import Company
from . import binning, changing, values
from .found_by_company import renew_people_of

FIELDS = (
    "name",
    "industry",
    "size",
    "national_id",
    "economic_code",
    "city",
    "website",
    "phone",
    "address",
    "source",
    "notes",
    "owner",
)
DERIVED = ("name_key", "folded", "match_key", "industry_folded", "city_folded", "phone_normal")


def create(*, by: User, **given: Any) -> Company:
    """A new company, owned by `by` unless `owner` says otherwise; `custom` is {key: value} of custom fields.

    Raises FieldErrors, NotAllowed.
    """
    return create_many(rows=[given], by=by)[0]


def create_many(
    *, rows: Sequence[Mapping[str, Any]], by: User, owner_by: Sequence[str] = ()
) -> list[Company]:
    """New companies, all or none, with few statements. At most 500. FieldErrors name the row as `rows.<n>.<field>`.
    `owner_by`, of each: by what its owner was found, as far as its event is to tell."""
    by.require("people.create")
    at_most(len(rows))
    now = timezone.now()
    made = [_build(row, number if len(rows) > 1 else None, by, now) for number, row in enumerate(rows)]
    for owner_id in {company.owner_id for company in made} - {by.pk}:
        values.check_owner(owner_id)
    for company in made:
        values.may_give(by, "people.change", company)
    with transaction.atomic(savepoint=False):
        bulk.insert(made)
        kept_values.put("company", made, new=True)
        log.append_many(
            [
                log.Draft(by, "company.created", ("company", one.pk), data={"name": one.name} | found)
                for one, found in zip(made, values.found_by(owner_by, made), strict=True)
            ]
        )
        index.put("company", made, new=True)
    return made


def change(*, company: Company, by: User, version: int | None = None, **given: Any) -> Company:
    """Change the fields given. `version` is the one the caller saw. Raises FieldErrors, NotAllowed, Stale."""
    changing.raise_of(change_many(changes=[Change(company, given, version)], by=by))
    return company


def change_many(*, changes: Sequence[Change], by: User) -> list[Outcome]:
    """The same for up to 500 companies, each on its own: what came of it. Few statements, one transaction."""
    at_most(len(changes))
    plans = changing.plans(changes, by)
    changing.clean(plans, "company", FIELDS)
    changing.tried(plans, lambda plan: changing.differ(plan, "company"))
    changing.check_owners(plans, by)
    changing.tried(plans, lambda plan: derive(plan.record))
    if not any(plan.going for plan in plans):
        return changing.outcomes(plans)
    with transaction.atomic():
        went = changing.write(plans, "company", DERIVED)
        changing.tell(went, "company", by)
        renew_people_of([plan.record.pk for plan in went if "name" in plan.changes])
    return changing.outcomes(plans)


def delete(*, company: Company, by: User, version: int | None = None, anyway: bool = False) -> None:
    """Put the company in the bin; its people and deals stay. Raises NotAllowed, Stale, HasOpenDeals unless `anyway`."""
    changing.raise_of(binning.delete_many("company", chosen=[(company, version)], by=by, anyway=anyway))


def restore(*, company: Company, by: User) -> None:
    """Take the company out of the bin. Raises NotAllowed, Merged."""
    changing.raise_of(binning.restore_many("company", records=[company], by=by))


def _build(given: Mapping[str, Any], number: int | None, by: User, now: Any) -> Company:
    try:
        cleaned, made = values.clean_all("company", Company, {"name": "", "owner": by.pk, **given}, FIELDS)
    except FieldErrors as error:
        raise _of_row(error, number) from None
    company = bulk.new(Company, created_at=now, updated_at=now)
    values.assign(company, cleaned)
    custom_values.put(company, "company", made)
    derive(company)
    return company


def _of_row(error: FieldErrors, number: int | None) -> FieldErrors:
    if number is None:
        return error
    return FieldErrors({f"rows.{number}.{name}": texts for name, texts in error.errors.items()})


def derive(company: Company) -> None:
    """Fill what follows from the fields."""
    values.derive(company, industry_folded=company.industry, city_folded=company.city)
    company.match_key = normal.company_key(company.name)
    company.phone_normal = normal.phone(company.phone) or ""
