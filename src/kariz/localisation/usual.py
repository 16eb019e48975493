"""What a company of a country most likely has: currency, time zone, working week and calendar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import available_timezones

from .currencies import CURRENCIES


@dataclass(frozen=True, slots=True)
class Usual:
    """`currency` and `zone` are "" where Kariz has none for the country."""

    currency: str
    zone: str
    week: tuple[int, ...]
    calendar: str


_CHIEF = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto", "CL": "America/Santiago",
    "CN": "Asia/Shanghai", "DE": "Europe/Berlin", "ES": "Europe/Madrid", "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty", "MX": "America/Mexico_City", "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": "America/New_York",
}  # fmt: skip
"""Of countries with several zones, the one of most people."""
_REST = {"IR": (3, 4), "AE": (5, 6)}
"""Days of rest where the tables of the world say otherwise: in Iran offices rest on Thursdays too."""
_JALALI = ("IR", "AF")


@lru_cache(maxsize=256)
def usual(country: str) -> Usual:
    # Tables that only set-up reads.
    from babel.core import get_global

    money = [
        row for row in dict(get_global("territory_currencies")).get(country, ()) if row[2] is None and row[3]
    ]
    currency = money[-1][0] if money else ""
    return Usual(
        currency if currency in CURRENCIES else "",
        _zone(country, tuple(dict(get_global("territory_zones")).get(country, ()))),
        tuple(day for day in (5, 6, 0, 1, 2, 3, 4) if day not in _resting(country)),
        "jalali" if country in _JALALI else "gregorian",
    )


def country_of_zone(zone: str) -> str:
    """Two letters, or "" of a zone that is no country's, as UTC."""
    aliases, countries = _zones()
    return countries.get(aliases.get(zone, zone), "") or countries.get(zone, "")


@lru_cache(maxsize=1)
def _zones() -> tuple[dict[str, str], dict[str, str]]:
    from babel.core import get_global

    countries = {
        zone: place for zone, place in dict(get_global("zone_territories")).items() if place != "001"
    }
    return dict(get_global("zone_aliases")), countries


def _zone(country: str, zones: tuple[str, ...]) -> str:
    if country in _CHIEF:
        return _CHIEF[country]
    from babel.core import get_global

    old = {alias for alias, now in dict(get_global("zone_aliases")).items() if now in zones[:1]}
    # The tables may know a zone by its former name only: Asia/Calcutta.
    found = [zone for zone in (*zones[:1], *sorted(old)) if zone in available_timezones()]
    return found[0] if found else ""


def _resting(country: str) -> tuple[int, ...]:
    if country in _REST:
        return _REST[country]
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return (5, 6)
    first, last = locale.weekend_start, locale.weekend_end
    return tuple((first + at) % 7 for at in range((last - first) % 7 + 1))
