from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web.errors import DomainError


class TooMany(DomainError):
    """More records at once than one transaction should hold."""

    code = "too_many"
    status = 413


MOST_AT_ONCE = 500


def at_most(count: int) -> None:
    """Raise TooMany for more than 500."""
    if count > MOST_AT_ONCE:
        raise TooMany(_("At most %(max)d records at once.") % {"max": MOST_AT_ONCE})
