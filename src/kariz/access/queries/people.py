from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from kariz.events.models import Event

from ..models import Invitation, Membership, Role, RoleScope, Team, User
from ..models.visibility import DEFAULT_SCOPES


@dataclass(frozen=True, slots=True)
class Scope:
    """A role's reach in force; `version` is 0 while nobody has changed it."""

    role: Role
    sees: str
    changes: str
    version: int


def names_put_away() -> QuerySet[User]:
    """Mere names that imports brought, and that left the lists when these were taken back: only records in the bin are
    still theirs. Whom an administrator put away is none of them."""
    of_user = Event.objects.filter(subject_kind="user", subject_id=OuterRef("pk"))
    made = of_user.filter(verb="user.created", batch__startswith="import")
    last = of_user.filter(verb="user.deactivated").order_by("-id").values("batch")[:1]
    gone = User.objects.filter(Exists(made), is_active=False, email=None, last_login=None)
    return gone.annotate(put_away=Subquery(last)).filter(put_away__startswith="import")


def known() -> QuerySet[User]:
    """Everybody but mere names that went with their imports."""
    return User.objects.exclude(pk__in=names_put_away().values("pk"))


def retired() -> QuerySet[User]:
    """Who worked here, and has left."""
    return known().filter(is_active=False)


def people() -> QuerySet[User]:
    """Everybody, those who work first, with their teams."""
    memberships = Prefetch("memberships", Membership.objects.select_related("team"))
    return known().order_by("-is_active", "name", "id").prefetch_related(memberships)


def pending_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.pending().select_related("invited_by", "team")


def teams() -> QuerySet[Team]:
    return Team.objects.prefetch_related(Prefetch("memberships", Membership.objects.select_related("user")))


def scopes() -> list[Scope]:
    """The five roles in order."""
    stored = {scope.role: scope for scope in RoleScope.objects.all()}
    found = []
    for role in Role:
        row = stored.get(role)
        sees, changes = (row.sees, row.changes) if row else DEFAULT_SCOPES[role]
        found.append(Scope(role, sees, changes, row.version if row else 0))
    return found


def names_of(ids: Sequence[int]) -> dict[int, str]:
    """What these people are called."""
    return dict(User.objects.filter(pk__in=ids).order_by().values_list("pk", "name"))
