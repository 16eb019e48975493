"""One cell holds a person, what they do, and how they are reached: each becomes what it is, and no name is torn."""

import pytest

from kariz.localisation import home
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.reading.names.names import Named, people_in

MOBILE, EMAIL = "087 164 1505", "ann@x1.ie"


@pytest.fixture
def in_galway(monkeypatch):
    """The firm of Úna McLoughlin's supplier is in Ireland."""
    monkeypatch.setattr(home, "region", lambda: "IE")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "Úna McLoughlin (GM) 0834069401 umcloughlin@dunaonghasa.ie",
            Named("Úna McLoughlin", ["0834069401"], ["umcloughlin@dunaonghasa.ie"], "GM"),
        ),
        ("Marek Gavin (owner) (087) 5303499", Named("Marek Gavin", ["(087) 5303499"], [], "owner")),
        ("Bríd Silva (accounts)", Named("Bríd Silva", [], [], "accounts")),
        ("Kevin Silva - principal", Named("Kevin Silva", [], [], "principal")),
        ("Ann Daly ann@x1.ie", Named("Ann Daly", [], [EMAIL])),
        ("Ann Daly <ann@x1.ie>", Named("Ann Daly", [], [EMAIL])),
        ("Ann Daly (ann@x1.ie)", Named("Ann Daly", [], [EMAIL])),
        ("Ann Daly e-mail: Ann@X1.ie", Named("Ann Daly", [], [EMAIL])),
        ("Ann Daly (GM) 086 173 9357", Named("Ann Daly", ["086 173 9357"], [], "GM")),
        ("Ann Daly tel: 087 1641505", Named("Ann Daly", ["087 1641505"])),
        ("Ann Daly mob. 087 1641505", Named("Ann Daly", ["087 1641505"])),
        ("Ann Daly (087) 6123967", Named("Ann Daly", ["(087) 6123967"])),
        ("Ann Daly (087 612 3967)", Named("Ann Daly", ["087 612 3967"])),
        ("Ann Daly (m: 087 612 3967)", Named("Ann Daly", ["087 612 3967"])),
        ("Ann Daly, 087 164 1505, ann@x1.ie", Named("Ann Daly", [MOBILE], [EMAIL])),
        ("Ann Daly (ann@x1.ie, 087 164 1505)", Named("Ann Daly", [MOBILE], [EMAIL])),
        ("Ann Daly (GM, 087 164 1505)", Named("Ann Daly", [MOBILE], [], "GM")),
        ("Ann Daly (head chef / owner) 087 164 1505", Named("Ann Daly", [MOBILE], [], "head chef / owner")),
        ("Ann Daly head chef 087 164 1505", Named("Ann Daly", [MOBILE], [], "head chef")),
        ("Ann Daly - owner - 087 164 1505", Named("Ann Daly", [MOBILE], [], "owner")),
        ("Emma Joyce (procurement) +353 (0)86 6344322", Named("Emma Joyce", ["+353 (0)86 6344322"], [], "procurement")),
        ("087 164 1505 Ann Daly", Named("Ann Daly", [MOBILE])),
        ("ann@x1.ie, Ann Daly", Named("Ann Daly", [], [EMAIL])),
    ],
)  # fmt: skip
def test_what_stands_beside_anns_name_is_not_a_part_of_it(in_galway, text, person):
    assert people_in(text) == ([person], [])


@pytest.mark.parametrize(
    "job",
    [
        "GM",
        "owner",
        "MD",
        "principal",
        "partner",
        "accounts",
        "procurement",
        "office",
        "chef",
        "head chef",
        "bar manager",
        "site foreman",
        "ops",
        "ops mgr",
        "purchasing",
        "facilities",
        "reception",
        "assistant",
        "Head Chef & Owner",
        "F&B manager",
        "PA to MD",
    ],
)
def test_brackets_say_what_ravi_does(job):
    assert people_in(f"Ravi Doherty ({job})") == ([Named("Ravi Doherty", position=job)], [])


@pytest.mark.parametrize(
    "text",
    [
        "Ravi Doherty (0871)",
        "Ravi Doherty (call, then",
        "Doherty Bar & Kitchen",
        "ann@x1.ie",
    ],
)
def test_what_is_not_understood_stays_as_it_stands(in_galway, text):
    assert people_in(text) == ([Named(text)], [])


@pytest.mark.parametrize("note", ["Tuesdays", "Claremorris"])
def test_a_remark_in_brackets_is_no_part_of_ravis_name(in_galway, note):
    assert people_in(f"Ravi Doherty ({note})") == ([Named("Ravi Doherty", note=note)], [])


def test_two_people_keep_their_own_addresses(in_galway):
    found, rest = people_in("Ann Daly ann@x1.ie / Ravi Doherty ravi@x1.ie 087 164 1505")
    assert found == [Named("Ann Daly", [], [EMAIL]), Named("Ravi Doherty", [MOBILE], ["ravi@x1.ie"])]
    assert rest == []


def test_ann_of_the_deals_has_her_number_and_address_and_ravi_his_job(in_galway, admin, pipeline, bring):
    bring(
        "title,company,contact\n"
        'Fryer,Salty Dog,"Ann Daly (GM) ann@x1.ie (087) 6123967"\n'
        "Oven,Claregalway Inn,Ravi Doherty (site foreman)\n"
        'Fridge,Claregalway Inn,"Bríd Silva, 087 164 1505, brid@x2.ie"\n',
        admin,
    )
    people = {one.name: one for one in Contact.objects.filter(deleted_at=None)}
    assert {name: one.position for name, one in people.items()} == {
        "Ann Daly": "GM",
        "Ravi Doherty": "site foreman",
        "Bríd Silva": "",
    }
    assert set(people["Ann Daly"].points.values_list("kind", "normal")) == {
        ("mobile", "+353876123967"),
        ("email", "ann@x1.ie"),
    }
    assert set(people["Bríd Silva"].points.values_list("kind", "normal")) == {
        ("mobile", "+353871641505"),
        ("email", "brid@x2.ie"),
    }
    assert Deal.objects.get(title="Fryer").contact == people["Ann Daly"]
