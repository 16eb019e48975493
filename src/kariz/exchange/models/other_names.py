from __future__ import annotations

from django.db import models

from kariz.people.models import Company

from .imports import Import


class OtherName(models.Model):
    """A name that an import took for another one of a company: later lists that say it mean that company, too. It goes
    with its import; nobody is shown it as a name of the company."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="other_names")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    match_key = models.CharField(max_length=400)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["match_key", "of"], name="import_other_name_once")]

    def __str__(self) -> str:
        return self.name
