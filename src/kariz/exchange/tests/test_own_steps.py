"""The next step that a row says is the next step, whether it says a day or not."""

import datetime

from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Activity, Deal

HEAD = "Opportunity,Account,Next action,Opened\n"


def steps(deal):
    return list(Activity.objects.filter(deal=deal, done_at=None, deleted_at=None).order_by("id"))


def test_toms_demo_without_a_day_is_the_only_step_and_due_as_the_stage_plans_it(admin, pipeline, bring):
    bring(HEAD + "Titrator,Tyne Metals,Demo,2024-07-12\nShaker,Fenwick,,2024-07-12\n", admin)
    deal, other = Deal.objects.order_by("id")
    (step,), (planned,) = steps(deal), steps(other)
    assert (step.name, step.source_id, deal.next_step_id) == ("Demo", None, step.pk)
    assert planned.source_id and abs(step.due_at - planned.due_at) < datetime.timedelta(minutes=5)


def test_the_day_in_the_words_of_a_step_is_its_day(admin, pipeline, upload):
    from kariz.exchange.actions.setup import imports

    one = upload(HEAD + "Titrator,Tyne Metals,Call 09/11/2024,2024-07-12\n", admin)
    one = imports.change(one=one, by=admin, options={"day_order": "day", "calendar": "gregorian"})
    finish(imports.start(one=one, by=admin))
    (step,) = steps(Deal.objects.get())
    day = step.due_at.astimezone(datetime.timezone(datetime.timedelta(hours=3, minutes=30))).date()
    assert (step.name, step.kind, day) == ("Call 09/11/2024", "call", datetime.date(2024, 11, 9))


def test_a_number_in_the_words_of_a_step_is_no_day(admin, pipeline, bring):
    bring(HEAD + "Titrator,Tyne Metals,Send quote 12.5.1,2024-07-12\n", admin)
    (step,) = steps(Deal.objects.get())
    assert step.due_at.year > 2024
