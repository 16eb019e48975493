"""The columns of every list that can be exported. Headers are those that the import knows in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.access.models import User
from kariz.exchange.queries.known import custom
from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES
from kariz.people.models import Consent, Contact, Role
from kariz.people.normal import worded
from kariz.pipeline.models import Activity, Deal, Outcome, Product
from kariz.records.models import CustomField, CustomType

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the import's name for it; the header is known to the import in both languages."""

    field: str
    header: Any
    value: Callable[[Any], Value]


def columns_of(kind: str) -> list[Column]:
    """The columns of one kind, amounts in the unit that the column beside them names, the company's own fields last."""
    own = [
        Column(name, _own_header(field), partial(_own, field))
        for name, field in custom.fields_of(kind).items()
    ]
    return _COLUMNS[kind]() + own


def fixed_columns(kind: str) -> list[Column]:
    """Those of every installation."""
    return _COLUMNS[kind]()


def everything_of(kind: str) -> list[Column]:
    """The same, and of deals what a list of deals says of the person as well."""
    found = columns_of(kind)
    if kind != "deals":
        return found
    place = next(at for at, column in enumerate(found) if column.field == "contact") + 1
    return [*found[:place], *_person_columns(), *found[place:]]


def _own(field: Any, record: Any) -> Value:
    found: Value = custom.exported(field, record.custom.get(field.key))
    return found


def _name(record: Any) -> str:
    return record.name if record is not None else ""


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment in the zone in force."""
    return moment.astimezone(ZoneInfo(preferences.current().timezone)).date() if moment else None


def _major(deal: Deal) -> Value:
    return _whole(deal.amount, deal.currency)


def _whole(amount: int | None, currency: str) -> Value:
    """Minor units as the number that people write."""
    if amount is None:
        return None
    toman = currency == "IRR" and preferences.current().unit == "toman"
    whole = Decimal(amount) / (10 if toman else CURRENCIES[currency].scale)
    return int(whole) if whole == whole.to_integral_value() else whole


def _closed_on(deal: Deal) -> date | None:
    """The day it was won or lost: a resting deal has only the moment since when it rests."""
    return day_of(deal.closed_at) if deal.outcome in (Outcome.WON, Outcome.LOST) else None


def _step(deal: Deal) -> str:
    """What is planned next; a list reads it for all of its deals (`next_steps.keep`)."""
    return getattr(deal, "step_name", "")


def _step_on(deal: Deal) -> date | None:
    if deal.outcome == Outcome.RESTING:
        return deal.resting_until
    return day_of(deal.next_step_at) if _step(deal) else None


def _counted_in(currency: str) -> str:
    """What an amount in that currency is counted in beside it: toman or rial, and elsewhere the code."""
    if currency != "IRR":
        return currency
    return str(_("toman") if preferences.current().unit == "toman" else _("rial"))


def _own_header(field: CustomField) -> Any:
    """The company's own sums have no currency beside them: their header says what they are counted in."""
    if field.type != CustomType.MONEY:
        return field.label
    return f"{field.label} ({_counted_in(preferences.current().currency)})"


def _points(*kinds: str, between: str = ", ") -> Callable[[Any], Value]:
    return lambda contact: between.join(point.value for point in contact.points.all() if point.kind in kinds)


def _numbers(*kinds: str) -> Callable[[Any], Value]:
    """Phones as the pages write them, however they were typed: of a file every program reads each the same way. In CSV a
    plus ahead would be no number but a formula, so those of the company's country begin with their zero."""
    return lambda contact: ", ".join(
        worded(point.value) for point in contact.points.all() if point.kind in kinds
    )


def _of_person(value: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda deal: value(deal.contact) if getattr(deal, SEEN, False) else ""


def with_seen(deals: QuerySet[Deal], user: User) -> QuerySet[Deal]:
    """The deals, each with whether the user may see its person: of others a deal tells no more than the name."""
    seen = Contact.objects.visible_to(user).filter(pk=OuterRef("contact"))
    return deals.annotate(**{SEEN: Exists(seen)})


def _person_columns() -> list[Column]:
    """How the person of a deal is reached, where `with_seen` says that the user may see them."""
    return [
        Column(column.field, column.header, _of_person(column.value))
        for column in _contact_columns()
        if column.field in REACHED
    ]


REACHED = frozenset({"position", "mobile", "phone", "email"})
SEEN = "contact_seen"


def _first_number(record: Any) -> Value:
    """The one that it had first: a column holds one, by which the other system knows the record again."""
    return next(iter(record.numbers), "")


def _deal_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda deal: deal.pk),
        Column("external_id", _("Number in the other system"), lambda deal: deal.external_id),
        Column("title", _("Deal title"), lambda deal: deal.title),
        Column("company", _("Company"), lambda deal: _name(deal.company)),
        Column("contact", _("Person's name"), lambda deal: _name(deal.contact)),
        Column("pipeline", _("Sales pipeline"), lambda deal: str(deal.pipeline.title)),
        Column("stage", _("Stage"), lambda deal: str(deal.stage.title)),
        Column("outcome", _("Outcome"), lambda deal: str(deal.get_outcome_display())),
        Column("amount", _("Amount"), _major),
        Column("currency", _("Currency"), lambda deal: _counted_in(deal.currency)),
        Column("owner", _("Owner"), lambda deal: _name(deal.owner)),
        Column("created_at", _("Created on"), lambda deal: day_of(deal.created_at)),
        Column("expected_close", _("Expected close"), lambda deal: deal.expected_close),
        Column("next_step", _("Next step"), _step),
        Column("next_step_on", _("Next step on"), _step_on),
        Column("closed_at", _("Closed on"), _closed_on),
        Column(
            "lost_reason",
            _("Why it was lost"),
            lambda deal: str(deal.lost_reason.title) if deal.lost_reason else "",
        ),
        Column("channel", _("Source"), lambda deal: deal.channel),
        Column("notes", pgettext_lazy("field", "Notes"), lambda deal: deal.notes),
    ]


def _consent(contact: Contact) -> str:
    return "" if contact.consent == Consent.UNKNOWN else str(Consent(contact.consent).label)


def _role(contact: Contact) -> str:
    return "" if contact.role == Role.UNKNOWN else str(Role(contact.role).label)


def _decides(contact: Contact) -> str:
    return "" if contact.decision_maker is None else str(_("yes") if contact.decision_maker else _("no"))


def _contact_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda contact: contact.pk),
        Column("external_id", _("Number in the other system"), _first_number),
        Column("contact", _("Person's name"), lambda contact: contact.name),
        Column("company", _("Company"), lambda contact: _name(contact.company)),
        Column("position", _("Job position"), lambda contact: contact.position),
        Column("role", _("Buying role"), _role),
        Column("decision_maker", _("Decides"), _decides),
        Column("reports_to", _("Reports to"), lambda contact: _name(contact.reports_to)),
        Column("mobile", _("Mobile"), _numbers("mobile")),
        Column("phone", _("Phone"), _numbers("phone")),
        Column("email", _("E-mail"), _points("email")),
        Column("linkedin", _("LinkedIn"), _points("linkedin")),
        Column("telegram", _("Telegram"), _points("telegram")),
        Column("instagram", _("Instagram"), _points("instagram")),
        Column("whatsapp", _("WhatsApp"), _numbers("whatsapp")),
        Column("social", _("Social networks"), _points("other", between="\n")),
        Column("owner", _("Owner"), lambda contact: _name(contact.owner)),
        Column("channel", _("Source"), lambda contact: contact.channel),
        Column("started_by", _("Who started"), lambda contact: str(contact.get_started_by_display())),
        Column("consent", _("Consent"), _consent),
        Column("consent_source", _("Consent obtained by"), lambda contact: contact.consent_source),
        Column("consent_on", _("Consent since"), lambda contact: contact.consent_on),
        Column("notes", pgettext_lazy("field", "Notes"), lambda contact: contact.notes),
    ]


def _company_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda company: company.pk),
        Column("external_id", _("Number in the other system"), _first_number),
        Column("company", _("Company"), lambda company: company.name),
        Column("industry", _("Industry"), lambda company: company.industry),
        Column("size", _("Employees"), lambda company: company.size),
        Column("city", _("City"), lambda company: company.city),
        Column("phone", _("Phone"), lambda company: worded(company.phone)),
        Column("website", _("Website"), lambda company: company.website),
        Column("national_id", _("National id"), lambda company: company.national_id),
        Column("economic_code", _("Economic code"), lambda company: company.economic_code),
        Column("address", _("Address"), lambda company: company.address),
        Column("owner", _("Owner"), lambda company: _name(company.owner)),
        Column("channel", _("Source"), lambda company: company.source),
        Column("notes", pgettext_lazy("field", "Notes"), lambda company: company.notes),
    ]


def _price(product: Product) -> Value:
    return _whole(product.price, product.currency)


def _product_columns() -> list[Column]:
    return [
        Column("product", _("Product"), lambda product: product.name),
        Column("product_code", _("Product code"), lambda product: product.code),
        Column("unit_price", _("Unit price"), _price),
        Column("currency", _("Currency"), lambda product: _counted_in(product.currency)),
        Column("product_unit", _("Unit"), lambda product: product.unit),
        Column(
            "in_use", _("In use"), lambda product: str(_("yes") if product.retired_at is None else _("no"))
        ),
    ]


def _hour(activity: Activity) -> str:
    """Of the day on which it was done, else of the one on which it is due; "" where nobody said one."""
    moment = activity.done_at or (None if activity.all_day else activity.due_at)
    said = moment.astimezone(ZoneInfo(preferences.current().timezone)) if moment else None
    return f"{said:%H:%M}" if said and (said.hour or said.minute) else ""


def _activity_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda activity: activity.pk),
        Column("subject", _("Activity"), lambda activity: str(activity.title)),
        Column("activity_kind", _("Kind of activity"), lambda activity: str(activity.get_kind_display())),
        Column("title", _("Deal title"), lambda activity: activity.deal.title if activity.deal else ""),
        Column("company", _("Company"), lambda activity: _name(activity.company)),
        Column("contact", _("Person's name"), lambda activity: _name(activity.contact)),
        Column("owner", _("Owner"), lambda activity: _name(activity.owner)),
        Column("due_at", _("Due date"), lambda activity: day_of(activity.due_at)),
        Column("done_at", _("Done on"), lambda activity: day_of(activity.done_at)),
        Column("at_time", _("Time of day"), _hour),
        Column("result", _("Result"), lambda activity: str(activity.get_result_display())),
        Column("notes", pgettext_lazy("field", "Notes"), lambda activity: activity.notes),
    ]


def _obstacle_columns() -> list[Column]:
    return [
        Column("id", _("Kariz number"), lambda obstacle: obstacle.pk),
        Column("title", _("Deal title"), lambda obstacle: obstacle.deal.title),
        Column("kind", _("Kind"), lambda obstacle: str(obstacle.get_kind_display())),
        Column("text", _("Obstacle"), lambda obstacle: obstacle.text),
        Column("owner", _("Owner"), lambda obstacle: _name(obstacle.owner)),
        Column("opened_at", _("Opened on"), lambda obstacle: day_of(obstacle.opened_at)),
        Column("due_on", _("To be cleared by"), lambda obstacle: obstacle.due_on),
        Column("cleared_at", _("Cleared on"), lambda obstacle: day_of(obstacle.cleared_at)),
        Column("resolution", _("How it was cleared"), lambda obstacle: obstacle.resolution),
    ]


_COLUMNS = {
    "deals": _deal_columns,
    "contacts": _contact_columns,
    "companies": _company_columns,
    "products": _product_columns,
    "activities": _activity_columns,
    "obstacles": _obstacle_columns,
}
