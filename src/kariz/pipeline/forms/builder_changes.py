"""What the small buttons of the builder do to a design: "remove:KEY", "up:KEY", "add-criterion:KEY" …"""

from __future__ import annotations

import secrets
from typing import Any

from kariz.pipeline.default_design import default_design
from kariz.pipeline.rules.criteria import better_kinds, kinds

Design = dict[str, Any]


def change(design: Design, operation: str) -> None:
    """Carry out one button; what it does not know, or cannot find, it leaves alone."""
    word, _, rest = operation.partition(":")
    if word in _ON_ALL:
        _ON_ALL[word](design, rest)
        return
    key, _, place = rest.partition(":")
    stage = next((one for one in design.get("stages", []) if one.get("key") == key), None)
    if stage is not None and word in _ON_STAGE:
        _ON_STAGE[word](design, stage, place)


def new_stage(segment: str = "nurturing") -> Design:
    return {
        "key": f"n{secrets.token_hex(4)}",
        "name": "",
        "template": "",
        "segment": segment,
        "expected_conversion": 50,
        "prior": 20,
        "won_on_leaving": False,
        "holds_won": False,
        "advances_itself": False,
        "activities": [],
        "criteria": [],
    }


def _add_stage(design: Design, _rest: str) -> None:
    stages = design.setdefault("stages", [])
    behind = next((n for n, one in enumerate(stages) if one.get("holds_won")), len(stages))
    segment = stages[behind - 1].get("segment", "nurturing") if behind else "generation"
    stages.insert(behind, new_stage(segment))


def _add_template(design: Design, rest: str) -> None:
    ready = [stage["template"] for stage in default_design()["stages"]]
    if rest not in ready or any(one.get("template") == rest for one in design.get("stages", [])):
        return
    stage = next(one for one in default_design()["stages"] if one["template"] == rest)
    stages = design.setdefault("stages", [])
    before = set(ready[: ready.index(rest)])
    at = max((n + 1 for n, one in enumerate(stages) if one.get("template") in before), default=0)
    has_winner = any(one.get("won_on_leaving") for one in stages)
    stage["won_on_leaving"] = stage["won_on_leaving"] and not has_winner
    stages.insert(at, {"key": rest, **stage})


def _remove(design: Design, stage: Design, _place: str) -> None:
    design["stages"].remove(stage)
    if stage.get("won_on_leaving"):
        for one in design["stages"]:
            one["holds_won"] = False


def _shift(by: int) -> Any:
    def shift(design: Design, stage: Design, _place: str) -> None:
        stages = design["stages"]
        at = stages.index(stage)
        to = max(0, min(len(stages) - 1, at + by))
        stages.insert(to, stages.pop(at))

    return shift


def _add_activity(_design: Design, stage: Design, _place: str) -> None:
    stage.setdefault("activities", []).append({"name": "", "template": "", "kind": "task", "due_in_days": 1})


def _add_criterion(_design: Design, stage: Design, _place: str) -> None:
    row = {"name": "", "template": "", "kind": "box", "params": {}, "policy": "block"}
    stage.setdefault("criteria", []).append(row)


def _drop(name: str) -> Any:
    def drop(_design: Design, stage: Design, place: str) -> None:
        if place.isdecimal() and int(place) < len(stage.get(name, [])):
            del stage[name][int(place)]

    return drop


def _better(_design: Design, stage: Design, rest: str) -> None:
    place, _, kind = rest.partition(":")
    if not (place.isdecimal() and int(place) < len(stage.get("criteria", [])) and kind in kinds()):
        return
    row = stage["criteria"][int(place)]
    if kind in {one.name for one in better_kinds(row.get("template", ""))}:
        row["kind"], row["params"] = kind, {}


_ON_ALL = {"add-stage": _add_stage, "add-template": _add_template}
_ON_STAGE = {
    "remove": _remove,
    "up": _shift(-1),
    "down": _shift(1),
    "add-activity": _add_activity,
    "add-criterion": _add_criterion,
    "drop-activity": _drop("activities"),
    "drop-criterion": _drop("criteria"),
    "better": _better,
}
