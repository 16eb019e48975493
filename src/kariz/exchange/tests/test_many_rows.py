"""Rows whose records are here already: what is read for them does not grow with the rows, and little is written for each."""

from collections import OrderedDict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.events.models import Event
from kariz.exchange.actions.at_work import checking, runs, set_runs
from kariz.exchange.actions.at_work.pace import Pace
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as book
from kariz.people.models import Contact
from kariz.pipeline.actions import moves
from kariz.pipeline.models import Criterion, Deal
from kariz.pipeline.queries import stages

FEW, MANY = 20, 60
BY_THE_WAY = 2
"""What one question more costs, which is asked of the second list alone: what came in with the first."""
TALKS = "مذاکره یا تعهد"
DEALS = "شماره,عنوان,شرکت,شخص,موبایل,مبلغ (تومان),تاریخ,وضعیت"
PLAIN = "شرکت,شخص,محصول,مبلغ (تومان),تاریخ,وضعیت"
PEOPLE = "نام,شرکت,موبایل,سمت"
FIRMS = "نام شرکت,شهر,تلفن"


@pytest.fixture(autouse=True)
def one_chunk(monkeypatch, no_kept_process):
    monkeypatch.setattr(checking, "CHUNK", 200)
    monkeypatch.setattr(Pace, "size", lambda self: 200)
    # As in a worker, which knows a pipeline that stays as it is.
    monkeypatch.setattr(stages, "MOST_KEPT", 32)
    monkeypatch.setattr(stages, "_kept", OrderedDict())


def asked(do):
    """(how often is something read, how many statements there are in all)"""
    with CaptureQueriesContext(connection) as seen:
        do()
    said = [str(query["sql"]) for query in seen.captured_queries]
    return sum(sql.startswith("SELECT") for sql in said), len(said)


def numbered(first, count, more=0, status="مذاکره"):
    rows = (
        f"D{at},خرید {at},شرکت {at},علی رضایی{at},0912{at:07d},{at + more},1404/02/01,{status}"
        for at in range(first, first + count)
    )
    return "\n".join([DEALS, *rows])


def plain(first, count, more=0):
    """Half of the list stays as it is: else it is another one."""
    half = first + count // 2
    rows = (
        f"شرکت {at},علی رضایی{at},یونیت {at},{at * 1000 + (more if at >= half else 0)},1404/02/01,مذاکره"
        for at in range(first, first + count)
    )
    return "\n".join([PLAIN, *rows])


def people(first, count, more=""):
    rows = (f"علی رضایی{at},شرکت {at},0912{at:07d},مدیر{more}" for at in range(first, first + count))
    return "\n".join([PEOPLE, *rows])


def firms(first, count, more=""):
    rows = (f"شرکت {at},یزد{more},021{at:08d}" for at in range(first, first + count))
    return "\n".join([FIRMS, *rows])


def coded(first, count, more=0):
    """Deals that say of their companies no more than a code of a list that came in before."""
    rows = (f"D{at},خرید {at},K-{at},{at + more},مذاکره" for at in range(first, first + count))
    return "\n".join(["شماره,عنوان,کد شرکت,مبلغ (تومان),وضعیت", *rows])


def inquiries(first, count):
    head = ["شماره استعلام", "تاریخ استعلام", "شرکت", "موضوع", "مبلغ (ریال)", "وضعیت"]
    rows = range(first, first + count)
    return [
        head,
        *([f"1403-{at}", "1403/02/01", f"فولاد {at}", f"شیر {at}", 1000 + at, "باز"] for at in rows),
    ]


def sales(first, count, status):
    head = ["شماره قرارداد", "ش استعلام", "خریدار", "مبلغ (ریال)", "تاریخ فروش", "وضعیت"]
    rows = range(first, first + count)
    return [
        head,
        *([f"ق-{at}", f"1403-{at}", f"فولاد {at}", 1100 + at, "1403/03/05", status] for at in rows),
    ]


@pytest.mark.parametrize("policy", ["skip", "ask", "fill", "update"])
@pytest.mark.parametrize(
    ("make", "kind", "more"),
    [(numbered, "deals", 5), (plain, "deals", 5), (people, "contacts", "ف"), (firms, "companies", "ف")],
)
def test_no_row_of_a_list_that_comes_again_reads_for_itself(
    make, kind, more, policy, admin, pipeline, bring, upload
):
    rehearsed, ran = {}, {}
    beside = {} if policy == "ask" else {"existing_company": policy, "existing_contact": policy}
    for first, count in ((1000, FEW), (2000, MANY)):
        bring(make(first, count), admin, kind=kind)
        one = upload(make(first, count, more), admin)
        one = imports.change(one=one, by=admin, kind=kind, options={"existing": policy, **beside})
        rehearsed[count] = asked(lambda: list(checking.rehearse(one, admin)))[0]  # noqa: B023
        one = imports.start(one=one, by=admin)
        ran[count] = asked(lambda: finish(one))[0]  # noqa: B023
    assert rehearsed[MANY] - rehearsed[FEW] <= BY_THE_WAY
    assert ran[MANY] - ran[FEW] <= BY_THE_WAY


def family(at):
    return "".join("ابپتثجچحخد"[int(digit)] for digit in str(at))


def reached(first, count, more=0):
    rows = (f"P{at},علی {family(at)},0912{at + more:07d}" for at in range(first, first + count))
    return "\n".join(["کد,نام,موبایل", *rows])


def beside(first, count, more=0):
    rows = (
        f"رضا {family(at)} 0935{at:07d} / علی {family(at)} 0912{at + more:07d},شرکت {at}"
        for at in range(first, first + count)
    )
    return "\n".join(["رابط,شرکت", *rows])


@pytest.mark.parametrize("make", [reached, beside])
def test_who_gave_people_the_numbers_that_a_list_replaces_is_asked_for_all_at_once(
    make, admin, pipeline, bring, upload
):
    ran = {}
    for first, count in ((1000, FEW), (2000, MANY)):
        bring(make(first, count), admin, kind="contacts")
        one = upload(make(first, count, 500_000), admin)
        one = imports.change(one=one, by=admin, kind="contacts", options={"existing": "update"})
        one = imports.start(one=one, by=admin)
        with CaptureQueriesContext(connection) as seen:
            finish(one)
        sql = [str(query["sql"]) for query in seen.captured_queries]
        ran[count] = sum(
            one.startswith("SELECT") and "events_event" in one and "'contact'" in one for one in sql
        )
        points = Contact.objects.get(name=f"علی {family(first + 7)}").points.all()
        assert [point.normal for point in points] == [f"+98912{first + 7 + 500_000:07d}"]
    assert ran[MANY] - ran[FEW] <= BY_THE_WAY


def test_codes_of_companies_are_looked_for_together(admin, pipeline, bring, upload):
    ran = {}
    for first, count in ((1000, FEW), (2000, MANY)):
        firms_of = "\n".join(
            ["کد شرکت,نام شرکت", *(f"K-{at},شرکت {at}" for at in range(first, first + count))]
        )
        bring(firms_of, admin, kind="companies")
        bring(coded(first, count), admin, kind="deals")
        one = upload(coded(first, count, 5), admin)
        one = imports.change(one=one, by=admin, kind="deals", options={"existing": "update"})
        one = imports.start(one=one, by=admin)
        ran[count] = asked(lambda: finish(one))[0]  # noqa: B023
        changed = Deal.objects.get(external_id=f"D{first + 7}")
        assert (changed.amount, changed.company.name) == ((first + 12) * 10, f"شرکت {first + 7}")
    assert ran[MANY] - ran[FEW] <= BY_THE_WAY


@pytest.mark.parametrize("status", ["مذاکره", "فروخته شد"])
def test_deals_that_a_list_changes_are_written_together(status, admin, pipeline, bring, upload):
    found = {}
    for first, count in ((1000, FEW), (2000, MANY)):
        bring(numbered(first, count), admin)
        one = upload(numbered(first, count, 5, status), admin)
        one = imports.change(one=one, by=admin, options={"existing": "update"})
        one = imports.start(one=one, by=admin)
        found[count] = asked(lambda: finish(one))  # noqa: B023
        changed = Deal.objects.filter(external_id=f"D{first + 7}").get()
        assert (changed.amount, changed.is_open) == ((first + 12) * 10, status == "مذاکره")
        assert changed.company and changed.contact
    assert found[MANY][0] - found[FEW][0] <= BY_THE_WAY
    assert found[MANY][1] - found[FEW][1] <= BY_THE_WAY


@pytest.mark.parametrize(
    ("status", "with_it"),
    [("باز", True), ("باز", False), (TALKS, True), ("فروخته شد", True), ("فروخته شد", False)],
)
def test_deals_that_go_on_in_another_sheet_are_written_together(status, with_it, admin, pipeline):
    rehearsed, ran = {}, {}
    for first, count in ((1000, FEW), (2000, MANY)):
        first_list = inquiries(first, count)
        if not with_it:
            run(book(admin, inquiries=first_list), admin)
        whole = book(admin, inquiries=first_list, sales=sales(first, count, status))
        if not with_it:
            whole = sets.change(whole=whole, by=admin, options={"existing": "update"})
        set_runs.check(whole=whole, by=admin)
        rehearsed[count] = asked(runs.work_all)
        ran[count] = asked(lambda: run(ImportSet.objects.get(pk=whole.pk), admin))  # noqa: B023
        gone = Deal.objects.get(external_id=f"1403-{first + 3}")
        assert gone.amount == 1103 + first
        assert (gone.outcome == "won", gone.stage.position > 0) == (status == "فروخته شد", status != "باز")
    assert rehearsed[MANY][0] - rehearsed[FEW][0] <= BY_THE_WAY
    assert ran[MANY][0] - ran[FEW][0] <= BY_THE_WAY
    assert rehearsed[MANY][1] - rehearsed[FEW][1] < 10 * (MANY - FEW)
    assert ran[MANY][1] - ran[FEW][1] < 10 * (MANY - FEW)


def _gates(policy):
    Criterion.objects.update(policy=policy)
    stages._kept.clear()


def _moved_here(by):
    """As people do it, after whom no list moves them past the gate."""
    for deal in Deal.objects.filter(stage__position=0):
        moves.move(deal=deal, to=deal.pipeline.stages.get(position=1), by=by, reason="They called")
        moves.move(deal=deal, to=deal.pipeline.stages.get(position=0), by=by)


def test_a_deal_that_its_stage_does_not_let_go_takes_few_statements(admin, pipeline):
    found = {}
    for first, count in ((1000, FEW), (2000, MANY)):
        run(book(admin, inquiries=inquiries(first, count)), admin)
        _gates("warn")
        _moved_here(admin)
        _gates("block")
        whole = book(admin, inquiries=inquiries(first, count), sales=sales(first, count, TALKS))
        whole = sets.change(whole=whole, by=admin, options={"existing": "update"})
        found[count] = asked(lambda: run(whole, admin))[1]  # noqa: B023
        stays = Deal.objects.get(external_id=f"1403-{first + 3}")
        assert stays.stage.position == 0 and "مذاکره" in stays.notes
    assert found[MANY] - found[FEW] < 10 * (MANY - FEW)


def test_a_deal_that_passes_gates_on_its_way_takes_half_the_statements_that_it_took(admin, pipeline):
    Criterion.objects.update(policy="warn")
    found = {}
    for first, count in ((1000, FEW), (2000, MANY)):
        run(book(admin, inquiries=inquiries(first, count)), admin)
        _moved_here(admin)
        whole = book(admin, inquiries=inquiries(first, count), sales=sales(first, count, TALKS))
        whole = sets.change(whole=whole, by=admin, options={"existing": "update"})
        found[count] = asked(lambda: run(whole, admin))[1]  # noqa: B023
        assert Deal.objects.get(external_id=f"1403-{first + 3}").stage.title == TALKS
    assert found[MANY] - found[FEW] < 25 * (MANY - FEW)


def test_one_row_that_is_refused_leaves_nothing_behind_and_keeps_no_other_from_its_deal(
    admin, pipeline, bring, upload
):
    bring(numbered(1000, FEW), admin)
    Deal.objects.filter(external_id="D1005").update(rate=10**9)
    later = numbered(1000, FEW, 10**9).replace("علی رضایی1005", "نادر کیانی")
    one = imports.change(one=upload(later, admin), by=admin, options={"existing": "update"})
    [found] = checking.rehearse(one, admin)
    assert [result.draft.number for result in found] == list(range(2, FEW + 2))
    assert [result.draft.number for result in found if result.action == "refused"] == [7]
    done = finish(imports.start(one=one, by=admin))
    assert (done.updated_count, done.refused_count) == (FEW - 1, 1)
    assert "بزرگ" in done.rows.get(action="refused").why[0]
    assert not Contact.objects.filter(name="نادر کیانی").exists()
    assert Deal.objects.filter(amount__gte=10**10).count() == FEW - 1
    assert Event.objects.filter(verb="deal.changed").count() == FEW - 1
