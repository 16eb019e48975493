"""A person's number is struck out of texts in every way in which it is written where the company is."""

from collections.abc import Iterator

import pytest

from kariz.localisation import home
from kariz.people.words import STRUCK, Words


@pytest.fixture
def at_home(request) -> Iterator[None]:
    home.settle(request.param)
    yield
    home.settle(home.REGION)


@pytest.mark.parametrize(
    ("at_home", "number", "written"),
    [
        (
            "GB",
            "020 7946 0018",
            ["020 7946 0018", "+44 20 7946 0018", "+44 (0)20 7946 0018", "00442079460018"],
        ),
        ("DE", "030/123456", ["030/123456", "+49 30 123456", "0049 (0) 30-123456", "(030) 123456"]),
        ("US", "(202) 555-0123", ["(202) 555-0123", "1-202-555-0123", "+1 202.555.0123", "2025550123"]),
        ("US", "+44 20 7946 0018", ["+442079460018", "011 44 20 7946 0018", "020 7946 0018"]),
        ("RU", "8 912 345-67-89", ["8 912 345-67-89", "+7 (912) 345-67-89", "9123456789", "79123456789"]),
        ("RU", "+98 912 123 4567", ["810 98 912 123 4567", "0912 123 4567"]),
        ("IT", "06 1234 5678", ["06 1234 5678", "+39 06 12345678"]),
        ("IR", "09121234567", ["۰۹۱۲ ۱۲۳ ۴۵۶۷", "0098 912 1234567", "+98 (0) 912 123 4567", "9121234567"]),
        ("IR", "+49 30 123456", ["+49 30 123456", "0049 30 123456", "030 123456"]),
    ],
    indirect=["at_home"],
)
def test_a_number_is_struck_however_it_is_dialled_there(at_home, number, written) -> None:
    words = Words(names=[], points=[number])
    assert [words.strike(f"call {one} today") for one in written] == [f"call {STRUCK} today"] * len(written)


@pytest.mark.parametrize(
    ("at_home", "number", "other"),
    [
        ("GB", "020 7946 0018", "20 7946 00189"),
        ("US", "2025550123", "202 555 0124"),
        ("RU", "89123456789", "912 345-67-80"),
        ("IT", "06 1234 5678", "1234 5678"),
    ],
    indirect=["at_home"],
)
def test_another_number_stays(at_home, number, other) -> None:
    assert Words(names=[], points=[number]).strike(f"room {other}") == f"room {other}"
