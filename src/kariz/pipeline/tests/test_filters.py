"""The window of conditions and views: what it shows is what it keeps."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from kariz.pipeline.actions import deals
from kariz.records.models import SavedView

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def window(sara, pipeline):
    client = Client()
    client.force_login(sara)
    return lambda **given: client.post(f"/board/{pipeline.pk}/filter/", given, **HTMX)


def rule(value, field="amount", op=">="):
    return json.dumps({"all": [{"field": field, "op": op, "value": value}]})


def test_keep_keeps_the_conditions_in_the_window_and_shows_them(window, sara, pipeline):
    answer = window(f=rule("30m"), keep="1", name="بزرگ‌ها")
    view = SavedView.objects.get()
    assert "300000000" in view.query
    assert answer["HX-Redirect"] == f"/board/{pipeline.pk}/?{view.query}&view={view.pk}"
    client = Client()
    client.force_login(sara)
    deals.create(new=deals.NewDeal(title="خرد", pipeline=pipeline, owner=sara, amount=10), by=sara)
    deals.create(new=deals.NewDeal(title="بزرگ", pipeline=pipeline, owner=sara, amount=400_000_000), by=sara)
    page = client.get(answer["HX-Redirect"]).content.decode()
    assert "بزرگ‌ها" in page and 'aria-label="بزرگ"' in page and 'aria-label="خرد"' not in page


@pytest.mark.parametrize("sum_", ["30m", "۳۰ میلیون", "۳۰٬۰۰۰٬۰۰۰ تومان", "30 million toman"])
def test_sums_are_read_as_people_write_them(window, sum_):
    assert "300000000" in window(f=rule(sum_), show="1")["HX-Redirect"]


def test_what_cannot_be_read_is_said_at_the_conditions_and_nothing_is_lost(window):
    answer = window(f=rule("many"), show="1", q="پمپ")
    page = answer.content.decode()
    assert answer.status_code == 422 and "field-error" in page
    assert "many" in page and "پمپ" in page


def test_a_name_in_use_is_said_at_the_name_and_the_window_stays_whole(window):
    window(f=rule(5), keep="1", name="بزرگ‌ها")
    answer = window(f=rule(7), keep="1", name="بزرگ‌ها")
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count('name="keep"') == 1 and "بزرگ‌ها" in page
    assert SavedView.objects.count() == 1


def test_search_order_and_lanes_stay_when_conditions_change(window):
    to = window(f=rule(5), show="1", q="پمپ", sort="-amount", group="owner", columns="title")["HX-Redirect"]
    assert all(one in to for one in ("q=", "sort=-amount", "group=owner", "columns=title", "f="))


@pytest.mark.parametrize("address", ["board", "deals"])
def test_the_filter_button_says_how_many_conditions_hold_mine_aside(client, sara, pipeline, address):
    to = f"/board/{pipeline.pk}/" if address == "board" else "/deals/"
    client.force_login(sara)
    two = json.dumps({"all": [{"field": "amount", "op": ">=", "value": n} for n in (5, 7)]})
    page = client.get(to, {"f": two, "owner": "me"}).content.decode()
    assert '<span class="count" aria-hidden="true">۲</span>' in page and "۲ شرط برقرار است" in page
    assert "شرط برقرار است" not in client.get(to, {"owner": "me"}).content.decode()


def test_a_shared_view_stands_beside_the_board_and_the_table_of_a_colleague(client, sara, ali, pipeline):
    views = [("Big ones", True), ("Only mine", False)]
    for name, shared in views:
        SavedView.objects.create(
            kind="deals", name=name, owner=sara, shared=shared, query="quick=late", created_at=timezone.now()
        )
    client.force_login(ali)
    shared = SavedView.objects.get(shared=True).pk
    for page in (client.get(f"/board/{pipeline.pk}/"), client.get("/deals/")):
        assert 'hx-get="/views/deals/menu/?' in page.content.decode()
    text = client.get(f"/views/deals/menu/?view={shared}").content.decode()
    assert f'href="?quick=late&amp;view={shared}" aria-current="true"' in text
    assert "Big ones" in text and "Only mine" not in text
    assert "menuitem" not in client.get("/views/contacts/menu/").content.decode()
    assert client.get("/views/nothing/menu/").status_code == 404
