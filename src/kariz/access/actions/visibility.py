"""Whose records each role sees and changes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kariz.events.actions import log
from kariz.web.errors import FieldErrors

from ..models import Changes, Role, RoleScope, Sees, User
from ..models.visibility import DEFAULT_SCOPES
from .users import known
from .versions import write

WIDTH = {"none": 0, "own": 1, "team": 2, "all": 3}


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
        scope, _made = RoleScope.objects.get_or_create(role=role, defaults=before)
        told = {
            name: [getattr(scope, name), new] for name, new in wanted.items() if getattr(scope, name) != new
        }
        if told:
            write(scope, version=version, **wanted)
            log.append(
                by=by,
                verb="visibility.changed",
                subject=("role_scope", scope.pk),
                changes=told,
                data={"role": role},
            )
    by.forget_reach()
    return scope
