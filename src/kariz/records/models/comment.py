from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """What somebody says about a record. The body is plain text, kept as typed and made safe where it is shown."""

    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    deal_id = models.BigIntegerField(null=True, db_index=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    body = models.TextField(_("comment"), max_length=10_000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="comment_by_subject")]

    def __str__(self) -> str:
        return self.body[:80]
