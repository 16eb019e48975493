"""What the dialog of a refused move sends: boxes ticked and fields filled right there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.dates import DateError, parse_date
from kariz.localisation.digits import to_latin
from kariz.localisation.money import MoneyError, parse_money
from kariz.people.models import Channel
from kariz.pipeline.actions.deals import change
from kariz.pipeline.actions.ticks import tick
from kariz.pipeline.models import Criterion, Deal
from kariz.web.errors import FieldErrors

HERE = ("amount", "expected_close", "owner_id", "channel", "notes")
"""Fields that the dialog itself can fill; company and contact are chosen on the deal's page."""
MAX_INTEGER = 2**63 - 1


def whole(text: str | None) -> int | None:
    """A whole number that a database can hold, in either digits; None for anything else."""
    plain = to_latin(str(text or "")).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and int(plain) <= MAX_INTEGER else None


def amount_from(text: str, currency: str = "") -> int | None:
    """An amount as typed in minor units of `currency`; None when empty. Raises FieldErrors."""
    if not text.strip():
        return None
    mine = preferences.current()
    try:
        return parse_money(text, currency or mine.currency, mine.unit).amount
    except MoneyError as error:
        raise FieldErrors({"amount": [error]}) from None


def date_from(text: str, field: str) -> date | None:
    """A day as typed in the reader's calendar; None when empty. Raises FieldErrors."""
    if not text.strip():
        return None
    try:
        return parse_date(text, today=preferences.today(), calendar=preferences.current().calendar)
    except DateError as error:
        raise FieldErrors({field: [error]}) from None


def owner_from(text: str) -> User | None:
    """An active person who can own deals; None when empty. Raises FieldErrors."""
    if not text:
        return None
    found = User.objects.who_can("deal.move").filter(pk=whole(text) or 0).first()
    if found is None:
        raise FieldErrors({"owner": [_("Choose a person of the team.")]})
    return found


def deal_value(name: str, text: str, deal: Deal) -> tuple[str, Any]:
    """The action's field and value for what was typed. Raises FieldErrors."""
    match name:
        case "amount":
            return name, amount_from(text, deal.currency)
        case "expected_close":
            return name, date_from(text, name)
        case "owner_id" | "owner":
            return "owner", owner_from(text)
        case "channel":
            if text and text not in Channel.values:
                raise FieldErrors({"channel": [_("Choose from the list.")]})
            return name, text
    return name, text.strip()


MOST_BOXES = 100


def mend(deal: Deal, given: QueryDict, by: User) -> int | None:
    """Tick and fill what the dialog sent; the deal's version after it, or None when nothing was sent.

    Raises NotAllowed, FieldErrors, DealMovedMeanwhile.
    """
    version: int | None = whole(given.get("version"))
    # The button that confirms all boxes names them; each box that is ticked by hand sends itself.
    sent = [*given.getlist("tick"), *given.get("confirm", "").split(",")[:MOST_BOXES]]
    ticked = {number for text in sent if (number := whole(text)) is not None}
    mended = False
    boxes = Criterion.objects.filter(pk__in=ticked, kind="box", retired_at=None).select_related("stage")
    for criterion in boxes if ticked else ():
        version = tick(deal=deal, criterion=criterion, by=by, ticked=True, version=version).version
        mended = True
    values = dict(
        deal_value(name, text, deal) for name in HERE if (text := given.get(f"field_{name}", "").strip())
    )
    if values:
        version = change(deal=deal, by=by, version=version, **values).version
        mended = True
    return version if mended else None
