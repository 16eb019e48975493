from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kariz.web.addresses import numbered

from .channel import Channel
from .record import PersonRecord


class Company(PersonRecord):
    """An organisation that buys, or may buy. `match_key` is its name as imports and duplicates compare it."""

    match_key = models.CharField(max_length=400, editable=False, db_index=True)
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    industry_folded = models.CharField(max_length=200, editable=False, blank=True, db_index=True)
    size = models.PositiveIntegerField(_("size"), null=True, blank=True)
    national_id = models.CharField(_("national id"), max_length=20, blank=True, db_index=True)
    economic_code = models.CharField(_("economic code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    city_folded = models.CharField(max_length=200, editable=False, blank=True, db_index=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    phone_normal = models.CharField(max_length=50, editable=False, blank=True, db_index=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Channel, blank=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        indexes = [
            models.Index(fields=["name_key", "id"], name="company_by_name"),
            models.Index(fields=["deleted_at", "fit", "id"], name="company_by_fit"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="company_has_name")]

    def get_absolute_url(self) -> str:
        return numbered("people:company", self.pk)
