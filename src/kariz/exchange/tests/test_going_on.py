"""A list that goes on with the deals of another: where it says that they stand now, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.tests.test_two_sheets import INQUIRIES, SALES, deal, part, run, upload
from kariz.pipeline.actions import activities, moves
from kariz.pipeline.models import Activity, Criterion, Deal, DealState
from kariz.pipeline.tests.helpers import consistent

OPEN = [
    [*SALES[0][:-1], "مرحله"],
    ["ق-۱۰۱", "۱۴۰۳/۰۱۱", "شرکت پمپ سازان تهران", 1100, "1403/03/05", "مذاکره یا تعهد"],
    ["ق-۱۰۲", "1403 012", "فولاد کویر", 2500, "1403/03/06", "مذاکره یا تعهد"],
    ["ق-۱۰۳", "1403-014", "پتروشیمی جم", 4000, "1403/04/02", "مذاکره یا تعهد"],
]
STEPS = [
    [*row, *more]
    for row, more in zip(
        INQUIRIES,
        [["اقدام بعدی", "تاریخ پیگیری"], ["زنگ به مهندس کاوه", "1430/02/01"], *[["", ""]] * 4],
        strict=True,
    )
]
OTHER = [["شرکت", "شهر"], ["آب و برق یزد", "یزد"]]


def bring_inquiries(by):
    return run(upload(by, inquiries=INQUIRIES, other=OTHER), by)


def bring_both(by, **options):
    whole = upload(by, inquiries=INQUIRIES, sales=OPEN)
    return run(sets.change(whole=whole, by=by, options=options) if options else whole, by)


def verbs():
    return set(Event.objects.filter(deal_id=deal("1403-011").pk).values_list("verb", flat=True))


def told(whole):
    return [text for row in part(whole, "sales").rows.order_by("number") for text in row.told]


def own_step():
    return Activity.objects.get(name="زنگ به مهندس کاوه")


def test_the_next_step_of_the_first_sheet_stays_when_the_second_says_where_the_deal_is_now(admin, pipeline):
    run(upload(admin, inquiries=STEPS, sales=OPEN), admin)
    now = deal("1403-011")
    assert (now.stage.title, now.is_open) == ("مذاکره یا تعهد", True)
    assert own_step().deleted_at is None
    planned = Activity.objects.filter(deal=deal("1403-012"), deleted_at=None)
    assert {step.source.stage_id for step in planned} == {now.stage_id}


def test_a_deal_that_was_open_all_along_has_moved_and_the_move_is_taken_back_by_hand(admin, pipeline):
    Criterion.objects.update(policy="block")
    run(upload(admin, inquiries=STEPS, sales=OPEN), admin)
    assert "deal.moved" in verbs() and "deal.reopened" not in verbs()
    event = Event.objects.get(deal_id=deal("1403-011").pk, verb="deal.moved")
    assert (event.data["how"], event.via) == ("imported", "import")
    between = timezone.now()
    stage = deal("1403-011").stage_id
    undo(event=event, by=admin)
    now = deal("1403-011")
    assert now.stage.position == 0 and own_step().deleted_at is None
    consistent(now)
    seen = DealState.objects.get(deal=now, valid_from__lte=between, valid_to__gt=between)
    assert seen.stage_id == stage


def test_a_deal_that_ended_in_the_first_sheet_and_is_open_in_the_second_is_told_as_reopened(admin, pipeline):
    lost = [[*row[:5], "باخت", *row[6:]] if row[0] == "1403-011" else row for row in STEPS]
    run(upload(admin, inquiries=lost, sales=OPEN), admin)
    assert deal("1403-011").is_open
    assert "deal.reopened" in verbs() and "deal.moved" not in verbs()
    consistent(deal("1403-011"))


def move_there_and_back(by):
    found, first = deal("1403-011"), deal("1403-011").stage
    Criterion.objects.update(policy="warn")
    moves.move(deal=found, to=found.pipeline.stages.get(position=1), by=by)
    moves.move(deal=deal("1403-011"), to=first, by=by)


def test_a_deal_of_an_earlier_set_that_nobody_moved_stands_where_the_later_list_says_past_the_gate(
    admin, pipeline
):
    bring_inquiries(admin)
    Criterion.objects.update(policy="block")
    whole = bring_both(admin, existing="update")
    now = deal("1403-011")
    assert (now.stage.title, now.amount) == ("مذاکره یا تعهد", 1100)
    assert not any("کم است" in text for text in told(whole))
    event = Event.objects.get(deal_id=now.pk, verb="deal.moved")
    assert (event.data["how"], event.via) == ("imported", "import")
    was = set(Deal.objects.values_list("pk", "version"))
    bring_both(admin, existing="update")
    assert set(Deal.objects.values_list("pk", "version")) == was
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert (deal("1403-011").stage.position, deal("1403-011").amount) == (0, 1000)
    consistent(deal("1403-011"))


def test_a_deal_that_sara_moved_passes_the_gate_and_where_it_refuses_nothing_is_lost(admin, pipeline):
    bring_inquiries(admin)
    move_there_and_back(admin)
    Criterion.objects.update(policy="block")
    whole = bring_both(admin, existing="update")
    now = deal("1403-011")
    assert now.stage.position == 0
    assert part(whole, "sales").refused_count == 0
    assert any("مذاکره یا تعهد" in text and "کم است" in text for text in told(whole))
    assert "مذاکره یا تعهد" in now.notes
    was = set(Deal.objects.values_list("pk", "version"))
    bring_both(admin, existing="update")
    assert set(Deal.objects.values_list("pk", "version")) == was


def test_a_deal_of_an_earlier_set_moves_where_no_gate_stops_it(admin, pipeline):
    Criterion.objects.update(policy="warn")
    bring_inquiries(admin)
    whole = bring_both(admin)
    now = deal("1403-011")
    assert now.stage.title == "مذاکره یا تعهد"
    assert "deal.moved" in verbs() and "deal.reopened" not in verbs()
    set_runs.take_back(whole=whole, by=admin)
    run_back = deal("1403-011")
    consistent(run_back)


def next_step(found):
    return Activity.objects.get(pk=found.next_step_id).name


def own_work(found):
    rows = Activity.objects.filter(deal=found, deleted_at=None, done_at=None).order_by("due_at")
    return [step.name for step in rows if step.due_at]


def test_with_what_sara_only_planned_it_stands_where_the_list_says_and_her_step_stays_the_next(
    admin, pipeline
):
    bring_inquiries(admin)
    Criterion.objects.update(policy="block")
    first, due = deal("1403-011"), timezone.now() + timedelta(days=20)
    activities.plan(deal=first, by=admin, kind="call", name="Call Kaveh", due_at=due)
    whole = bring_both(admin, existing="update")
    now = deal("1403-011")
    assert (now.stage.title, now.amount, next_step(now)) == ("مذاکره یا تعهد", 1000, "Call Kaveh")
    assert any("ولی جابه‌جایش نکرده" in text for text in told(whole))


@pytest.mark.parametrize(("policy", "moved"), [("warn", True), ("block", False)])
def test_what_sara_planned_stays_whether_the_gate_lets_the_deal_go_or_not(admin, pipeline, policy, moved):
    bring_inquiries(admin)
    move_there_and_back(admin)
    Criterion.objects.update(policy=policy)
    first, due = deal("1403-011"), timezone.now() + timedelta(days=2)
    activities.plan(deal=first, by=admin, kind="call", name="Call Kaveh", due_at=due)
    whole = bring_both(admin, existing="update")
    assert Activity.objects.get(name="Call Kaveh").deleted_at is None
    assert own_work(first) == ["Call Kaveh"] if moved else own_work(first)
    now = deal("1403-011")
    assert (now.stage.position > 0, now.amount) == (moved, 1000)
    [said] = {text for text in told(whole) if "تغییر داده" in text}
    assert "جابه‌جا می‌شود" in said
    assert moved or "مذاکره یا تعهد" in now.notes


def test_where_only_blanks_are_filled_a_deal_that_sara_works_with_stays_and_the_row_says_so(admin, pipeline):
    Criterion.objects.update(policy="warn")
    bring_inquiries(admin)
    first, due = deal("1403-011"), timezone.now() + timedelta(days=2)
    activities.plan(deal=first, by=admin, kind="call", name="Call Kaveh", due_at=due)
    whole = bring_both(admin, existing="fill")
    assert deal("1403-011").stage.position == 0
    assert any("مرحله" in text for text in told(whole))
    assert not any("جابه‌جا می‌شود" in text for text in told(whole))
