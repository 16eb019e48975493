"""From a user and the organisation to what localisation needs to know."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from kariz.localisation import home
from kariz.localisation import preferences as localisation
from kariz.localisation.preferences import Preferences
from kariz.organisation.queries.current import organisation

from .models import User


def for_user(user: Any) -> Preferences:
    """How this user wants dates and numbers; money and zone are the organisation's."""
    chosen = user.digits if user.digits in (User.Digits.PERSIAN, User.Digits.LATIN) else ""
    order = "" if user.date_form == User.DateForm.COUNTRY else user.date_form
    return _preferences(user.language, user.calendar, chosen or _digits_of(user.language), order)


def for_anonymous(language: str) -> Preferences:
    """For one who is not signed in: by the language that the browser asks for."""
    language = "en" if language.startswith("en") else "fa"
    return _preferences(language, organisation().calendar, _digits_of(language))


def activate_for(user: User) -> None:
    """Put a user's preferences in force for the rest of the request (one who came with a token)."""
    localisation.activate(for_user(user))
    translation.activate(user.language)


def _digits_of(language: str) -> str:
    return str(User.Digits.PERSIAN if language == "fa" else User.Digits.LATIN)


def _order_of(language: str) -> str:
    """Whoever begins with the month at home would read 12/05 wrongly, and ISO as a stranger."""
    return home.MONTH if home.date_order() == home.MONTH and language != "fa" else ""


def _preferences(language: str, calendar: str, digits: str, order: str = "") -> Preferences:
    company = organisation()
    return Preferences(
        language=language,
        calendar=calendar,  # type: ignore[arg-type]
        digits=digits,  # type: ignore[arg-type]
        currency=company.currency,
        unit=company.money_unit,
        timezone=company.timezone,
        date_order=order or _order_of(language),
    )
