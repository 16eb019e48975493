"""What the page of a set sends, as the actions take it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from kariz.exchange.forms.mapping import of_changed_rows, of_spellings
from kariz.exchange.forms.sellers import said_of_owners
from kariz.exchange.queries.pages.set_options import EACH

CHOICES = (
    "existing",
    "alike",
    "owner",
    "currency",
    "unit",
    "scale",
    "rate",
    "calendar",
    "day_order",
    "unreadable",
    "asides",
    "several",
    "doubles",
    "here",
)


CONTINUES = "continues_"
"""Before the number of a part."""
NUMBERS = "numbers_"


def given(data: QueryDict, options: Mapping[str, Any], pipelines: Mapping[str, str]) -> dict[str, Any]:
    """Arguments of `sets.change`; stages are only as true as the pipeline that they were chosen for, and what each
    file has of its own stays."""
    said: dict[str, Any] = {name: data[name] for name in CHOICES if data.get(name, EACH) != EACH}
    said |= of_changed_rows(data)
    said |= of_spellings(data)
    if options.get("rate") == EACH and not said.get("rate"):
        said.pop("rate", None)
    said["all_or_nothing"] = "all_or_nothing" in data
    chosen = data.get("pipeline", "")
    if chosen.isdecimal() and len(chosen) < 19:
        said["pipeline"] = int(chosen)
    if "pipeline_text" in data:
        said["pipelines"] = _words(data, "pipeline")
    if "owner_text" in data:
        said["people"] = {word: meaning for word, meaning in said_of_owners(data).items() if meaning != EACH}
    if "reason_text" in data:
        said["reasons"] = _words(data, "reason")
    if "colour_text" in data:
        said["colours"] = _words(data, "colour")
    same = said.get("pipeline", EACH) == options.get("pipeline") and said.get("pipelines", {}) == dict(
        pipelines
    )
    if same and "stage_text" in data:
        said["stages"] = _words(data, "stage")
    continues = {name.removeprefix(CONTINUES): data[name] for name in data if name.startswith(CONTINUES)}
    if continues:
        said["continues"] = continues
    numbers = {name.removeprefix(NUMBERS): data[name] for name in data if name.startswith(NUMBERS)}
    if numbers:
        said["numbers"] = numbers
    version = data.get("version", "")
    return {"options": said, "version": int(version) if version.isdecimal() else None}


def _words(data: QueryDict, name: str) -> dict[str, str]:
    pairs = zip(data.getlist(f"{name}_text"), data.getlist(f"{name}_meaning"), strict=False)
    return {word: meaning for word, meaning in pairs if meaning != EACH}
