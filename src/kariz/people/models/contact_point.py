from __future__ import annotations

from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _

from .contact import Contact
from .record import same


class PointKind(models.TextChoices):
    PHONE = "phone", _("phone")
    MOBILE = "mobile", _("mobile")
    EMAIL = "email", _("e-mail")
    TELEGRAM = "telegram", _("Telegram")
    WHATSAPP = "whatsapp", _("WhatsApp")
    LINKEDIN = "linkedin", _("LinkedIn")
    INSTAGRAM = "instagram", _("Instagram")
    OTHER = "other", _("other")


DIALLED = frozenset({PointKind.PHONE, PointKind.MOBILE, PointKind.WHATSAPP})


class ContactPoint(models.Model):
    """One way to reach a person: the value as typed, and its normal form for links, matching and duplicates."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="points", db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=PointKind)
    value = models.CharField(_("value"), max_length=254)
    normal = models.CharField(max_length=254, editable=False)
    primary = models.BooleanField(_("main one"), default=False)

    class Meta:
        verbose_name = _("way to reach")
        verbose_name_plural = _("ways to reach")
        ordering = ["-primary", "id"]
        indexes = same("contact_point", "normal")
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "normal"], name="contact_point_once"),
            models.UniqueConstraint(
                fields=["contact", "kind"], condition=models.Q(primary=True), name="contact_point_one_primary"
            ),
            models.CheckConstraint(condition=~models.Q(normal=""), name="contact_point_has_value"),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def dialled(self) -> bool:
        """Is it a phone number?"""
        return self.kind in DIALLED

    @property
    def href(self) -> str:
        """The address a click opens; empty where the kind has none. The scheme is always ours."""
        value = quote(self.normal, safe="@+./-_")
        match self.kind:
            case PointKind.PHONE | PointKind.MOBILE:
                return f"tel:{value}"
            case PointKind.EMAIL:
                return f"mailto:{value}"
            case PointKind.WHATSAPP:
                return f"https://wa.me/{value.lstrip('+')}"
            case PointKind.TELEGRAM:
                return f"https://t.me/{value}"
            case PointKind.INSTAGRAM:
                return f"https://instagram.com/{value}"
            case PointKind.LINKEDIN:
                return (
                    f"https://www.linkedin.com/{value}"
                    if "/" in value
                    else f"https://www.linkedin.com/in/{value}"
                )
        return ""
