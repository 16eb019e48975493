"""The buying committee at full strength: influence, last touch, who is missing, who went quiet, the org picture."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.actions import tokens
from kariz.access.models import ApiToken, User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, committee, deals
from kariz.pipeline.models import Activity, CommitteeMember, Criterion, Deal, Stage
from kariz.pipeline.queries import committee as queries
from kariz.pipeline.queries import org_picture
from kariz.pipeline.queries.deal_page import find, page_of
from kariz.pipeline.tests.helpers import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(ali):
    return person("مریم رضایی", ali)


def fresh(deal):
    return Deal.objects.select_related("stage", "company", "contact").get(pk=deal.pk)


def test_influence_is_kept_and_left_alone_where_nobody_speaks_of_it(ali, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="user", influence="high")
    committee.put_member(deal=deal, contact=boss, by=ali, role="champion")
    assert CommitteeMember.objects.get().influence == "high"
    committee.put_member(deal=deal, contact=boss, by=ali, role="champion", influence="low")
    undo(event=Event.objects.filter(verb="committee.put").latest("id"), by=ali)
    assert CommitteeMember.objects.get().influence == "high"
    committee.remove_member(deal=deal, contact=boss, by=ali)
    undo(event=Event.objects.filter(verb="committee.removed").latest("id"), by=ali)
    assert CommitteeMember.objects.get().influence == "high"


def test_what_the_stage_asks_for_stands_before_what_is_usual(ali, deal, boss):
    Criterion.objects.filter(stage=deal.stage).delete()
    Criterion.objects.create(
        stage=deal.stage, kind="committee_has", params={"roles": ["legal", "decision_maker"]}, position=1
    )
    found = queries.read(fresh(deal))
    assert [role.value for role in found.needed] == ["legal", "decision_maker"]
    assert [role.value for role in found.usual] == ["champion"]
    committee.put_member(deal=deal, contact=boss, by=ali, role="decision_maker")
    assert [role.value for role in queries.read(fresh(deal)).needed] == ["legal"]


def test_who_was_not_spoken_to_for_long_is_quiet(ali, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="champion")
    assert not page_of(find(ali, deal.pk)).table.seats[0].last_touch
    call = activities.log_done(by=ali, deal=fresh(deal), kind="call", participants=[boss])
    page = page_of(find(ali, deal.pk))
    assert page.table.seats[0].last_touch and not page.table.quiet
    Activity.objects.filter(pk=call.pk).update(done_at=timezone.now() - timedelta(days=40))
    assert [seat.member.contact for seat in page_of(find(ali, deal.pk)).table.quiet] == [boss]
    assert [seat.member.contact for seat in queries.read(fresh(deal)).quiet] == [boss]


def test_a_late_deal_that_hangs_on_one_person_is_told(ali, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="champion")
    assert not queries.read(fresh(deal)).single
    proposal = Stage.objects.filter(pipeline=deal.pipeline, segment="nurturing").first()
    Deal.objects.filter(pk=deal.pk).update(stage=proposal)
    assert queries.read(fresh(deal)).single
    committee.put_member(deal=deal, contact=person("علی", ali), by=ali, role="user")
    assert not queries.read(fresh(deal)).single


@pytest.fixture
def firm(ali, deal, boss):
    """A company of three under each other, on the deal."""
    nikan = companies.create(by=ali, name="نیکان", owner=ali)
    contacts.change(contact=boss, by=ali, company=nikan)
    for name in ("علی", "ندا"):
        contacts.create(by=ali, name=name, company=nikan, reports_to=boss)
    deals.change(deal=deal, by=ali, company=nikan)
    return nikan


def test_the_picture_shows_who_reports_to_whom_and_what_they_think(ali, deal, boss, firm):
    committee.put_member(deal=deal, contact=boss, by=ali, role="decision_maker", stance="opponent")
    picture = org_picture.of_deal(fresh(deal), ali)
    (top,) = picture.roots
    assert top.contact == boss and top.seat.stance == "opponent"
    assert {one.contact.name for one in top.reports} == {"علی", "ندا"} and picture.linked
    outsider = person("مشاور", ali)
    committee.put_member(deal=deal, contact=outsider, by=ali, role="technical_judge")
    assert outsider in [root.contact for root in org_picture.of_deal(fresh(deal), ali).roots]


def test_the_picture_costs_the_same_for_three_and_for_thirty(
    ali, deal, boss, firm, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        org_picture.of_deal(fresh(deal), ali)
    rows = [{"name": f"شخص {n}", "company": firm, "reports_to": boss} for n in range(30)]
    contacts.create_many(by=ali, rows=rows)
    with django_assert_max_num_queries(7):
        assert len(org_picture.of_deal(fresh(deal), ali).people) == 33


def test_pages_show_the_table_and_the_picture(ali, deal, boss, firm):
    User.objects.filter(pk=ali.pk).update(language="en")
    browser = Client()
    browser.force_login(User.objects.get(pk=ali.pk))
    shown = browser.get(f"/deals/{deal.pk}/").content.decode()
    assert f"/deals/{deal.pk}/committee/?role=champion" in shown
    assert (
        'value="champion" selected'
        in browser.get(f"/deals/{deal.pk}/committee/?role=champion").content.decode()
    )
    assert "Report to مریم رضایی" in browser.get(f"/deals/{deal.pk}/org/").content.decode()
    assert "Org chart" in browser.get(f"/companies/{firm.pk}/").content.decode()
    assert "Report to مریم رضایی" in browser.get(f"/companies/{firm.pk}/org/").content.decode()


def test_programs_read_the_table_and_the_picture(ali, deal, boss, firm):
    made = tokens.create(name="test", scope=ApiToken.Scope.WRITE, by=ali)
    client = Client(HTTP_AUTHORIZATION=f"Bearer {made.secret}")
    at = f"/api/v1/deals/{deal.pk}"
    seat = {"role": "champion", "stance": "supporter", "influence": "high"}
    answer = client.put(f"{at}/committee/{boss.pk}", seat, content_type="application/json")
    assert answer.status_code == 200 and answer.json()["influence"] == "high"
    state = client.get(f"{at}/committee-state").json()
    assert state["usual"] == ["decision_maker"] and state["members"][0]["influence"] == "high"
    (top,) = client.get(f"{at}/org").json()
    assert top["stance"] == "supporter" and len(top["reports"]) == 2
    wrong = client.put(
        f"{at}/committee/{boss.pk}", seat | {"influence": "huge"}, content_type="application/json"
    )
    assert wrong.status_code == 422 and "influence" in wrong.json()["errors"]
