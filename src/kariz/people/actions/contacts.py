"""The only door through which contacts and their contact points are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.localisation import preferences
from kariz.records.actions import kept_values
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web import bulk
from kariz.web.changes import Change, Outcome
from kariz.web.errors import FieldErrors

from ..errors import at_most
from ..models import Company, Consent, Contact, ContactPoint
from ..normal import company_key
from ..queries import matching
from . import binning, changing, companies, reporting, values
from . import points as contact_points
from .changing import Plan

FIELDS = (
    "name",
    "company",
    "position",
    "role",
    "decision_maker",
    "channel",
    "started_by",
    "owner",
    "consent",
    "consent_source",
    "consent_on",
    "notes",
    "reports_to",
)
DERIVED = ("name_key", "folded", "position_folded")
NO_COMPANY = _("There is no such company, or you may not see it.")
Points = Iterable[Mapping[str, Any]]


def create(*, by: User, points: Points = (), **given: Any) -> Contact:
    """A new contact, owned by `by` unless `owner` says otherwise. `points`: [{"kind", "value", "primary"?}];
    `custom`: {key: value} of custom fields.

    Instead of `company` a `company_name` may be given: the company of that name, made if there is none.

    Raises FieldErrors, NotAllowed.
    """
    return create_many(rows=[{**given, "points": points}], by=by)[0]


def create_many(
    *, rows: Sequence[Mapping[str, Any]], by: User, owner_by: Sequence[str] = ()
) -> list[Contact]:
    """New contacts, all or none, with few statements. At most 500. FieldErrors name the row as `rows.<n>.<field>`.
    `owner_by`, of each: by what its owner was found, as far as its event is to tell."""
    by.require("people.create")
    at_most(len(rows))
    now = timezone.now()
    if any("company_name" in row for row in rows):
        with transaction.atomic():
            return create_many(rows=_with_companies(rows, by), by=by, owner_by=owner_by)
    built = [_build(row, number if len(rows) > 1 else None, by, now) for number, row in enumerate(rows)]
    made = [contact for contact, _points in built]
    _check_links(made, by, given=[row.get("company") for row in rows])
    reporting.check([one for one in made if one.reports_to_id], by)
    with transaction.atomic(savepoint=False):
        bulk.insert(made)
        for contact, points in built:
            contact_points.attach(contact, points)
        bulk.insert([point for _contact, points in built for point in points])
        kept_values.put("contact", made, new=True)
        log.append_many(
            [
                log.Draft(by, "contact.created", ("contact", one.pk), data={"name": one.name} | found)
                for one, found in zip(made, values.found_by(owner_by, made), strict=True)
            ]
        )
        index.put("contact", made, new=True)
    return made


def change(
    *, contact: Contact, by: User, version: int | None = None, points: Points | None = None, **given: Any
) -> Contact:
    """Change the fields given; `points`, when given, replaces all. `version` is the one the caller saw.

    Raises FieldErrors, NotAllowed, Stale.
    """
    values_given = given if points is None else {**given, "points": points}
    # A company that is made on the way goes again where its person cannot be changed.
    with transaction.atomic() if "company_name" in given else nullcontext():
        changing.raise_of(change_many(changes=[Change(contact, values_given, version)], by=by))
    return contact


def change_many(*, changes: Sequence[Change], by: User) -> list[Outcome]:
    """The same for up to 500 contacts, each on its own: what came of it. Few statements, one transaction."""
    at_most(len(changes))
    plans = changing.plans(changes, by)
    if not any("company_name" in plan.given for plan in plans):
        return _change_many(plans, by)
    with transaction.atomic():
        named = [plan for plan in plans if plan.error is None]
        resolved = _with_companies([plan.given for plan in named], by)
        for plan, given in zip(named, resolved, strict=True):
            plan.given = given
        return _change_many(plans, by)


def _change_many(plans: Sequence[Plan], by: User) -> list[Outcome]:
    points: dict[int, list[ContactPoint]] = {}
    changing.clean(plans, "contact", FIELDS, without=("points",))
    changing.tried(plans, lambda plan: _differ(plan, points))
    changing.check_owners(plans, by)
    _check_companies(plans, by)
    reporting.check_each(plans, by)
    changing.tried(plans, lambda plan: derive(plan.record))
    if not any(plan.going for plan in plans):
        return changing.outcomes(plans)
    with transaction.atomic():
        went = changing.write(plans, "contact", DERIVED)
        for plan in went:
            if "points" in plan.changes:
                contact_points.replace(plan.record, points[plan.record.pk])
        changing.tell(went, "contact", by)
    return changing.outcomes(plans)


def _differ(plan: Plan, points: dict[int, list[ContactPoint]]) -> None:
    """Note what changes of one contact, its ways to be reached too."""
    contact = plan.record
    _date_consent(contact, plan.cleaned)
    plan.cleaned |= reporting.left_company(contact, plan.cleaned)
    given = plan.given.get("points")
    built = None if given is None else contact_points.build(given, contact.points.all())
    changes = _point_change(contact, built)
    changing.differ(plan, "contact")
    plan.changes |= changes
    points[contact.pk] = built or []


def _check_companies(plans: Sequence[Plan], by: User) -> None:
    moved = [plan for plan in plans if plan.error is None and "company" in plan.changes]
    wanted = {plan.record.company_id for plan in moved} - {None}
    seen = Company.objects.visible_to(by).in_bulk(wanted) if wanted else {}
    for plan in moved:
        company_id = plan.record.company_id
        if company_id is not None and company_id not in seen:
            plan.error = FieldErrors({"company": [NO_COMPANY]})
        else:
            plan.record.company = seen.get(company_id)


def delete(*, contact: Contact, by: User, version: int | None = None, anyway: bool = False) -> None:
    """Put the contact in the bin. Raises NotAllowed, Stale, HasOpenDeals of who is the customer, unless `anyway`."""
    changing.raise_of(binning.delete_many("contact", chosen=[(contact, version)], by=by, anyway=anyway))


def restore(*, contact: Contact, by: User) -> None:
    """Take the contact out of the bin. Raises NotAllowed, Erased, Merged."""
    changing.raise_of(binning.restore_many("contact", records=[contact], by=by))


def _with_companies(rows: Sequence[Mapping[str, Any]], by: User) -> list[dict[str, Any]]:
    """The rows with the id of a company in place of its name."""
    names = {str(row["company_name"]).strip() for row in rows if row.get("company_name")} - {""}
    known = matching.match_companies(names, by=by) if names else {}
    new = {company_key(name): name for name in names if name not in known}
    made = companies.create_many(rows=[{"name": name} for name in new.values()], by=by) if new else []
    ids = {company_key(one.name): one.pk for one in made}
    return [_with_company(row, known, ids) for row in rows]


def _with_company(
    row: Mapping[str, Any], known: Mapping[str, int], made: Mapping[str, int]
) -> dict[str, Any]:
    rest = {name: value for name, value in row.items() if name != "company_name"}
    if "company_name" in row:
        name = str(row["company_name"] or "").strip()
        rest["company"] = (known.get(name) or made[company_key(name)]) if name else None
    return rest


def _build(
    given: Mapping[str, Any], number: int | None, by: User, now: Any
) -> tuple[Contact, list[ContactPoint]]:
    rest = {name: value for name, value in given.items() if name != "points"}
    errors: dict[str, list[Any]] = {}
    cleaned: dict[str, Any] = {}
    made: dict[str, Any] = {}
    points: list[ContactPoint] = []
    try:
        cleaned, made = values.clean_all("contact", Contact, {"name": "", "owner": by.pk, **rest}, FIELDS)
    except FieldErrors as error:
        errors |= error.errors
    try:
        points = contact_points.build(given.get("points") or ())
    except FieldErrors as error:
        errors |= error.errors
    if errors:
        raise FieldErrors(errors if number is None else {f"rows.{number}.{k}": v for k, v in errors.items()})
    contact = bulk.new(Contact, created_at=now, updated_at=now)
    _date_consent(contact, cleaned)
    values.assign(contact, cleaned)
    custom_values.put(contact, "contact", made)
    derive(contact)
    return contact, points


def _check_links(contacts: Sequence[Contact], by: User, given: Iterable[Any]) -> None:
    """`given` may hold companies themselves, which are not read again."""
    for owner_id in {contact.owner_id for contact in contacts} - {by.pk}:
        values.check_owner(owner_id)
    for contact in contacts:
        values.may_give(by, "people.change", contact)
    wanted = {contact.company_id for contact in contacts} - {None}
    if wanted:
        seen = {
            one.pk: one
            for one in given
            if isinstance(one, Company) and one.deleted_at is None and by.can("people.view", one)
        }
        if others := wanted - set(seen):
            seen |= Company.objects.visible_to(by).in_bulk(others)
        if not wanted <= set(seen):
            raise FieldErrors({"company": [NO_COMPANY]})
        for contact in contacts:
            contact.company = seen[contact.company_id] if contact.company_id else None


def _date_consent(contact: Contact, cleaned: dict[str, Any]) -> None:
    """Consent that changes without a day of its own counts from today."""
    consent = cleaned.get("consent", contact.consent)
    if consent != contact.consent and "consent_on" not in cleaned:
        cleaned["consent_on"] = None if consent == Consent.UNKNOWN else preferences.today()


def _point_change(contact: Contact, built: list[ContactPoint] | None) -> dict[str, list[Any]]:
    if built is None:
        return {}
    before, after = contact_points.as_data(contact.points.all()), contact_points.as_data(built)
    same = sorted(before, key=_point_order) == sorted(after, key=_point_order)
    return {} if same else {"points": [before, after]}


def _point_order(point: Mapping[str, Any]) -> tuple[str, str]:
    return point["kind"], point["value"]


def derive(contact: Contact) -> None:
    """Fill what follows from the fields."""
    values.derive(contact, position_folded=contact.position)
