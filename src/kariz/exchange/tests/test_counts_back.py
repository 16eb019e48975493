"""What a deal that rests or has ended lacks is counted alike when a list brings it, changes it and is taken back."""

from datetime import date, timedelta

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import closures
from kariz.pipeline.models import Criterion, Deal, LostReason

HEAD = "شناسه,عنوان,شرکت,وضعیت,تاریخ ایجاد,تاریخ بسته شدن\n"
ROWS = (
    "1,باسکول,سیمان داراب,خوابیده,1405/05/01,\n"
    "2,لودسل,قند پارسه,ناموفق,1405/05/01,1405/06/01\n"
    "3,ترازو,دامداری سپیدان,در جریان,1405/05/01,\n"
)


@pytest.fixture
def deals(admin, pipeline, bring):
    """Each stage asks for an amount."""
    Criterion.objects.all().delete()
    for stage in pipeline.stages.all():
        Criterion.objects.create(stage=stage, kind="filled", params={"field": "deal.amount"}, position=1)
    bring(HEAD + ROWS, admin, source="books")
    return pipeline


def counts():
    return dict(Deal.objects.filter(deleted_at=None).values_list("title", "missing_count"))


def test_a_list_that_changes_them_and_is_taken_back_leaves_the_counts_as_they_were(deals, admin, bring):
    before = counts()
    assert before == {"باسکول": 1, "لودسل": 0, "ترازو": 1}
    one = bring(HEAD + ROWS.replace("باسکول", "باسکول ۶۰ تن"), admin, source="books", existing="update")
    assert one.updated_count
    finish(imports.take_back(one=one, by=admin))
    assert counts() == before


def test_a_deal_that_mina_lost_asks_for_nothing_until_it_is_opened_again(deals, admin):
    deal = Deal.objects.get(title="ترازو")
    closures.lose(deal=deal, by=admin, lost_reason=LostReason.objects.first())
    assert counts()["ترازو"] == 0
    closures.reopen(deal=Deal.objects.get(pk=deal.pk), by=admin)
    assert counts()["ترازو"] == 1


def test_a_deal_that_mina_lets_rest_lacks_what_one_does_that_came_resting(deals, admin):
    closures.rest(deal=Deal.objects.get(title="ترازو"), by=admin, until=date.today() + timedelta(days=9))
    assert counts()["ترازو"] == counts()["باسکول"] == 1
