"""A design as the builder's templates show it: titles, errors beside the field, what may be chosen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kariz.localisation import preferences
from kariz.localisation.money import format_money
from kariz.pipeline.models import Activity, CommitteeMember, Policy, Segment
from kariz.pipeline.rules import designs
from kariz.pipeline.rules.criteria import better_kinds, fillable, kind_named, kinds
from kariz.pipeline.template_texts import text_of
from kariz.web.errors import FieldErrors

Design = dict[str, Any]
Errors = dict[str, list[str]]

STEP_OF = {"name": 2, "segment": 2, "holds_won": 2, "activities": 3, "criteria": 3, "prior": 5}
STEP_OF |= {"expected_conversion": 5, "stale_after_days": 5}


def errors_of(design: Design) -> Errors:
    """Every reason why the design cannot go live, by key ("stages.2.name")."""
    try:
        designs.check(design)
    except FieldErrors as error:
        return error.errors
    return {}


def step_of(key: str) -> int:
    """The step that holds the field of an error."""
    parts = key.split(".")
    if parts[0] == "name":
        return 4
    if parts[0] != "stages" or len(parts) < 3:
        return 2
    return STEP_OF.get(parts[2], 2)


def errors_in(errors: Errors, step: int) -> Errors:
    return {key: texts for key, texts in errors.items() if step_of(key) == step}


def choices() -> dict[str, Any]:
    """What the selects of the builder offer."""
    return {
        "segments": Segment.choices,
        "policies": Policy.choices,
        "activity_kinds": Activity.Kind.choices,
        "results": [("", _("any outcome")), *Activity.Result.choices],
        "participants": [("", _("anybody")), ("decision_makers", _("the decision makers of the committee"))],
        "roles": CommitteeMember.Role.choices,
        "fields": list(fillable().items()),
        "kinds": [(kind.name, kind.label) for kind in kinds().values()],
    }


def shown_stages(design: Design, errors: Errors) -> list[dict[str, Any]]:
    """Each stage with its title, its rows and its errors, in order."""
    return [_stage(stage, place, errors) for place, stage in enumerate(design.get("stages", []))]


def title_of(row: Design) -> str:
    return str(row.get("name") or text_of(row.get("template", "")))


def _stage(stage: Design, place: int, errors: Errors) -> dict[str, Any]:
    at = f"stages.{place}"
    rows = {
        "activities": [
            _row(row, f"{at}.activities.{number}", errors)
            for number, row in enumerate(stage.get("activities", []))
        ],
        "criteria": [
            _criterion(row, f"{at}.criteria.{number}", errors)
            for number, row in enumerate(stage.get("criteria", []))
        ],
    }
    mine = {key.removeprefix(f"{at}."): texts for key, texts in errors.items() if key.startswith(f"{at}.")}
    return {
        **stage,
        "place": place + 1,
        "title": title_of(stage),
        "segment_label": dict(Segment.choices).get(stage.get("segment", ""), ""),
        "errors": mine,
        "has_row_errors": any(key.startswith(("activities.", "criteria.")) for key in mine),
        "stale_after_days": stage.get("stale_after_days", 14),
        **rows,
    }


def _row(row: Design, at: str, errors: Errors) -> dict[str, Any]:
    found = {key.removeprefix(f"{at}."): texts for key, texts in errors.items() if key.startswith(f"{at}.")}
    kind = dict(Activity.Kind.choices).get(row.get("kind", "task"), "")
    return {**row, "title": title_of(row), "errors": found, "kind_label": kind}


def _criterion(row: Design, at: str, errors: Errors) -> dict[str, Any]:
    kind = kind_named(row.get("kind", ""))
    params = row.get("params", {})
    shown = _row(row, at, errors)
    better = [one for one in better_kinds(row.get("template", "")) if one.name != row.get("kind")]
    shown |= {
        "asks": kind.params if kind else (),
        "better": better,
        "params": params,
        "kind_label": kind.label if kind else "",
        "policy_label": dict(Policy.choices).get(row.get("policy", ""), ""),
    }
    if kind and "amount" in kind.params:
        shown["amount"] = _amount(params.get("amount", ""))
    shown["words"] = shown["title"] or _words(kind, params)
    return shown


def _words(kind: Any, params: Design) -> str:
    try:
        return str(kind.describe(params)) if kind else ""
    except (ValueError, TypeError, AttributeError):
        return str(kind.label)


def _amount(value: Any) -> str:
    if not isinstance(value, int):
        return str(value)
    mine = preferences.current()
    return str(format_money(value, mine.currency, mine.unit, mine.language, mine.digits))
