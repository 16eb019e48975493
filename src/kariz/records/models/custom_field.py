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
    By what they are found, ordered and grouped stands beside it, in the kind's own table of `KeptValue`.
    """

    custom = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


class KeptValue(models.Model):
    """A copy of one custom value, by which its record is found, ordered and grouped: a row a value, of several choices
    one each. One column holds it, as its field's type says. `record` is the link that each kind's own table adds,
    with `related_name="kept"`; `records/actions/kept_values.py` writes them all.
    """

    key = models.CharField(max_length=40)
    text = models.TextField(null=True)
    """Folded, beside `sort`, its sort key."""
    sort = models.CharField(max_length=120, null=True)
    choice = models.CharField(max_length=40, null=True)
    number = models.FloatField(null=True)
    whole = models.BigIntegerField(null=True)
    """Minor units, or the id of a colleague."""
    day = models.DateField(null=True)
    truth = models.BooleanField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


def kept_indexes(kind: str) -> list[models.Index]:
    """One to find a record's own values, and one for each column that lists are narrowed, ordered or grouped by."""
    ordered = [
        models.Index(
            fields=["key", name, "record"],
            name=f"{kind}_kept_{name}",
            condition=models.Q(**{f"{name}__isnull": False}),
        )
        for name in ("sort", "choice", "number", "whole", "day", "truth")
    ]
    return [models.Index(fields=["record", "key"], name=f"{kind}_kept_record"), *ordered]
