from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """One record as search finds it. `folded` is the searched text, `title_folded` puts beginnings of titles first.

    The text indexes (FTS5 or pg_trgm) hang on this table; the migration makes them, see `records/search/schema.py`.
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    title_folded = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    folded = models.TextField()
    url = models.CharField(max_length=300)
    owner_id = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [models.Index(fields=["title_folded", "id"], name="search_by_title")]

    def __str__(self) -> str:
        return self.title
