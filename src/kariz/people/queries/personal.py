"""All that is kept about a person, for the person: every fact, note, file and event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kariz.access.models import User
from kariz.events.models import Event
from kariz.events.registry import verb
from kariz.localisation import phones
from kariz.localisation.templatetags.kariz import date_for
from kariz.records import told
from kariz.records.custom import definitions
from kariz.records.custom.showing import words
from kariz.records.models import Comment, File
from kariz.web.errors import NotFound

from .. import registry
from ..models import Contact, ContactPoint
from .loading import load, load_binned
from .merged import family

COPIES = 20
FACTS = (
    "position",
    "role",
    "decision_maker",
    "channel",
    "started_by",
    "consent",
    "consent_source",
    "consent_on",
    "notes",
)


def find(pk: int, user: User) -> Contact:
    """The contact, also one in the bin. Raises NotFound, NotAllowed, Erased."""
    try:
        contact: Contact = load("contact", pk, user)
    except NotFound:
        contact = load_binned("contact", pk, user)
    user.require("people.disclose", contact)
    return contact


def copies(contact: Contact, user: User) -> list[Contact]:
    """Other records, also in the bin, that may be the same person: one number or address, or the same name. At most
    COPIES, which are not erased along with this one."""
    ids = family("contact", contact.pk)
    points = ContactPoint.objects.filter(contact__in=ids).exclude(normal="").values_list("normal", flat=True)
    same = Q(name_key=contact.name_key) | Q(
        pk__in=ContactPoint.objects.filter(normal__in=list(points)).values("contact")
    )
    seen = Contact.objects.known_to(user).filter(same, erased_at=None, merged_into=None)
    return list(seen.exclude(pk__in=ids).select_related("company").order_by("pk")[:COPIES])


def everything(contact: Contact) -> dict[str, Any]:
    """{"name", "made_at", "parts": [{"name", "label", "items": [{"what", "at", …}]}]} in plain JSON."""
    ids = family("contact", contact.pk)
    parts = [
        {"name": one.name, "label": str(one.label), "items": one.kept(ids)}
        for one in registry.personal("contact")
    ]
    found = {"id": contact.pk, "name": contact.name, "made_at": timezone.now().isoformat(), "parts": parts}
    return dict(json.loads(json.dumps(found, default=str)))


def facts(ids: Sequence[int]) -> list[dict[str, Any]]:
    """One item for each fact, of each record that the person has."""
    found = []
    records = Contact.objects.filter(pk__in=ids).select_related("company", "owner").prefetch_related("points")
    for record in records.order_by("pk"):
        found += [_fact("name", _("name"), record.name)]
        if record.company:
            found.append(_fact("company", _("company"), record.company.name))
        for name in FACTS:
            shown = getattr(record, f"get_{name}_display", None)
            if getattr(record, name) not in (None, ""):
                label = record._meta.get_field(name).verbose_name
                found.append(_fact(name, label, shown() if shown else getattr(record, name)))
        found += [_point(point) for point in record.points.all()]
        for key, field in definitions.of("contact").items():
            if (value := record.custom.get(key)) is not None:
                found.append(_fact(field.name, field.label, words(field, value)))
        found.append(_fact("created_at", pgettext("field", "created"), record.created_at))
    return found


def _fact(name: str, label: Any, value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    shown = date_for(value, "long") if isinstance(value, date) else value
    return _told(name, label, shown) | {"value": value}


def _point(point: ContactPoint) -> dict[str, Any]:
    shown = phones.shown(point.value) if point.dialled else point.value
    return _told(point.kind, point.get_kind_display(), shown) | {"value": point.value}


def _told(name: str, label: Any, shown: Any) -> dict[str, Any]:
    return {"what": f"{label}: {shown}", "at": None, "field": name, "label": str(label), "shown": str(shown)}


def attached(ids: Sequence[int]) -> list[dict[str, Any]]:
    """Notes and files, also those that were taken away and lie in the bin."""
    return attached_to("contact", ids)


def attached_to(kind: str, ids: Any) -> list[dict[str, Any]]:
    """The same of records of another kind; `ids` may be a query."""
    notes = Comment.objects.filter(subject_kind=kind, subject_id__in=ids).order_by("pk")
    files = File.objects.filter(subject_kind=kind, subject_id__in=ids).order_by("pk")
    found = [{"what": one.body, "at": one.created_at.isoformat(), "note": one.pk} for one in notes]
    return found + [
        {"what": one.name, "at": one.created_at.isoformat(), "file": one.pk, "size": one.size}
        for one in files
    ]


def events(ids: Sequence[int]) -> list[dict[str, Any]]:
    """What happened with the contact, the newest first."""
    rows = list(Event.objects.filter(subject_kind="contact", subject_id__in=ids).order_by("-id"))
    names = dict(User.objects.filter(pk__in={row.actor_id for row in rows}).values_list("pk", "name"))
    # Whoever else is named in them is another person.
    data = told.data_of(rows, None)
    return [
        {
            "what": " ".join(filter(None, [names.get(row.actor_id or 0, ""), str(verb(row.verb).label)])),
            "at": row.at.isoformat(),
            "verb": row.verb,
            "changes": row.changes,
            "data": data[row.pk],
        }
        for row in rows
    ]


def files_of(contact: Contact) -> list[File]:
    """The files on the person's records, and what other areas keep of such, for the export."""
    ids = family("contact", contact.pk)
    more = [file for one in registry.personal("contact") if one.files for file in one.files(ids)]
    return [*File.objects.filter(subject_kind="contact", subject_id__in=ids, deleted_at=None), *more]
