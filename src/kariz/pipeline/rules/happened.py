"""When something that is written down happened: now, or before; what is still to come is planned, not recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.web.errors import FieldErrors

FAST_CLOCK = timedelta(minutes=1)
"""So far the clock of who writes may be ahead of ours."""


LONGEST_AGO = timedelta(days=50 * 365)
"""Nobody writes down what was before; a year with a digit too few is a slip."""


def happened_at(given: datetime | None) -> datetime:
    """The moment that was given, or now. Raises FieldErrors for one that is still to come, or too long ago."""
    now = timezone.now()
    if given is None:
        return now
    if given > now + FAST_CLOCK:
        raise FieldErrors({"done_at": [_("This is still to come; plan it instead.")]})
    if given < now - LONGEST_AGO:
        raise FieldErrors({"done_at": [_("This is more than 50 years ago; look at the year.")]})
    return min(given, now)
