"""A deal that a later list goes on with has the next step that its row says; what its stage plans is for want of one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.tests.test_going_on import OPEN, STEPS
from kariz.exchange.tests.test_two_sheets import INQUIRIES, deal, run, upload
from kariz.pipeline.actions import activities
from kariz.pipeline.models import Activity, Criterion
from kariz.pipeline.tests.helpers import consistent

CALL, SAMPLE = "زنگ به مهندس کاوه", "ارسال نمونه"
LATER = [
    [*row, *more]
    for row, more in zip(
        OPEN, [["اقدام بعدی", "تاریخ پیگیری"], [CALL, "1430/02/01"], [SAMPLE, ""], ["", ""]], strict=True
    )
]


def steps(number):
    """What is planned for the deal; its next step first."""
    found = deal(number)
    consistent(found)
    planned = Activity.objects.filter(deal=found, done_at=None, deleted_at=None)
    return [str(one.title) for one in sorted(planned, key=lambda one: one.pk != found.next_step_id)]


def test_the_step_of_the_later_list_is_the_only_one_and_where_it_says_none_the_stage_plans(admin, pipeline):
    run(upload(admin, inquiries=INQUIRIES, sales=LATER), admin)
    assert (steps("1403-011"), steps("1403-012")) == ([CALL], [SAMPLE])
    [planned] = steps("1403-014")
    assert planned == str(deal("1403-014").stage.activities.order_by("due_in_days", "position").first())


def test_the_step_of_the_first_list_stays_the_next_one_where_the_later_list_moves_the_deal(admin, pipeline):
    run(upload(admin, inquiries=STEPS, sales=OPEN), admin)
    assert steps("1403-011") == [CALL]
    assert len(steps("1403-012")) == 1


@pytest.mark.parametrize("policy", ["warn", "block"])
def test_a_list_that_comes_a_year_later_brings_its_steps_instead_of_those_of_the_stages(
    admin, pipeline, policy
):
    Criterion.objects.update(policy=policy)
    run(upload(admin, inquiries=INQUIRIES), admin)
    before = steps("1403-011")
    whole = run(upload(admin, inquiries=INQUIRIES, sales=LATER), admin)
    assert (steps("1403-011"), steps("1403-012")) == ([CALL], [SAMPLE])
    assert deal("1403-011").stage.position > 0
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert steps("1403-011") == before


def test_what_a_stage_planned_stays_where_sara_works_with_the_deal(admin, pipeline):
    run(upload(admin, inquiries=INQUIRIES), admin)
    due = timezone.now() + timedelta(days=1)
    activities.plan(deal=deal("1403-012"), by=admin, kind="call", name="Call Kaveh", due_at=due)
    run(upload(admin, inquiries=INQUIRIES, sales=LATER), admin)
    assert len(steps("1403-012")) >= 2 and "Call Kaveh" in steps("1403-012")
