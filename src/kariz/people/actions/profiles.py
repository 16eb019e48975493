"""The only door through which ideal customer profiles and personas are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.events.actions.undo import CannotUndo
from kariz.events.models import Event
from kariz.rules import conditions
from kariz.rules.errors import RuleError
from kariz.web.errors import FieldErrors, Stale
from kariz.web.lines import one_line

from ..models import SUBJECTS, Profile, Weight
from . import fit

MOST_PARTS = 20
MOST_PROFILES = 20
"""Of one kind in use: every one is asked of every record."""
TEXTS = ("goals", "pains", "pitch")


def create(*, by: User, kind: str, name: str, parts: Sequence[Mapping[str, Any]], **texts: str) -> Profile:
    """A new profile, last of its kind. Raises NotAllowed, FieldErrors."""
    by.require("profile.change")
    if kind not in SUBJECTS:
        raise FieldErrors({"kind": [_("This kind is not known.")]})
    values = _clean(kind, {"name": name, "parts": parts, **texts})
    _check_room(kind)
    with transaction.atomic():
        last = Profile.objects.filter(kind=kind).count()
        profile = Profile.objects.create(kind=kind, position=last, **values)
        _tell(profile, by, "profile.created")
    return profile


def change(*, profile: Profile, by: User, version: int | None = None, **given: Any) -> Profile:
    """Change name, parts or texts; every record is judged anew in the background. Raises FieldErrors, Stale."""
    by.require("profile.change")
    values = _clean(profile.kind, given)
    changes = {
        name: [getattr(profile, name), value]
        for name, value in values.items()
        if getattr(profile, name) != value
    }
    seen = profile.version if version is None else version
    if not changes and seen == profile.version:
        return profile
    with transaction.atomic():
        _write(profile, seen, values)
        _tell(profile, by, "profile.changed", changes)
    return profile


def retire(*, profile: Profile, by: User, retired: bool = True) -> Profile:
    """Judge by this profile no more, or again. Raises NotAllowed, Stale, FieldErrors."""
    by.require("profile.change")
    if (profile.retired_at is not None) == retired:
        return profile
    if not retired:
        _check_room(profile.kind)
    with transaction.atomic():
        _write(profile, profile.version, {"retired_at": timezone.now() if retired else None})
        _tell(profile, by, "profile.retired" if retired else "profile.restored")
    return profile


def undo_created(event: Event, by: Any) -> None:
    retire(profile=Profile.objects.get(pk=event.subject_id), by=by)


def undo_retired(event: Event, by: Any) -> None:
    retire(profile=Profile.objects.get(pk=event.subject_id), by=by, retired=False)


def undo_changed(event: Event, by: Any) -> None:
    profile = Profile.objects.get(pk=event.subject_id)
    if any(getattr(profile, name) != after for name, (_before, after) in event.changes.items()):
        raise CannotUndo(_("It was changed again since."))
    change(profile=profile, by=by, **{name: before for name, (before, _after) in event.changes.items()})


def clean_parts(kind: str, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts as they are kept. Raises FieldErrors as `parts.<n>.rule`, `parts.<n>.weight`, `parts`."""
    if not given or len(given) > MOST_PARTS:
        text = (
            _("Say at least one thing about the people you are looking for.")
            if not given
            else _("At most %(max)d parts.")
        )
        raise FieldErrors({"parts": [text % {"max": MOST_PARTS}]})
    errors: dict[str, list[Any]] = {}
    kept = []
    for number, part in enumerate(given):
        weight = str(part.get("weight") or Weight.IMPORTANT)
        if weight not in Weight.values:
            errors[f"parts.{number}.weight"] = [_("Choose how much it counts.")]
        try:
            rule = conditions.normalise(conditions.parse(part.get("rule") or {}, subject=SUBJECTS[kind]))
        except RuleError as error:
            errors[f"parts.{number}.rule"] = [error.message]
            continue
        if rule == conditions.ALWAYS:
            errors[f"parts.{number}.rule"] = [_("Add a condition.")]
        name = " ".join(str(part.get("name") or "").split())[:120]
        kept.append({"name": name, "weight": weight, "rule": conditions.to_json(rule)})
    if errors:
        raise FieldErrors(errors)
    return kept


def _clean(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Raises FieldErrors."""
    values: dict[str, Any] = {}
    errors: dict[str, list[Any]] = {}
    for name, value in given.items():
        try:
            if name == "name":
                values[name] = one_line(value, field="name", limit=120)
            elif name == "parts":
                values[name] = clean_parts(kind, value)
            elif name in TEXTS:
                values[name] = _text(name, value)
            else:
                errors[name] = [_("This field does not exist or cannot be set.")]
        except FieldErrors as error:
            errors |= error.errors
    if errors:
        raise FieldErrors(errors)
    return values


def _text(name: str, value: Any) -> str:
    text = str(value or "").replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > 2_000:
        raise FieldErrors({name: [_("At most %(max)d characters.") % {"max": 2_000}]})
    return text


def _check_room(kind: str) -> None:
    if Profile.objects.filter(kind=kind, retired_at=None).count() >= MOST_PROFILES:
        raise FieldErrors({"name": [_("At most %(max)d profiles in use.") % {"max": MOST_PROFILES}]})


def _write(profile: Profile, seen: int, values: Mapping[str, Any]) -> None:
    if not Profile.objects.filter(pk=profile.pk, version=seen).update(version=F("version") + 1, **values):
        raise Stale(version=profile.version)
    for name, value in values.items():
        setattr(profile, name, value)
    profile.version = seen + 1


def _tell(profile: Profile, by: User, verb: str, changes: dict[str, list[Any]] | None = None) -> None:
    log.append(
        by=by, verb=verb, subject=("profile", profile.pk), changes=changes, data={"name": profile.name}
    )
    if changes is None or "parts" in changes:
        fit.begin(profile.kind)
