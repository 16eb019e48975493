"""Whose records each role sees and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kariz.events.actions import log
from kariz.web.errors import FieldErrors, Stale

from ..models import Changes, Role, RoleScope, Sees, User
from ..models.visibility import DEFAULT_SCOPES
from .users import known
from .versions import write


@dataclass(frozen=True, slots=True)
class Wanted:
    """One role's reach, and the version of it that was shown."""

    role: str
    sees: str
    changes: str
    version: int | None = None


WIDTH = {"none": 0, "own": 1, "team": 2, "all": 3}


def change_all(*, wanted: Sequence[Wanted], by: User) -> None:
    """Several roles at once, all or none. FieldErrors name the field as `<role>.<field>`. Raises Stale."""
    errors: dict[str, list[Any]] = {}
    with transaction.atomic():
        for one in wanted:
            try:
                change(role=one.role, sees=one.sees, changes=one.changes, by=by, version=one.version)
            except FieldErrors as error:
                errors |= {f"{one.role}.{name}": list(texts) for name, texts in error.errors.items()}
        if errors:
            raise FieldErrors(errors)


def change(*, role: str, sees: str, changes: str, by: User, version: int | None = None) -> RoleScope:
    """Set a role's reach. What may be changed must also be seen; administrators always reach everything."""
    by.require("visibility.manage")
    known(role, Role, "role")
    wanted = {"sees": known(sees, Sees, "sees"), "changes": known(changes, Changes, "changes")}
    if role == Role.ADMINISTRATOR:
        raise FieldErrors({"role": [_("Administrators always see and change everything.")]})
    if WIDTH[changes] > WIDTH[sees]:
        raise FieldErrors({"changes": [_("Nobody can change what they do not see.")]})
    before = dict(zip(("sees", "changes"), DEFAULT_SCOPES[role], strict=True))
    with transaction.atomic():
        scope, is_new = RoleScope.objects.get_or_create(role=role, defaults=before)
        if version is not None and version != (0 if is_new else scope.version):
            raise Stale
        told = {
            name: [getattr(scope, name), new] for name, new in wanted.items() if getattr(scope, name) != new
        }
        if told:
            write(scope, version=scope.version, **wanted)
            log.append(
                by=by,
                verb="visibility.changed",
                subject=("role_scope", scope.pk),
                changes=told,
                data={"role": role},
            )
    by.forget_reach()
    return scope
