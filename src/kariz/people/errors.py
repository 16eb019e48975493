from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web.errors import DomainError, NotFound


class TooMany(DomainError):
    """More records at once than one transaction should hold."""

    code = "too_many"
    status = 413


class InBin(DomainError):
    """The record was put away."""

    code = "in_bin"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("This is in the bin; restore it first."))


class Merged(DomainError):
    """The record is part of another one by now; `into` names it."""

    code = "merged"
    status = 409

    def __init__(self, into: int | None) -> None:
        super().__init__(_("This was merged into another record."), into=into)


class Deleted(NotFound):
    """The record lies in the bin, from where it can be restored."""

    code = "deleted"

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(name)s” is in the bin and can be restored from there.") % {"name": name})


class Erased(DomainError):
    """The person's data was erased on request; nothing brings it back."""

    code = "erased"
    status = 410

    def __init__(self) -> None:
        super().__init__(_("This person's data was erased on request."))


MOST_AT_ONCE = 500


def at_most(count: int) -> None:
    """Raise TooMany for more than 500."""
    if count > MOST_AT_ONCE:
        raise TooMany(_("At most %(max)d records at once.") % {"max": MOST_AT_ONCE})
