from __future__ import annotations

from django.db import models


class SearchSpelling(models.Model):
    """A word that titles hold, under each form by which a misspelt query finds it; see `records/search/words.py`.

    Two writers may add a word at once: the same row twice harms nobody, so nothing forbids it.
    """

    form = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["form", "word"], name="search_spelling_by_form")]

    def __str__(self) -> str:
        return f"{self.form}: {self.word}"
