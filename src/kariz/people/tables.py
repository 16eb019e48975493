"""The tables of contacts and companies: their columns, and how each cell reads and is changed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kariz.access.models import User
from kariz.access.queries.people import names_of
from kariz.localisation.text import fold
from kariz.records import tables
from kariz.records.search import finder
from kariz.records.tables import Cell, Column, Edit, Found, Group, Quick, Table, typed
from kariz.records.tables.shower import Shower
from kariz.rules.operators import Type

from .actions import binning, companies, contacts
from .models import DIALLED, Channel, Company, Consent, Contact, PointKind, Role, StartedBy
from .point_column import point_column
from .queries import listing
from .templatetags.people import phone

ALIASES = {"created": "created_at", "updated": "updated_at"}


def register_all() -> None:
    """Called once when the application starts."""
    tables.register_table(_table("company", "companies", Company, _("Companies"), _companies))
    tables.register_table(_table("contact", "contacts", Contact, _("Contacts"), _contacts, UNREACHED))
    tables.register("company", *_company())
    tables.register("contact", *_contact())


UNREACHED = Quick(label=_("Without phone and e-mail"), asks={"phone__is_empty": "1", "email__is_empty": "1"})


def _table(kind: str, plural: str, model: Any, label: Any, counted: Any, *unreached: Quick) -> Table:
    actions: Any = {"company": companies, "contact": contacts}[kind]

    def change(*, record: Any, by: Any, version: int | None = None, **values: Any) -> Any:
        return actions.change(**{kind: record}, by=by, version=version, **values)

    return Table(
        subject=kind,
        plural=plural,
        model=model,
        label=label,
        url_name=f"people:{plural}",
        rows=partial(listing.asked, kind),
        visible=model.objects.visible_to,
        change=change,
        change_many=actions.change_many,
        delete_many=partial(binning.delete_many, kind),
        anyway=(_("With open deals"), _("stay here"), _("go to the bin, too")),
        may_see="people.view",
        may_change="people.change",
        may_delete="people.delete",
        first="name",
        sort="name",
        rule=partial(listing.rule_of, kind),
        counted=counted,
        quick=(
            Quick(label=_("Mine"), asks={"owner": "me"}),
            Quick(label=_("Without owner"), asks={"owner": "none"}),
            *unreached,
        ),
        aliases=ALIASES,
    )


def _companies(number: int, shown: str) -> str:
    return ngettext("%(n)s company", "%(n)s companies", number) % {"n": shown}


def _contacts(number: int, shown: str) -> str:
    return ngettext("%(n)s contact", "%(n)s contacts", number) % {"n": shown}


def _text(name: str, label: Any, **more: Any) -> Column:
    given: dict[str, Any] = {"show": lambda record, shower: getattr(record, name)} | more
    return Column(name=name, label=label, edit=Edit(field=name, read=typed.text), **given)


def _choice(name: str, label: Any, choices: Any, **more: Any) -> Column:
    labels = dict(choices.choices)
    return Column(
        name=name,
        label=label,
        type=Type.CHOICE,
        show=lambda record, shower: str(labels.get(getattr(record, name), "")),
        edit=Edit(
            field=name,
            read=typed.choice(name, lambda by: choices.choices),
            options=lambda by: choices.choices,
        ),
        group=Group(path=name, names=lambda: labels),
        order=name,
        **more,
    )


def _owner() -> Column:
    people = User.objects.active
    return Column(
        name="owner",
        label=_("owner"),
        type=Type.REFERENCE,
        show=lambda record, shower: record.owner.name if record.owner else "",
        reads=("owner__name",),
        order="owner__name",
        group=Group(path="owner_id", called=names_of),
        edit=Edit(
            field="owner",
            read=typed.user("owner", people),
            options=lambda by: list(people().values_list("pk", "name")),
        ),
        width=110,
    )


def _phone(record: Any, shower: Shower) -> Cell:
    return Cell(phone(record.phone), typed=record.phone)


def _when(at: datetime | None, shower: Shower) -> Cell:
    """How long ago, and in a file, which is read another day, the day."""
    return Cell(shower.moment(at), typed=shower.typed(at) if at else "")


def _moment(name: str, label: Any, **more: Any) -> Column:
    return Column(
        name=name,
        label=label,
        type=Type.DATETIME,
        show=lambda record, shower: _when(getattr(record, name), shower),
        order=name,
        **more,
    )


def _name(record: Any, shower: Shower) -> Cell:
    return Cell(record.name, url=record.get_absolute_url())


def _named() -> Column:
    return Column(
        name="name",
        label=_("name"),
        show=_name,
        order="name_key",
        edit=Edit(field="name", read=typed.text, bulk=False),
        width=190,
    )


def _company() -> list[Column]:
    return [
        _named(),
        _text("industry", _("industry"), order="industry_folded", group=_folded("industry"), width=136),
        _text("city", _("city"), order="city_folded", group=_folded("city"), width=110),
        Column(
            name="size",
            label=_("employees"),
            type=Type.NUMBER,
            show=lambda record, shower: shower.number(record.size),
            order="size",
            total="size",
            edit=Edit(field="size", read=typed.number("size")),
            width=90,
        ),
        _text("phone", _("phone"), width=150, show=_phone),
        _owner(),
        _moment("updated_at", _("changed"), width=100),
        _choice("source", _("source"), Channel, usual=False),
        Column(
            name="people",
            label=_("people"),
            type=Type.NUMBER,
            show=lambda record, shower: shower.number(record.people_count),
            annotations={"people_count": _people_count},
            usual=False,
        ),
        _text("website", _("website"), usual=False),
        _text("national_id", _("national id"), usual=False, width=140),
        _text("economic_code", _("economic code"), usual=False, width=140),
        _text("address", _("address"), usual=False, width=260),
        _text("notes", pgettext_lazy("field", "notes"), usual=False, width=260),
        _moment("created_at", pgettext_lazy("field", "created"), usual=False),
    ]


def _folded(name: str) -> Group:
    """Spelt in either way it is one group."""
    return Group(path=f"{name}_folded", label=name)


def _people_count() -> Any:
    people = Contact.objects.filter(company=OuterRef("pk"), deleted_at=None).order_by().values("company")
    return Coalesce(Subquery(people.annotate(n=Count("*")).values("n"), output_field=IntegerField()), 0)


def _contact() -> list[Column]:
    return [
        _named(),
        Column(
            name="company",
            label=_("company"),
            show=_works_at,
            reads=("company__name",),
            order="company__name_key",
            edit=Edit(
                field="company_name",
                read=typed.record("company", Company, typed.text),
                find=_found_companies,
                given=_company_given,
            ),
            width=142,
        ),
        _text("position", _("job position"), order="position_folded", width=112),
        point_column("phone", _("phone"), DIALLED, PointKind.MOBILE, 142),
        point_column("email", _("e-mail"), frozenset({PointKind.EMAIL}), PointKind.EMAIL, 150),
        _owner(),
        _moment("updated_at", _("changed"), width=100),
        _choice("role", _("buying role"), Role, usual=False),
        Column(
            name="decision_maker",
            label=_("decides"),
            type=Type.BOOLEAN,
            show=lambda record, shower: _yes_or_no(record.decision_maker),
            edit=Edit(
                field="decision_maker",
                read=typed.boolean("decision_maker"),
                options=typed.yes_or_no,
            ),
            usual=False,
        ),
        _choice("channel", _("first contact by"), Channel, usual=False),
        _choice("started_by", _("who started"), StartedBy, usual=False),
        _choice("consent", _("consent"), Consent, usual=False, width=130),
        _text("consent_source", _("consent obtained by"), usual=False),
        Column(
            name="consent_on",
            label=_("consent since"),
            type=Type.DATE,
            show=lambda record, shower: shower.day(record.consent_on),
            order="consent_on",
            edit=Edit(field="consent_on", read=typed.day("consent_on")),
            usual=False,
        ),
        _text("notes", pgettext_lazy("field", "notes"), usual=False, width=260),
        _moment("created_at", pgettext_lazy("field", "created"), usual=False),
    ]


def _found_companies(user: Any, q: str) -> list[Found]:
    """Companies to choose, and the words themselves where none is called so: it is then made."""
    if not q:
        recent = Company.objects.visible_to(user).order_by("-updated_at", "-id")[:12]
        return [Found(f"#{one.pk}", one.name) for one in recent]
    entries = finder.find(user, q, 12, ["company"])
    found = [Found(f"#{one.object_id}", one.title, one.subtitle) for one in entries]
    known = any(fold(one.title) == fold(q) for one in entries)
    may = not known and not q.startswith("#") and user.can("people.create")
    return [*found, Found(q, q, str(_("new company")))] if may else found


def _company_given(value: Any) -> dict[str, Any]:
    """A company that was chosen, or the name of one, which is made where there is none."""
    return {"company": value.pk} if isinstance(value, Company) else {"company_name": value}


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else str(typed.yes_or_no()[0 if value else 1][1])


def _works_at(record: Any, shower: Shower) -> Cell | str:
    firm = record.company
    return Cell(firm.name, url=firm.get_absolute_url()) if firm else ""
