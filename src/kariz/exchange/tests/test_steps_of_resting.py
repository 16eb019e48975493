"""What is to be done on a deal that rests waits for the day on which it comes back."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import closures
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.agenda import ON_BOARD

LISTS = {
    "en": (
        "Title,Status,Next step,Next step on\nWall,On hold,Call back in spring,2031-03-01\n",
        "Call back in spring",
    ),
    "fa": ("عنوان,وضعیت,قدم بعدی,تاریخ پیگیری\nدیوار,خوابیده,بهار زنگ بزنم,2031-03-01\n", "بهار زنگ بزنم"),
}


@pytest.mark.parametrize("language", LISTS)
def test_it_is_planned_for_that_day_and_on_no_list_until_then(admin, pipeline, bring, language):
    text, name = LISTS[language]
    bring(text, admin, calendar="gregorian")
    deal = Deal.objects.get()
    assert (deal.outcome, deal.resting_until) == ("resting", date(2031, 3, 1))
    step = Activity.objects.get(name=name, deleted_at=None)
    assert timezone.localtime(step.due_at, ZoneInfo("Asia/Tehran")).date() == date(2031, 3, 1)
    assert not Activity.objects.filter(ON_BOARD, pk=step.pk).exists()
    closures.wake_due(today=date(2031, 3, 1))
    assert Activity.objects.filter(ON_BOARD, pk=step.pk, deleted_at=None).exists()


def test_the_same_list_again_plans_it_once(admin, pipeline, bring):
    for _time in range(2):
        bring(LISTS["en"][0], admin, calendar="gregorian")
    assert Activity.objects.filter(name="Call back in spring").count() == 1


def test_it_goes_with_the_list_that_is_taken_back(admin, pipeline, bring):
    one = bring(LISTS["en"][0], admin, calendar="gregorian")
    finish(imports.take_back(one=one, by=admin))
    assert not Deal.objects.filter(deleted_at=None).exists()
    # As every step does, it lies in the bin with its deal.
    assert not Activity.objects.filter(deleted_at=None, deal__deleted_at=None).exists()
