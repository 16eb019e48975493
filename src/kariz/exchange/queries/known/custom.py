"""The company's own fields in files: as columns can mean them, and as an export writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.text import squash
from kariz.reading.cells.units import without_unit
from kariz.reading.cells.values import read_line
from kariz.reading.columns import proposals
from kariz.reading.columns.fields import BY_NAME, of_kind
from kariz.reading.columns.proposals import OF_FIRM, label_of, labels_of
from kariz.reading.columns.target import Target
from kariz.reading.shapes import kariz
from kariz.records.custom import definitions
from kariz.records.custom.showing import words
from kariz.records.models import CustomField, CustomType

SUBJECTS = {"deals": "deal", "contacts": "contact", "companies": "company"}
NEW = "new:"
"""How the mapping asks for a field that is not there yet: "new:text", "new:company.text"."""
NAMING = frozenset({Import.Kind.CONTACTS, Import.Kind.DEALS})
"""Lists whose rows name a company, of which they may say what is the company's own."""
OWN_FIELDS = "own_fields"
"""Under which the layout of a list of a whole export keeps {column: what the field is there}."""
PROPOSED = "proposed."
"""Begins the name of such a field while the file is only looked through."""


def fields_of(kind: str) -> dict[str, CustomField]:
    """{"custom.<key>": field} of what a file of this kind is about."""
    subject = SUBJECTS.get(kind)
    return {field.name: field for field in definitions.of(subject).values()} if subject else {}


def fields_in(kind: str) -> dict[str, CustomField]:
    """The same, with those of the company that a row of such a file names: {"company.custom.<key>": field}."""
    of_firm = fields_of(Import.Kind.COMPANIES) if kind in NAMING else {}
    return fields_of(kind) | {OF_FIRM + name: field for name, field in of_firm.items()}


def to_make(kind: str, said: str) -> tuple[str, str]:
    """(whose field, of which type) a "new:<type>" of such a file asks for."""
    type = said.removeprefix(NEW)
    if kind in NAMING and type.startswith(OF_FIRM):
        return SUBJECTS[Import.Kind.COMPANIES], type.removeprefix(OF_FIRM)
    return SUBJECTS.get(kind, ""), type


def is_of_firm(
    kind: str, columns: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[Any]], column: str
) -> bool:
    """In a list of people whose rows name a company, does a column say something of that one?"""
    if kind != Import.Kind.CONTACTS or "company" not in mapping.values() or mapping.get(column) == "company":
        return False
    return proposals.is_of_firm(column, _beside_firms(columns, mapping, rows, column))


def _beside_firms(
    columns: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[Any]], column: str
) -> list[tuple[str, str]]:
    """(company, what stands in the column) of the rows that say both."""
    firm = next((place for place, name in enumerate(columns) if mapping.get(name) == "company"), -1)
    place = columns.index(column)
    said = ((row[firm], row[place]) for row in rows if firm >= 0 and max(firm, place) < len(row))
    return [(read_line(one), read_line(other)) for one, other in said if one and other]


def targets_of(kind: str) -> list[Target]:
    """All that a column of such a file can hold, own fields last."""
    text = _("%(field)s of the company")
    made = [
        Target(name, text % {"field": field.label}, "", kinds=kind)
        if name.startswith(OF_FIRM)
        else Target(name, field.label, field.label, kinds=kind)
        for name, field in fields_in(kind).items()
    ]
    return [*of_kind(kind), *made]


def allowed(one: Import) -> list[Target]:
    """Those among them that this one may fill: what was ticked is said by an export of Kariz alone."""
    ours = one.options.get("source") == kariz.SHAPE.name
    return [target for target in targets_of(one.kind) if ours or target.name not in kariz.ALONE]


def choosable(one: Import) -> list[Target]:
    """What a person may say that a column holds: who names a person of each company takes the list for one of people."""
    found = allowed(one)
    if one.kind != Import.Kind.COMPANIES:
        return found
    place = next(at for at, target in enumerate(found) if target.name == "company") + 1
    return [*found[:place], BY_NAME["contact"], *found[place:]]


def read_as(one: Import) -> tuple[dict[str, str], dict[str, CustomField]]:
    """The mapping and the fields of the company's own as the file is read: of a field that is only proposed there is a
    stand-in, whose values go nowhere."""
    mapping, own = dict(one.mapping), dict(fields_in(one.kind))
    for place, column in enumerate(one.columns):
        if (said := mapping.get(column, "")).startswith(NEW):
            subject, type = to_make(one.kind, said)
            name = mapping[column] = f"{PROPOSED}{place}"
            # Every text of the column becomes a choice.
            type = CustomType.TEXT if type in (CustomType.CHOICE, CustomType.CHOICES) else type
            own[name] = CustomField(subject=subject, label=label_in(one, column, type), type=type)
    return mapping, own


def label_in(one: Import, column: str, type: str) -> str:
    """What the field is called that is made of a column: as the installation calls it that exported it, else like it."""
    said = one.layout.get(OWN_FIELDS, {}).get(column)
    return said["label"] if said else label_of(column, type)


def of_export(one: Import, by: User) -> dict[str, str]:
    """The mapping of the own fields of another installation: to the one that is called so here, else to a new one. A
    choice that lacks some of their choices is gone over as the import starts."""
    labels = {squash(field.label): field for field in fields_of(one.kind).values()}
    found: dict[str, str] = {}
    for column, said in one.layout.get(OWN_FIELDS, {}).items():
        field = labels.get(squash(said["label"]))
        if field is None:
            found[column] = f"{NEW}{said['type']}"
        elif field.type == said["type"]:
            held = {squash(label) for _key, label in field.choices(retired=True)}
            more = {squash(option["label"]) for option in said["options"]} - held
            widens = more and by.can("custom_field.manage")
            found[column] = f"{NEW}{said['type']}" if widens else field.name
    return found


def proposes(values: Mapping[str, Any]) -> bool:
    """Does the row state a field that is only made when the import starts?"""
    return any(name.startswith(PROPOSED) for name in values)


def guess(
    columns: Sequence[str], kind: str, mapping: Mapping[str, str], rows: Sequence[Sequence[Any]]
) -> dict[str, str]:
    """The mapping with columns that are called like a field of the company's own; such a name goes before guesses
    that only hold a part of the header. An export says the unit behind the name of a field of money. Of what rows of one
    company say differently it is no field of that company."""
    fields = fields_in(kind)
    # Of two that are called alike the row's own goes first.
    labels = {squash(field.label): name for name, field in reversed(fields.items())}
    money = {label: name for label, name in labels.items() if fields[name].type == CustomType.MONEY}
    exact = {key for target in of_kind(kind) for key in target.keys}
    found = dict(mapping)
    for column in columns:
        name = labels.get(squash(column)) or money.get(squash(without_unit(column)))
        name = name or next((labels[label] for label in labels_of(column) if label in labels), "")
        if not name or name in found.values() or squash(column) in exact:
            continue
        pairs = _beside_firms(columns, mapping, rows, column) if name.startswith(OF_FIRM) else []
        if not proposals.differs_within_firms(pairs):
            found[column] = name
    return {column: found[column] for column in columns if column in found}


def exported(field: CustomField, value: Any) -> Any:
    """A value as a file has it, so that the import reads it again."""
    if value is None or value == []:
        return None
    match field.type:
        case CustomType.MONEY:
            mine = preferences.current()
            toman = mine.currency == "IRR" and mine.unit == "toman"
            whole = Decimal(value) / (10 if toman else CURRENCIES[mine.currency].scale)
            return int(whole) if whole == whole.to_integral_value() else whole
        case CustomType.DATE:
            return date.fromisoformat(value)
        case CustomType.NUMBER:
            return value if isinstance(value, int) else Decimal(str(value))
        case CustomType.PHONE:
            return value
        case CustomType.CHOICES:
            called = dict(field.choices(retired=True))
            return ", ".join(called.get(key, key) for key in value)
    return words(field, value)
