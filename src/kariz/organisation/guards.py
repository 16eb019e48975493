"""What the areas above keep the company's settings from becoming; they register their word at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Held = Callable[[], Any]
_currency: list[Held] = []


def hold_currency(why: Held) -> None:
    """`why()` says what would become wrong if the currency changed now; empty when nothing would."""
    _currency.append(why)


def currency_held() -> Any:
    """The first reason against another currency, or empty."""
    return next((said for said in (why() for why in _currency) if said), "")
