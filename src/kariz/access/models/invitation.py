from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..roles import Role
from .email import FoldedEmailField
from .team import Team


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self, at: datetime | None = None) -> InvitationQuerySet:
        """Neither accepted, revoked nor expired at the moment given (now)."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at or timezone.now())


class Invitation(models.Model):
    """Only a hash of the link's secret is kept: who reads the table cannot accept anything."""

    email = FoldedEmailField(_("E-mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=150, blank=True, default="")
    """As who invites calls them; they may choose another one."""
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.SELLER)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("Team"))
    hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("Expires"))
    accepted_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.email or ""

    @property
    def is_pending(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
