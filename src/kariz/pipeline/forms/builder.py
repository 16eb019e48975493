"""From what a step of the builder posts to the design that is kept; values are judged later, nothing is lost."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.http import QueryDict

from kariz.localisation import preferences
from kariz.localisation.digits import to_latin
from kariz.localisation.money import MoneyError, parse_money
from kariz.pipeline.default_design import default_design
from kariz.pipeline.forms.builder_changes import change
from kariz.pipeline.template_texts import text_of

Design = dict[str, Any]
AT_HAND = ("company", "team", "customers", "market", "products", "prospects", "goal")


def read(design: Design, step: int, post: QueryDict) -> Design:
    """A copy of `design` with what step 1–6 posted, and the button that was pressed carried out."""
    made: Design = json.loads(json.dumps(design))
    _READERS[step](made, post)
    if operation := post.get("do", ""):
        change(made, operation)
    return made


def _describe(design: Design, post: QueryDict) -> None:
    design["process"] = _text(post, "process", 20_000)
    design["at_hand"] = [name for name in AT_HAND if name in post.getlist("at_hand")]


def _stages(design: Design, post: QueryDict) -> None:
    kept = {stage["key"]: stage for stage in design.get("stages", [])}
    order = [key for key in post.getlist("stage") if key in kept]
    order += [key for key in kept if key not in order]
    design["stages"] = [kept[key] for key in order]
    for key, stage in kept.items():
        if f"{key}-name" in post:
            _name(stage, _text(post, f"{key}-name", 200))
            stage["segment"] = _text(post, f"{key}-segment", 16)
    if "winning" in post:
        mark_winning(design, post["winning"])  # type: ignore[arg-type]


def mark_winning(design: Design, key: str) -> None:
    """Deals are won on leaving stage `key`; the stages behind it hold won deals."""
    behind = False
    for stage in design["stages"]:
        stage["won_on_leaving"] = stage["key"] == key
        stage["holds_won"] = behind
        behind = behind or stage["won_on_leaving"]


def _work(design: Design, post: QueryDict) -> None:
    for stage in design.get("stages", []):
        key = stage["key"]
        if f"{key}-here" not in post:
            continue
        stage["advances_itself"] = f"{key}-advances" in post
        stage["playbook"] = _text(post, f"{key}-playbook", 20_000)
        for place, row in enumerate(stage.get("activities", [])):
            at = f"{key}-a{place}"
            _name(row, _text(post, f"{at}-name", 200))
            row["kind"] = _text(post, f"{at}-kind", 48)
            row["due_in_days"] = _number(post, f"{at}-due")
        for place, row in enumerate(stage.get("criteria", [])):
            _criterion(row, f"{key}-c{place}", post)


def _criterion(row: Design, at: str, post: QueryDict) -> None:
    kind = _text(post, f"{at}-kind", 48)
    _name(row, _text(post, f"{at}-name", 200))
    row["policy"] = _text(post, f"{at}-policy", 8)
    if kind == row.get("kind"):
        row["params"] = _params(row.get("params", {}), at, post)
    else:
        row["kind"], row["params"] = kind, {}


def _params(params: Design, at: str, post: QueryDict) -> Design:
    made = dict(params)
    for name in ("field", "activity", "result", "participants"):
        if f"{at}-{name}" in post:
            made["kind" if name == "activity" else name] = _text(post, f"{at}-{name}", 48)
    if f"{at}-roles-here" in post:
        made["roles"] = [role[:48] for role in post.getlist(f"{at}-roles")]
    if f"{at}-amount" in post:
        made["amount"] = _amount(_text(post, f"{at}-amount", 40))
    if f"{at}-rule" in post:
        made["rule"] = _rule(post[f"{at}-rule"])  # type: ignore[arg-type]
    return made


def _amount(text: str) -> Any:
    mine = preferences.current()
    try:
        return parse_money(text, mine.currency, mine.unit).amount
    except MoneyError:
        return text


def _rule(text: str) -> Any:
    try:
        return json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}


def _create(design: Design, post: QueryDict) -> None:
    _name(design, _text(post, "name", 200))
    design["summary"] = _text(post, "summary", 20_000)


def _report(design: Design, post: QueryDict) -> None:
    for stage in design.get("stages", []):
        key = stage["key"]
        for name in ("expected_conversion", "prior", "stale_after_days"):
            if f"{key}-{name}" in post:
                stage[name] = _number(post, f"{key}-{name}")
    if "leads" in post:
        design["leads"] = _number(post, "leads")


def _review(design: Design, post: QueryDict) -> None:
    taken = {name.removeprefix("into-"): value for name, value in post.items() if name.startswith("into-")}
    if taken:
        design["removed"] = [
            {"id": int(pk), "into": int(into) if into.isdecimal() else None}  # type: ignore[arg-type, union-attr]
            for pk, into in taken.items()
            if pk.isdecimal()
        ]


_READERS = {1: _describe, 2: _stages, 3: _work, 4: _create, 5: _report, 6: _review}


def template_stages(design: Design) -> list[Design]:
    """Stages of the template that the design does not have (any more)."""
    have = {stage.get("template") for stage in design.get("stages", [])}
    return [stage for stage in default_design()["stages"] if stage["template"] not in have]


def new_key() -> str:
    return f"n{secrets.token_hex(4)}"


def _name(row: Design, text: str) -> None:
    """The template's own words stay the template's, so that they keep speaking both languages."""
    row["name"] = "" if row.get("template") and text == text_of(row["template"]) else text


def _text(post: QueryDict, name: str, most: int) -> str:
    return post.get(name, "").replace("\x00", "").strip()[:most]


def _number(post: QueryDict, name: str) -> Any:
    """A whole number, or what was typed when it is none."""
    text = to_latin(_text(post, name, 12)).rstrip("٪%").strip()
    return int(text) if text.isascii() and text.isdecimal() else text
