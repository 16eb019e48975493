"""Time zones by the names of their places."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from .text import sort_key

try:
    from babel import Locale
    from babel.core import get_global

    HAS_NAMES = True
except ImportError:  # an installation that has not been brought up to date yet
    HAS_NAMES = False


@lru_cache(maxsize=8)
def zones(language: str, kept: str = "") -> list[tuple[str, str]]:
    """Every place of the zone database and what it is called, in the order of that: «ایران، تهران».

    A place that has several names there stands once, under `kept` if that is one of them, else under its present one.
    """
    names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (name == kept, name not in _aliases())):
        found[zone_name(name, language)] = name
    return [(found[label], label) for label in sorted(found, key=sort_key)]


def zone_name(name: str, language: str) -> str:
    """The place of a zone in Persian, with its country; in English as the zone database writes it."""
    plain = name.replace("_", " ")
    if not HAS_NAMES or not language.startswith("fa"):
        return plain
    persian: Any = Locale("fa")
    spellings = _spellings(name)
    country = persian.territories.get(_country(spellings))
    if country is None:
        return plain
    known = (persian.time_zones.get(spelling, {}).get("city") for spelling in spellings)
    city = next(filter(None, known), plain.rsplit("/", 1)[-1])
    return city if city in country else f"{country}، {city}"


def _spellings(name: str) -> list[str]:
    """The name and what else the zone is or was called: Asia/Kolkata, Asia/Calcutta."""
    aliases = _aliases()
    now = aliases.get(name, name)
    return [name, now, *(old for old, new in aliases.items() if new == now)]


def _aliases() -> Mapping[str, str]:
    """Former name → present name."""
    found: Mapping[str, str] = get_global("zone_aliases") if HAS_NAMES else {}
    return found


def _country(spellings: list[str]) -> str:
    """The code of the zone's country; "" where it has none, as UTC."""
    territories: Mapping[str, str] = get_global("zone_territories")
    found = (territories.get(spelling, "ZZ") for spelling in spellings)
    return next((code for code in found if code not in ("ZZ", "001")), "")
