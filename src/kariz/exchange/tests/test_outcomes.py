"""What an import would do, seen before it does anything; and what it does with records that are there already."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils import timezone

from kariz.exchange.actions.at_work import checking, deciding
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.as_of import board_as_of
from kariz.pipeline.queries.lists import Asked

PEOPLE = "نام و نام خانوادگی,موبایل,سمت,شرکت\n"


@pytest.fixture
def look(upload):
    """Upload a text and rehearse it; keyword arguments are options."""

    def make(content, by, **options):
        one = upload(content, by)
        if options:
            one = imports.change(one=one, by=by, options=options)
        return finish(imports.check(one=one, by=by))

    return make


def counts(one):
    return {group: count for group, count in one.outcome["counts"].items() if count}


def test_sara_sees_what_each_row_would_become_and_nothing_is_written(admin, pipeline, look):
    contacts.create(by=admin, name="رضا کریمی", points=[{"kind": "mobile", "value": "09121234567"}])
    one = look(
        PEOPLE + "رضا کریمی,۰۹۱۲۱۲۳۴۵۶۷,مدیر,نیکان\nمینا,09123334444,,نیکان\nA,12,,\n",
        admin,
        existing="fill",
        unreadable="refuse",
    )
    assert (one.phase, one.position) == ("mapped", 0)
    assert counts(one) == {"created": 1, "merged": 1, "refused": 1}
    assert (Contact.objects.count(), Company.objects.count(), ImportRow.objects.count()) == (1, 0, 0)
    merged = one.expected.get(group="merged")
    assert (merged.number, merged.result_kind, merged.result_id) == (2, "contact", Contact.objects.get().pk)
    assert "«12»" in one.expected.get(group="refused").notes[0]["text"]


def test_what_was_foreseen_of_a_large_file_is_what_happens(admin, pipeline, look, monkeypatch):
    monkeypatch.setattr(checking, "CHUNK", 7)
    rows = [f"Person {n % 40},0912000{n % 40:04d},Nikan {n % 9}" for n in range(100)] + ["Bad,12,"]
    one = look("name,mobile,company\n" + "\n".join(rows) + "\n", admin, unreadable="refuse", existing="skip")
    foreseen = counts(one)
    done = finish(imports.start(one=one, by=admin))
    happened = {"created": done.created_count, "skipped": done.skipped_count, "refused": done.refused_count}
    assert foreseen == happened == {"created": 40, "skipped": 60, "refused": 1}
    assert one.outcome["records"] == {"contact": 40, "company": 9}


def test_product_lines_of_one_deal_in_far_rows_are_foreseen_as_its_lines(admin, pipeline, look, monkeypatch):
    monkeypatch.setattr(checking, "CHUNK", 1)
    one = look("deal id,title,product\nd1,Pump,Body\nd1,Pump,Motor\n", admin)
    assert counts(one) == {"created": 1, "updated": 1}


def test_a_changed_mapping_leaves_the_outcome_behind_and_ali_may_stop_a_rehearsal(
    ali, pipeline, look, upload
):
    one = look("title\nPump\n", ali)
    assert one.outcome["version"] == one.version
    again = imports.change(one=one, by=ali, options={"owner": "nobody"})
    assert again.outcome["version"] != again.version
    waiting = imports.check(one=again, by=ali)
    stopped = imports.stop_check(one=waiting, by=ali)
    assert (stopped.phase, stopped.outcome) == ("mapped", {})
    assert finish(stopped).phase == "mapped"


POLICIES = {
    "skip": ("Reza", "", 1, "skipped"),
    # Half a name is a gap, too.
    "fill": ("Reza Karimi", "Director", 1, "updated"),
    "update": ("Reza Karimi", "Director", 1, "updated"),
    "create": ("Reza", "", 2, "created"),
    "ask": ("Reza", "", 1, "asked"),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_what_becomes_of_a_person_who_is_there_is_as_mina_chose(admin, pipeline, bring, policy):
    contacts.create(by=admin, name="Reza", points=[{"kind": "email", "value": "reza@nikan.ir"}])
    one = bring("name,email,job title\nReza Karimi,Reza@Nikan.ir,Director\n", admin, existing=policy)
    first = Contact.objects.order_by("id").first()
    name, position, count, action = POLICIES[policy]
    assert (first.name, first.position, Contact.objects.count()) == (name, position, count)
    assert one.rows.get().action == action
    assert one.merged_count == (action == "updated")


def test_a_row_that_was_put_aside_becomes_what_mina_says_and_goes_back_with_the_rest(admin, pipeline, bring):
    reza = contacts.create(by=admin, name="Reza", points=[{"kind": "email", "value": "reza@nikan.ir"}])
    one = bring(
        "name,email,job title\nReza,reza@nikan.ir,Director\nLale,l@nikan.ir,\n", admin, existing="ask"
    )
    assert (one.asked_count, one.created_count) == (1, 1)
    assert deciding.decide(one=one, by=admin, how="fill", numbers=[2]).taken == 1
    reza.refresh_from_db()
    one = Import.objects.get(pk=one.pk)
    assert (reza.position, one.asked_count, one.updated_count) == ("Director", 0, 1)
    finish(imports.take_back(one=one, by=admin))
    reza.refresh_from_db()
    assert (reza.position, Contact.objects.filter(deleted_at=None).count()) == ("", 1)


def test_a_deals_file_fills_what_its_companies_and_people_lack(admin, pipeline, bring):
    nikan = companies.create(by=admin, name="Nikan", city="Shiraz")
    contacts.create(
        by=admin, name="Reza", company=nikan, points=[{"kind": "email", "value": "reza@nikan.ir"}]
    )
    text = "title,company,contact,email,job title,city,industry\nPump,Nikan,Reza,reza@nikan.ir,Director,Tehran,Food\n"
    bring(text, admin, existing_company="fill", existing_contact="fill")
    nikan.refresh_from_db()
    assert (nikan.city, nikan.industry) == ("Shiraz", "Food")
    assert Contact.objects.get().position == "Director"
    assert Deal.objects.get().company == nikan


def test_what_was_said_of_a_files_columns_is_offered_to_the_next_one(admin, ali, pipeline, upload):
    one = upload("چیز,Wert\nPump,5\n", admin)
    one = imports.change(
        one=one, by=admin, mapping={"چیز": "title", "Wert": "amount"}, options={"unit": "rial"}
    )
    imports.start(one=one, by=admin)
    again = upload("Wert,چيز\n7,Pipe\n", ali)
    assert again.mapping == {"Wert": "amount", "چيز": "title"}
    assert (again.options["unit"], again.layout["remembered"]) == ("rial", admin.name)


def test_what_a_colleague_wanted_done_with_rows_goes_no_further_than_the_colleague(
    admin, ali, pipeline, upload
):
    wanted = {
        "existing": "update",
        "existing_company": "create",
        "alike": "tell",
        "unreadable": "leave",
        "owner": "nobody",
        "all_or_nothing": True,
        "unit": "rial",
    }
    one = imports.change(one=upload("title,amount\nPump,5\n", admin), by=admin, options=wanted)
    imports.start(one=one, by=admin)
    fresh = upload("title\nPump\n", ali).options
    his = upload("title,amount\nPipe,7\n", ali).options
    assert his["unit"] == "rial"
    assert {name: his[name] for name in wanted if name != "unit"} == {
        name: fresh[name] for name in wanted if name != "unit"
    }
    hers = upload("title,amount\nHose,7\n", admin).options
    assert {name: hers[name] for name in wanted} == wanted


def test_nobody_changed_rows_are_listed_and_taken_anyway_on_request(admin, pipeline, bring):
    one = bring("title,company\nPump,Nikan\nPipe,Kavosh\n", admin)
    from kariz.exchange.queries.pages.changed_since import changed_since
    from kariz.pipeline.actions import deals

    pump = Deal.objects.get(title="Pump")
    deals.change(deal=pump, by=admin, title="Pump 2")
    changed = changed_since(one)
    assert [(row.number, row.name) for row in changed.rows] == [(2, "Pump 2")]
    back = finish(imports.take_back(one=one, by=admin, changed=True))
    assert (back.phase, back.kept_count, Deal.objects.filter(deleted_at=None).count()) == ("taken_back", 0, 0)


def test_no_board_of_the_past_shows_what_was_taken_back(admin, pipeline, bring):
    def shown():
        board = board_as_of(pipeline.pk, datetime(2026, 1, 5, tzinfo=UTC), admin, Asked.of(QueryDict()))
        return sum(column.count for column in board.columns)

    one = bring(
        "title,company,amount,created_at\nPump,Nikan,500,2026-01-01\nPipe,Nikan,7,2026-01-02\n", admin
    )
    assert shown() == 2
    finish(imports.take_back(one=one, by=admin))
    assert shown() == 0


def test_a_won_deal_without_a_closing_day_counts_in_the_month_it_was_expected(admin, pipeline, bring):
    rows = "Pump,won,2026-01-05\nPipe,lost,\nTank,won,2099-01-01\n"
    one = bring("title,stage,expected close\n" + rows, admin)
    tehran = ZoneInfo("Asia/Tehran")
    closed = {deal.title: timezone.localdate(deal.closed_at, tehran) for deal in Deal.objects.all()}
    today = timezone.localdate(timezone=tehran)
    assert (closed["Pump"], closed["Pipe"], closed["Tank"]) == (date(2026, 1, 5), today, today)
    assert all("no closing day" in row.warnings[0]["msgid"][0] for row in one.rows.all())


def test_old_deals_without_a_closing_day_are_not_all_won_today(admin, pipeline, bring):
    bring("title,stage,created at\nPump,won,2025-03-05\nPipe,lost,2025-07-01\n", admin)
    tehran = ZoneInfo("Asia/Tehran")
    closed = {deal.title: timezone.localdate(deal.closed_at, tehran) for deal in Deal.objects.all()}
    assert closed == {"Pump": date(2025, 3, 5), "Pipe": date(2025, 7, 1)}
