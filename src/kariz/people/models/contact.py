from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.records.models import KeptValue, kept_indexes
from kariz.web.addresses import numbered

from .channel import Channel, StartedBy
from .company import Company
from .record import PersonQuerySet, PersonRecord, binned, linked, live, same


class Role(models.TextChoices):
    """The part a person plays in the buying decision."""

    DECISION_MAKER = "decision_maker", _("decision maker")
    ECONOMIC_BUYER = "economic_buyer", _("economic buyer")
    CHAMPION = "champion", _("champion")
    USER = "user", _("user")
    TECHNICAL_JUDGE = "technical_judge", _("technical judge")
    BLOCKER = "blocker", _("blocker")
    LEGAL = "legal", _("legal")
    UNKNOWN = "unknown", _("unknown")


class Consent(models.TextChoices):
    """Whether the person agreed to be contacted and to have their data kept."""

    UNKNOWN = "unknown", _("not asked")
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ContactQuerySet(PersonQuerySet):
    def binned_for(self, user: User) -> Self:
        """Without those whose data was erased: they do not come back."""
        return super().binned_for(user).filter(erased_at=None)


class Contact(PersonRecord):
    """A person we sell to. `decision_maker` is None while nobody has asked."""

    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contacts",
        verbose_name=_("company"),
        db_index=False,
    )
    position = models.CharField(_("job position"), max_length=150, blank=True)
    position_folded = models.CharField(max_length=300, editable=False, blank=True)
    role = models.CharField(_("buying role"), max_length=20, choices=Role, default=Role.UNKNOWN)
    decision_maker = models.BooleanField(_("decides"), null=True, blank=True)
    channel = models.CharField(_("first contact by"), max_length=20, choices=Channel, blank=True)
    started_by = models.CharField(_("who started"), max_length=4, choices=StartedBy, blank=True)
    reports_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
        verbose_name=_("reports to"),
        db_index=False,
    )

    consent = models.CharField(
        _("consent"),
        max_length=10,
        choices=Consent,
        default=Consent.UNKNOWN,
        help_text=_("Did the person agree that you contact them and keep their data?"),
    )
    consent_source = models.CharField(
        _("consent obtained by"),
        max_length=200,
        blank=True,
        help_text=_("Where and how it was said: a form, a call, a signed paper."),
    )
    consent_on = models.DateField(_("consent since"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)
    """Since when nothing personal is kept: the row only holds a place for what refers to it."""

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [
            *live("contact", "name_key", "position_folded", "owner"),
            *live("contact", "created_at", "updated_at", "fit"),
            # Stands for the link's own index too: who goes with a company that is removed for good.
            models.Index(fields=["company", "deleted_at", "id"], name="contact_by_company"),
            binned("contact"),
            *same("contact", "folded"),
            *linked("contact", "merged_into", "fit_profile", "reports_to"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="contact_has_name")]

    def get_absolute_url(self) -> str:
        return numbered("people:contact", self.pk)


class ContactValue(KeptValue):
    """A custom value of a contact, by which it is found."""

    record = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="kept", db_index=False)

    class Meta:
        indexes = kept_indexes("contact")
