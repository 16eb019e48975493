from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web.errors import DomainError


class ImportBusy(DomainError):
    """The import runs, or is over, so this cannot be done with it."""

    code = "import_busy"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("This cannot be done with the import as it is now."))


class OneByOne(Exception):
    """A row is refused that was to be written together with others: they are taken one by one."""


class LeaseLost(Exception):
    """Another worker went on with this import."""
