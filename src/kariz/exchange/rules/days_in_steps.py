"""The day that stands in the words of a next step: "Call 09/11/2024"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from kariz.exchange.rules.values import BadValue
from kariz.localisation.digits import to_latin

_DAY = re.compile(
    r"(?<![\w/.\-])(\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2})(?![\w/\-]|\.\d)"
)


def take(values: dict[str, Any], read: Callable[[str], date]) -> None:
    """Where no column says the day of the step and its words say one, it is due then. The words stay as they are."""
    if "next_step_on" in values or not isinstance(text := values.get("next_step"), str):
        return
    found = _DAY.findall(to_latin(text))
    if len(found) == 1:
        try:
            values["next_step_on"] = read(found[0])
        except BadValue:
            return
