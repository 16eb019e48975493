"""Nobody becomes a seller unseen: names in the owner column are matched, shown, and chosen before the import."""

from __future__ import annotations

import pytest

from kariz.access.actions import users
from kariz.access.models import User
from kariz.exchange.actions import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
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


def test_two_of_one_first_name_are_not_guessed(admin, bob, pipeline, upload):
    users.create(by=admin, name="Bob Stone", role="seller", email="stone@nikan.example")
    assert upload(TEXT, admin).options["people"]["Bob"] == "new"


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
