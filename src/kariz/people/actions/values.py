"""Check what callers give for fields, and write changes by version: the same for both kinds of record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.dates import DateError, parse_date
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, sort_key
from kariz.records.custom import values as custom_values
from kariz.web.errors import FieldErrors, NotAllowed, NotFound, Stale

from .. import normal
from ..errors import InBin, Merged

MULTILINE = frozenset({"notes"})
CODES = frozenset({"national_id", "economic_code"})


def clean(model: type[models.Model], given: Mapping[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    """The values as the fields keep them. Raises FieldErrors naming every bad or unknown field."""
    names = frozenset(allowed)
    kept: dict[str, Any] = {}
    errors: dict[str, list[Any]] = {}
    for name, value in given.items():
        if name not in names:
            errors[name] = [_("This field does not exist or cannot be set.")]
            continue
        field: Any = model._meta.get_field(name)
        try:
            tidy = _tidy(field, value)
            # Whether a linked record exists is asked once for all rows, by the actions.
            kept[name] = field.target_field.to_python(tidy) if field.is_relation else field.clean(tidy, None)
        except ValidationError as error:
            errors[name] = list(error.messages)
    if errors:
        raise FieldErrors(errors)
    return kept


def clean_all(
    kind: str, model: type[models.Model], given: Mapping[str, Any], allowed: Iterable[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of built-in fields, and of the custom ones in `custom`. Raises FieldErrors naming every bad one."""
    errors: dict[str, list[Any]] = {}
    cleaned: dict[str, Any] = {}
    made: dict[str, Any] = {}
    try:
        cleaned = clean(model, {name: value for name, value in given.items() if name != "custom"}, allowed)
    except FieldErrors as error:
        errors |= error.errors
    try:
        made = custom_values.clean(kind, given.get("custom"))
    except FieldErrors as error:
        errors |= error.errors
    if errors:
        raise FieldErrors(errors)
    return cleaned, made


def _tidy(field: Any, value: Any) -> Any:
    if field.is_relation:
        return value.pk if isinstance(value, models.Model) else value
    if isinstance(field, models.CharField | models.TextField):
        text = "" if value is None else str(value)
        text = text.replace("\x00", "").strip() if field.name in MULTILINE else normal.one_line(text)
        if field.max_length and len(text) > field.max_length:
            raise ValidationError(_("At most %(max)d characters.") % {"max": field.max_length})
        text = to_latin(text) if field.name in CODES else text
        return text or (field.default if field.has_default() else "")
    if isinstance(field, models.DateField) and isinstance(value, str) and value.strip():
        return _day(value)
    return (to_latin(value.strip()) or None) if isinstance(value, str) else value


def _day(text: str) -> date:
    """A day as people write it, in either calendar."""
    try:
        return parse_date(text, today=preferences.today(), calendar=preferences.current().calendar)
    except DateError as error:
        raise ValidationError(str(error)) from None


def derive(record: Any, **sources: str) -> None:
    """Fill the folded copies: the name's always, and `column=text` for others."""
    record.name_key = sort_key(record.name)
    record.folded = fold(record.name)[:400]
    for column, text in sources.items():
        setattr(record, column, fold(text)[: record._meta.get_field(column).max_length])


def check_in_use(record: Any) -> None:
    """Raises Merged, InBin: what was put away is restored before it changes."""
    if record.merged_into_id is not None:
        raise Merged(record.merged_into_id)
    if record.deleted_at is not None:
        raise InBin


def check_owner(owner_id: int | None) -> None:
    if owner_id is not None and not User.objects.filter(pk=owner_id, is_active=True).exists():
        raise FieldErrors({"owner": [_("This person cannot own records.")]})


def found_by(said: Sequence[str], made: Sequence[Any]) -> list[dict[str, str]]:
    """What the event of each new record tells of how its owner was found."""
    return [{"owner_by": how} if how else {} for how in said or [""] * len(made)]


def may_give(by: User, capability: str, record: Any) -> None:
    """Nobody gives a record to a person whose records they could not change."""
    if record.owner_id not in (None, by.pk) and not by.can(capability, record):
        raise NotAllowed(_("You may not give records to this person."))


def differences(record: Any, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of what really changes, foreign keys as ids."""
    found = {}
    for name, after in values.items():
        before = getattr(record, record._meta.get_field(name).attname)
        if before != after:
            found[name] = [plain(before), plain(after)]
    return found


def plain(value: Any) -> Any:
    """The value as the event log keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def assign(record: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, record._meta.get_field(name).attname, value)


def write(record: Any, columns: Iterable[str], seen: int) -> None:
    """Update the row if it still has the version `seen`. Raises Stale with the current version."""
    record.updated_at = timezone.now()
    fields = {record._meta.get_field(name).attname for name in (*columns, "updated_at")}
    rows = type(record).objects.filter(pk=record.pk, version=seen)
    if not rows.update(version=F("version") + 1, **{name: getattr(record, name) for name in fields}):
        current = type(record).objects.filter(pk=record.pk).values_list("version", flat=True).first()
        if current is None:
            raise NotFound()
        raise Stale(version=current)
    record.version = seen + 1
