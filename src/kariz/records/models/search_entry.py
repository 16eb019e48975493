from __future__ import annotations

from django.db import models


class _Entry(models.Model):
    """One record as search finds it. `folded` is the searched text, `title_folded` puts beginnings of titles first.

    The text indexes (FTS5 or pg_trgm) hang on each table; migrations make them, see `records/search/schema.py`.
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
        abstract = True

    def __str__(self) -> str:
        return self.title


class SearchEntry(_Entry):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [models.Index(fields=["title_folded", "id"], name="search_by_title")]


class WorkEntry(_Entry):
    """What was done with a record, or is to be done. There are many for each: in a table and indexes of their own they
    neither slow down the search for records nor push these out of the newest that it looks at."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="work_entry_once")]
        indexes = [models.Index(fields=["title_folded", "id"], name="work_by_title")]


AnyEntry = SearchEntry | WorkEntry
