"""What rules, filters and sorting may ask of companies and contacts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.localisation.digits import to_latin
from kariz.rules import fields
from kariz.rules.fields import Field, Kept, Normal
from kariz.rules.operators import Type

from .asked import codes_asked, email_key, emails_asked, phone_key, phones_asked
from .models import (
    DIALLED,
    SUBJECTS,
    Band,
    Channel,
    Company,
    Consent,
    Contact,
    ContactPoint,
    PointKind,
    Profile,
    Role,
    StartedBy,
)

NOT_JUDGED = frozenset(
    f"{link}{name}"
    for link in ("", "company.")
    for name in ("fit", "fit_band", "profile", "persona", "owner", "created_at", "updated_at")
) | {"company"}
"""What profiles cannot ask: their own answer, and what says more about us than about the customer."""


def register_all() -> None:
    """Called once when the application starts."""
    fields.register("company", *_company(), model=Company)
    fields.register("contact", *_contact(), *_company("company", _("Company")), model=Contact)
    for kind, model in ((Profile.Kind.COMPANY, Company), (Profile.Kind.CONTACT, Contact)):
        fields.register(SUBJECTS[kind], model=model)
        fields.register_provider(SUBJECTS[kind], _judged[kind])


def _judged_company() -> list[Field]:
    """What an ideal customer can ask of a company, fields that people made included."""
    return [field for name, field in fields.all_of("company").items() if name not in NOT_JUDGED]


def _judged_contact() -> list[Field]:
    """What a persona can ask of a contact and of its company; how people are reached does not say who they are."""
    known = fields.all_of("contact").items()
    return [field for name, field in known if name not in NOT_JUDGED and name not in REACHED]


_judged = {Profile.Kind.COMPANY: _judged_company, Profile.Kind.CONTACT: _judged_contact}


def profile_choices(kind: str) -> list[tuple[int, str]]:
    """The profiles of a kind, for fields that ask which one fits best."""
    return list(Profile.objects.filter(kind=kind, retired_at=None).values_list("pk", "name"))


CHOICES = {kind: partial(profile_choices, kind) for kind in Profile.Kind.values}
"""One function for each kind, so that a field that is registered again is the same field."""


EMAIL = frozenset({PointKind.EMAIL})
REACHED = {"phone": DIALLED, "email": EMAIL}
"""The ways to reach a person that can be asked for, or whether there is one: a number in WhatsApp is a phone, too."""


def _points(kinds: frozenset[PointKind]) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(kind__in=kinds).annotate(record=F("contact_id"))


def _points_of_each(kinds: frozenset[PointKind]) -> QuerySet[ContactPoint]:
    return _points(kinds).filter(contact=OuterRef("pk")).annotate(rule_value=F("value"))


def _kept_points(kinds: frozenset[PointKind]) -> Kept:
    return Kept(_points(kinds), "value")


def _values(kinds: frozenset[PointKind], contact: Contact) -> list[str]:
    return [point.value for point in contact.points.all() if point.kind in kinds]


_MADE: dict[tuple[Callable[..., object], str], partial] = {
    (make, name): partial(make, kinds)
    for name, kinds in REACHED.items()
    for make in (_points_of_each, _kept_points, _values)
}
"""One function for each, so that a field that is registered again is the same field."""
_NORMAL = {
    "phone": Normal("normal", phone_key, phones_asked),
    "email": Normal("normal", email_key, emails_asked),
}


def _reached(name: str, label: object) -> Field:
    return Field(
        name=name,
        label=label,
        type=Type.TEXT,
        path=_MADE[_points_of_each, name],
        value=_MADE[_values, name],
        kept=_MADE[_kept_points, name],
        normal=_NORMAL[name],
        many=True,
    )


def fit_fields(path: str, dot: str, group: object, *, kind: str) -> list[Field]:
    """How well the record at `path` ("company__") matches its profiles, and which one best."""
    persona = kind == Profile.Kind.CONTACT
    return [
        Field(
            name=dot + "fit",
            label=_("match with the persona") if persona else _("match with the ideal customer"),
            type=Type.NUMBER,
            path=path + "fit",
            sortable=True,
            group=group,
            unit=_("percent"),
        ),
        Field(
            name=dot + "fit_band",
            label=_("how well it matches"),
            type=Type.CHOICE,
            path=path + "fit_band",
            choices=Band.choices,
            group=group,
            groupable=True,
        ),
        Field(
            name=dot + ("persona" if persona else "profile"),
            label=_("persona") if persona else _("ideal customer profile"),
            type=Type.REFERENCE,
            path=path + "fit_profile",
            choices=CHOICES[kind],
            reference="profile",
            group=group,
            groupable=True,
        ),
    ]


def _company(link: str = "", group: object = "") -> list[Field]:
    path = f"{link}__" if link else ""
    dot = f"{link}." if link else ""

    def text(
        name: str,
        label: object,
        folded: str | None = None,
        *,
        by_letters: bool = False,
        normal: Normal | None = None,
    ) -> Field:
        return Field(
            name=dot + name,
            label=label,
            type=Type.TEXT,
            path=path + name,
            folded_path=path + folded if folded else None,
            by_letters=by_letters,
            normal=normal,
            group=group,
            groupable=name in ("industry", "city"),
        )

    return [
        Field(
            name=dot + "name",
            label=_("name"),
            type=Type.TEXT,
            path=path + "name",
            folded_path=path + "folded",
            sort_path=path + "name_key",
            sortable=True,
            group=group,
        ),
        text("industry", _("industry"), "industry_folded"),
        text("city", _("city"), "city_folded"),
        *(
            text(name, label, normal=Normal(path + name, to_latin, codes_asked))
            for name, label in (("national_id", _("national id")), ("economic_code", _("economic code")))
        ),
        text("website", _("website")),
        text("phone", _("phone"), normal=Normal(path + "phone_normal", phone_key, phones_asked)),
        text("address", _("address"), by_letters=True),
        Field(
            name=dot + "size",
            label=_("employees"),
            type=Type.NUMBER,
            path=path + "size",
            sortable=True,
            group=group,
            unit=pgettext_lazy("after a number", "people"),
        ),
        Field(
            name=dot + "source",
            label=_("source"),
            type=Type.CHOICE,
            path=path + "source",
            choices=Channel.choices,
            group=group,
        ),
        *fit_fields(path, dot, group, kind=Profile.Kind.COMPANY),
        *_common(path, dot, group),
    ]


def _common(path: str, dot: str, group: object) -> list[Field]:
    return [
        Field(
            name=dot + "owner",
            label=_("owner"),
            type=Type.REFERENCE,
            path=path + "owner",
            reference="user",
            group=group,
            groupable=True,
        ),
        Field(
            name=dot + "created_at",
            label=pgettext_lazy("field", "created"),
            type=Type.DATETIME,
            path=path + "created_at",
            sortable=True,
            group=group,
        ),
        Field(
            name=dot + "updated_at",
            label=_("changed"),
            type=Type.DATETIME,
            path=path + "updated_at",
            sortable=True,
            group=group,
        ),
    ]


def _contact() -> list[Field]:
    return [
        Field(
            name="name",
            label=_("name"),
            type=Type.TEXT,
            path="name",
            folded_path="folded",
            sort_path="name_key",
            sortable=True,
        ),
        Field(
            name="position",
            label=_("job position"),
            type=Type.TEXT,
            path="position",
            folded_path="position_folded",
        ),
        _reached("phone", _("phone")),
        _reached("email", _("e-mail")),
        Field(
            name="role",
            label=_("buying role"),
            type=Type.CHOICE,
            path="role",
            choices=Role.choices,
            groupable=True,
            unknown=(Role.UNKNOWN.value,),
        ),
        Field(name="decision_maker", label=_("decides"), type=Type.BOOLEAN, path="decision_maker"),
        Field(
            name="channel",
            label=_("first contact by"),
            type=Type.CHOICE,
            path="channel",
            choices=Channel.choices,
            groupable=True,
        ),
        Field(
            name="started_by",
            label=_("who started"),
            type=Type.CHOICE,
            path="started_by",
            choices=StartedBy.choices,
        ),
        Field(
            name="consent",
            label=_("consent"),
            type=Type.CHOICE,
            path="consent",
            choices=Consent.choices,
            groupable=True,
        ),
        Field(name="consent_source", label=_("consent obtained by"), type=Type.TEXT, path="consent_source"),
        Field(
            name="consent_on",
            label=_("consent since"),
            type=Type.DATE,
            path="consent_on",
            sortable=True,
        ),
        Field(name="company", label=_("company"), type=Type.REFERENCE, path="company", reference="company"),
        *fit_fields("", "", "", kind=Profile.Kind.CONTACT),
        *_common("", "", ""),
    ]
