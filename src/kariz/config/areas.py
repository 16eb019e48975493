"""The areas that bring pages or an API, in the order in which their addresses are tried."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

AREAS = ("web", "organisation", "access", "rules", "records", "people", "pipeline", "exchange", "config.setup")


def having(module: str) -> list[str]:
    """Dotted names of `module` ("urls", "api") in the areas that have it."""
    areas = [f"kariz.{area}" for area in AREAS if find_spec(f"kariz.{area}")]
    return [f"{area}.{module}" for area in areas if find_spec(f"{area}.{module}")]


def listed(module: str, attribute: str) -> list[Any]:
    """The lists called `attribute` in `module` of every area, joined."""
    found: list[Any] = []
    for name in having(module):
        value = getattr(import_module(name), attribute, None)
        found += value if isinstance(value, list) else []
    return found
