"""What a deal may hold: checked before anything is written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.money import MAX_AMOUNT
from kariz.organisation.queries.current import organisation
from kariz.people.models import Channel
from kariz.pipeline.models import Deal, Outcome
from kariz.pipeline.queries.story_kinds import PRICES
from kariz.web.errors import FieldErrors

if TYPE_CHECKING:
    from kariz.pipeline.actions.deals import NewDeal

CHANGEABLE = (
    "title",
    "company",
    "contact",
    "owner",
    "amount",
    "currency",
    "rate",
    PRICES,
    "expected_close",
    "channel",
    "notes",
    "custom",
    "created_at",
)
"""What may be set on a deal, when it began by an import alone; stage and outcome have actions of their own. The prices of
its products are counted anew with its currency (`line_prices`)."""


def base_amount(amount: int | None, rate: Decimal) -> int:
    """`amount` in the base currency's minor units; 0 when unknown."""
    return round(amount * rate) if amount is not None else 0


def countable(amount: int | None, rate: Decimal) -> bool:
    """Whether the database can keep such an amount and add many of them up."""
    return amount is None or max(amount, base_amount(amount, rate)) <= MAX_AMOUNT


def check_new(new: NewDeal) -> None:
    """Raises FieldErrors."""
    errors: dict[str, list[Any]] = {}
    if not new.title.strip():
        errors["title"] = [_("Give the deal a title.")]
    elif len(new.title) > 300:
        errors["title"] = [_("The title has more than 300 characters.")]
    errors |= _wrong_amount(new.amount)
    if not errors.get("amount") and not countable(new.amount, new.rate):
        errors["amount"] = [_("The amount is too large.")]
    errors |= _wrong_words(new.currency, new.channel)
    if new.stage is not None and new.stage.holds_won and new.outcome == Outcome.OPEN:
        errors["stage"] = [_("This stage holds won deals: add the deal before it, then win it.")]
    if new.stage is not None and (new.stage.pipeline_id != new.pipeline.pk or new.stage.retired):
        errors["stage"] = [_("This is not a stage of the deal's pipeline.")]
    if errors:
        raise FieldErrors(errors)


def check_changes(values: dict[str, Any]) -> None:
    """Raises FieldErrors for what may not be set, or not to that."""
    errors: dict[str, list[Any]] = {
        name: [_("This cannot be set.")] for name in values if name not in CHANGEABLE
    }
    if "title" in values and not str(values["title"] or "").strip():
        errors["title"] = [_("Give the deal a title.")]
    elif len(values.get("title", "")) > 300:
        errors["title"] = [_("The title has more than 300 characters.")]
    errors |= _wrong_amount(values.get("amount"))
    errors |= _wrong_words(values.get("currency", ""), values.get("channel", ""))
    if errors:
        raise FieldErrors(errors)


def wrong_rate(currency: str, rate: Decimal) -> dict[str, list[Any]]:
    """Sums are in the company's currency, so another one needs its rate; in minor units of both."""
    base = organisation().currency
    if currency in ("", base):
        return {} if rate == 1 else {"rate": [_("The company's own currency has no rate.")]}
    if rate == 1 or rate <= 0:
        return {"rate": [_("A deal in another currency needs its rate.")]}
    return {}


def _wrong_amount(amount: int | None) -> dict[str, list[Any]]:
    if amount is None or 0 <= amount <= MAX_AMOUNT:
        return {}
    return {
        "amount": [_("The amount must be zero or more.") if amount < 0 else _("The amount is too large.")]
    }


def _wrong_words(currency: str, channel: str) -> dict[str, list[Any]]:
    """Pages could not show a deal in a currency that nobody knows."""
    errors: dict[str, list[Any]] = {}
    if currency and currency not in CURRENCIES:
        errors["currency"] = [_("This currency is not known.")]
    if channel and channel not in Channel.values:
        errors["channel"] = [_("This channel is not known.")]
    return errors


def shown_on_board(deal: Deal) -> bool:
    """Open, or won and not yet handed over."""
    return deal.is_open or (deal.outcome == Outcome.WON and deal.handed_over_at is None)
