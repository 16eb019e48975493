"""Nobody becomes a seller unseen: names in the owner column are matched, shown, and chosen before the import."""

from __future__ import annotations

import argparse
from types import SimpleNamespace

import pytest

from kariz.access.actions import users
from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.cli import importing
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.reading.names import owners
from kariz.web.errors import FieldErrors

TEXT = "Title,Owner\nPump,Bob\nPipe,me\nHose,Nina\n"


@pytest.fixture
def bob(admin):
    return users.create(by=admin, name="Bob Miller", role="seller", email="bob@nikan.example")


def test_first_names_and_me_are_understood_and_others_are_shown(admin, bob, pipeline, upload, client):
    one = upload(TEXT, admin)
    assert one.options["people"] == {"Bob": str(bob.pk), "me": str(admin.pk), "Nina": "new"}
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "Who the people of the owner column are" in page and "a new seller of this name" in page


def test_mina_says_who_nina_is_and_no_seller_is_made(admin, bob, pipeline, upload):
    one = upload(TEXT, admin)
    before = User.objects.count()
    one = imports.change(one=one, by=admin, options={"people": one.options["people"] | {"Nina": ""}})
    finish(imports.start(one=one, by=admin))
    owned = dict(Deal.objects.values_list("title", "owner__name"))
    assert owned == {"Pump": "Bob Miller", "Pipe": admin.name, "Hose": None}
    assert User.objects.count() == before


def test_of_two_with_one_first_name_mina_must_say_who_is_meant(admin, bob, pipeline, upload, client):
    stone = users.create(by=admin, name="Bob Stone", role="seller", email="stone@nikan.example")
    one = upload(TEXT, admin)
    assert one.options["people"]["Bob"] == "ask"
    with pytest.raises(FieldErrors) as refused:
        imports.start(one=one, by=admin)
    assert list(refused.value.errors) == ["people"]
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="ask" selected>' in page
    one = imports.change(
        one=one, by=admin, options={"people": one.options["people"] | {"Bob": str(stone.pk)}}
    )
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.get(title="Pump").owner == stone


def test_the_command_is_told_who_of_two_is_meant(admin, bob, pipeline, tmp_path, capsys):
    stone = users.create(by=admin, name="Bob Stone", role="seller", email="stone@nikan.example")
    (tmp_path / "list.csv").write_text("Title,Owner\nPump,Bob\n")
    parser = argparse.ArgumentParser()
    importing.arguments(parser)
    assert importing.run(parser.parse_args([str(tmp_path / "list.csv")])) == 1
    assert "Bob" in capsys.readouterr().err
    told = parser.parse_args([str(tmp_path / "list.csv"), "--person", "Bob=stone@nikan.example"])
    assert importing.run(told) == 0
    assert Deal.objects.get().owner == stone


@pytest.mark.parametrize(
    "said", ["رضایی", "خانم رضایی", "سرکار خانم رضايي", "سارا", "خانم سارا رضایی", "Rezaei", "Ms. Rezaei"]
)
def test_a_family_name_with_or_without_a_title_is_proposed_as_the_one_who_has_it(
    admin, pipeline, upload, client, said
):
    name = "Sara Rezaei" if said.isascii() else "سارا رضایی"
    sara = users.create(by=admin, name=name, role="seller", email="sara@nikan.example")
    users.create(by=admin, name="رضا کریمی", role="seller", email="reza@nikan.example")
    one = upload(f"Title,Owner\nPump,{said}\n", admin)
    assert list(one.options["people"].values()) == [str(sara.pk)]
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    assert "A proposal: nobody else has this name." in client.get(f"/imports/{one.pk}/").content.decode()


def test_two_of_a_family_are_asked_about_and_a_stranger_of_that_family_is_nobody_here(
    admin, pipeline, upload
):
    for name, email in (("سارا رضایی", "sara@nikan.example"), ("علی رضایی", "ali@nikan.example")):
        users.create(by=admin, name=name, role="seller", email=email)
    one = upload("Title,Owner\nPump,آقای رضایی\nPipe,زهرا رضایی\nHose,علی رضایی\n", admin)
    assert one.options["people"]["آقای رضایی"] == "ask"
    assert one.options["people"]["زهرا رضایی"] == "new"
    assert one.options["people"]["علی رضایی"] == str(User.objects.get(name="علی رضایی").pk)


def test_the_next_file_remembers_who_is_who(admin, bob, pipeline, upload):
    one = upload(TEXT, admin)
    one = imports.change(one=one, by=admin, options={"people": one.options["people"] | {"Nina": str(bob.pk)}})
    finish(imports.start(one=one, by=admin))
    assert upload(TEXT + "Bolt,Nina\n", admin).options["people"]["Nina"] == str(bob.pk)


@pytest.mark.parametrize("people", [{"Bob": "999999"}, {"Bob": "root"}, ["Bob"], {"Bob": 3}])
def test_only_people_who_are_there_can_be_meant(admin, bob, pipeline, upload, people):
    with pytest.raises(FieldErrors):
        imports.change(one=upload(TEXT, admin), by=admin, options={"people": people})


def test_the_page_sends_who_is_meant(admin, bob, pipeline, upload, client):
    one = upload(TEXT, admin)
    client.force_login(admin)
    form = {
        "version": str(one.version),
        "header": "on",
        "owner_text": ["Bob", "Nina"],
        "owner_meaning": ["", "new"],
    }
    client.post(f"/imports/{one.pk}/mapping/", form)
    one.refresh_from_db()
    assert one.options["people"] == {"Bob": "", "Nina": "new", "me": str(admin.pk)}


def test_a_file_comes_in_although_somebody_it_named_has_left(admin, bob, pipeline, upload):
    finish(imports.start(one=upload(TEXT, admin), by=admin))
    User.objects.filter(pk=bob.pk).update(is_active=False)
    one = upload(TEXT, admin)
    assert one.options["people"]["Bob"] == "ask"
    one = imports.change(one=one, by=admin, options={"people": one.options["people"] | {"Bob": "new"}})
    assert finish(imports.start(one=one, by=admin)).phase == "done"


def test_me_is_whoever_imports_also_when_a_colleague_did_before(admin, sara, bob, pipeline, upload):
    finish(imports.start(one=upload(TEXT, admin), by=admin))
    assert upload(TEXT, sara).options["people"]["me"] == str(sara.pk)


def test_a_name_that_is_nobodys_takes_no_record_from_its_owner(admin, sara, bob, bring):
    contacts.create(by=sara, name="Ali Rezai", owner=sara.pk)
    companies.create(by=sara, name="Nikan", owner=sara.pk)
    people = {"Ghost": ""}
    bring(
        "Name,Owner,Position\nAli Rezai,Ghost,CEO\n", admin, kind="contacts", existing="update", people=people
    )
    bring("Company,Owner,City\nNikan,Ghost,Yazd\n", admin, kind="companies", existing="update", people=people)
    assert Contact.objects.get().owner == sara and Contact.objects.get().position == "CEO"
    assert Company.objects.get().owner == sara and Company.objects.get().city == "Yazd"


def test_a_seller_whom_an_import_named_stays_known_where_a_binned_person_is_hers(admin, pipeline, bring):
    one = bring("Title,Owner\nPump,Nina\n", admin)
    nina = User.objects.get(name="Nina")
    contact = contacts.create(by=admin, name="Ali", owner=nina.pk)
    contacts.delete(contact=contact, by=admin)
    finish(imports.take_back(one=one, by=admin))
    contact.refresh_from_db()
    assert contact.owner == nina and not User.objects.get(pk=nina.pk).is_active


def test_a_company_that_a_row_only_names_is_whose_the_row_is(admin, bob, pipeline, bring):
    bring("Title,Company,Owner\nPump,Nikan,Bob\nPipe,Kavosh,\nHose,Nikan,me\n", admin)
    owners = dict(Company.objects.values_list("name", "owner__name"))
    assert owners == {"Nikan": "Bob Miller", "Kavosh": admin.name}


def test_a_company_of_a_row_without_an_owner_is_nobodys_where_mina_says_so(admin, pipeline, bring):
    bring("Title,Company\nPump,Nikan\n", admin, owner="nobody")
    assert Company.objects.get().owner is None


@pytest.mark.parametrize(
    ("names", "sellers"),
    [
        (("کاظمی", "خانم کاظمی"), {"کاظمی": "کاظمی", "خانم کاظمی": "کاظمی"}),
        (
            ("مریم", "خانم کاظمی", "مریم کاظمی"),
            dict.fromkeys(("مریم", "خانم کاظمی", "مریم کاظمی"), "مریم کاظمی"),
        ),
        (("رضایی", "علی رضایی", "سارا رضایی"), {n: n for n in ("رضایی", "علی رضایی", "سارا رضایی")}),
        (
            ("نیک نژاد", "خانم نیک‌نژاد", "الهام نیک‌نژاد"),
            dict.fromkeys(("نیک نژاد", "خانم نیک‌نژاد", "الهام نیک‌نژاد"), "الهام نیک‌نژاد"),
        ),
        (("نیک نژاد", "خانم نیک‌نژاد"), dict.fromkeys(("نیک نژاد", "خانم نیک‌نژاد"), "نیک نژاد")),
        (("Mac Donald", "Mr MacDonald"), dict.fromkeys(("Mac Donald", "Mr MacDonald"), "Mac Donald")),
        (("دفتر", "خانم"), {"دفتر": "دفتر", "خانم": "خانم"}),
    ],
)
def test_names_of_whom_nobody_is_here_are_told_together(names, sellers):
    assert owners.together(names) == sellers


def test_a_new_seller_whom_a_file_names_in_three_ways_is_one(admin, pipeline, upload, client):
    one = upload("Title,Owner\nPump,کاظمی\nPipe,خانم کاظمی\nHose,مریم کاظمی\n", admin)
    client.force_login(admin)
    assert "مریم کاظمی" in client.get(f"/imports/{one.pk}/").content.decode().split("field-help")[-1]
    finish(imports.start(one=one, by=admin))
    assert set(Deal.objects.values_list("owner__name", flat=True)) == {"مریم کاظمی"}


IN_CHARGE = "نام شرکت,شهر,مسئول\nکلینیک آفتاب,یزد,هدی سلیمی\nدرمانگاه باران,قم,کاوه نادری\n"


def test_mina_says_that_who_is_in_charge_is_a_person_and_is_asked_about_no_seller(admin, upload, client):
    one = upload(IN_CHARGE, admin)
    assert (one.kind, list(one.options["people"])) == ("companies", ["هدی سلیمی", "کاوه نادری"])
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="contact">Person&#x27;s name</option>' in page
    said = {"owner_text": ["هدی سلیمی", "کاوه نادری"], "owner_meaning": ["new", "new"]}
    fields = {"kind": "companies", "header": "1", "field": ["company", "city", "contact"]}
    client.post(f"/imports/{one.pk}/mapping/", fields | said | {"version": str(one.version)})
    one.refresh_from_db()
    assert (one.kind, one.mapping["مسئول"], one.options["people"]) == ("contacts", "contact", {})
    assert "Who the people of the owner column are" not in client.get(f"/imports/{one.pk}/").content.decode()
    sellers = User.objects.count()
    finish(imports.start(one=one, by=admin))
    found = {one.name: one.company.name for one in Contact.objects.select_related("company")}
    assert found == {"هدی سلیمی": "کلینیک آفتاب", "کاوه نادری": "درمانگاه باران"}
    assert User.objects.count() == sellers
    again = upload(IN_CHARGE.replace("هدی", "یلدا"), admin)
    assert (again.kind, again.options["people"]) == ("contacts", {})


def test_of_another_column_of_owners_only_its_own_names_are_asked_about(admin, upload):
    one = upload("Title,Owner,Assistant\nPump,Nina,Omid\nPipe,Nina,Nina\n", admin)
    assert list(one.options["people"]) == ["Nina"]
    one = imports.change(one=one, by=admin, mapping={"Title": "title", "Assistant": "owner"})
    assert set(one.options["people"]) == {"Nina", "Omid"}
    one = imports.change(one=one, by=admin, mapping={"Title": "title", "Owner": "owner"})
    assert set(one.options["people"]) == {"Nina"}


def test_a_letter_for_a_given_name_is_who_is_written_out_beside_it():
    names = ["اکبری", "ح. اکبری", "حمید", "آقای اکبری", "حمید اکبری"]
    assert set(owners.together(names).values()) == {"حمید اکبری"}
    both = owners.together(["م. رضایی", "مریم رضایی", "محمد رضایی"])
    assert both["م. رضایی"] == "م. رضایی", "of two who may be meant nobody is taken"


@pytest.mark.parametrize(
    ("title", "names", "found"),
    [
        ("پیگیری سعید", ["سعید نوری", "مریم احمدی"], "سعید نوری"),
        ("بازسازی - رضایی", ["علی رضایی"], "علی رضایی"),
        ("Tom's pipeline", ["Tom Okafor"], "Tom Okafor"),
        ("فروش بهار ۱۴۰۴", ["بهار محمدی", "علی رضایی"], ""),
        ("بهار", ["بهار محمدی"], "بهار محمدی"),
        ("Price list", ["Alan Price"], ""),
        ("May bids", ["May Lee"], ""),
        ("May's bids", ["May Lee"], "May Lee"),
        ("Alan Price - bids", ["Alan Price"], "Alan Price"),
    ],
)
def test_a_title_names_a_seller_where_the_word_means_nothing_else(title, names, found):
    said = owners.named_in(title, [SimpleNamespace(name=name) for name in names])
    assert (said.name if said else "") == found
