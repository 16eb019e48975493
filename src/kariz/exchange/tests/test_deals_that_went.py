"""Neda takes back the list that brought her deals, and a later one changed some of them: both lists may come again."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_back_beside_hands import deal, listed
from kariz.pipeline.actions import deal_bin
from kariz.pipeline.models import Deal

LATER = {"row2": 112, "row5": 115}


def alive():
    return Deal.objects.filter(deleted_at=None)


@pytest.fixture
def two(admin, pipeline, bring):
    first = bring(listed(), admin)
    second = bring(listed(**LATER), admin, existing="update")
    assert (first.created_count, second.updated_count) == (8, 2)
    return first, second


def once_more(bring, admin):
    """Both lists as if nothing had ever come."""
    first = bring(listed(), admin)
    assert (first.created_count, first.skipped_count) == (8, 0)
    second = bring(listed(**LATER), admin, existing="update")
    assert (second.updated_count, second.skipped_count, second.outcome.get("binned", 0)) == (2, 6, 0)
    assert alive().count() == 8
    assert alive().get(title="کالای 2").amount == 1_120_000_000


def test_the_later_list_is_not_held_up_by_what_went_with_the_first_one(admin, two, bring):
    finish(imports.take_back(one=two[0], by=admin, changed=True))
    assert not alive().exists()
    once_more(bring, admin)


def test_the_later_list_goes_back_without_what_went_with_the_first_one(admin, two, bring):
    finish(imports.take_back(one=two[0], by=admin, changed=True))
    back = finish(imports.take_back(one=two[1], by=admin))
    assert (back.phase, back.kept_count, back.stayed) == ("taken_back", 0, [])
    once_more(bring, admin)


def test_what_stays_for_the_sake_of_the_later_list_goes_behind_it(admin, two, bring):
    first = finish(imports.take_back(one=two[0], by=admin))
    assert {told["name"] for told in first.stayed if told["kind"] == "deal"} == {"کالای 2", "کالای 5"}
    finish(imports.take_back(one=two[1], by=admin))
    assert (deal(2).amount, deal(5).amount) == (1_020_000_000, 1_050_000_000)
    finish(imports.take_back(one=first, by=admin))
    assert not alive().exists()
    once_more(bring, admin)


def test_what_neda_put_in_the_bin_herself_stays_there(admin, two, bring):
    deal_bin.delete(deal=deal(2), by=admin)
    again = bring(listed(**LATER), admin, existing="update")
    assert (again.created_count, again.outcome["binned"], alive().count()) == (0, 1, 7)


def test_neda_may_bring_what_lies_in_the_bin_as_a_new_deal(admin, two, upload, client):
    deal_bin.delete(deal=deal(2), by=admin)
    one = finish(imports.check(one=upload(listed(**LATER), admin), by=admin))
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/?group=skipped").content.decode()
    assert 'name="row" value="3"' in page
    assert 'name="row" value="4"' not in page
    client.post(f"/imports/{one.pk}/rows/", {"how": "take", "row": "3", "group": "skipped"})
    one = finish(one)
    assert one.outcome["counts"]["created"] == 1
    one = finish(imports.start(one=one, by=admin))
    assert (one.created_count, alive().count(), alive().get(title="کالای 2").amount) == (1, 8, 1_120_000_000)
