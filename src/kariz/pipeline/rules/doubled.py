"""How much two deals of one company look like one: a score that means odds, and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.pipeline.models import Deal, Outcome
from kariz.pipeline.rules import titles

JOINED = (Outcome.OPEN, Outcome.RESTING)
"""What has ended is history."""
WORTH_A_LOOK, CERTAIN = 0.5, 0.95
START = -1.0
WEIGHTS = {
    "title": 2.0,
    "title_alike": 1.0,
    "amount": 2.0,
    "amount_near": 1.0,
    "contact": 1.0,
    "pipeline": 0.5,
    "not_amount": -3.0,
    "not_contact": -0.5,
    "not_pipeline": -1.0,
    "not_number": -3.0,
}
WORDS: dict[str, Any] = {
    "title": _("same title"),
    "title_alike": _("similar title"),
    "amount": _("same amount"),
    "amount_near": _("nearly the same amount"),
    "contact": _("same contact"),
    "pipeline": _("same pipeline"),
    "not_amount": _("different amounts"),
    "not_contact": _("different contacts"),
    "not_pipeline": _("different pipelines"),
    "not_number": _("different numbers in the other system"),
}
NEAR = 0.1
"""Of the larger amount, by how much the other may differ."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """`score` is 0–1; `reasons` are keys of WORDS, weightiest first, those that speak against begin with "not_"."""

    score: float
    reasons: tuple[str, ...]


def doubled(one: Deal, other: Deal) -> Doubled | None:
    """None where nothing says that they may be one."""
    title = _title(one, other)
    if not title:
        return None
    pipeline = "pipeline" if one.pipeline_id == other.pipeline_id else "not_pipeline"
    found = [title, _amount(one, other), _contact(one, other), pipeline]
    if one.external_id and other.external_id:
        found.append("not_number")
    reasons = sorted(filter(None, found), key=lambda key: (key.startswith("not_"), -abs(WEIGHTS[key])))
    score = 1 / (1 + exp(-START - sum(WEIGHTS[key] for key in reasons)))
    return Doubled(round(score, 3), tuple(reasons)) if score >= WORTH_A_LOOK else None


def further(one: Deal, other: Deal) -> Deal:
    """The one that stays where nobody chooses: that which goes on rather than rests, in one pipeline the further along, else
    the older. Their stages are asked of the database where they are not there."""
    if one.is_open != other.is_open:
        return one if one.is_open else other
    if one.pipeline_id == other.pipeline_id and one.stage.position != other.stage.position:
        return max(one, other, key=lambda deal: deal.stage.position)
    return min(one, other, key=lambda deal: deal.pk)


def in_words(reasons: tuple[str, ...]) -> list[str]:
    return [str(WORDS[one]) for one in reasons]


def _title(one: Deal, other: Deal) -> str:
    if titles.are_one(one.title, other.title):
        return "title"
    return "title_alike" if titles.are_alike(one.title, other.title) else ""


def _amount(one: Deal, other: Deal) -> str:
    if not one.amount or not other.amount:
        return ""
    if one.currency == other.currency and one.amount == other.amount:
        return "amount"
    if one.currency == other.currency:
        # Each may have a rate of its own day, or none.
        less, more = sorted((one.amount, other.amount))
    else:
        less, more = sorted((one.base_amount, other.base_amount))
    return "amount_near" if less and more - less <= more * NEAR else "not_amount"


def _contact(one: Deal, other: Deal) -> str:
    if not one.contact_id or not other.contact_id:
        return ""
    return "contact" if one.contact_id == other.contact_id else "not_contact"
