"""Next week's book gives a step another day: the step goes there, also where somebody worked with its deal."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Company
from kariz.pipeline.actions import deals, doubled_deals
from kariz.pipeline.models import Activity, Deal

SAID = "طرح را بفرستم واتساپ"
HEAD = "کد,شرکت,عنوان,مبلغ,مرحله,اقدام بعدی,موعد\n"
ROW = "05-022,پارس,جعبه دارو,570,پیشنهاد," + SAID + ",{}\n"
BEFORE, AFTER = "1430/09/17", "1430/10/05"


def steps():
    rows = Activity.objects.filter(deal__deleted_at=None, done_at=None, deleted_at=None)
    return [(one.title, one.due_at.date().isoformat()) for one in rows]


def week(upload, by, day):
    one = imports.change(one=upload(HEAD + ROW.format(day), by), by=by, options={"existing": "update"})
    return finish(imports.start(one=one, by=by))


@pytest.fixture
def deal(admin, pipeline, upload):
    week(upload, admin, BEFORE)
    return Deal.objects.get()


def test_the_step_of_a_merged_deal_goes_to_its_new_day(admin, pipeline, upload, deal):
    other = deals.NewDeal(
        title="جعبه دارو", company=Company.objects.get(), pipeline=pipeline, amount=deal.amount
    )
    doubled_deals.merge(deal=deal, other=deals.create(new=other, by=admin), by=admin)
    before = steps()
    assert before.count((SAID, "2051-12-08")) == 1, before
    week(upload, admin, AFTER)
    assert sorted(steps()) == sorted([(SAID, "2051-12-26") if one[0] == SAID else one for one in before])


def test_the_step_of_a_deal_that_mina_changed_goes_to_its_new_day(admin, pipeline, upload, deal):
    deals.change(deal=deal, by=admin, notes="با مدیرعامل حرف زدم")
    week(upload, admin, AFTER)
    assert [one for one in steps() if one[0] == SAID] == [(SAID, "2051-12-26")] and len(steps()) == 1
    assert "مدیرعامل" in Deal.objects.get().notes
