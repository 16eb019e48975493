from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kariz.records.tables.shower import Shower
from kariz.web.errors import DomainError, NotFound

if TYPE_CHECKING:
    from .registry import Running


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


class HasOpenDeals(DomainError):
    """Open deals are with the record; whoever means it nevertheless says so. `deals`, `total` and `unseen` tell them."""

    code = "open_deals"
    status = 409

    def __init__(self, name: str, running: Running) -> None:
        super().__init__(
            told_running(name, running), deals=running.deals, total=running.total, unseen=running.unseen
        )
        self.running = running


def told_running(name: str, running: Running) -> str:
    """How many open deals there are, and what they come to."""
    shower = Shower()
    more = {"name": name, "n": shower.number(running.deals), "sum": shower.money(running.total)}
    if running.unseen == running.deals or not running.total:
        text = ngettext(
            "%(n)s open deal is with “%(name)s”.", "%(n)s open deals are with “%(name)s”.", running.deals
        )
    else:
        text = ngettext(
            "%(n)s open deal is with “%(name)s”: %(sum)s.",
            "%(n)s open deals are with “%(name)s”: %(sum)s.",
            running.deals,
        )
    return text % more


class Merged(DomainError):
    """The record is part of another one by now; `into` names it."""

    code = "merged"
    status = 409

    def __init__(self, into: int | None) -> None:
        super().__init__(_("This was merged into another record."), into=into)


class SaidApart(DomainError):
    """Somebody said of two of the records that they are not the same."""

    code = "said_apart"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Somebody said of two of these that they are not the same."))


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
