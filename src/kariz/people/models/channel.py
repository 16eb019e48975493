from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the first contact was made."""

    WEBSITE = "website", _("website")
    REFERRAL = "referral", _("referral")
    EVENT = "event", _("event")
    PHONE = "phone", _("phone call")
    EMAIL = "email", _("e-mail")
    SOCIAL = "social", _("social network")
    WALK_IN = "walk_in", _("walk-in")
    IMPORT = "import", _("import")
    OTHER = "other", _("other")


class StartedBy(models.TextChoices):
    US = "us", _("we did")
    THEM = "them", _("they did")
