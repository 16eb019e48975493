"""Niamh in Galway, Omar in Dubai and Mina in Tehran are proposed what companies there have."""

import pytest

from kariz.localisation.country_names import CODES
from kariz.localisation.usual import usual
from kariz.localisation.zone_names import zones

MONDAY, SUNDAY, SATURDAY = (0, 1, 2, 3, 4), (6, 0, 1, 2, 3), (5, 6, 0, 1, 2)


@pytest.mark.parametrize(
    ("country", "currency", "zone", "week", "calendar"),
    [
        ("IE", "EUR", "Europe/Dublin", MONDAY, "gregorian"),
        ("GB", "GBP", "Europe/London", MONDAY, "gregorian"),
        ("AE", "AED", "Asia/Dubai", MONDAY, "gregorian"),
        ("CA", "CAD", "America/Toronto", MONDAY, "gregorian"),
        ("US", "USD", "America/New_York", MONDAY, "gregorian"),
        ("SA", "SAR", "Asia/Riyadh", SUNDAY, "gregorian"),
        ("IR", "IRR", "Asia/Tehran", SATURDAY, "jalali"),
    ],
)
def test_a_country_proposes_what_its_companies_have(country, currency, zone, week, calendar):
    known = usual(country)
    assert (known.currency, known.zone, known.week, known.calendar) == (currency, zone, week, calendar)


def test_every_country_proposes_a_week_and_no_zone_that_does_not_exist():
    from zoneinfo import available_timezones

    for country in CODES:
        known = usual(country)
        assert len(known.week) in (5, 6), country
        assert not known.zone or known.zone in available_timezones(), country
    assert "Europe/Dublin" in dict(zones("en"))
