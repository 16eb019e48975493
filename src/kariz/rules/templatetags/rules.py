from __future__ import annotations

import json
from typing import Any

from django import template

from .. import conditions
from ..errors import RuleError
from ..schema import schema
from ..sentence import sentence

register = template.Library()


@register.simple_tag
def rule_schema(subject: str) -> str:
    """The editor's fields and words as JSON."""
    return json.dumps(schema(subject), ensure_ascii=False, default=str)


@register.simple_tag
def rule_json(value: Any) -> str:
    """The rule as JSON text: from a Rule, a tree, or the text a form sent back (then unchanged, also when
    wrong)."""
    if isinstance(value, str):
        return value or "{}"
    if not isinstance(value, dict | None):
        value = conditions.to_json(value)
    return json.dumps(value or {}, ensure_ascii=False)


@register.simple_tag
def rule_sentence(value: Any, subject: str) -> str:
    """The rule in words; empty where it cannot be read (the editor shows it to be mended)."""
    try:
        tree = json.loads(value) if isinstance(value, str) and value else value or {}
        return sentence(tree, subject=subject)
    except (ValueError, RecursionError, RuleError):
        return ""
