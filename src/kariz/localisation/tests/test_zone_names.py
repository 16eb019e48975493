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


def test_no_place_is_listed_twice_and_it_stands_under_its_present_name() -> None:
    labels = [label for _name, label in zones("fa")]
    assert len(labels) == len(set(labels))
    assert ("Asia/Kolkata", "هند، کلکته") in zones("fa")


def test_a_company_that_keeps_a_former_name_of_its_zone_finds_it() -> None:
    assert ("Asia/Calcutta", "هند، کلکته") in zones("fa", "Asia/Calcutta")


def test_in_persian_countries_stand_together() -> None:
    persian = zones("fa")
    german = [at for at, (_name, label) in enumerate(persian) if label.startswith("آلمان")]
    assert german == list(range(german[0], german[0] + len(german)))
