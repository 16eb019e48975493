"""Rows that somebody left out stay out when the same list is brought again; words can say that their rows do not come."""

from __future__ import annotations

import pytest
from django.test import Client

from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

pytestmark = pytest.mark.django_db

LIST = "عنوان,شرکت,مبلغ (ریال),وضعیت\nفروش ۱,پارس,100,رفت ۱۴۰۵\nفروش ۲,مهر,250,فروخته شد\nفروش ۳,آوا,40,رفت ۱۴۰۵\n"


@pytest.fixture
def came(admin, pipeline, upload):
    """A list of which mina left two rows out."""
    one = row_choices.choose(one=upload(LIST, admin), by=admin, how="skip", numbers=[2, 4])
    return finish(imports.start(one=one, by=admin))


def test_what_mina_left_out_stays_out_when_she_brings_the_list_again(admin, came, upload):
    longer = LIST + "فروش ۴,نیک,70,فروخته شد\n"
    again = upload(longer, admin, "list 2.csv")
    assert again.left_before == [2, 4]
    again = finish(imports.start(one=finish(imports.check(one=again, by=admin)), by=admin))
    assert sorted(Deal.objects.values_list("amount", flat=True)) == [70, 250]
    assert "ورود پیشین" in again.rows.get(number=2).warnings[0]["text"]


def test_the_page_says_how_many_and_takes_them_all_the_same_and_that_is_remembered(admin, came, upload):
    client = Client()
    client.force_login(admin)
    again = upload(LIST, admin)
    page = client.get(f"/imports/{again.pk}/").content.decode()
    assert 'name="row" value="2"' in page and 'name="how" value="take"' in page
    client.post(f"/imports/{again.pk}/rows/", {"row": ["2"], "how": "take"})
    again = Import.objects.get(pk=again.pk)
    assert again.left_before == [4]
    finish(imports.start(one=again, by=admin))
    assert sorted(Deal.objects.values_list("amount", flat=True)) == [100, 250]
    assert upload(LIST, admin).left_before == [4]


def test_a_row_that_was_changed_since_is_another_row(admin, came, upload):
    assert upload(LIST.replace(",100,", ",120,"), admin).left_before == [4]


def test_a_program_sees_them_and_takes_one(admin, came, upload):
    client = Client()
    client.force_login(admin)
    again = upload(LIST, admin)
    assert client.get(f"/api/v1/imports/{again.pk}").json()["left_before"] == [2, 4]
    imports.change(one=again, by=admin, options={"rows": {"4": "skip"}})
    assert client.get(f"/api/v1/imports/{again.pk}").json()["left_before"] == [4]


def test_a_word_of_the_status_can_say_that_its_rows_do_not_come_and_is_remembered(admin, pipeline, upload):
    one = upload(LIST, admin)
    words = one.options["stages"] | {"رفت ۱۴۰۵": "skip"}
    one = imports.change(one=one, by=admin, options={"stages": words})
    assert coming([one]).rows == 1
    one = finish(imports.check(one=one, by=admin))
    assert {group: count for group, count in one.outcome["counts"].items() if count} == {
        "created": 1,
        "skipped": 2,
    }
    one = finish(imports.start(one=one, by=admin))
    assert list(Deal.objects.values_list("amount", flat=True)) == [250]
    assert "رفت ۱۴۰۵" in one.rows.get(number=2).warnings[0]["text"]
    assert upload(LIST, admin, "list 2.csv").options["stages"]["رفت ۱۴۰۵"] == "skip"


def test_the_page_offers_it_for_every_word(admin, pipeline, upload):
    client = Client()
    client.force_login(admin)
    one = upload(LIST, admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert page.count('<option value="skip">') >= 2
