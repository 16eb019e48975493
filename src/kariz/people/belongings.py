"""Companies and contacts as what somebody has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import ngettext

from kariz.access.belongings import Belongings, register
from kariz.localisation.templatetags.kariz import in_digits
from kariz.web.changes import Change, Outcome

from .actions import companies, contacts
from .models import Company, Contact


def register_all() -> None:
    """Called once when the application starts."""
    register(Belongings("contact", lambda: Contact.objects.filter(deleted_at=None), _contacts, _people))
    register(Belongings("company", lambda: Company.objects.filter(deleted_at=None), _companies, _firms))


def _contacts(records: Sequence[Contact], to: Any, by: Any) -> list[Outcome]:
    return contacts.change_many(changes=_given(records, to), by=by)


def _companies(records: Sequence[Company], to: Any, by: Any) -> list[Outcome]:
    return companies.change_many(changes=_given(records, to), by=by)


def _given(records: Sequence[Any], to: Any) -> list[Change]:
    given = {"owner": to.pk}
    return [Change(record, given) for record in records]


def _people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": in_digits(count)}


def _firms(count: int) -> str:
    return ngettext("%(count)s company", "%(count)s companies", count) % {"count": in_digits(count)}
