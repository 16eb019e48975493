"""Dutch's list names two people in a cell and has one address, or two, in the next: each is of whom it says."""

import pytest

from kariz.people.models import Company, Contact, ContactPoint
from kariz.reading.names.whose_addresses import shared_out

TWO = ["Paula Yoder", "Gail Brandt"]


def addresses():
    held = ContactPoint.objects.filter(kind="email").values_list("contact__name", "value")
    return {name: sorted(value for called, value in held if called == name) for name, _value in held}


@pytest.mark.parametrize(
    "address",
    [
        "gbrandt@danbury.example",
        "gail.brandt@danbury.example",
        "Brandt.Gail@danbury.example",
        "brandt@danbury.example",
        "gail@danbury.example",
        "gailb@danbury.example",
        "brandtg2@danbury.example",
        "gail_m_brandt@danbury.example",
        "gbrandt+bids@danbury.example",
    ],
)
def test_the_only_address_is_gails_where_it_says_her_name(address):
    assert shared_out([address], TWO) == [[], [address]]
    assert shared_out([address], TWO[::-1]) == [[address], []]


@pytest.mark.parametrize(
    "address", ["info@danbury.example", "front.desk7@danbury.example", "pg@danbury.example"]
)
def test_an_address_that_says_nobodys_name_stays_with_the_first(address):
    assert shared_out([address], TWO) == [[address], []]


def test_beside_a_name_of_which_nothing_but_a_suffix_is_left_no_import_stops():
    assert shared_out(["psmith@kelso.example"], ["Paula Yoder", "Sr"]) == [["psmith@kelso.example"], []]


def test_one_that_may_be_of_both_stays_with_the_first():
    assert shared_out(["yoder@x.example"], ["Paula Yoder", "Wendy Yoder"]) == [["yoder@x.example"], []]
    assert shared_out(["wyoder@x.example"], ["Paula Yoder", "Wendy Yoder"]) == [[], ["wyoder@x.example"]]
    assert shared_out(["gbrandt@x.example"], ["Paula", "Gail"]) == [[], ["gbrandt@x.example"]]


def test_two_addresses_go_by_the_names_else_by_their_order():
    names = ["José Nagy", "Gail O'Rupp"]
    assert shared_out(["gorupp@x.example", "jnagy@x.example"], names) == [
        ["jnagy@x.example"],
        ["gorupp@x.example"],
    ]
    assert shared_out(["kx7@x.example", "jnagy@x.example"], names) == [
        ["jnagy@x.example"],
        ["kx7@x.example"],
    ]
    assert shared_out(["info@x.example", "gorupp@x.example"], names) == [
        ["info@x.example"],
        ["gorupp@x.example"],
    ]
    assert shared_out(["one7@x.example", "two8@x.example"], names) == [["one7@x.example"], ["two8@x.example"]]
    assert shared_out(["a1@x.example", "b2@x.example"], ["علی رضایی", "سارا احمدی"]) == [
        ["a1@x.example"],
        ["b2@x.example"],
    ]


ROWS = """Company,Contacts,E-mail
Danbury Construction Group,Paula Yoder / Gail Brandt,gbrandt@danbury.example
City of Oregon,Brian Gladieux / Wendy Yoder,wyoder@oregon.example
Gesu Parish,Joyce Nagy / Gail Rupp,grupp@gesu.example; jnagy@gesu.example
Fostoria Glassworks,Carla Verhoff / Colleen Rupp,office@fostoria.example
"""


def test_an_address_of_dutchs_list_is_on_whom_it_is_called_after(admin, pipeline, bring):
    for _time in range(2):
        bring(ROWS, admin, kind="contacts")
        assert addresses() == {
            "Gail Brandt": ["gbrandt@danbury.example"],
            "Wendy Yoder": ["wyoder@oregon.example"],
            "Joyce Nagy": ["jnagy@gesu.example"],
            "Gail Rupp": ["grupp@gesu.example"],
            "Carla Verhoff": ["office@fostoria.example"],
        }
    assert Contact.objects.count() == 8


def test_where_the_others_stand_in_the_notes_their_addresses_do_too(admin, pipeline, bring):
    bring("\n".join(ROWS.splitlines()[:2]), admin, kind="contacts", several="note")
    [paula] = Contact.objects.all()
    assert paula.name == "Paula Yoder" and not paula.points.exists()
    assert "gbrandt@danbury.example" in paula.notes and "Gail Brandt" in paula.notes


OFFICE = {
    "en": """Company,Contacts,Phone,E-mail
St. Elmo Church,"Paul Lindqvist
Janet Krause",512.555.0177 / 5125550178,pastor.paul@stelmo.example; office@stelmo.example
""",
    "fa": """شرکت,رابط,موبایل,ایمیل
نیکان,"پل احمدی
سارا کریمی",09121112233 / 09124445566,a.paul@nikan.example; kx7@nikan.example; info@nikan.example
""",
}


@pytest.mark.parametrize(
    ("language", "general"), [("en", "office@stelmo.example"), ("fa", "info@nikan.example")]
)
def test_beside_somebodys_own_the_address_of_the_office_is_the_companys(
    admin, pipeline, bring, language, general
):
    bring(OFFICE[language], admin, kind="contacts")
    assert general not in [one for held in addresses().values() for one in held]
    assert general in Company.objects.get().notes
    numbers = ContactPoint.objects.filter(kind__in=("phone", "mobile"))
    assert len({point.contact_id for point in numbers}) == numbers.count() == 2
