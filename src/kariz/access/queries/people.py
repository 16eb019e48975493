from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from kariz.events.models import Event
from kariz.localisation.text import squash

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


def names_joined() -> QuerySet[User]:
    """Mere names that turned out to be somebody who is here."""
    joined = Event.objects.filter(
        subject_kind="user", subject_id=OuterRef("pk"), verb="user.joined", undone_by_id=None
    )
    return User.objects.filter(Exists(joined), is_active=False, last_login=None)


def joined_into() -> dict[User, int]:
    """{such a name: the id of who it is}. Two queries."""
    names = {user.pk: user for user in names_joined()}
    events = Event.objects.filter(verb="user.joined", subject_id__in=names, undone_by_id=None).order_by("id")
    into = {event.subject_id: int(event.data["into"]) for event in events} if names else {}
    return {names[pk]: _last(pk, into) for pk in into}


def came_in_as() -> list[tuple[str, int]]:
    """[(name, id)] of sellers whom an import named and who were called otherwise since. Two queries."""
    made = Event.objects.filter(subject_kind="user", verb="user.created", batch__startswith="import")
    ids = list(made.values_list("subject_id", flat=True))
    if not ids:
        return []
    changed = Event.objects.filter(subject_kind="user", subject_id__in=ids, verb="user.changed")
    rows = changed.filter(undone_by_id=None).values_list("subject_id", "changes")
    return [(str(changes["name"][0]), pk) for pk, changes in rows if "name" in changes]


def _last(pk: int, into: dict[int, int]) -> int:
    """Who is meant in the end, where a name was said to be another one."""
    seen = {pk}
    while (pk := into[pk]) in into and pk not in seen:
        seen.add(pk)
    return pk


def joins_of(user: User) -> list[tuple[Event, str]]:
    """Which names this person was said to be, the newest first."""
    events = Event.objects.filter(verb="user.joined", undone_by_id=None, data__into=user.pk)
    said = list(events.order_by("-id"))
    names = names_of([event.subject_id for event in said])
    return [(event, names.get(event.subject_id, "")) for event in said]


def namesakes(name: str, *, of: User | None = None) -> list[User]:
    """Names in the lists without an account that are called so; `of` somebody: of them."""
    key = squash(name)
    rows = User.objects.active().filter(last_login=None).order_by("pk")
    alike = [user for user in rows if squash(user.name) == key and not user.has_usable_password()]
    return [user for user in alike if of is None or user.pk != of.pk]


def known() -> QuerySet[User]:
    """Everybody but mere names that went with their imports, or that are somebody else who is here."""
    gone = User.objects.exclude(pk__in=names_put_away().values("pk"))
    return gone.exclude(pk__in=names_joined().values("pk"))


def retired() -> QuerySet[User]:
    """Who worked here, and has left."""
    return known().filter(is_active=False)


def people() -> QuerySet[User]:
    """Everybody, those who work first, with their teams."""
    memberships = Prefetch("memberships", Membership.objects.select_related("team"))
    return known().order_by("-is_active", "name", "id").prefetch_related(memberships)


def pending_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.pending().select_related("invited_by", "team")


def invited_by_name() -> dict[str, str]:
    """{name, or the address of whom nobody named: address} of those who have not come yet and are nobody here."""
    waiting = Invitation.objects.pending().exclude(email="")
    waiting = waiting.exclude(email__in=User.objects.exclude(email=None).values("email"))
    return {name or email: email for name, email in waiting.order_by("pk").values_list("name", "email")}


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
