"""One person named in several ways: the fullest name stays, and nothing of any row is lost."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.reading.names.names import is_fuller, who_is

OFFICE = "051-39478886"


def names():
    return sorted(Contact.objects.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("name", "known", "fuller"),
    [
        ("حمید بیگی", "آقای بیگی", True),
        ("حمید بيگي", "بیگی", True),
        ("سمیه زارع", "051-39478886", True),
        ("Sara Ahmadi", "sara@nikan.example", True),
        ("آقای بیگی", "حمید بیگی", False),
        ("حمید بیگی", "حمید بیگی", False),
        ("سعید بیگی", "حمید بیگی", False),
        ("بیگی مدیر فروش", "بیگی", False),
        ("09121234567", "آقای بیگی", False),
        ("", "بیگی", False),
        ("Bríd Silva (Tuesdays)", "Bríd Silva", False),
        ("حمید بیگی (تهران)", "بیگی", False),
    ],
)
def test_a_name_that_says_more(name, known, fuller):
    assert is_fuller(name, known) is fuller


def test_of_several_with_one_number_the_one_who_is_called_just_so_is_meant():
    assert who_is("سعید بیگی", [("آقای بیگی", 1), ("سعید بیگی", 2)]) == 2
    assert who_is("سعید بیگی", [("آقای بیگی", 1), ("حمید بیگی", 1)]) is None
    assert who_is("آقای بیگی", [("حمید بیگی", 1), ("سعید بیگی", 2)]) == 1


@pytest.mark.parametrize("known", ["آقای بیگی", OFFICE])
@pytest.mark.parametrize("kind", ["contacts", "deals"])
def test_who_was_known_by_half_a_name_gets_the_whole_one(admin, pipeline, bring, known, kind):
    contacts.create(by=admin, name=known, points=[{"kind": "phone", "value": OFFICE}])
    head = "full name,phone\n" if kind == "contacts" else "contact,phone,title\n"
    row = f"حمید بیگی,{OFFICE}" + (",Pump\n" if kind == "deals" else "\n")
    one = bring(head + row, admin, kind=kind, existing="fill", existing_contact="fill")
    assert names() == ["حمید بیگی"]
    assert any(known in note["text"] for note in one.rows.get().warnings)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("kind", ["contacts", "deals"])
def test_two_brothers_after_a_bare_family_name_are_two(admin, pipeline, bring, known, kind):
    if known:
        contacts.create(by=admin, name="آقای بیگی", points=[{"kind": "phone", "value": OFFICE}])
    told = ([] if known else ["آقای بیگی"]) + ["حمید بیگی", "سعید بیگی", "سعید بیگی", "حمید بیگی"]
    rows = "".join(f"{name},{OFFICE},deal {place}\n" for place, name in enumerate(told))
    head = "contact,phone,title\n" if kind == "deals" else "full name,phone,notes\n"
    bring(head + rows, admin, kind=kind, existing="fill", existing_contact="fill")
    assert names() == ["حمید بیگی", "سعید بیگی"]


def test_where_records_are_left_alone_the_row_says_as_whom_it_was_taken(admin, pipeline, bring):
    contacts.create(by=admin, name="آقای بیگی", points=[{"kind": "phone", "value": OFFICE}])
    one = bring(f"full name,phone\nحمید بیگی,{OFFICE}\n", admin, kind="contacts", existing="skip")
    assert names() == ["آقای بیگی"]
    assert any("حمید بیگی" in note["text"] for note in one.rows.get().warnings)


def test_a_name_that_a_person_gave_is_not_taken_for_less(admin, pipeline, bring):
    contacts.create(by=admin, name="حمید بیگی", points=[{"kind": "phone", "value": OFFICE}])
    bring(f"full name,phone\nآقای بیگی,{OFFICE}\n", admin, kind="contacts", existing="fill")
    assert names() == ["حمید بیگی"]


@pytest.mark.parametrize("known", [False, True])
def test_every_row_of_a_new_person_adds_its_number_and_of_a_company_its_facts(admin, pipeline, bring, known):
    if known:
        company = companies.create(by=admin, name="نیکان")
        contacts.create(by=admin, name="حمید بیگی", company=company)
    rows = (
        "Pump,نیکان,حمید بیگی,09121110001,,\n"
        "Tank,نیکان,حمید بیگی,09121110002,buyer,\n"
        "Lathe,نیکان,حمید بیگی,,,مشهد\n"
    )
    bring(
        "title,company,contact,mobile,position,city\n" + rows,
        admin,
        existing_contact="fill",
        existing_company="fill",
    )
    one = Contact.objects.get()
    assert sorted(one.points.values_list("value", flat=True)) == ["09121110001", "09121110002"]
    assert (one.position, one.company.city) == ("buyer", "مشهد")


@pytest.mark.parametrize(
    ("known", "told"), [("Bríd Silva", "Bríd Silva (Tuesdays)"), ("بهاره صادقی", "خانم صادقی")]
)
@pytest.mark.parametrize("policy", ["fill", "update"])
def test_no_list_takes_brids_name_for_one_that_says_less(admin, pipeline, bring, known, told, policy):
    contacts.create(by=admin, name=known, points=[{"kind": "phone", "value": OFFICE}])
    bring(f"full name,phone\n{told},{OFFICE}\n", admin, kind="contacts", existing=policy)
    assert names() == [known]
