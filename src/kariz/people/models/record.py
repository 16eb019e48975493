"""What companies and contacts share: an owner, a version, the bin, a survivor after a merge."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.access.models import User
from kariz.access.queries.visibility import VisibleQuerySet
from kariz.records.models import CustomValues

from .profile import Band, Profile

LIVE = models.Q(deleted_at=None)


def live(kind: str, *names: str) -> list[models.Index]:
    """An index for each order that the lists of a kind have, of what is not in the bin: a page is read from one alone."""
    return [models.Index(fields=[name, "id"], name=f"{kind}_live_{name}", condition=LIVE) for name in names]


def binned(kind: str) -> models.Index:
    """What is in the bin, by the day it went there."""
    return models.Index(fields=["deleted_at"], name=f"{kind}_binned", condition=~LIVE)


def same(kind: str, *names: str) -> list[models.Index]:
    """An index for each text by which a record is found when it is exactly the same; `db_index` makes a second one for
    beginnings on PostgreSQL, which nobody asks for."""
    return [models.Index(fields=[name], name=f"{kind}_by_{name}") for name in names]


def linked(kind: str, *names: str) -> list[models.Index]:
    """An index for each link that few records have: the others cost it nothing."""
    return [
        models.Index(
            fields=[name], name=f"{kind}_with_{name}"[:30], condition=models.Q(**{f"{name}__isnull": False})
        )
        for name in names
    ]


class PersonQuerySet(VisibleQuerySet):
    def visible_to(self, user: User) -> Self:
        """What the user may see outside the bin."""
        return super().visible_to(user).filter(deleted_at=None)

    def known_to(self, user: User) -> Self:
        """What the user may see, in the bin or outside."""
        return super().visible_to(user)

    def changeable_by(self, user: User) -> Self:
        return super().changeable_by(user).filter(deleted_at=None)

    def binned_for(self, user: User) -> Self:
        """What the user may see in the bin, the merged ones excepted."""
        return super().visible_to(user).filter(deleted_at__isnull=False, merged_into=None)


class PersonRecord(CustomValues):
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=120, editable=False)
    folded = models.CharField(max_length=400, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
        db_index=False,
    )
    notes = models.TextField(pgettext_lazy("field", "notes"), blank=True, max_length=20_000)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(pgettext_lazy("field", "created"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="merged_from",
        db_index=False,
    )

    fit = models.PositiveSmallIntegerField(_("match"), null=True, editable=False)
    """Percent of the points that the best profile gives; None while there is no profile. See `rules/fit.py`."""
    fit_known = models.PositiveSmallIntegerField(null=True, editable=False)
    fit_band = models.CharField(max_length=8, choices=Band, blank=True, default="", editable=False)
    fit_profile = models.ForeignKey(
        Profile, null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
