"""Who may add to many deals at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from kariz.pipeline.models import Deal


def require_to_bring(by: Any, deals: Iterable[Deal], made: Collection[int]) -> None:
    """Each deal asks as it is; those that the same action created ask only that. Raises NotAllowed."""
    by.require("deal.create")
    for deal in {deal.pk: deal for deal in deals if deal.pk not in made}.values():
        by.require("deal.change", deal)
