from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewKind(models.TextChoices):
    DEALS = "deals", _("deals")
    CONTACTS = "contacts", _("contacts")
    COMPANIES = "companies", _("companies")
    OBSTACLES = "obstacles", _("obstacles")


class SavedView(models.Model):
    """A list as somebody likes to see it: `query` is the part of the address after the question mark."""

    kind = models.CharField(max_length=12, choices=ViewKind)
    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shared = models.BooleanField(_("shared with everybody"), default=False)
    query = models.TextField(blank=True, max_length=4000)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view that one person's list begins with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ViewKind)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="default_for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="default_view_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.view_id}"
