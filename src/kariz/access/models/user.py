from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.web.errors import NotAllowed
from kariz.web.prepared import Prepared

from .. import policy
from ..roles import Role
from .email import FoldedEmailField
from .visibility import Reach, RoleScope


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, name: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """A saved user; without a password nobody can sign in as them until one is set."""
        user = self.model(name=name, email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def active(self) -> models.QuerySet[User]:
        return self.filter(is_active=True)

    def who_can(self, capability: str) -> models.QuerySet[User]:
        """Active users whose role has the capability (for a choice of owner, a notice to managers …)."""
        return self.active().filter(role__in=policy.capability(capability).roles)


class User(AbstractBaseUser):
    """A person of the company. `email` is null for one who never signs in, as a seller met in an import."""

    class Language(models.TextChoices):
        PERSIAN = "fa", "فارسی"
        ENGLISH = "en", "English"

    class Calendar(models.TextChoices):
        JALALI = "jalali", _("Jalali")
        GREGORIAN = "gregorian", _("Gregorian")

    class Digits(models.TextChoices):
        LANGUAGE = "language", _("As the language")
        PERSIAN = "persian", _("Persian digits")
        LATIN = "latin", _("Latin digits")

    class DateForm(models.TextChoices):
        COUNTRY = "country", _("As in the country")
        YEAR = "year", "2026-12-25"
        MONTH = "month", "12/25/2026"
        DAY = "day", "25/12/2026"

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = FoldedEmailField(_("E-mail"), max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(_("Name"), max_length=150)
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.SELLER)
    language = models.CharField(_("Language"), max_length=5, choices=Language, default=Language.PERSIAN)
    calendar = models.CharField(_("Calendar"), max_length=10, choices=Calendar, default=Calendar.JALALI)
    digits = models.CharField(_("Digits"), max_length=10, choices=Digits, default=Digits.LANGUAGE)
    date_form = models.CharField(
        _("Gregorian dates"), max_length=10, choices=DateForm, default=DateForm.COUNTRY
    )
    theme = models.CharField(_("Appearance"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    # What this person has put aside or seen of the interface, each with its moment: "board_tour": "2026-11-24T…".
    marks = models.JSONField(default=dict, editable=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    # Set by token authentication: what the token that speaks for the user may do ("" = signed in, no limit).
    token_scope: str = ""

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known")]
        indexes = [models.Index(fields=["is_active", "role"], name="user_active_role")]

    def __str__(self) -> str:
        return self.name

    def can(self, capability: str, record: Any = None) -> bool:
        """May this user do it (on this record)? An unregistered capability raises UnknownCapability."""
        wanted = policy.capability(capability)
        if not self.is_active or self.role not in wanted.roles:
            return False
        if self.token_scope and not wanted.within(self.token_scope):
            return False
        if record is None or wanted.record_scope is None:
            return True
        return self.reach.covers(wanted.record_scope, record.owner_id)

    def require(self, capability: str, record: Any = None) -> None:
        """Raise NotAllowed unless the user `can`."""
        if self.can(capability, record):
            return
        wanted = policy.capability(capability)
        if self.token_scope and self.role in wanted.roles and not wanted.within(self.token_scope):
            raise NotAllowed(_("This needs a token with the scope “%(scope)s”.") % {"scope": wanted.needs})
        raise NotAllowed()

    def marked(self, key: str) -> datetime | None:
        """When this person put the thing aside, or None."""
        at = self.marks.get(key)
        return datetime.fromisoformat(at) if at else None

    @cached_property
    def reach(self) -> Reach:
        """Whose records this user sees and changes: one query, kept on this instance."""
        return Reach.of(self.pk, self.role, _reach_rows(self.pk))

    def forget_reach(self) -> None:
        """Read teams and visibility afresh at the next question."""
        self.__dict__.pop("reach", None)


def read_reach(users: Collection[User]) -> None:
    """The `reach` of all of them by one query."""
    rows: dict[int, list[Any]] = {user.pk: [] for user in users}
    for pk, *row in _reaches(User.objects.filter(pk__in=rows)).values_list("pk", *_REACH):
        rows[pk].append(tuple(row))
    for user in users:
        user.__dict__["reach"] = Reach.of(user.pk, user.role, rows[user.pk])


_REACH = ("own_sees", "own_changes", "memberships__team_id", "memberships__team__memberships__user_id")


def _reaches(users: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
    scope = RoleScope.objects.filter(role=OuterRef("role"))
    return users.annotate(
        own_sees=Subquery(scope.values("sees")[:1]), own_changes=Subquery(scope.values("changes")[:1])
    ).order_by()


_reach_rows = Prepared(lambda pk: _reaches(User.objects.filter(pk=pk)).values_list(*_REACH))
