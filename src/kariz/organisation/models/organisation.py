from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from kariz.localisation import home

ONLY_ID = 1


def iranian_week() -> list[int]:
    """Saturday to Wednesday, as Python counts weekdays (Monday is 0)."""
    return [5, 6, 0, 1, 2]


class Organisation(models.Model):
    """The company that runs Kariz: one row. Sums are in `currency`; `money_unit` says how rial is shown."""

    class MoneyUnit(models.TextChoices):
        TOMAN = "toman", _("Toman")
        RIAL = "rial", _("Rial")

    class Calendar(models.TextChoices):
        JALALI = "jalali", _("Jalali")
        GREGORIAN = "gregorian", _("Gregorian")

    class Language(models.TextChoices):
        PERSIAN = "fa", "فارسی"
        ENGLISH = "en", "English"

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ID, editable=False)
    name = models.CharField(_("Name"), max_length=150)
    currency = models.CharField(_("Currency"), max_length=3, default="IRR")
    money_unit = models.CharField(
        _("Rial amounts are shown in"), max_length=10, choices=MoneyUnit, default=MoneyUnit.TOMAN, blank=True
    )
    calendar = models.CharField(_("Calendar"), max_length=10, choices=Calendar, default=Calendar.JALALI)
    timezone = models.CharField(_("Time zone"), max_length=64, default="Asia/Tehran")
    country = models.CharField(_("Country"), max_length=2, default=home.REGION)
    """Two letters; a phone number without a country's code is read as one of it."""
    working_days = models.JSONField(_("Working days"), default=iranian_week)
    language = models.CharField(_("Language"), max_length=5, choices=Language, default=Language.PERSIAN)
    sample_data = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    fields_revision = models.BigIntegerField(default=0, editable=False)
    """Another number after each change of the company's own fields, 0 while there are none: what a process has read of
    them is true as long as this row, which every request reads, says the same."""
    counts_revision = models.BigIntegerField(default=0, editable=False)
    """The same for the numbers beside the places of the frame: what a process has counted is true as long as it stays."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY_ID), name="organisation_single_row"),
            models.CheckConstraint(
                condition=Q(currency="IRR", money_unit__in=["toman", "rial"])
                | (~Q(currency="IRR") & Q(money_unit="")),
                name="organisation_unit_fits_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.name
