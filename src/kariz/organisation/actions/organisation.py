"""The company's own settings."""

from __future__ import annotations

import secrets
from typing import Any
from zoneinfo import available_timezones

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.events.actions import log
from kariz.localisation import home
from kariz.localisation.country_names import CODES
from kariz.localisation.currencies import CURRENCIES
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.lines import one_line

from .. import guards, renewals
from ..models import Organisation
from ..models.organisation import ONLY_ID
from ..queries import current

FIELDS = ("name", "currency", "money_unit", "calendar", "timezone", "country", "working_days", "language")


class AlreadySetUp(DomainError):
    """One installation serves one company."""

    code = "already_set_up"
    status = 409

    def __init__(self) -> None:
        super().__init__(gettext_lazy("The company is already set up."))


def create(*, by: Any, sample_data: bool = False, **values: Any) -> Organisation:
    """Set the company up, once; what is left out has the defaults, the country the one that the rest speaks of.

    FieldErrors name what is wrong.
    """
    by.require("organisation.change")
    wanted = {**_values(Organisation()), **values}
    if not values.get("country"):
        spoken = (str(wanted[name]) for name in ("timezone", "currency", "language"))
        wanted["country"] = home.guessed(*spoken) or home.REGION
    wanted = _checked(wanted)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Organisation.objects.create(id=ONLY_ID, sample_data=sample_data, **wanted)
        except IntegrityError:
            raise AlreadySetUp() from None
        changes = {name: [None, value] for name, value in wanted.items()}
        log.append(by=by, verb="organisation.created", subject=("organisation", ONLY_ID), changes=changes)
    current.refresh()
    return made


def change(*, by: Any, version: int | None = None, **values: Any) -> Organisation:
    """Change some of FIELDS. A currency other than rial has no unit; rial without one is shown in toman."""
    by.require("organisation.change")
    company = Organisation.objects.get()
    before = _values(company)
    wanted = _checked({**before, **values})
    changes = {name: [before[name], wanted[name]] for name in FIELDS if before[name] != wanted[name]}
    if not changes:
        return company
    if "currency" in changes and (why := guards.currency_held()):
        raise FieldErrors({"currency": [why]})
    with transaction.atomic():
        seen = company.version if version is None else version
        if not Organisation.objects.filter(version=seen).update(version=F("version") + 1, **wanted):
            raise Stale()
        log.append(by=by, verb="organisation.changed", subject=("organisation", ONLY_ID), changes=changes)
        if "country" in changes:
            renewals.begin()
    current.refresh()
    return current.organisation()


def mark_sample_data(*, by: Any, present: bool) -> bool:
    """Note whether the sample's records are there; False when that was noted before. Of two, one gets True."""
    by.require("organisation.change")
    changed = Organisation.objects.filter(sample_data=not present).update(sample_data=present)
    current.refresh()
    return bool(changed)


def renew_fields_revision() -> None:
    """Told by the action that changes a custom field, in its transaction."""
    Organisation.objects.update(fields_revision=_by_chance())
    current.refresh()


def renew_counts() -> None:
    """Told by the action that changes what the frame counts on every page, in its transaction.

    Here it is counted anew at once, elsewhere behind the commit: a transaction that held the company's row to its end
    would let others wait, and could wait for them.
    """
    current.organisation().counts_revision = _by_chance()
    waiting = connection.run_on_commit
    # Whoever takes a thousand records away says it once. What was told in a savepoint that was undone is gone from it.
    if not any(told[1] is _renew_counts for told in waiting):
        transaction.on_commit(_renew_counts, robust=True)


def _renew_counts() -> None:
    Organisation.objects.update(counts_revision=_by_chance())
    current.refresh()


def _by_chance() -> int:
    """And not by counting: two databases, or one brought back, never share a number by accident."""
    return secrets.randbelow(2**62) + 1


def _values(company: Organisation) -> dict[str, Any]:
    return {name: getattr(company, name) for name in FIELDS}


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"organisation has no {sorted(unknown)}")
    values["name"] = one_line(values["name"], field="name", limit=150)
    if values["currency"] != "IRR":
        values["money_unit"] = ""
    elif not values["money_unit"]:
        values["money_unit"] = Organisation.MoneyUnit.TOMAN.value
    allowed = {
        "currency": CURRENCIES,
        "money_unit": ["", *Organisation.MoneyUnit.values],
        "calendar": Organisation.Calendar.values,
        "timezone": available_timezones(),
        "country": CODES,
        "language": Organisation.Language.values,
    }
    wrong = {
        name: [_("Choose one of the given values.")]
        for name, known in allowed.items()
        if values[name] not in known
    }
    days = values["working_days"]
    if not days or set(days) - set(range(7)) or len(set(days)) != len(days):
        wrong["working_days"] = [_("Choose at least one day of the week, each once.")]
    if wrong:
        raise FieldErrors(wrong)
    # In the order of the Iranian week, so that the same days are the same value.
    values["working_days"] = sorted(days, key=lambda day: (day + 2) % 7)
    return values
