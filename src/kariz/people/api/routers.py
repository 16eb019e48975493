"""API of contacts and companies; `config` mounts the routers by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponseRedirect
from ninja import Field, Query, Router, Schema

from kariz.access.request import SignedInRequest
from kariz.records.api.listed import TableParams, TotalsOut, TotalsParams
from kariz.records.custom import values as custom_values
from kariz.records.tables import table_of
from kariz.records.tables.listed import page_ids, totals
from kariz.web.errors import NotFound
from kariz.web.paging import Page
from kariz.web.today_only import today_only

from .. import registry
from ..actions import companies as company_actions
from ..actions import contacts as contact_actions
from ..actions import numbered
from ..actions.points import as_data
from ..models import Company, Contact
from ..queries import duplicates, features, listing
from ..queries.loading import load, load_binned, loaded
from ..queries.merged import successor

contacts = Router(tags=["contacts"])
companies = Router(tags=["companies"])
PLURAL = {"contact": "contacts", "company": "companies"}
COMMON = ("id", "version", "name", "owner_id", "notes", "created_at", "updated_at")
CONSENT = ("consent", "consent_source", "consent_on")
CONTACT = (
    *COMMON,
    "company_id",
    "position",
    "role",
    "decision_maker",
    "channel",
    "started_by",
    "reports_to_id",
    *CONSENT,
)
COMPANY = (*COMMON, *(name for name in company_actions.FIELDS if name not in ("name", "owner", "notes")))


class Point(Schema):
    kind: str
    value: str
    primary: bool = False


NUMBER = Field(
    "",
    max_length=120,
    description="The number that the record has in the other system; refused where another record has it already.",
)


class _In(Schema):
    model_config = {"extra": "forbid"}


class ContactIn(_In):
    name: str = ""
    company_id: int | None = None
    company_name: str | None = None
    position: str = ""
    role: str = "unknown"
    decision_maker: bool | None = None
    channel: str = ""
    started_by: str = ""
    consent: str = "unknown"
    """unknown, given, refused or withdrawn; one that changes counts from today unless `consent_on` says otherwise."""
    consent_source: str = ""
    consent_on: date | None = None
    reports_to_id: int | None = None
    owner_id: int | None = None
    notes: str = ""
    points: list[Point] = []
    custom: dict[str, Any] = {}


class ContactNew(ContactIn):
    external_id: str = NUMBER


class ContactPatch(ContactIn):
    version: int | None = None


class CompanyIn(_In):
    name: str = ""
    industry: str = ""
    size: int | None = None
    national_id: str = ""
    economic_code: str = ""
    city: str = ""
    website: str = ""
    phone: str = ""
    address: str = ""
    source: str = ""
    owner_id: int | None = None
    notes: str = ""
    custom: dict[str, Any] = {}


class CompanyNew(CompanyIn):
    external_id: str = NUMBER


class CompanyPatch(CompanyIn):
    version: int | None = None


class External(Schema):
    """A number of the record in another system."""

    id: str
    system: str
    """The name of the system; empty where a program said it, or a file of nobody knows which."""


class Fit(Schema):
    """How well the record matches its best profile; percents of what counts."""

    score: int
    known: int
    band: str
    profile_id: int | None


class Common(Schema):
    id: int
    version: int
    name: str
    owner_id: int | None
    notes: str
    created_at: datetime
    updated_at: datetime
    external_id: str = Field("", description="The first number that another system has for it.")
    external_ids: list[External] = []
    custom: dict[str, Any] = {}
    duplicates: list[dict[str, Any]] = []
    fit: Fit | None = None


class ContactOut(Common):
    company_id: int | None
    position: str
    role: str
    decision_maker: bool | None
    channel: str
    started_by: str
    consent: str
    consent_source: str
    consent_on: date | None
    reports_to_id: int | None
    points: list[Point]


class CompanyOut(Common):
    industry: str
    size: int | None
    national_id: str
    economic_code: str
    city: str
    website: str
    phone: str
    address: str
    source: str


class PeopleParams(TableParams):
    external_id: str = Field(
        "", description="The number that the record has in another system, whichever that is."
    )


MERGED = {
    "responses": {302: {"description": "It was merged: the address of the record that it lives on in."}}
}


@contacts.get("", response=Page[ContactOut])
def list_contacts(request: SignedInRequest, page: Query[PeopleParams]) -> dict[str, Any]:
    """By name, unless `sort` says otherwise; filters and orders are those of the page."""
    return _list("contact", request, page)


@contacts.get("/totals", response=TotalsOut)
def total_contacts(request: SignedInRequest, asked: Query[TotalsParams]) -> dict[str, Any]:
    """How many there are by the filters of the list, what their numbers add up to, and with `group` the same of each group:
    `/contacts/totals?owner=me&group=role`."""
    return _totals("contact", request)


@contacts.post("", response={201: ContactOut})
def create_contact(request: SignedInRequest, data: ContactNew) -> tuple[int, dict[str, Any]]:
    given = _given(data)
    alike = duplicates.of_contact(
        by=request.user,
        name=data.name,
        points=given.get("points", ()),
        company_name=data.company_name or "",
        position=data.position,
    )
    contact = numbered.create(kind="contact", by=request.user, **given)
    return 201, out(contact) | {"duplicates": [one.as_data() for one in alike]}


@contacts.get("/{int:pk}", response=ContactOut, openapi_extra=MERGED)
def read_contact(request: SignedInRequest, pk: int) -> Any:
    """Of one that was merged, the address of its survivor (302)."""
    request.user.require("people.view")
    return _read("contact", pk, request)


@contacts.patch("/{int:pk}", response=ContactOut)
def change_contact(request: SignedInRequest, pk: int, data: ContactPatch) -> dict[str, Any]:
    contact = load("contact", pk, request.user)
    return out(contact_actions.change(contact=contact, by=request.user, **_given(data)))


@contacts.delete("/{int:pk}", response={204: None})
def delete_contact(
    request: SignedInRequest, pk: int, version: int | None = None, anyway: bool = False
) -> tuple[int, None]:
    """A person who is the customer of open deals is only put in the bin `anyway`; else 409 `open_deals` tells how many
    `deals` there are, their `total`, and how many of them are `unseen`."""
    contact = load("contact", pk, request.user)
    contact_actions.delete(contact=contact, by=request.user, version=version, anyway=anyway)
    return 204, None


@contacts.post("/{int:pk}/restoration", response={201: ContactOut})
def restore_contact(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """Take it out of the bin. One that was merged stays: its merge is undone instead."""
    contact = load_binned("contact", pk, request.user)
    contact_actions.restore(contact=contact, by=request.user)
    return 201, out(load("contact", pk, request.user))


@companies.get("", response=Page[CompanyOut])
def list_companies(request: SignedInRequest, page: Query[PeopleParams]) -> dict[str, Any]:
    """By name, unless `sort` says otherwise; filters and orders are those of the page."""
    return _list("company", request, page)


@companies.get("/totals", response=TotalsOut)
def total_companies(request: SignedInRequest, asked: Query[TotalsParams]) -> dict[str, Any]:
    """How many there are by the filters of the list, what their numbers add up to, and with `group` the same of each group:
    `/companies/totals?size__gte=20&group=city`."""
    return _totals("company", request)


@companies.post("", response={201: CompanyOut})
def create_company(request: SignedInRequest, data: CompanyNew) -> tuple[int, dict[str, Any]]:
    alike = duplicates.of_company(by=request.user, **{name: getattr(data, name) for name in features.FIRM})
    company = numbered.create(kind="company", by=request.user, **_given(data))
    return 201, out(company) | {"duplicates": [one.as_data() for one in alike]}


@companies.get("/{int:pk}", response=CompanyOut, openapi_extra=MERGED)
def read_company(request: SignedInRequest, pk: int) -> Any:
    """Of one that was merged, the address of its survivor (302)."""
    request.user.require("people.view")
    return _read("company", pk, request)


@companies.patch("/{int:pk}", response=CompanyOut)
def change_company(request: SignedInRequest, pk: int, data: CompanyPatch) -> dict[str, Any]:
    company = load("company", pk, request.user)
    return out(company_actions.change(company=company, by=request.user, **_given(data)))


@companies.delete("/{int:pk}", response={204: None})
def delete_company(
    request: SignedInRequest, pk: int, version: int | None = None, anyway: bool = False
) -> tuple[int, None]:
    """A company with open deals is only put in the bin `anyway`; else 409 `open_deals` tells how many `deals` there are,
    their `total`, and how many of them are `unseen`."""
    company = load("company", pk, request.user)
    company_actions.delete(company=company, by=request.user, version=version, anyway=anyway)
    return 204, None


@companies.post("/{int:pk}/restoration", response={201: CompanyOut})
def restore_company(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    """Take it out of the bin. One that was merged stays: its merge is undone instead."""
    company = load_binned("company", pk, request.user)
    company_actions.restore(company=company, by=request.user)
    return 201, out(load("company", pk, request.user))


Called = Sequence[tuple[str, Any]]


def out(record: Contact | Company, called: Called | None = None) -> dict[str, Any]:
    """The plain data of a record, as the API gives it; `called` are its numbers in other systems, else they are read."""
    if isinstance(record, Contact):
        plain = {name: getattr(record, name) for name in CONTACT} | {"points": as_data(record.points.all())}
    else:
        plain = {name: getattr(record, name) for name in COMPANY}
    kind = "contact" if isinstance(record, Contact) else "company"
    if called is None:
        called = registry.numbers().of(kind, [record.pk]).get(record.pk, ())
    plain["external_id"] = called[0][0] if called else ""
    plain["external_ids"] = [{"id": number, "system": str(system)} for number, system in called]
    return plain | {"custom": custom_values.shown(record.custom, kind), "fit": _fit(record)}


def _fit(record: Contact | Company) -> dict[str, Any] | None:
    """None while no profile judges it."""
    if record.fit is None:
        return None
    return {
        "score": record.fit,
        "known": record.fit_known,
        "band": record.fit_band,
        "profile_id": record.fit_profile_id,
    }


def _read(kind: str, pk: int, request: SignedInRequest) -> Any:
    try:
        return out(load(kind, pk, request.user))
    except NotFound as gone:
        survivor = successor(kind, pk, request.user, gone)
        return HttpResponseRedirect(request.path.replace(f"/{pk}", f"/{survivor.pk}"))


def _given(data: Schema) -> dict[str, Any]:
    return {
        name.removesuffix("_id") if name in ("owner_id", "company_id", "reports_to_id") else name: value
        for name, value in data.dict(exclude_unset=True).items()
    }


def _list(kind: str, request: SignedInRequest, page: PeopleParams) -> dict[str, Any]:
    request.user.require("people.view")
    today_only(request)
    rows = listing.asked(kind, request.user, request.GET.dict())
    listed = page_ids(table_of(PLURAL[kind]), rows, request.GET, page, page.sort)
    found = loaded(kind, listed["items"], request.user)
    called = registry.numbers().of(kind, [one.pk for one in found])
    return listed | {"items": [out(one, called.get(one.pk, ())) for one in found]}


def _totals(kind: str, request: SignedInRequest) -> dict[str, Any]:
    request.user.require("people.view")
    today_only(request)
    return totals(table_of(PLURAL[kind]), request.user, request.GET)
