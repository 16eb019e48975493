from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomSubject(models.TextChoices):
    COMPANY = "company", _("Companies")
    CONTACT = "contact", _("Contacts")
    DEAL = "deal", _("Deals")


class CustomType(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One choice")
    CHOICES = "choices", _("Several choices")
    BOOLEAN = "boolean", _("Yes or no")
    LINK = "link", _("Link")
    PHONE = "phone", _("Phone")
    PERSON = "person", _("Colleague")


class CustomField(models.Model):
    """A field that the company added to one kind of record. `key` names its values for ever; a removed field keeps
    them and can come back."""

    subject = models.CharField(max_length=10, choices=CustomSubject)
    key = models.SlugField(max_length=40)
    label = models.CharField(_("label"), max_length=80)
    type = models.CharField(_("type"), max_length=10, choices=CustomType)
    options = models.JSONField(default=list)
    """For choices: [{"key", "label", "retired"}] in their order."""
    help = models.CharField(_("help"), max_length=200, blank=True)
    required = models.BooleanField(_("must be filled in forms"), default=False)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        ordering = ["subject", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="custom_field_once"),
            models.CheckConstraint(condition=~models.Q(label=""), name="custom_field_has_label"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """What rules, columns, imports and errors call it."""
        return f"custom.{self.key}"

    def choices(self, *, retired: bool = False) -> list[tuple[str, str]]:
        """The pairs of key and label that can be chosen; with `retired` also those of old."""
        return [(one["key"], one["label"]) for one in self.options if retired or not one.get("retired")]


class CustomValues(models.Model):
    """What a kind of record needs to carry custom fields.

    `custom` is {key: value}: text, number, whole minor units, ISO day, option key, [option keys], yes or no, user id.
    `custom_index` is {key: {"fold", "sort", "held"}}: the copies by which texts and choices are found and ordered.
    """

    custom = models.JSONField(default=dict, blank=True, editable=False)
    custom_index = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
