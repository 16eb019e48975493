from __future__ import annotations

from django.db import models

from .imports import Import


class ExternalRef(models.Model):
    """What a record is called in another system: `key` of `kind` in `source` is `record_kind` `record_id` here."""

    source = models.CharField(max_length=20)
    """A known product ("didar", "hubspot" …), "api", or a mark of the columns of a file that nobody knows."""
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=120)
    record_kind = models.CharField(max_length=10)
    record_id = models.BigIntegerField()
    mark = models.CharField(max_length=32, blank=True, default="")
    """The fingerprint of the row that spoke of it last: the same row again changes nothing."""
    of = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="refs")
    """The import that made it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="external_ref_once")]
        indexes = [
            models.Index(fields=["record_kind", "record_id"], name="external_ref_record"),
            models.Index(fields=["record_kind", "key"], name="external_ref_key"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.key}"
