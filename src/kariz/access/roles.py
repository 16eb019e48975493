"""The five roles and the sets of them that capabilities are usually given to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    SELLER = "seller", _("Seller")
    SERVICE = "service", _("Customer service")
    VIEWER = "viewer", _("Viewer")


EVERYONE = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
MANAGERS = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
SELLERS = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.SELLER})
WORKERS = EVERYONE - {Role.VIEWER}
