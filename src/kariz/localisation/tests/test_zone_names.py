"""A time zone is found by the Persian name of its place."""

import pytest

from kariz.localisation.zone_names import zone_name, zones


@pytest.mark.parametrize(
    ("name", "persian"),
    [
        ("Asia/Tehran", "ایران، تهران"),
        ("Europe/Berlin", "آلمان، برلین"),
        ("Asia/Kolkata", "هند، کلکته"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_country_and_city(name: str, persian: str) -> None:
    assert zone_name(name, "fa") == persian


def test_in_english_zones_are_called_as_the_zone_database_writes_them() -> None:
    assert zone_name("America/New_York", "en") == "America/New York"


def test_no_zone_is_left_out_in_persian_and_countries_stand_together() -> None:
    persian, english = zones("fa"), zones("en")
    assert {name for name, _label in persian} == {name for name, _label in english}
    german = [at for at, (_name, label) in enumerate(persian) if label.startswith("آلمان")]
    assert german == list(range(german[0], german[0] + len(german)))
