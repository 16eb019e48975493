"""Whom a nickname means is asked once: not of the next sheet of a set, and not of the next week's file."""

import pytest
from django.core.files.base import ContentFile

from kariz.access.actions import users
from kariz.access.models import User
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as upload_all
from kariz.pipeline.models import Deal

LIST = "Title,Amount,Owner\nPump,5,رضا\nPipe,6,JB\n"
OTHER = "عنوان,شرکت,مبلغ,مسئول\nشیر,پارس,5,رضا\nلوله,مهر,6,j.b.\n"


@pytest.fixture
def ali(admin):
    return users.create(by=admin, name="رضا کریمی", role="seller", email="karimi@nikan.example")


@pytest.fixture
def reza(admin):
    return users.create(by=admin, name="رضا صدر", role="seller", email="sadr@nikan.example")


@pytest.fixture
def badi(admin):
    return users.create(by=admin, name="Maryam Badi", role="seller", email="badi@nikan.example")


def said(reza, badi):
    return {"رضا": str(reza.pk), "JB": str(badi.pk)}


def people(one):
    return {name: one.options["people"].get(name) for name in one.options["people"]}


def test_whom_mina_named_for_one_file_is_known_in_another_with_other_columns(
    admin, ali, reza, badi, pipeline, upload
):
    one = upload(LIST, admin)
    assert people(one) == {"رضا": "ask", "JB": "new"}
    one = imports.change(one=one, by=admin, options={"people": said(reza, badi)})
    finish(imports.start(one=one, by=admin))
    next_week = upload(OTHER, admin, "next.csv")
    assert people(next_week) == {"رضا": str(reza.pk), "j.b.": str(badi.pk)}
    before = User.objects.count()
    assert finish(imports.start(one=next_week, by=admin)).phase == "done"
    assert User.objects.count() == before
    assert set(Deal.objects.values_list("owner__name", flat=True)) == {reza.name, badi.name}


def test_a_sheet_of_a_set_knows_whom_another_one_was_told_of_last_week(admin, ali, reza, badi, pipeline):
    whole = upload_all({"a.csv": LIST.encode()}, admin)
    sets.change(whole=whole, by=admin, options={"people": said(reza, badi)})
    run(ImportSet.objects.get(pk=whole.pk), admin)
    again = upload_all({"a.csv": LIST.encode(), "b.csv": OTHER.encode()}, admin)
    assert [people(part) for part in parts_of(again)] == [
        said(reza, badi),
        {"رضا": str(reza.pk), "j.b.": str(badi.pk)},
    ]


def test_one_answer_on_the_page_of_a_set_holds_for_every_way_of_writing_the_name(
    admin, ali, reza, badi, pipeline, client
):
    whole = upload_all({"a.csv": LIST.encode(), "b.csv": OTHER.encode()}, admin)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert page.count('name="owner_text"') == 2, "JB and j.b. are asked about once"
    assert len(client.get(f"/api/v1/import-sets/{whole.pk}/preview").json()["people"]) == 2
    sets.change(whole=whole, by=admin, options={"people": said(reza, badi)})
    whole = ImportSet.objects.get(pk=whole.pk)
    assert run(whole, admin).phase == "done"
    assert set(Deal.objects.values_list("owner__name", flat=True)) == {reza.name, badi.name}


def test_an_answer_on_one_sheet_is_filled_in_on_another_that_writes_it_otherwise(
    admin, ali, reza, badi, pipeline
):
    whole = upload_all({"a.csv": LIST.encode(), "b.csv": OTHER.encode()}, admin)
    first, second = parts_of(whole)
    imports.change(one=first, by=admin, options={"people": said(reza, badi)})
    second.refresh_from_db()
    assert people(second) == {"رضا": str(reza.pk), "j.b.": str(badi.pk)}


def test_a_column_that_is_said_to_be_of_owners_later_takes_over_what_another_sheet_was_told(
    admin, ali, reza, badi, pipeline
):
    other = "Subject,Sum,Handled\nValve,5,رضا\nHose,6,JB\n"
    whole = upload_all({"a.csv": LIST.encode(), "b.csv": other.encode()}, admin)
    first, second = parts_of(whole)
    second = imports.change(one=second, by=admin, mapping={"Subject": "title", "Sum": "amount"})
    assert people(second) == {}
    imports.change(one=first, by=admin, options={"people": said(reza, badi)})
    second.refresh_from_db()
    columns = {"Subject": "title", "Sum": "amount", "Handled": "owner"}
    second = imports.change(one=second, by=admin, mapping=columns)
    assert people(second) == said(reza, badi)


def test_the_same_list_with_the_nickname_in_other_letters_is_not_asked_about(
    admin, ali, reza, badi, pipeline, upload
):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": said(reza, badi)})
    finish(imports.start(one=one, by=admin))
    again = upload(LIST.replace("JB", "Jb."), admin)
    assert set(people(again).values()) == {str(reza.pk), str(badi.pk)}


def test_nobody_stays_nobody_and_a_new_answer_goes_before_the_old_one(
    admin, ali, reza, badi, pipeline, upload
):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": {"رضا": "", "JB": ""}})
    finish(imports.start(one=one, by=admin))
    one = upload(OTHER, admin)
    assert people(one) == {"رضا": "", "j.b.": ""}
    one = imports.change(one=one, by=admin, options={"people": {"رضا": str(ali.pk), "j.b.": "new"}})
    finish(imports.start(one=one, by=admin))
    third = upload("Deal,Price,Seller\nPump,5,رضا\nPipe,6,J.B.\nHose,7,Zed\n", admin)
    assert people(third)["رضا"] == str(ali.pk)
    assert people(third)["J.B."] == str(User.objects.get(name="j.b.").pk)


def test_a_mere_guess_is_no_answer_where_a_second_person_has_the_name_by_now(admin, ali, pipeline, upload):
    one = upload(LIST, admin)
    assert people(one)["رضا"] == str(ali.pk)
    finish(imports.start(one=one, by=admin))
    users.create(by=admin, name="رضا صدر", role="seller", email="sadr@nikan.example")
    assert people(upload(OTHER, admin))["رضا"] == "ask"


def test_who_is_called_just_so_goes_before_an_old_answer_and_who_has_left_is_asked_about(
    admin, ali, reza, badi, pipeline, upload
):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": said(reza, badi)})
    finish(imports.start(one=one, by=admin))
    named = users.create(by=admin, name="رضا", role="seller", email="reza@nikan.example")
    User.objects.filter(pk=badi.pk).update(is_active=False)
    assert people(upload(OTHER, admin)) == {"رضا": str(named.pk), "j.b.": "ask"}


def test_what_mina_said_is_not_taken_for_what_sara_means(admin, sara, ali, reza, badi, pipeline, upload):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": said(reza, badi)})
    finish(imports.start(one=one, by=admin))
    assert people(upload(OTHER, sara))["رضا"] == "ask"


def test_a_column_of_nicknames_is_one_of_sellers_where_they_were_explained_before(
    admin, ali, reza, badi, pipeline
):
    other = "Subject,Sum,Looks after it\nValve,5,رضا\nHose,6,JB\n"
    whole = upload_all({"a.csv": LIST.encode()}, admin)
    sets.change(whole=whole, by=admin, options={"people": said(reza, badi)})
    run(ImportSet.objects.get(pk=whole.pk), admin)
    again = upload_all({"c.csv": b"Title,Amount\nNut,4\n", "b.csv": other.encode()}, admin)
    part = next(part for part in parts_of(again) if part.name == "b.csv")
    assert part.mapping.get("Looks after it") == "owner"


def test_the_page_and_the_api_say_that_it_is_remembered(admin, ali, reza, badi, pipeline, upload, client):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": said(reza, badi)})
    finish(imports.start(one=one, by=admin))
    again = upload(OTHER, admin)
    client.force_login(admin)
    page = client.get(f"/imports/{again.pk}/").content.decode()
    assert page.count("همان که پیش‌تر گفتید") == 2
    User.objects.filter(pk=admin.pk).update(language="en")
    assert "As you said before." in client.get(f"/imports/{again.pk}/").content.decode()
    told = client.get(f"/api/v1/imports/{again.pk}/preview").json()["people"]
    assert [one["remembered"] for one in told] == [True, True]


def test_a_file_that_was_thrown_away_after_an_answer_is_remembered_one_that_was_tried_is_not(
    admin, ali, reza, badi, pipeline, upload
):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": said(reza, badi)})
    imports.delete(one=one, by=admin, remembers=False)
    assert people(upload(OTHER, admin))["رضا"] == "ask"
    one = imports.change(one=upload(LIST, admin), by=admin, options={"people": said(reza, badi)})
    imports.delete(one=one, by=admin)
    assert people(upload(OTHER, admin))["رضا"] == str(reza.pk)


def test_a_list_without_names_of_columns_teaches_nicknames_as_well(admin, ali, reza, badi, pipeline, upload):
    one = imports.upload(file=ContentFile(LIST.encode(), "list.csv"), by=admin)
    one = imports.change(one=one, by=admin, header=False)
    columns = dict(zip(one.columns, ("title", "amount", "owner"), strict=True))
    one = imports.change(one=one, by=admin, mapping=columns)
    one = imports.change(one=one, by=admin, options={"people": one.options["people"] | said(reza, badi)})
    finish(imports.start(one=one, by=admin))
    assert people(upload(OTHER, admin))["رضا"] == str(reza.pk)
