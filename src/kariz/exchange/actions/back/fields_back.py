"""Fields of the company's own that were made from columns of a file: they go with its import, and can be restored."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.back import staying
from kariz.exchange.models import Import
from kariz.localisation.said import gettext as _
from kariz.people.models import CompanyValue, ContactValue
from kariz.pipeline.models import DealValue
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField

VALUES: dict[str, Any] = {"deal": DealValue, "contact": ContactValue, "company": CompanyValue}
WAITS = (Import.Phase.UPLOADED, Import.Phase.MAPPED, Import.Phase.CHECKING, Import.Phase.RUNNING)


def work(one: Import, by: User) -> None:
    """Put away what the import, or its set, made and nothing else uses; say of the others why they stay."""
    parts = (
        Import.objects.filter(part_of=one.part_of_id) if one.part_of_id else Import.objects.filter(pk=one.pk)
    )
    ids = {pk for layout in parts.values_list("layout", flat=True) for pk in layout.get("fields", ())}
    waiting = Import.objects.filter(phase__in=WAITS).exclude(pk__in=parts.values("pk"))
    wanted = {name for mapping in waiting.values_list("mapping", flat=True) for name in mapping.values()}
    for field in CustomField.objects.filter(pk__in=ids, removed_at=None).order_by("pk"):
        with transaction.atomic():
            why = _why_it_stays(one, field, wanted, by)
            if why is None:
                why = _put_away(field, by)
            if why is not None:
                staying.note(one, "field", [field], why)
            staying.hold(one, kept=int(why is not None))


def _why_it_stays(one: Import, field: CustomField, wanted: set[str], by: User) -> Any:
    if not by.can("custom_field.manage"):
        return _("You may not remove it.")
    if VALUES[field.subject].objects.filter(key=field.key, record__deleted_at=None).exists():
        return _("Records have a value in this field.")
    if field.name in wanted:
        return _("A file that waits to be imported fills it.")
    events = Event.objects.filter(subject_kind="custom_field", subject_id=field.pk)
    if not one.takes_changed and events.filter(verb="custom_field.changed").exists():
        return _("Somebody changed it since.")
    return None


def _put_away(field: CustomField, by: User) -> Any:
    try:
        custom_fields.remove(field=field, by=by)
    except custom_fields.FieldInUse as used:
        return str(used)
    return None
