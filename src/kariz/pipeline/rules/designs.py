"""What a pipeline's design must be before it can go live, and what one would rather be told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kariz.localisation import preferences
from kariz.localisation.digits import format_number
from kariz.pipeline.models import Activity, Policy, Segment
from kariz.pipeline.rules import criteria
from kariz.pipeline.rules.shape import shape
from kariz.pipeline.template_texts import text_of
from kariz.web.errors import FieldErrors

Errors = dict[str, list[Any]]


def check(design: dict[str, Any]) -> None:
    """Raises FieldErrors with keys like "stages.2.name"."""
    shape(design)
    errors: Errors = {}
    stages = design.get("stages", [])
    if len(stages) < 2:
        raise FieldErrors({"stages": [_("A pipeline has at least two stages.")]})
    if len(stages) > 40:
        raise FieldErrors({"stages": [_("A pipeline has at most 40 stages.")]})
    if not (design.get("name") or design.get("template")):
        errors["name"] = [_("Give the pipeline a name.")]
    for place, stage in enumerate(stages):
        _check_stage(stage, f"stages.{place}", errors)
    _check_winning(stages, errors)
    if errors:
        raise FieldErrors(errors)


def advice(design: dict[str, Any]) -> list[str]:
    """What works, but most companies would do otherwise."""
    stages = design.get("stages", [])
    found: list[Any] = []
    if not stages:
        # There is nothing to advise on yet.
        return []
    if not 5 <= len(stages) <= 10:
        count = format_number(len(stages), preferences.current().digits)
        text = _("Most companies work best with 5 to 10 stages; this pipeline has %(count)s.")
        found.append(text % {"count": count})
    if not any(stage.get("won_on_leaving") for stage in stages):
        found.append(_("No stage is marked as won on leaving: deals are won behind the last stage."))
    open_ended = [stage for stage in stages if not stage.get("criteria") and not stage.get("holds_won")]
    if open_ended:
        comma = "، " if (get_language() or "fa").startswith("fa") else ", "
        named = (str(stage.get("name") or text_of(stage.get("template", ""))) for stage in open_ended)
        # A stage that was just added has no name yet.
        if names := comma.join(filter(None, named)):
            found.append(
                _("Nothing is asked before a deal leaves these stages: %(names)s") % {"names": names}
            )
    return [str(text) for text in found]


def expected_flow(design: dict[str, Any], leads: int) -> list[int]:
    """How many of `leads` are expected to enter each stage, and, last, to leave the last one."""
    flow, left = [], float(leads)
    for stage in design.get("stages", []):
        flow.append(round(left))
        share = stage.get("expected_conversion", 0)
        left *= share / 100 if _whole(share, 100) else 0
    return [*flow, round(left)]


def _check_stage(stage: dict[str, Any], at: str, errors: Errors) -> None:
    if not (stage.get("name") or stage.get("template")):
        errors[f"{at}.name"] = [_("Give the stage a name.")]
    if stage.get("segment") not in Segment.values:
        errors[f"{at}.segment"] = [_("Choose a segment.")]
    for name in ("prior", "expected_conversion"):
        value = stage.get(name, 0)
        if not _whole(value, 100):
            errors[f"{at}.{name}"] = [_("A percentage from 0 to 100.")]
    if not _whole(stage.get("stale_after_days", 14), 365):
        errors[f"{at}.stale_after_days"] = [_("A number of days from 0 to 365.")]
    for place, activity in enumerate(stage.get("activities", [])):
        if not (activity.get("name") or activity.get("template")):
            errors[f"{at}.activities.{place}.name"] = [_("Say what is to be done.")]
        if activity.get("kind", "task") not in Activity.Kind.values:
            errors[f"{at}.activities.{place}.kind"] = [_("Choose a kind of activity.")]
        days = activity.get("due_in_days", 1)
        if not _whole(days, 365):
            errors[f"{at}.activities.{place}.due_in_days"] = [_("A number of days from 0 to 365.")]
    for place, criterion in enumerate(stage.get("criteria", [])):
        _check_criterion(criterion, f"{at}.criteria.{place}", errors)


def _whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _check_criterion(criterion: dict[str, Any], at: str, errors: Errors) -> None:
    kind = criteria.kind_named(criterion.get("kind", ""))
    if kind is None:
        errors[f"{at}.kind"] = [_("Choose a kind of criterion.")]
    elif problem := criteria.params_problem(kind, criterion.get("params", {})):
        errors[f"{at}.params"] = [problem]
    if criterion.get("policy", Policy.BLOCK) not in Policy.values:
        errors[f"{at}.policy"] = [_("Choose what happens when it is not met.")]
    if kind is not None and kind.name == "box" and not (criterion.get("name") or criterion.get("template")):
        errors[f"{at}.name"] = [_("Say what the box stands for.")]


def _check_winning(stages: list[dict[str, Any]], errors: Errors) -> None:
    winning = [place for place, stage in enumerate(stages) if stage.get("won_on_leaving")]
    if len(winning) > 1:
        errors["stages"] = [_("Only one stage can be won on leaving.")]
    for place, stage in enumerate(stages):
        if stage.get("holds_won") and (not winning or place < winning[0]):
            errors[f"stages.{place}.holds_won"] = [
                _("Won deals are held behind the stage that is won on leaving.")
            ]
        if winning and place > winning[0] and not stage.get("holds_won"):
            errors[f"stages.{place}.holds_won"] = [_("A stage behind the won one holds won deals.")]
