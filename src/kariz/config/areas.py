"""The areas that bring pages or an API, in the order in which their addresses are tried."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ninja import Router

AREAS = (
    "web",
    "organisation",
    "access",
    "rules",
    "records",
    "people",
    "pipeline",
    "exchange",
    "config.setup",
)


def having(module: str) -> list[str]:
    """Dotted names of `module` ("urls", "api") in the areas that have it."""
    areas = [f"kariz.{area}" for area in AREAS if find_spec(f"kariz.{area}")]
    return [f"{area}.{module}" for area in areas if find_spec(f"{area}.{module}")]


def routers() -> list[tuple[str, Router]]:
    """(prefix, router) of all areas.

    An `api` module either lists them as `router`, a list of (prefix, router, tags), or exports each under its
    resource's name: `comments` is mounted at /comments.
    """
    found: list[tuple[str, Router]] = []
    for name in having("api"):
        module = import_module(name)
        listed = getattr(module, "router", None)
        if isinstance(listed, list):
            found += [(prefix, router) for prefix, router, *_ in listed]
        else:
            found += [(f"/{key}", value) for key, value in vars(module).items() if isinstance(value, Router)]
    return found
