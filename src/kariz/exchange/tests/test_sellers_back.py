"""Sellers whom an import named go with it, and who a name is, is known when the file comes again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kariz.access.actions import joining, named, users
from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deal_bin
from kariz.pipeline.models import Deal

TEXT = (
    "عنوان,شرکت,نام شخص,فروشنده\n"
    "پمپ,نیکان,علی رضایی,بابک\n"
    "لوله,کاوش,مینا کاظمی,بابک جلالی\n"
    "شیر,آوین,حسن نوری,الهام/الهام\n"
)


def back(one, by):
    return finish(imports.take_back(one=one, by=by))


def said(one, by, **people):
    return imports.change(one=one, by=by, options={"people": one.options["people"] | people})


def test_sellers_of_an_import_that_was_taken_back_are_in_no_list(admin, pipeline, bring, client):
    one = bring(TEXT, admin)
    client.force_login(admin)
    assert "الهام/الهام" in client.get(reverse("access:people")).content.decode()
    back(one, admin)
    page = client.get(reverse("access:people")).content.decode()
    assert "الهام/الهام" not in page and "بابک" not in page
    names = [user["name"] for user in client.get("/api/v1/users").json()["items"]]
    assert names == [admin.name]


def test_a_seller_who_left_is_listed_among_the_people(admin, pipeline, client):
    reza = users.create(by=admin, name="رضا شریفی", role="seller", email="reza@nikan.example")
    users.deactivate(user=reza, by=admin)
    client.force_login(admin)
    assert "رضا شریفی" in client.get(reverse("access:people")).content.decode()


def test_who_babak_is_holds_after_the_import_was_taken_back(admin, pipeline, upload, bring):
    first = bring(TEXT, admin)
    jalali = User.objects.get(name="بابک جلالی")
    one = said(upload(TEXT, admin, "again.csv"), admin, **{"بابک": str(jalali.pk), "الهام/الهام": ""})
    one = imports.change(one=one, by=admin, options={"existing": "create"})
    one = finish(imports.start(one=one, by=admin))
    back(one, admin)
    back(first, admin)
    assert not User.objects.active().filter(name__startswith="بابک").exists()
    one = upload(TEXT, admin)
    assert one.options["people"] == {"بابک": "as:بابک جلالی", "بابک جلالی": "new", "الهام/الهام": ""}
    finish(imports.start(one=one, by=admin))
    whose = dict(Deal.objects.filter(deleted_at=None).values_list("title", "owner__name"))
    assert whose == {"پمپ": "بابک جلالی", "لوله": "بابک جلالی", "شیر": None}
    assert all(deal.owner.is_active for deal in Deal.objects.filter(deleted_at=None).exclude(owner=None))


def test_a_seller_whom_two_imports_name_goes_with_the_last_of_them(admin, pipeline, bring):
    first = bring("عنوان,فروشنده\nپمپ,نادر\n", admin)
    second = bring("عنوان,فروشنده\nلوله,نادر\n", admin)
    back(first, admin)
    assert User.objects.active().filter(name="نادر").exists()
    back(second, admin)
    assert not User.objects.active().filter(name="نادر").exists()


@pytest.mark.parametrize("name", ["رضا شریفی", "شریفی", "آقای شریفی"])
def test_a_name_of_somebody_who_has_left_is_asked_about(admin, pipeline, upload, client, name):
    reza = users.create(by=admin, name="رضا شریفی", role="seller", email="reza@nikan.example")
    users.deactivate(user=reza, by=admin)
    one = upload(f"عنوان,فروشنده\nپمپ,{name}\n", admin)
    assert one.options["people"] == {name: "ask"}
    client.force_login(admin)
    assert "«رضا شریفی» دیگر اینجا نیست" in client.get(f"/imports/{one.pk}/").content.decode()
    one = finish(imports.start(one=said(one, admin, **{name: str(admin.pk)}), by=admin))
    assert Deal.objects.get().owner == admin


def test_a_name_that_turned_out_to_be_a_colleague_is_theirs_in_the_next_file(admin, pipeline, bring, upload):
    named.name_seller(by=admin, name="بابک")
    bring(TEXT, admin)
    jalali = User.objects.get(name="بابک جلالی")
    joining.join(person=User.objects.get(name="بابک"), into=jalali, by=admin)
    again = upload(TEXT + "کولر,رویال,رضا شریفی,بابک\n", admin)
    assert again.options["people"]["بابک"] == str(jalali.pk)
    other = upload("عنوان,کارشناس فروش\nپمپ,بابک\n", admin)
    assert other.options["people"]["بابک"] == str(jalali.pk)


def test_mina_brings_the_file_while_its_import_is_being_taken_back_and_its_sellers_come_again(
    admin, pipeline, upload, bring
):
    first = bring(TEXT, admin)
    jalali = User.objects.get(name="بابک جلالی")
    taking = imports.take_back(one=first, by=admin)
    one = said(upload(TEXT, admin, "again.csv"), admin, بابک=str(jalali.pk))
    assert one.options["people"]["بابک جلالی"] == str(jalali.pk)
    finish(taking)
    one.refresh_from_db()
    assert one.options["people"] == {"بابک": "as:بابک جلالی", "بابک جلالی": "new", "الهام/الهام": "new"}
    finish(imports.start(one=one, by=admin))
    whose = Deal.objects.filter(deleted_at=None).values_list("title", "owner__name")
    assert dict(whose) == {"پمپ": "بابک جلالی", "لوله": "بابک جلالی", "شیر": "الهام/الهام"}


def test_sellers_whom_a_further_import_only_found_are_not_told_as_having_stayed(admin, pipeline, bring):
    first = bring("عنوان,فروشنده\nپمپ,نادر\n", admin)
    back(first, admin)
    bring("عنوان,فروشنده\nپمپ,نادر\nلوله,پریسا\n", admin)
    third = bring("عنوان,فروشنده\nشیر,نادر\nشیلنگ,پریسا\n", admin)
    done = back(third, admin)
    assert (done.stayed, done.kept_count) == ([], 0)
    assert {user.name for user in User.objects.active()} == {admin.name, "نادر", "پریسا"}


def test_a_seller_whom_a_later_import_brought_again_does_not_go_with_another_one(admin, pipeline, bring):
    back(bring("عنوان,فروشنده\nپمپ,نادر\n", admin), admin)
    bring("عنوان,فروشنده\nپمپ,نادر\n", admin)
    deal_bin.delete(deal=Deal.objects.get(deleted_at=None), by=admin)
    back(bring("عنوان\nشیر\n", admin), admin)
    assert User.objects.active().filter(name="نادر").exists()


def test_a_seller_of_the_import_itself_who_stays_is_still_told(admin, pipeline, bring):
    first = bring("عنوان,فروشنده\nپمپ,نادر\n", admin)
    bring("عنوان,فروشنده\nلوله,نادر\n", admin)
    done = back(first, admin)
    assert [(told["kind"], told["name"]) for told in done.stayed] == [("user", "نادر")]
