from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kariz.records.models import KeptValue, kept_indexes
from kariz.web.addresses import numbered

from .channel import Channel
from .record import PersonRecord, binned, linked, live, same


class Company(PersonRecord):
    """An organisation that buys, or may buy. `match_key` is its name as imports and duplicates compare it."""

    match_key = models.CharField(max_length=400, editable=False)
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    industry_folded = models.CharField(max_length=200, editable=False, blank=True)
    size = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    national_id = models.CharField(_("national id"), max_length=20, blank=True)
    economic_code = models.CharField(_("economic code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    city_folded = models.CharField(max_length=200, editable=False, blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    phone_normal = models.CharField(max_length=50, editable=False, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Channel, blank=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        indexes = [
            *live("company", "name_key", "industry_folded", "city_folded", "size"),
            # With what is summed by owner, else every row is looked up for it; of all companies, for where SQLite has no
            # better index it goes through one of those with a condition, in an order that takes five times as long.
            models.Index(fields=["owner", "deleted_at", "id", "size"], name="company_by_owner"),
            *live("company", "created_at", "updated_at", "fit"),
            binned("company"),
            *same("company", "folded", "match_key", "national_id", "phone_normal"),
            *linked("company", "merged_into", "fit_profile"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="company_has_name")]

    def get_absolute_url(self) -> str:
        return numbered("people:company", self.pk)


class CompanyValue(KeptValue):
    """A custom value of a company, by which it is found."""

    record = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="kept", db_index=False)

    class Meta:
        indexes = kept_indexes("company")
