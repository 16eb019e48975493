"""The form of a design as plain data: what may stand where. Its values are judged by `designs.check`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.web.errors import FieldErrors

TEXTS = ("name", "template", "process", "summary")
STAGE_TEXTS = ("key", "name", "template", "segment", "playbook")
STAGE_FLAGS = ("won_on_leaving", "holds_won", "advances_itself")
ROW_TEXTS = ("name", "template", "kind", "policy")
LONGEST = {"name": 200, "template": 64, "key": 64, "segment": 16, "kind": 48, "policy": 8}
LONG_TEXT = 20_000


def shape(design: Any) -> None:
    """Raises FieldErrors where something of another kind stands in a place."""
    if not isinstance(design, dict):
        raise FieldErrors({"design": [_("A design is an object.")]})
    errors: dict[str, list[Any]] = {}
    _texts(design, TEXTS, "", errors)
    for place, stage in enumerate(_rows(design, "stages", "stages", errors)):
        at = f"stages.{place}"
        _texts(stage, STAGE_TEXTS, f"{at}.", errors)
        _id(stage, at, errors)
        for name in STAGE_FLAGS:
            if not isinstance(stage.get(name, False), bool):
                errors[f"{at}.{name}"] = [_("True or false.")]
        for kind in ("activities", "criteria"):
            for number, row in enumerate(_rows(stage, kind, f"{at}.{kind}", errors)):
                _texts(row, ROW_TEXTS, f"{at}.{kind}.{number}.", errors)
                _id(row, f"{at}.{kind}.{number}", errors)
                if not isinstance(row.get("params", {}), dict):
                    errors[f"{at}.{kind}.{number}.params"] = [_("An object.")]
    for place, row in enumerate(_rows(design, "removed", "removed", errors)):
        if not isinstance(row.get("id"), int) or not isinstance(row.get("into"), int | None):
            errors[f"removed.{place}"] = [_("The numbers of two stages.")]
    if errors:
        raise FieldErrors(errors)


def _rows(holder: dict[str, Any], name: str, at: str, errors: dict[str, list[Any]]) -> list[dict[str, Any]]:
    rows = holder.get(name, [])
    if isinstance(rows, list) and len(rows) <= 100 and all(isinstance(row, dict) for row in rows):
        return rows
    errors[at] = [_("A list of at most 100 objects.")]
    return []


def _texts(holder: dict[str, Any], names: tuple[str, ...], at: str, errors: dict[str, list[Any]]) -> None:
    for name in names:
        value, most = holder.get(name, ""), LONGEST.get(name, LONG_TEXT)
        if not isinstance(value, str) or len(value) > most or "\x00" in value:
            errors[f"{at}{name}"] = [_("A text of at most %(count)d characters.") % {"count": most}]


def _id(holder: dict[str, Any], at: str, errors: dict[str, list[Any]]) -> None:
    value = holder.get("id")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        errors[f"{at}.id"] = [_("A whole number.")]
