"""Phones as Americans write them: the area before a slash, the extension behind a comma, "c" and "o" before them."""

import pytest

from kariz.exchange.tests.test_english_days import live_in
from kariz.localisation import home
from kariz.people.models import Contact, ContactPoint
from kariz.reading.cells.phones import read_phones
from kariz.reading.names.names import people_in


@pytest.fixture(autouse=True)
def ohio(monkeypatch):
    monkeypatch.setattr(home, "_region", "US")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("419/555-3396", ["419/555-3396"]),
        ("c 567/555-5299 / o 1-419-555-3253 ext 57", ["567-555-5299", "1-419-555-3253 ext. 57"]),
        ("c (567) 555-5923 / o (419) 555-3781", ["(567) 555-5923", "(419) 555-3781"]),
        ("419.555.3088, x 113", ["419.555.3088, x 113"]),
        ("419-555-5299 / x204", ["419-555-5299 / x204"]),
        ("419/555-3396, 419/555-3385", ["419-555-3396", "419-555-3385"]),
    ],
)
def test_a_number_of_ohio_is_one_number(cell, numbers):
    found = read_phones(cell)
    assert (list(found), found.left) == (numbers, "")


def test_each_of_two_people_in_a_cell_has_the_own_number():
    found, rest = people_in(
        "Jim Brandt (Estimator) 419-555-3385 ext 104; Angie Szabo (Sr. PM) 419/555-3396, x 81"
    )
    assert [(one.name, one.phones, one.position) for one in found] == [
        ("Jim Brandt", ["419-555-3385 ext. 104"], "Estimator"),
        ("Angie Szabo", ["419-555-3396 ext. 81"], "Sr. PM"),
    ]
    found, rest = people_in("Doug Huber (Facilities Dir.) 419/555-3055; Sue Szabo (Owner) 1-419-555-3066")
    assert [(one.name, one.phones) for one in found] == [
        ("Doug Huber", ["419-555-3055"]),
        ("Sue Szabo", ["1-419-555-3066"]),
    ]
    assert not rest


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Mark Kaczmarek, VP Ops", [("Mark Kaczmarek", "VP Ops")]),
        ("Nancy Kaczmarek, Plant Mgr", [("Nancy Kaczmarek", "Plant Mgr")]),
        (
            "Phil Hoffman - Plant Mgr\nGary Sauder - PM",
            [("Phil Hoffman", "Plant Mgr"), ("Gary Sauder", "PM")],
        ),
        (
            "Karen Klopfenstein - Maint. Supervisor\nScott Perez - Facilities Dir.",
            [("Karen Klopfenstein", "Maint. Supervisor"), ("Scott Perez", "Facilities Dir.")],
        ),
        ("Chuck Ruffing (Facilities Dir.)", [("Chuck Ruffing", "Facilities Dir.")]),
    ],
)
def test_what_somebody_does_is_nobody(cell, people):
    found, _rest = people_in(cell)
    assert [(one.name, one.position) for one in found] == people


@pytest.mark.parametrize("cell", ["Ann Roe 555-5299", "Ann Roe (555-5299)"])
def test_a_local_number_without_its_area_is_no_part_of_a_name(cell):
    [one], _rest = people_in(cell)
    assert (one.name, one.phones) == ("Ann Roe", ["555-5299"])
    assert list(read_phones("555-5299")) == ["555-5299"]


@pytest.mark.parametrize(("number", "people"), [("419-555-5299", 1), ("555-5299", 2)])
def test_a_number_without_its_area_makes_nobody_somebody_elses(admin, pipeline, bring, number, people):
    live_in("US")
    bring(f"Name,Company,Phone\nAnn Roe,Bay Mills,{number}\n", admin, kind="contacts")
    bring(f"Name,Company,Phone\nAnn Roe,Lake Steel,{number}\n", admin, kind="contacts")
    assert Contact.objects.filter(name="Ann Roe").count() == people
    assert {point.value for point in ContactPoint.objects.all()} == {number}
