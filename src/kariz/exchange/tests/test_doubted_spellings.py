"""Names of companies in Queensland beside which the same person and phone stand: joined where one is a part of the other,
else shown to whoever knows."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.spellings import found_in
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.people.models import Company
from kariz.pipeline.models import Deal
from kariz.reading.names.spellings import Name, Spellings

CUSTOMERS = [
    ["Company", "City", "Contact", "Phone", "Second contact", "Second phone"],
    ["Roma Diesel & Hydraulics", "Roma", "Scott Burke", "+61448220913", "Kim Burke", "+61448220914"],
    ["Biloela Engineering Works Pty Ltd", "Biloela", "Karen Voss", "+61749921160", "", ""],
    ["Bowen Tomato Farms", "Bowen", "Vince Caruso", "+61417228645", "", ""],
    ["Lockyer Valley Lettuce Pty Ltd", "Gatton", "Tony Brand", "+61418290447", "Sue Brand", "+61438290118"],
    ["Gundaroo Grain Storage", "Gundaroo", "Phil Armitage", "+61429406733", "", ""],
]
PEOPLE = {"Second contact": "contact", "Second phone": "phone"}
SALES = [
    ["Company", "Contact", "Phone", "Title", "Amount"],
    ["Roma Diesel", "Scott Burke", "+61448220913", "Battery", 100],
    ["Biloela Engineering", "Karen Voss", "+61749921160", "Workshop roof", 200],
    ["Bowen Tomatoes", "Vince Caruso", "+61417228645", "Pump station", 300],
    ["LV Lettuce", "Sue Brand", "+61438290118", "Shed", 400],
    ["Gundy Grain", "Phil Armitage", "+61429406733", "Silo roof", 500],
]


def firms():
    return sorted(Company.objects.values_list("name", flat=True))


def with_second_people(whole, by):
    one = part(whole, "customers")
    imports.change(one=one, by=by, mapping=one.mapping | PEOPLE)
    return whole


def test_what_shane_corrects_of_the_columns_leaves_the_names_joined(admin, pipeline):
    whole = upload(admin, customers=CUSTOMERS, sales=SALES)
    joined = {
        "Roma Diesel & Hydraulics": ["Roma Diesel"],
        "Biloela Engineering Works Pty Ltd": ["Biloela Engineering"],
        "Bowen Tomato Farms": ["Bowen Tomatoes"],
    }
    for corrected in (False, True):
        if corrected:
            whole = with_second_people(whole, admin)
        found = found_in(whole.parts.all(), admin)
        assert {one.name: one.typed for one in found.groups} == joined


def test_names_that_only_shane_knows_are_shown_and_one_press_makes_them_one(client, admin, pipeline):
    whole = with_second_people(upload(admin, customers=CUSTOMERS, sales=SALES), admin)
    doubts = found_in(whole.parts.all(), admin).doubts
    assert sorted((one.typed, one.name) for one in doubts) == [
        ("Gundy Grain", "Gundaroo Grain Storage"),
        ("LV Lettuce", "Lockyer Valley Lettuce Pty Ltd"),
    ]
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'data-doubts="2"' in page and "شاید Lockyer Valley Lettuce Pty Ltd" in page
    told = {"apart_told": "1", "same_company": []}
    for one in doubts:
        whole.refresh_from_db()
        told["same_company_add"] = one.pair
        client.post(f"/imports/together/{whole.pk}/options/", told | {"version": whole.version})
        told["same_company"].append(one.pair)
    assert not found_in(whole.parts.all(), admin).doubts
    whole.refresh_from_db()
    run(whole, admin)
    assert firms() == sorted(row[0] for row in CUSTOMERS[1:])
    assert Deal.objects.get(title="Shed").company.name == "Lockyer Valley Lettuce Pty Ltd"
    again = upload(admin, sales=SALES)
    assert not found_in(again.parts.all(), admin).doubts


def test_beside_the_sums_stands_that_names_wait_and_one_press_joins_each_with_its_own(
    client, admin, pipeline
):
    sales = [*SALES, ["Bowen T Farm", "Vince Caruso", "+61417228645", "Pump shed", 310]]
    whole = with_second_people(upload(admin, customers=CUSTOMERS, sales=sales), admin)
    doubts = found_in(whole.parts.all(), admin).doubts
    assert len(doubts) >= 2
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'data-control-mark="doubts"' in page and page.count('name="same_each"') == (
        len(doubts) if len(doubts) > 2 else 0
    )
    whole.refresh_from_db()
    told = {"apart_told": "1", "same_each": [one.pair for one in doubts], "same_all": "1"}
    client.post(f"/imports/together/{whole.pk}/options/", told | {"version": whole.version})
    assert not found_in(whole.parts.all(), admin).doubts
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'data-control-mark="doubts"' not in page


def test_a_name_that_shane_says_is_another_company_is_asked_about_no_more(client, admin, pipeline):
    whole = upload(admin, customers=CUSTOMERS, sales=SALES)
    client.force_login(admin)
    told = {"apart_told": "1", "apart_add": "Gundy Grain", "version": whole.version}
    client.post(f"/imports/together/{whole.pk}/options/", told)
    assert "Gundy Grain" not in [one.typed for one in found_in(whole.parts.all(), admin).doubts]


@pytest.mark.parametrize(
    ("names", "reached"),
    [
        (["Pars Motor", "Pars Motor Sazan", "Pars Motor Gostar"], [["Pars Motor", "Pars Motor Sazan"]]),
        (["Ayr Sugar", "Nikan Trading"], [["Ayr Sugar", "Nikan Trading"]] * 2),
        (["Ayr Sugar", "Ayr Motors"], [["Ayr Sugar", "Ayr Motors"]]),
    ],
)
def test_one_person_at_two_companies_of_other_names_is_no_doubt(names, reached):
    found = Spellings([Name(name, cities={"ayr"}) for name in names], reached=reached)
    assert not found.doubts


def test_a_name_that_is_a_part_of_two_of_one_person_is_left_to_who_knows():
    names = ["Warra Downs", "Warra Downs Pastoral", "Warra Downs Feedlot"]
    found = Spellings(map(Name, names), reached=[names, names])
    assert not found.groups and len(found.doubts) == 3
