"""Errors that a person can act on; pages and the API show the same ones."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.said import of


class DomainError(Exception):
    """Something the caller asked for cannot be done, with a reason in the user's language."""

    code = "invalid"
    status = 422

    def __init__(self, message: Any = "", *, field: str | None = None, **extra: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.extra = extra

    def __str__(self) -> str:
        return str(self.message)

    @property
    def errors(self) -> dict[str, list[str]]:
        """{field: texts}, in the language of now; each remembers its sentence, for who keeps it."""
        return {self.field: [of(self.message)]} if self.field else {}


class FieldErrors(DomainError):
    """One or more fields hold values that cannot be taken."""

    def __init__(self, errors: dict[str, list[Any]], message: Any = None) -> None:
        super().__init__(message or _("Some fields need your attention."))
        self._errors = errors

    def __str__(self) -> str:
        """What the fields say, for who tells it in one line beside no field."""
        return " ".join(text for texts in self.errors.values() for text in texts) or str(self.message)

    @property
    def errors(self) -> dict[str, list[str]]:
        return {name: [of(text) for text in texts] for name, texts in self._errors.items()}


class NotAllowed(DomainError):
    """The acting user may not do this."""

    code = "not_allowed"
    status = 403

    def __init__(self, message: Any = None, **extra: Any) -> None:
        super().__init__(message or _("You do not have permission to do this."), **extra)


class NotFound(DomainError):
    """There is no such record, or the user may not see it."""

    code = "not_found"
    status = 404

    def __init__(self, message: Any = None, **extra: Any) -> None:
        super().__init__(message or _("This was not found, or you may not see it."), **extra)


class Stale(DomainError):
    """The record was changed by somebody else since it was shown."""

    code = "stale"
    status = 409

    def __init__(self, message: Any = None, **extra: Any) -> None:
        super().__init__(message or _("Somebody else changed this in the meantime."), **extra)
