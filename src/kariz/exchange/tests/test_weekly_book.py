"""Lena feeds her book each week: of deals that nobody moved here it says where they stand, as the first import did."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.stopped import stopped_rows
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.pipeline.actions import activities, closures, moves
from kariz.pipeline.models import Activity, Criterion, Deal, Outcome
from kariz.pipeline.tests.helpers import consistent

HEAD = "external id,title,created at,amount,stage,next step,next step date\n"
WEEK = HEAD + "x1,Pump,2025-01-01,5,Prospecting,Call Reza,2031-03-05\nx2,Pipe,2025-01-02,5,Proposal,,\n"
DAYS = {"calendar": "gregorian"}
UNNUMBERED = (
    "company,title,created at,amount,stage\nNikan,Pump,2025-01-01,5,{}\nMehr,Pipe,2025-01-02,5,Proposal\n"
)


@pytest.fixture
def book(admin, pipeline, bring):
    Criterion.objects.update(policy="block")
    bring(WEEK, admin, **DAYS)


def deal(title="Pump"):
    return Deal.objects.select_related("stage", "pipeline").get(title=title, deleted_at=None)


def later(old, new, text=WEEK):
    assert old in text
    return text.replace(old, new)


MOVED = later("Prospecting", "Negotiation")


def stage(title="Pump"):
    return deal(title).stage.template


def open_steps(title="Pump"):
    return [step.name for step in Activity.objects.filter(deal=deal(title), done_at=None, deleted_at=None)]


def next_step(title="Pump"):
    return Activity.objects.get(pk=deal(title).next_step_id)


def closed_on(title="Pump"):
    return timezone.localdate(deal(title).closed_at, ZoneInfo("Asia/Tehran"))


def today():
    return timezone.localdate(timezone=ZoneInfo("Asia/Tehran"))


def take_back(one, by):
    return finish(imports.take_back(one=one, by=by))


# Where deals stand


def test_a_later_list_moves_a_deal_past_the_gate_with_one_event_and_is_taken_back(book, admin, bring):
    was = deal()
    done = bring(MOVED, admin, existing="update", **DAYS)
    assert (stage(), done.updated_count, stopped_rows(done).count()) == ("negotiation", 1, 0)
    [event] = Event.objects.filter(batch=done.batch, deal_id=was.pk)
    assert (event.verb, event.data["how"], event.via) == ("deal.moved", "imported", "import")
    assert {visit.how for visit in was.visits.all()} == {"imported"}
    consistent(deal())
    assert take_back(done, admin).kept_count == 0
    assert (deal().stage_id, deal().entered_stage_at) == (was.stage_id, was.entered_stage_at)
    consistent(deal())


def test_the_check_before_says_so_and_the_same_list_again_changes_nothing(book, admin, bring, upload):
    one = imports.change(one=upload(MOVED, admin), by=admin, options={"existing": "update", **DAYS})
    told = finish(imports.check(one=one, by=admin)).outcome
    assert (told["counts"]["updated"], told["counts"]["refused"], told["stopped"]) == (1, 0, 0)
    bring(MOVED, admin, existing="update", **DAYS)
    version = deal().version
    assert bring(MOVED, admin, existing="update", **DAYS).updated_count == 0
    assert (stage(), deal().version) == ("negotiation", version)


def test_it_goes_on_week_after_week_back_too_whatever_sara_writes_beside_it(book, admin, bring):
    bring(MOVED, admin, existing="update", **DAYS)
    activities.plan(deal=deal(), by=admin, kind="call", name="Call Kaveh", due_at=timezone.now())
    bring(later("Prospecting", "Proposal"), admin, existing="update", **DAYS)
    assert (stage(), sorted(open_steps())) == ("proposal", ["Call Kaveh", "Call Reza"])
    consistent(deal())


def test_a_deal_that_sara_moved_closed_or_reopened_here_goes_through_the_gate(book, admin, bring):
    first = deal().stage
    bring(MOVED, admin, existing="update", **DAYS)
    moves.move(deal=deal(), to=first, by=admin)
    closures.rest(deal=deal("Pipe"), by=admin, until=date(2031, 1, 1))
    closures.reopen(deal=deal("Pipe"), by=admin)
    said = later("Prospecting", "Discovery call", later("Proposal", "Negotiation"))
    done = bring(said, admin, existing="update", **DAYS)
    assert (stage(), stage("Pipe"), stopped_rows(done).count()) == ("prospecting", "proposal", 2)


def test_who_takes_a_move_of_the_list_back_by_hand_has_moved_the_deal(book, admin, bring):
    done = bring(MOVED, admin, existing="update", **DAYS)
    undo(event=Event.objects.get(batch=done.batch, verb="deal.moved"), by=admin)
    again = bring(later("Prospecting", "Proposal"), admin, existing="update", **DAYS)
    assert (stage(), stopped_rows(again).count()) == ("prospecting", 1)


def test_a_move_that_sara_took_back_again_is_none(book, admin, bring):
    Criterion.objects.update(policy="warn")
    moves.move(deal=deal(), to=deal().pipeline.stages.get(position=1), by=admin)
    undo(event=Event.objects.get(verb="deal.moved"), by=admin)
    Criterion.objects.update(policy="block")
    bring(MOVED, admin, existing="update", **DAYS)
    assert stage() == "negotiation"


def test_a_deal_that_was_made_here_goes_through_the_gate(book, admin, bring):
    Event.objects.filter(verb="deal.created", deal_id=deal().pk).update(batch="")
    done = bring(MOVED, admin, existing="update", **DAYS)
    assert (stage(), stopped_rows(done).count()) == ("prospecting", 1)


def test_where_the_import_only_fills_blanks_nothing_moves(book, admin, bring):
    bring(MOVED, admin, existing="fill", **DAYS)
    assert stage() == "prospecting"


@pytest.mark.parametrize("touched", [False, True])
def test_a_changed_row_of_a_list_without_numbers_moves_its_deal_as_well(admin, pipeline, bring, touched):
    Criterion.objects.update(policy="block")
    bring(UNNUMBERED.format("Prospecting"), admin, **DAYS)
    if touched:
        activities.plan(deal=deal(), by=admin, kind="call", name="Call Kaveh", due_at=timezone.now())
    done = bring(UNNUMBERED.format("Negotiation"), admin, existing="update", **DAYS)
    assert (stage(), done.created_count, stopped_rows(done).count()) == ("negotiation", 0, 0)
    take_back(done, admin)
    assert stage() == "prospecting"


def test_many_move_with_few_statements_each_with_its_event(admin, pipeline, bring):
    Criterion.objects.update(policy="block")
    rows = "".join(f"n{at},Deal {at},2025-01-01,5,%s,,\n" for at in range(30))
    bring(HEAD + rows.replace("%s", "Prospecting"), admin, **DAYS)
    done = bring(HEAD + rows.replace("%s", "Proposal"), admin, existing="update", **DAYS)
    assert done.updated_count == 30
    assert Event.objects.filter(batch=done.batch, verb="deal.moved").count() == 30
    assert set(Deal.objects.values_list("stage__template", flat=True)) == {"proposal"}


def test_a_deal_that_a_list_ended_and_a_later_one_says_goes_on_is_open_again(book, admin, bring):
    bring(later("Prospecting", "won"), admin, existing="update", **DAYS)
    assert deal().outcome == Outcome.WON
    bring(MOVED, admin, existing="update", **DAYS)
    assert (deal().outcome, stage()) == (Outcome.OPEN, "negotiation")
    consistent(deal())


# When they ended


@pytest.mark.parametrize("word", ["won", "lost"])
def test_a_deal_that_was_open_here_ends_today_where_the_row_says_no_day(book, admin, bring, word):
    bring(later("Prospecting", word), admin, existing="update", **DAYS)
    assert (deal().outcome, closed_on()) == (word, today())
    consistent(deal())


@pytest.mark.parametrize(
    ("column", "day"), [("close date", "2025-03-05"), ("last contact", "2025-04-06"), ("expected close", "")]
)
def test_it_ends_on_the_day_that_the_row_says_or_of_the_last_contact_not_when_it_was_expected_before(
    admin, pipeline, bring, column, day
):
    head = f"external id,title,created at,stage,{column}\n"
    bring(head + "x1,Pump,2025-01-01,Proposal,2025-02-01\n", admin, **DAYS)
    bring(head + f"x1,Pump,2025-01-02,won,{day or '2025-02-01'}\n", admin, existing="update", **DAYS)
    assert (deal().outcome, closed_on()) == ("won", date.fromisoformat(day) if day else today())


# Next steps


def test_the_steps_of_the_stage_do_not_go_before_the_one_that_the_list_brought(book, admin, bring):
    bring(MOVED, admin, existing="update", **DAYS)
    assert (open_steps(), next_step().name, next_step().due_at.year) == (["Call Reza"], "Call Reza", 2031)


def test_nor_where_sara_moved_the_deal_and_the_gate_lets_it_go(book, admin, bring):
    bring(MOVED, admin, existing="update", **DAYS)
    moves.move(deal=deal(), to=deal().pipeline.stages.earliest("position"), by=admin)
    for step in Activity.objects.filter(deal=deal(), deleted_at=None).exclude(source=None):
        activities.remove(activity=step, by=admin)
    Criterion.objects.update(policy="warn")
    bring(later("Prospecting", "Proposal"), admin, existing="update", **DAYS)
    assert (stage(), open_steps()) == ("proposal", ["Call Reza"])


def test_another_step_in_the_list_takes_the_place_of_the_one_it_brought_and_is_taken_back(book, admin, bring):
    done = bring(later("Call Reza", "Send a sample"), admin, existing="update", **DAYS)
    assert (done.updated_count, open_steps(), next_step().due_at.year) == (1, ["Send a sample"], 2031)
    # The week after, with another day.
    text = later("Call Reza,2031", "Meet Reza,2032")
    third = bring(text, admin, existing="update", **DAYS)
    assert (open_steps(), next_step().due_at.year) == (["Meet Reza"], 2032)
    take_back(third, admin)
    assert open_steps() == ["Send a sample"]
    take_back(done, admin)
    assert (open_steps(), next_step().name) == (["Call Reza"], "Call Reza")


def test_what_sara_planned_or_changed_of_it_stays(book, admin, bring):
    activities.change(activity=next_step(), by=admin, name="Call Reza at noon")
    bring(later("Call Reza", "Send a sample"), admin, existing="update", **DAYS)
    assert sorted(open_steps()) == ["Call Reza at noon", "Send a sample"]


def test_a_step_that_came_with_a_list_of_work_stays(book, admin, bring):
    work = "activity,due,done\nCall Kaveh,2031-02-02,no\n"
    mapping = {"activity": "subject", "due": "due_at", "done": "done"}
    bring(work, admin, kind="activities", mapping=mapping, **DAYS)
    Activity.objects.filter(name="Call Kaveh").update(deal=deal())
    activities.complete(activity=next_step(), by=admin)
    bring(later("Call Reza", "Send a sample"), admin, existing="update", **DAYS)
    assert sorted(open_steps()) == ["Call Kaveh", "Send a sample"]


# Two sheets

YEAR = [
    ["عنوان", "شرکت", "مبلغ (ریال)", "تاریخ", "وضعیت", "اقدام بعدی", "تاریخ پیگیری"],
    ["پمپ", "پارس", 100, "1403/02/01", "باز", "زنگ به کاوه", "1430/02/01"],
    ["شیر", "مهر", 250, "1403/02/03", "باز", "", ""],
    ["تسمه", "نور", 70, "1403/02/04", "برنده", "", ""],
]
NOW = [
    ["عنوان", "شرکت", "قیمت (ریال)", "تاریخ", "مرحله", "اقدام بعدی", "تاریخ پیگیری"],
    ["پمپ", "پارس", 100, "1403/02/01", "مذاکره یا تعهد", "ارسال نمونه", "1430/03/01"],
    ["تسمه", "نور", 70, "1403/02/04", "پیشنهاد", "", ""],
    ["گسکت", "سرو", 9, "1403/02/09", "پیشنهاد", "", ""],
]


def bring_sheets(by, year=YEAR, now=NOW, **options):
    whole = upload(by, year=year, now=now)
    return run(sets.change(whole=whole, by=by, options={"doubles": "one"} | options), by)


def test_a_deal_on_two_sheets_takes_stage_and_step_of_the_later_and_what_ended_stays_so(admin, pipeline):
    Criterion.objects.update(policy="block")
    bring_sheets(admin)
    assert (stage("پمپ"), open_steps("پمپ")) == ("negotiation", ["ارسال نمونه"])
    assert (stage("شیر"), deal("تسمه").outcome) == ("prospecting", "won")
    consistent(deal("پمپ"))


@pytest.mark.parametrize("existing", ["fill", "update"])
def test_next_week_the_later_sheet_moves_it_on_and_all_is_taken_back(admin, pipeline, existing):
    Criterion.objects.update(policy="block")
    bring_sheets(admin)
    now = [[*row[:4], "امضای قرارداد", *row[5:]] if row[0] == "پمپ" else row for row in NOW]
    whole = bring_sheets(admin, now=now, existing=existing)
    assert stage("پمپ") == "signing"
    assert not stopped_rows(part(whole, "now")).exists()
    won = [[*row[:4], "فروخته شد", *row[5:]] if row[0] == "پمپ" else row for row in NOW]
    last = bring_sheets(admin, now=won, existing=existing)
    assert (deal("پمپ").outcome, closed_on("پمپ")) == ("won", today())
    for one, place in ((last, "signing"), (whole, "negotiation")):
        set_runs.take_back(whole=one, by=admin)
        runs.work_all()
        assert (stage("پمپ"), deal("پمپ").is_open) == (place, True)
        consistent(deal("پمپ"))


def test_what_the_later_sheet_said_before_does_not_move_back_what_sara_moved(admin, pipeline):
    bring_sheets(admin)
    Criterion.objects.update(policy="warn")
    moves.move(deal=deal("پمپ"), to=deal("پمپ").pipeline.stages.get(template="signing"), by=admin)
    now = [[*row[:3], "1403/02/01", *row[4:5], "زنگ", row[6]] if row[0] == "پمپ" else row for row in NOW]
    bring_sheets(admin, now=now, existing="update")
    assert stage("پمپ") == "signing"


def test_a_sheet_of_an_older_year_behind_the_newer_one_moves_nothing_back(admin, pipeline):
    older = [YEAR[0], [*YEAR[1][:4], "پیشنهاد", *YEAR[1][5:]], *YEAR[2:]]
    for now in (NOW, [NOW[0], [*NOW[1][:5], "جلسه", NOW[1][6]], *NOW[2:]]):
        whole = upload(admin, **{"جاری ۱۴۰۵": now, "فروش 1404": older})
        run(sets.change(whole=whole, by=admin, options={"doubles": "one", "existing": "fill"}), admin)
        assert (stage("پمپ"), open_steps("پمپ")) == ("negotiation", ["ارسال نمونه"])


def test_what_the_first_sheet_said_of_the_step_before_does_not_come_back_beside_a_newer_one(admin, pipeline):
    bring_sheets(admin, year=NOW, now=YEAR)
    assert open_steps("پمپ") == ["زنگ به کاوه"]
    newer = [NOW[0], [*NOW[1][:5], "جلسه", NOW[1][6]], *NOW[2:]]
    bring_sheets(admin, year=newer, now=YEAR, existing="update")
    assert open_steps("پمپ") == ["جلسه"]
