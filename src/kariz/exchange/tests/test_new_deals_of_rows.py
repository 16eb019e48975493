"""A row that Kariz takes for an old deal, of which Neda knows that it is a new one."""

import pytest

from kariz.exchange.actions.at_work import deciding
from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

pytestmark = pytest.mark.django_db

HEADER = "شرکت,محصول,مبلغ,تاریخ,وضعیت"
STAY = ["کاوش,شیر,200,1404/02/02,باز", "آوین,لوله,300,1404/02/03,باز", "سپند,شیر,400,1404/02/04,باز"]
OLD = "نیکان,پمپ,100,1404/02/01,باز"
NEW = "نیکان,پمپ,950,1404/02/01,باز"
ROW = 5


def text(row):
    return "\n".join([HEADER, *STAY, row])


def of_nikan():
    return sorted(
        Deal.objects.filter(company__name="نیکان", deleted_at=None).values_list("amount", flat=True)
    )


@pytest.fixture
def old(admin, pipeline, bring):
    bring(text(OLD), admin)


@pytest.fixture(params=["skip", "update"])
def one(request, admin, old, upload):
    """The list with the new row, looked through."""
    one = imports.change(one=upload(text(NEW), admin), by=admin, options={"existing": request.param})
    return finish(imports.check(one=one, by=admin))


def signs(one):
    return {mark.sign for mark in coming([one]).control.marked}


def test_on_the_page_she_ticks_the_row_and_it_is_a_new_deal(admin, one, client):
    group = "skipped" if one.options["existing"] == "skip" else "updated"
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/?group={group}").content.decode()
    assert f'form="choose" name="row" value="{ROW}"' in page and 'name="how" value="take"' in page
    client.post(f"/imports/{one.pk}/rows/", {"row": [ROW], "how": "take", "group": group})
    again = finish(Import.objects.get(pk=one.pk))
    assert again.outcome["counts"]["created"] == 1 and not signs(again) & {"changed", "changed_written"}
    finish(imports.start(one=again, by=admin))
    assert of_nikan() == [1000, 9500]


def test_left_out_and_taken_again_it_is_the_old_deal(admin, one):
    for how in ("take", "skip", "take"):
        one = finish(row_choices.choose(one=one, by=admin, how=how, numbers=[ROW]))
    assert one.options["rows"] == {} and signs(one) & {"changed", "changed_written"}
    finish(imports.start(one=one, by=admin))
    assert len(of_nikan()) == 1


def test_the_api_says_it_as_an_option(admin, one, client):
    client.force_login(admin)
    given = {"options": {"rows": {str(ROW): "take"}}}
    said = client.patch(f"/api/v1/imports/{one.pk}", given, content_type="application/json")
    assert said.status_code == 200
    finish(imports.start(one=Import.objects.get(pk=one.pk), by=admin))
    assert of_nikan() == [1000, 9500]


@pytest.mark.parametrize(
    ("how", "amounts"), [("create", [1000, 9500]), ("update", [9500]), ("fill", [1000]), ("skip", [1000])]
)
def test_a_row_that_waited_becomes_what_she_decides(admin, old, bring, how, amounts):
    one = bring(text(NEW), admin, existing="ask")
    assert one.asked_count == 1
    deciding.decide(one=one, by=admin, how=how)
    assert of_nikan() == amounts
