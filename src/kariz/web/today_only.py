"""Pages and lists that know today alone say so, instead of showing it to who asks for another day."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .errors import DomainError


class TodayOnly(DomainError):
    """`as_of` was asked of what has no past."""

    code = "today_only"
    status = 400


def today_only(request: HttpRequest) -> None:
    """Raises TodayOnly where the address asks for another day by `as_of`."""
    if request.GET.get("as_of"):
        raise TodayOnly(
            _("This is shown as it is today; only the board can be seen as of a past day."), field="as_of"
        )
