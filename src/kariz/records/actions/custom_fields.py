"""The only door through which custom fields are made, changed, put away and brought back."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.localisation.text import fold
from kariz.organisation.actions import organisation
from kariz.web.errors import DomainError, FieldErrors, NotFound, Stale

from .. import subjects
from ..custom import uses
from ..models import CustomField, CustomSubject, CustomType
from . import kept_values

MOST_FIELDS = 100
MOST_OPTIONS = 200
CHANGEABLE = ("label", "help", "required", "options")
WITH_OPTIONS = (CustomType.CHOICE, CustomType.CHOICES)
RESERVED = frozenset({"id", "version", "name", "title"})


class FieldInUse(DomainError):
    """Something asks for the field; `extra["uses"]` names it."""

    code = "field_in_use"
    status = 409

    def __init__(self, used: list[str]) -> None:
        message = _("It is still in use; remove it there first: %(uses)s.") % {"uses": ", ".join(used)}
        super().__init__(message, uses=used)


def create(
    *,
    subject: str,
    label: str,
    type: str,
    by: User,
    options: Iterable[str | Mapping[str, Any]] = (),
    help: str = "",
    required: bool = False,
    key: str = "",
) -> CustomField:
    """A new field of one kind of record. `options` are labels, or {"key"?, "label"}; without `key` the label gives it.

    Raises NotAllowed, FieldErrors.
    """
    by.require("custom_field.manage")
    errors: dict[str, list[Any]] = {}
    if subject not in CustomSubject.values:
        errors["subject"] = [_("There is no such kind of record.")]
    if type not in CustomType.values:
        errors["type"] = [_("There is no such type.")]
    if (key and not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key)) or key in RESERVED:
        errors["key"] = [_("A key has small Latin letters, digits and _, and begins with a letter.")]
    field = CustomField(
        subject=subject,
        type=type,
        label=_line(label),
        help=_line(help),
        required=required,
        created_at=timezone.now(),
    )
    errors |= _wrong_words(field)
    field.options, wrong = _options(options, ()) if type in WITH_OPTIONS else ([], {})
    if errors := errors | wrong:
        raise FieldErrors(errors)
    with transaction.atomic():
        taken = dict(CustomField.objects.filter(subject=subject).values_list("key", "label"))
        if len(taken) >= MOST_FIELDS:
            raise FieldErrors(
                {"label": [_("There are already %(most)d fields; remove one first.") % {"most": MOST_FIELDS}]}
            )
        if key in taken:
            raise FieldErrors({"key": [_("“%(label)s” has this key.") % {"label": taken[key]}]})
        _check_label(field)
        field.key = key or _key_for(field.label, taken)
        last = CustomField.objects.filter(subject=subject).aggregate(last=Max("position"))["last"]
        field.position = 0 if last is None else last + 1
        field.save()
        _tell(field, "custom_field.created", by, data={"label": field.label, "subject": subject})
    return field


def change(*, field: CustomField, by: User, version: int | None = None, **given: Any) -> CustomField:
    """Another label, help, need or list of options; key and type stay. An option that is left out is retired, so that
    its values keep their words. Raises NotAllowed, FieldErrors, Stale."""
    by.require("custom_field.manage")
    errors: dict[str, list[Any]] = {
        name: [_("This cannot be set.")] for name in given if name not in CHANGEABLE
    }
    fresh = _loaded(field, version)
    before = {name: getattr(fresh, name) for name in CHANGEABLE}
    for name in ("label", "help"):
        if name in given:
            setattr(fresh, name, _line(given[name]))
    if "required" in given:
        fresh.required = bool(given["required"])
    if "options" in given and fresh.type in WITH_OPTIONS:
        fresh.options, wrong = _options(given["options"], fresh.options)
        errors |= wrong
    if errors := errors | _wrong_words(fresh):
        raise FieldErrors(errors)
    changes = {n: [was, getattr(fresh, n)] for n, was in before.items() if was != getattr(fresh, n)}
    if not changes:
        return fresh
    with transaction.atomic():
        _check_label(fresh)
        _write(fresh, **{name: getattr(fresh, name) for name in changes})
        _tell(fresh, "custom_field.changed", by, changes=changes)
    return fresh


def remove(*, field: CustomField, by: User, version: int | None = None) -> CustomField:
    """Put the field away: forms, tables and rules forget it, its values stay. Raises NotAllowed, Stale, FieldInUse."""
    by.require("custom_field.manage")
    if used := uses.of(field):
        raise FieldInUse(used)
    return _put_away(field, by, version, at=timezone.now(), verb="custom_field.removed")


def restore(*, field: CustomField, by: User, version: int | None = None) -> CustomField:
    """Bring the field back with its values. Raises NotAllowed, Stale, FieldErrors."""
    with transaction.atomic():
        restored = _put_away(field, by, version, at=None, verb="custom_field.restored")
        # Values that came while the field was away, by a merge say, are found and ordered again.
        kept_values.renew(restored, subjects.model_of(restored.subject))
    return restored


def reorder(*, subject: str, keys: Sequence[str], by: User) -> list[CustomField]:
    """The fields of one kind of record in this order; those not named follow. Raises NotAllowed."""
    by.require("custom_field.manage")
    places = {key: place for place, key in enumerate(keys)}
    with transaction.atomic():
        found = list(CustomField.objects.filter(subject=subject))
        found.sort(key=lambda one: (places.get(one.key, len(places)), one.position, one.pk))
        before = [one.key for one in sorted(found, key=lambda one: (one.position, one.pk))]
        for place, one in enumerate(found):
            one.position = place
        CustomField.objects.bulk_update(found, ["position"])
        after = [one.key for one in found]
        if found and before != after:
            _tell(found[0], "custom_field.reordered", by, changes={"order": [before, after]})
    return found


def _put_away(field: CustomField, by: User, version: int | None, *, at: Any, verb: str) -> CustomField:
    by.require("custom_field.manage")
    fresh = _loaded(field, version)
    if (fresh.removed_at is None) == (at is None):
        return fresh
    fresh.removed_at = at
    with transaction.atomic():
        if at is None:
            _check_label(fresh)
        _write(fresh, removed_at=at)
        _tell(fresh, verb, by, data={"label": fresh.label, "subject": fresh.subject})
    return fresh


def _loaded(field: CustomField, version: int | None) -> CustomField:
    fresh = CustomField.objects.filter(pk=field.pk).first()
    if fresh is None:
        raise NotFound()
    if version is not None and version != fresh.version:
        raise Stale(version=fresh.version)
    return fresh


def _write(field: CustomField, **given: Any) -> None:
    rows = CustomField.objects.filter(pk=field.pk, version=field.version)
    if not rows.update(version=F("version") + 1, **given):
        raise Stale
    field.version += 1


def _tell(field: CustomField, verb: str, by: User, **more: Any) -> None:
    log.append(by=by, verb=verb, subject=("custom_field", field.pk), **more)
    organisation.renew_fields_revision()


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())


def _wrong_words(field: CustomField) -> dict[str, list[Any]]:
    errors: dict[str, list[Any]] = {}
    if not field.label:
        errors["label"] = [_("Give the field a label.")]
    elif len(field.label) > 80:
        errors["label"] = [_("At most %(max)d characters.") % {"max": 80}]
    if len(field.help) > 200:
        errors["help"] = [_("At most %(max)d characters.") % {"max": 200}]
    return errors


def _check_label(field: CustomField) -> None:
    """Two fields of one label could not be told apart in a table or a file."""
    others = CustomField.objects.filter(subject=field.subject, removed_at=None).exclude(pk=field.pk)
    if fold(field.label) in {fold(label) for label in others.values_list("label", flat=True)}:
        raise FieldErrors({"label": [_("There is already a field with this label.")]})


def _options(
    given: Iterable[str | Mapping[str, Any]], before: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, list[Any]]]:
    """The options to keep, and what is wrong with them. Known keys keep their place in the values."""
    old = {one["key"]: one for one in before}
    labels = {fold(one["label"]): one["key"] for one in before}
    kept: dict[str, dict[str, Any]] = {}
    for one in given:
        label = _line(one if isinstance(one, str) else one.get("label"))[:80]
        named = None if isinstance(one, str) else one.get("key")
        key = named if named in old else labels.get(fold(label))
        if not label:
            continue
        retired = not isinstance(one, str) and bool(one.get("retired"))
        kept[key or _option_key(label, {*old, *kept})] = {"label": label, "retired": retired}
    options = [{"key": key, **one} for key, one in kept.items()]
    options += [{**one, "retired": True} for key, one in old.items() if key not in kept]
    live = [fold(one["label"]) for one in options if not one["retired"]]
    if not live:
        return options, {"options": [_("Give at least one choice.")]}
    if len(set(live)) < len(live):
        return options, {"options": [_("Two choices have the same name.")]}
    if len(options) > MOST_OPTIONS:
        return options, {"options": [_("At most %(most)d choices.") % {"most": MOST_OPTIONS}]}
    return options, {}


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:32]


def _option_key(label: str, taken: Iterable[str]) -> str:
    return _free(_slug(label) or f"o{secrets.token_hex(3)}", taken)


def _key_for(label: str, taken: Iterable[str]) -> str:
    slug = _slug(label)
    usable = slug if re.match(r"[a-z]", slug) and slug not in RESERVED else f"field_{slug}".rstrip("_")
    return _free(usable, taken)


def _free(wanted: str, taken: Iterable[str]) -> str:
    known = set(taken)
    return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(2, 1000))) if name not in known)


def undo_created(event: Any, by: User) -> None:
    remove(field=CustomField.objects.get(pk=event.subject_id), by=by)


def undo_removed(event: Any, by: User) -> None:
    restore(field=CustomField.objects.get(pk=event.subject_id), by=by)


def undo_changed(event: Any, by: User) -> None:
    field = CustomField.objects.get(pk=event.subject_id)
    if any(getattr(field, name) != after for name, (_was, after) in event.changes.items()):
        raise Stale(version=field.version)
    change(field=field, by=by, **{name: pair[0] for name, pair in event.changes.items()})


def undo_reordered(event: Any, by: User) -> None:
    field = CustomField.objects.get(pk=event.subject_id)
    reorder(subject=field.subject, keys=event.changes["order"][0], by=by)
