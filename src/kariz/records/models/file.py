from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """A file put on a record. `stored` is the name the server made for it on disk; `name` is only shown."""

    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    deal_id = models.BigIntegerField(null=True, db_index=True)
    name = models.CharField(_("name"), max_length=150)
    stored = models.CharField(max_length=64, unique=True, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.BigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="file_by_subject")]

    def __str__(self) -> str:
        return self.name
