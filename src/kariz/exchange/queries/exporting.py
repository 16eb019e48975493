"""What an export holds: the records that a person may see, by the filter in force, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES
from kariz.people.models import Company, Consent, Contact
from kariz.pipeline.models import Deal
from kariz.records.search import finder
from kariz.rules import compile as rules
from kariz.rules.url import decode
from kariz.web.errors import DomainError, NotFound

KINDS = ("deals", "contacts", "companies")
AT_ONCE = 500
Value = str | int | Decimal | date | None


class BadFilter(DomainError):
    """The filter in the address cannot be read."""

    code = "bad_filter"
    status = 400


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the import's name for it; the header is known to the import in both languages."""

    field: str
    header: Any
    value: Callable[[Any], Value]


def rows_of(kind: str, user: User, given: Mapping[str, str]) -> QuerySet[Any]:
    """The records, in a stable order. Filters: `q`, `f` (a rule), `owner`, and for deals `pipeline`, `stage`,
    `outcome`. Raises NotFound, BadFilter."""
    if kind not in KINDS:
        raise NotFound
    rows = _ALL[kind](user)
    name = {"deals": "deal", "contacts": "contact", "companies": "company"}[kind]
    if q := given.get("q", "").strip():
        rows = rows.filter(pk__in=finder.ids(name, q))
    for key in ("pipeline", "stage", "owner"):
        value = given.get(key, "")
        if value and (key == "owner" or kind == "deals"):
            rows = rows.filter(**_reference(key, value, user))
    if kind == "deals" and (outcome := given.get("outcome")):
        rows = rows.filter(outcome=outcome)
    if rule := given.get("f"):
        rows = rules.apply(rows, decode(rule), subject=name, user=user)
    return rows.order_by("id")


def _reference(key: str, value: str, user: User) -> dict[str, Any]:
    if key == "owner" and value in ("me", "none"):
        return {"owner": user.pk if value == "me" else None}
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise BadFilter(_("This is no number of a record."), field=key)
    return {key: int(value)}


_ALL: dict[str, Callable[[User], QuerySet[Any]]] = {
    "deals": lambda user: (
        Deal.objects.visible_to(user)
        .filter(deleted_at=None)
        .select_related("stage", "company", "contact", "owner", "lost_reason")
    ),
    "contacts": lambda user: (
        Contact.objects.visible_to(user).select_related("company", "owner").prefetch_related("points")
    ),
    "companies": lambda user: Company.objects.visible_to(user).select_related("owner"),
}


def columns_of(kind: str) -> list[Column]:
    """The columns of one kind, amounts in the unit that the header names."""
    return _COLUMNS[kind]()


def lines(columns: list[Column], rows: QuerySet[Any]) -> Iterator[list[Value]]:
    """Each record as the values of its columns."""
    for record in rows.iterator(chunk_size=AT_ONCE):
        yield [column.value(record) for column in columns]


def _name(record: Any) -> str:
    return record.name if record is not None else ""


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment in the zone in force."""
    return moment.astimezone(ZoneInfo(preferences.current().timezone)).date() if moment else None


def _major(deal: Deal) -> Value:
    if deal.amount is None:
        return None
    toman = deal.currency == "IRR" and preferences.current().unit == "toman"
    whole = Decimal(deal.amount) / (10 if toman else CURRENCIES[deal.currency].scale)
    return int(whole) if whole == whole.to_integral_value() else whole


def _amount_header() -> Any:
    mine = preferences.current()
    if mine.currency != "IRR":
        return _("Amount")
    return _("Amount (toman)") if mine.unit == "toman" else _("Amount (rial)")


def _points(*kinds: str) -> Callable[[Any], Value]:
    return lambda contact: ", ".join(point.value for point in contact.points.all() if point.kind in kinds)


def _deal_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda deal: deal.pk),
        Column("external_id", _("Number in the other system"), lambda deal: deal.external_id),
        Column("title", _("Deal title"), lambda deal: deal.title),
        Column("company", _("Company"), lambda deal: _name(deal.company)),
        Column("contact", _("Person's name"), lambda deal: _name(deal.contact)),
        Column("stage", _("Stage"), lambda deal: str(deal.stage.title)),
        Column("outcome", _("Outcome"), lambda deal: str(deal.get_outcome_display())),
        Column("amount", _amount_header(), _major),
        Column("currency", _("Currency"), lambda deal: deal.currency),
        Column("owner", _("Owner"), lambda deal: _name(deal.owner)),
        Column("created_at", _("Created on"), lambda deal: day_of(deal.created_at)),
        Column("expected_close", _("Expected close"), lambda deal: deal.expected_close),
        Column("closed_at", _("Closed on"), lambda deal: day_of(deal.closed_at)),
        Column(
            "lost_reason",
            _("Why it was lost"),
            lambda deal: str(deal.lost_reason.title) if deal.lost_reason else "",
        ),
        Column("channel", _("Source"), lambda deal: deal.channel),
        Column("notes", _("Notes"), lambda deal: deal.notes),
    ]


def _consent(contact: Contact) -> str:
    return "" if contact.consent == Consent.UNKNOWN else str(Consent(contact.consent).label)


def _contact_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda contact: contact.pk),
        Column("contact", _("Person's name"), lambda contact: contact.name),
        Column("company", _("Company"), lambda contact: _name(contact.company)),
        Column("position", _("Job position"), lambda contact: contact.position),
        Column("mobile", _("Mobile"), _points("mobile", "whatsapp")),
        Column("phone", _("Phone"), _points("phone")),
        Column("email", _("E-mail"), _points("email")),
        Column("owner", _("Owner"), lambda contact: _name(contact.owner)),
        Column("channel", _("Source"), lambda contact: contact.channel),
        Column("consent", _("Consent"), _consent),
        Column("consent_source", _("Consent came by"), lambda contact: contact.consent_source),
        Column("consent_on", _("Consent since"), lambda contact: contact.consent_on),
        Column("notes", _("Notes"), lambda contact: contact.notes),
    ]


def _company_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda company: company.pk),
        Column("company", _("Company"), lambda company: company.name),
        Column("industry", _("Industry"), lambda company: company.industry),
        Column("size", _("Employees"), lambda company: company.size),
        Column("city", _("City"), lambda company: company.city),
        Column("phone", _("Phone"), lambda company: company.phone),
        Column("website", _("Website"), lambda company: company.website),
        Column("national_id", _("National id"), lambda company: company.national_id),
        Column("address", _("Address"), lambda company: company.address),
        Column("owner", _("Owner"), lambda company: _name(company.owner)),
        Column("channel", _("Source"), lambda company: company.source),
        Column("notes", _("Notes"), lambda company: company.notes),
    ]


_COLUMNS = {"deals": _deal_columns, "contacts": _contact_columns, "companies": _company_columns}
