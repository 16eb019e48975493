"""Saved views: kept, renamed, shared, begun with, deleted and brought back."""

import pytest

from kariz.records.actions import saved_views
from kariz.records.models import SavedView
from kariz.records.queries import on_record
from kariz.web.errors import FieldErrors, NotAllowed


@pytest.fixture
def mine(sara):
    return saved_views.create(kind="deals", name="امروز", query="owner=me", by=sara)


def test_sara_renames_shares_and_takes_it_back(client, sara, reza, mine):
    client.force_login(sara)
    assert client.post(f"/views/{mine.pk}/", {"name": " معامله‌های  من "}).status_code == 302
    client.post(f"/views/{mine.pk}/", {"shared": "yes"})
    mine.refresh_from_db()
    assert (mine.name, mine.shared) == ("معامله‌های من", True)
    assert "معامله‌های من" in client.get("/views/").content.decode()
    client.force_login(reza)
    assert client.post(f"/views/{mine.pk}/", {"name": "x"}).status_code == 404
    assert client.post(f"/views/{mine.pk}/default/").status_code == 302
    client.force_login(sara)
    client.post(f"/views/{mine.pk}/", {"shared": "no"})
    assert on_record.default_address("deals", reza) == ""


def test_a_list_begins_with_the_chosen_view_until_everything_is_asked_for(client, sara, mine):
    client.force_login(sara)
    client.post(f"/views/{mine.pk}/default/")
    assert client.get("/deals/").url == f"/deals/?owner=me&view={mine.pk}"
    assert mine.name in client.get(f"/deals/?owner=me&view={mine.pk}").content.decode()
    assert client.get("/deals/?view=all").status_code == 200
    client.post(f"/views/{mine.pk}/default/", {"on": "0"})
    assert client.get("/deals/").status_code == 200


def test_a_deleted_view_comes_back_whole(client, sara, mine):
    client.force_login(sara)
    client.post(f"/views/{mine.pk}/default/")
    client.post(f"/views/{mine.pk}/delete/")
    assert not SavedView.objects.exists()
    told = client.get("/views/").content.decode()
    undo = told.split('data-undo-url="')[1].split('"')[0]
    client.post(undo)
    back = SavedView.objects.get()
    assert (back.name, back.query) == ("امروز", "owner=me")
    assert on_record.default_address("deals", sara) == f"?owner=me&view={back.pk}"


def test_a_name_taken_is_said_beside_the_field(client, sara, mine):
    saved_views.create(kind="deals", name="دیروز", query="", by=sara)
    client.force_login(sara)
    answer = client.post(f"/views/{mine.pk}/", {"name": "دیروز"})
    assert answer.status_code == 422 and "field-error" in answer.content.decode()
    with pytest.raises(FieldErrors):
        saved_views.change(view=mine, by=sara, name="")


def test_vida_who_only_views_shares_nothing(vida):
    own = saved_views.create(kind="contacts", name="همه", query="", by=vida)
    with pytest.raises(NotAllowed):
        saved_views.change(view=own, by=vida, shared=True)


def test_contacts_keep_a_view_in_a_window(client, sara):
    client.force_login(sara)
    window = client.get("/views/contacts/?query=role%3Dchampion", headers={"HX-Request": "true"})
    assert 'value="role=champion"' in window.content.decode()
    given = {"name": "حامیان", "query": "role=champion", "window": "1"}
    assert "حامیان" in client.post("/views/contacts/", given).content.decode()
    assert client.get("/views/nothing/").status_code == 404


def test_the_name_of_saras_private_view_is_shown_to_nobody_else(client, sara, ali, pipeline, mine):
    address = f"/deals/?owner=me&view={mine.pk}"
    client.force_login(sara)
    assert "<bdi>امروز</bdi>" in client.get(address).content.decode()
    saved_views.change(view=mine, by=sara, name="دیروز")
    assert "<bdi>دیروز</bdi>" in client.get(address).content.decode()
    client.force_login(ali)
    assert "<bdi>دیروز</bdi>" not in client.get(address).content.decode()
