from __future__ import annotations

from django.conf import settings
from django.db import models

from kariz.access.roles import Role

from .saved_view import SavedView, ViewKind


class TableLayout(models.Model):
    """The columns of one person's table as last left, in the form of `records.tables.layout`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ViewKind)
    columns = models.TextField(blank=True, max_length=4000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="table_layout_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.columns}"


class RoleView(models.Model):
    """The shared view that the list of everybody in a role begins with, where they have chosen none."""

    role = models.CharField(max_length=20, choices=Role)
    kind = models.CharField(max_length=12, choices=ViewKind)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="default_of")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "kind"], name="role_view_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.view_id}"
