"""Open deals of one company that stand twice: proposed, joined with all that hangs on them, and taken back."""

import json
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.events.queries import feed
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge as merge_companies
from kariz.people.models import DuplicatePair
from kariz.people.queries.duplicates import _kept, waiting
from kariz.pipeline.actions import activities, closures, deals, doubled_deals, lines, many_doubles, obstacles
from kariz.pipeline.models import Deal, DealsApart
from kariz.pipeline.queries.changes import changes_of
from kariz.pipeline.queries.doubles import count, doubles
from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.rules.doubled import doubled
from kariz.pipeline.tests.helpers import consistent, settle
from kariz.records.actions import comments, custom_fields
from kariz.records.models import Comment
from kariz.web.errors import DomainError, NotAllowed


@pytest.fixture
def kelso(admin, pipeline):
    return companies.create(by=admin, name="Kelso Interiors")


@pytest.fixture
def new(admin, pipeline, kelso):
    def make(title, amount=None, **more):
        given = {"company": kelso, "pipeline": pipeline, **more}
        return deals.create(new=deals.NewDeal(title=title, amount=amount, **given), by=admin)

    return make


@pytest.fixture
def twice(new):
    return new("Office fit-out", 1_000_000), new("Office Fit-out ", 1_050_000)


def pairs(by, company=None):
    return [(one.first.pk, one.second.pk) for one in doubles(by, company)]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("Office fit-out", 100), ("office fit-out", 100), True),
        (("Office fit-out", 100), ("Office fit-out", 108), True),
        (("Office fit-out", 100), ("Office fit-out", None), True),
        (("Office fit-out", 100), ("Office fitout", 100), True),
        (("Office fit-out Dublin", 100), ("Office fit-out", 100), True),
        (("Unit 4 fit-out 2026", 100), ("Unit 4 fit-outs 2026", 100), True),
        (("نوسازی دفتر", 100), ("نوسازي دفتر", 100), True),
        (("Office fit-out", 100), ("Office fit-out", 300), False),
        (("Office fit-out phase 1", 100), ("Office fit-out phase 2", 100), False),
        (("Office fit-out", 100), ("Kitchen", 100), False),
    ],
)
def test_title_and_amount_say_whether_two_deals_of_a_company_may_be_one(admin, new, one, other, found):
    made = [new(*one), new(*other)]
    assert pairs(admin) == ([(made[0].pk, made[1].pk)] if found else [])
    assert doubled(*made) == doubled(*reversed(made))


def test_amounts_in_one_currency_are_compared_whatever_their_rates(new):
    one = new("Office fit-out", 100_00, currency="EUR", rate=Decimal(500_000))
    other = new("Office fit-out", 105_00, currency="EUR", rate=Decimal(700_000))
    assert "amount_near" in doubled(one, other).reasons


def test_the_reasons_are_told_in_words(admin, twice):
    (pair,) = doubles(admin)
    assert pair.likeness.reasons == ("title", "amount_near", "pipeline")
    with override("fa"):
        assert pair.reasons == ["عنوان یکسان", "مبلغ نزدیک به هم", "کاریز یکسان"]


def test_deals_of_two_companies_are_proposed_once_these_are_merged_and_mina_is_told(admin, new, kelso):
    short = companies.create(by=admin, name="Kelso Int.")
    made = new("Office fit-out", 100), new("Office fit-out", 100, company=short)
    assert pairs(admin) == []
    client = browser(admin)
    answer = client.post(
        "/companies/merge/",
        {"id": [kelso.pk, short.pk], "survivor": kelso.pk, "seen": [f"{kelso.pk}:1", f"{short.pk}:1"]},
        follow=True,
    )
    assert f"/duplicates/deals/?company={kelso.pk}" in answer.content.decode()
    assert pairs(admin, kelso.pk) == [(made[0].pk, made[1].pk)]
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert pairs(admin) == []


def test_who_merges_two_companies_with_one_press_is_told_too(admin, new, kelso):
    short = companies.create(by=admin, name="Kelso Int.")
    made = new("Office fit-out", 100), new("Office fit-out", 100, company=short)
    pair = DuplicatePair.objects.create(
        kind="company", first_id=kelso.pk, second_id=short.pk, score=900, verdict="likely"
    )
    answer = browser(admin).post(f"/duplicates/{pair.pk}/merge/", headers={"HX-Request": "true"})
    assert "۲ معاملهٔ این شرکت" in json.loads(answer.headers["HX-Trigger"])["toast"]["message"]
    assert len(made) == 2


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def hang(deal, by):
    activities.plan(by=by, deal=deal, kind="call", name="Ask", due_at=deal.created_at)
    obstacles.open_obstacle(by=by, deal=deal, kind="budget", text="No money")
    comments.create(by=by, subject=("deal", deal.pk), body="Likes oak")


def test_what_hangs_on_a_deal_goes_over_and_comes_back(admin, new, kelso):
    emma = contacts.create(by=admin, name="Emma Joyce", company=kelso.pk)
    keep, gone = new("Office fit-out"), new("Office fit-out", 500, contact=emma, notes="By June")
    hang(gone, admin)
    kept = doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert (kept.amount, kept.contact_id, kept.notes) == (500, emma.pk, "By June")
    assert kept.open_obstacles == 1 and kept.next_step_id
    note = Comment.objects.get()
    assert (note.subject_id, note.deal_id) == (keep.pk, keep.pk)
    gone.refresh_from_db()
    assert gone.deleted_at is not None and not gone.on_board
    for one in (keep, gone):
        consistent(one)
    assert pairs(admin) == []
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    keep.refresh_from_db()
    gone.refresh_from_db()
    assert (keep.amount, keep.contact_id, keep.notes, keep.open_obstacles) == (None, None, "", 0)
    assert (gone.deleted_at, gone.on_board, gone.open_obstacles) == (None, True, 1)
    note = Comment.objects.get()
    assert (note.subject_id, note.deal_id) == (gone.pk, gone.pk)
    for one in (keep, gone):
        consistent(one)
    assert pairs(admin) == [(keep.pk, gone.pk)]


def test_what_the_deal_says_itself_stays_and_the_event_tells_the_rest(admin, twice):
    one, two = twice
    kept = doubled_deals.merge(deal=one, other=two, by=admin)
    assert (kept.title, kept.amount) == ("Office fit-out", 1_000_000)
    assert Event.objects.get(verb="deal.merged").data["aside"] == {
        "title": "Office Fit-out",
        "amount": 1_050_000,
    }


def test_the_other_contact_sits_in_the_committee(admin, new, kelso):
    emma, una, tom = (
        contacts.create(by=admin, name=name, company=kelso.pk) for name in ("Emma", "Una", "Tom")
    )
    contacts.change(contact=una, by=admin, role="champion")
    keep, gone, third = (new("Office fit-out", 100, contact=one) for one in (emma, una, tom))
    for other in (gone, third):
        doubled_deals.merge(deal=Deal.objects.get(pk=keep.pk), other=other, by=admin)
    seats = keep.committee.order_by("pk").values_list("contact__name", "role")
    assert list(seats) == [("Una", "champion"), ("Tom", "user")]
    for event in Event.objects.filter(verb="deal.merged").order_by("-pk"):
        assert not undo(event=event, by=admin).data.get("texts")
    assert not keep.committee.exists() and not gone.committee.exists()


def test_what_somebody_changed_since_stays_when_the_merge_is_taken_back(admin, new):
    keep, gone = new("Office fit-out"), new("Office fit-out", 500)
    kept = doubled_deals.merge(deal=keep, other=gone, by=admin)
    deals.change(deal=kept, by=admin, amount=900)
    assert undo(event=Event.objects.get(verb="deal.merged"), by=admin).data["texts"]
    assert Deal.objects.get(pk=keep.pk).amount == 900
    assert Deal.objects.get(pk=gone.pk).deleted_at is None


def test_steps_that_the_stage_made_for_both_stand_there_once(admin, twice):
    keep, gone = twice
    steps = keep.activities.count()
    first, second = gone.activities.order_by("pk")[:2]
    assert steps > 2 and first.source_id and second.source_id
    activities.complete(activity=first, by=admin, result="done")
    activities.plan(by=admin, deal=gone, kind="call", name="Ask for the plans")
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert keep.activities.count() == steps + 2
    assert keep.activities.filter(source=second.source_id).count() == 1
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert (keep.activities.count(), gone.activities.count()) == (steps, steps + 1)


def test_prices_in_another_currency_stay_with_their_deal(admin, new):
    keep, gone = new("Office fit-out"), new("Office fit-out", currency="EUR", rate=Decimal(500_000))
    lines.set_lines(deal=gone, by=admin, lines=[lines.NewLine("Work", 120_000)])
    kept = doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert (kept.amount, kept.currency, kept.lines.count(), gone.lines.count()) == (None, "IRR", 0, 1)


def test_fields_of_the_company_are_taken_over_where_the_deal_says_nothing(admin, new):
    site, floor = (
        custom_fields.create(by=admin, subject="deal", label=label, type="text")
        for label in ("Site", "Floor")
    )
    keep = new("Office fit-out", custom={floor.key: "2"})
    gone = new("Office fit-out", custom={site.key: "Dublin", floor.key: "3"})
    kept = doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert kept.custom == {site.key: "Dublin", floor.key: "2"}
    consistent(kept)
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert Deal.objects.get(pk=keep.pk).custom == {floor.key: "2"}


@pytest.mark.django_db(transaction=True)
def test_an_open_board_loses_the_card_and_gets_it_back(admin, twice):
    settle()
    after = feed.head()
    doubled_deals.merge(deal=twice[0], other=twice[1], by=admin)
    settle()
    asked = Asked.of(QueryDict())
    assert changes_of(twice[0].pipeline_id, after, admin, asked).gone == [twice[1].pk]
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    settle()
    cards = changes_of(twice[0].pipeline_id, after, admin, asked).cards
    assert {card.id for card in cards} == {one.pk for one in twice}


def test_two_that_mina_said_to_be_two_are_not_proposed_until_she_takes_it_back(admin, twice):
    doubled_deals.say_apart(deal=twice[1], other=twice[0], by=admin)
    doubled_deals.say_apart(deal=twice[0], other=twice[1], by=admin)
    assert pairs(admin) == [] and DealsApart.objects.count() == 1
    undo(event=Event.objects.get(verb="deal.said_apart"), by=admin)
    assert pairs(admin) == [(twice[0].pk, twice[1].pk)]


def test_reza_neither_sees_nor_joins_deals_of_ali(reza, ali, new):
    twice = [new("Office fit-out", 100, owner=ali) for _each in range(2)]
    assert pairs(reza) == []
    for what in (doubled_deals.merge, doubled_deals.say_apart):
        with pytest.raises(NotAllowed):
            what(deal=twice[0], other=twice[1], by=reza)
    client = browser(reza)
    assert client.post(f"/deals/{twice[0].pk}/merges/", {"other": twice[1].pk}).status_code == 404
    assert Deal.objects.filter(deleted_at=None).count() == 2


def test_a_deal_is_not_joined_with_itself_nor_in_an_older_version(admin, twice):
    for other, versions in ((twice[0], {}), (twice[1], {twice[1].pk: 99})):
        with pytest.raises(DomainError):
            doubled_deals.merge(deal=twice[0], other=other, by=admin, versions=versions)
    with pytest.raises(DomainError):
        doubled_deals.say_apart(deal=twice[0], other=twice[0], by=admin)
    assert Deal.objects.filter(deleted_at=None).count() == 2


def test_deals_of_two_companies_are_not_joined(admin, new):
    other = companies.create(by=admin, name="Mills")
    for company in (other, None):
        with pytest.raises(DomainError):
            doubled_deals.merge(
                deal=new("Fit-out", 100), other=new("Fit-out", 100, company=company), by=admin
            )
    assert Deal.objects.filter(deleted_at=None).count() == 4


def test_mina_joins_them_on_the_page_and_the_toast_takes_it_back(admin, twice):
    client = browser(admin)
    page = client.get("/duplicates/deals/").content.decode()
    assert page.count("Office") >= 2 and f"/deals/{twice[1].pk}/merges/" in page
    seen = [f"{one.pk}:{one.version}" for one in twice]
    client.post(f"/deals/{twice[1].pk}/merges/", {"other": twice[0].pk, "seen": seen})
    assert Deal.objects.get(deleted_at=None) == twice[1]
    event = Event.objects.get(verb="deal.merged")
    assert f"/events/{event.pk}/undo/" in client.get("/duplicates/deals/").content.decode()
    client.post(f"/events/{event.pk}/undo/")
    assert Deal.objects.filter(deleted_at=None).count() == 2
    client.post(f"/deals/{twice[0].pk}/apart/", {"other": twice[1].pk})
    assert pairs(admin) == []
    assert "/duplicates/deals/" in client.get("/duplicates/").content.decode()


def test_the_page_of_duplicates_opens_where_something_waits(admin, twice, new, kelso):
    client = browser(admin)
    assert client.get("/duplicates/").headers["Location"] == "/duplicates/deals/"
    one, other = (companies.create(by=admin, name=name) for name in ("Mills", "Mills Ltd"))
    DuplicatePair.objects.create(
        kind="company", first_id=one.pk, second_id=other.pk, score=900, verdict="likely"
    )
    assert client.get("/duplicates/").headers["Location"] == "/duplicates/?kind=company"
    assert client.get("/duplicates/?kind=contact").status_code == 200


def test_programs_list_join_part_and_take_back(admin, twice):
    client, api = browser(admin), "/api/v1/deals"
    one, two = twice
    (told,) = client.get(f"{api}/doubles").json()
    assert (told["first_id"], told["second_id"], told["reasons"][0]) == (one.pk, two.pk, "title")
    said = json.dumps({"other": two.pk})
    made = client.post(f"{api}/{one.pk}/apart", said, content_type="application/json").json()
    assert client.get(f"{api}/doubles").json() == []
    client.delete(f"{api}/{one.pk}/apart/{made['id']}")
    made = client.post(f"{api}/{one.pk}/merges", said, content_type="application/json")
    assert made.status_code == 201 and made.json()["survivor"] == one.pk
    assert client.delete(f"{api}/{one.pk}/merges/{made.json()['id']}").json() == {"texts": []}
    assert Deal.objects.filter(deleted_at=None).count() == 2


def test_more_deals_ask_no_more_queries(admin, new, django_assert_max_num_queries):
    for number in range(12):
        new(f"Job {number % 6}", 100)
    client = browser(admin)
    client.get("/duplicates/deals/")
    with django_assert_max_num_queries(17):
        assert client.get("/duplicates/deals/").content.decode().count('name="other"') >= 12


def test_merged_companies_take_their_doubles_along(admin, new, kelso):
    other = companies.create(by=admin, name="Kelso")
    made = new("Office fit-out"), new("Office fit-out", company=other)
    merge_companies(survivor=kelso, others=[other], by=admin)
    assert pairs(admin, kelso.pk) == [(made[0].pk, made[1].pk)]


def test_reza_who_sees_one_of_two_deals_does_not_read_what_the_other_is_called(admin, ali, reza, new):
    seen, hidden = new("Office fit-out", 100, owner=reza), new("Office Fit Out Dublin", 100, owner=ali)
    doubled_deals.say_apart(deal=seen, other=hidden, by=admin)
    doubled_deals.merge(deal=seen, other=hidden, by=admin)
    client, api = browser(reza), f"/api/v1/deals/{seen.pk}/events"
    events = {one["verb"]: one["data"] for one in client.get(api).json()["items"]}
    assert "Dublin" not in str(events["deal.said_apart"]) and "other" not in events["deal.said_apart"]
    assert events["deal.merged"]["title"] == hidden.title and "moved" not in events["deal.merged"]
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    events = {one["verb"]: one["data"] for one in client.get(api).json()["items"]}
    assert "Dublin" not in str(events)
    assert "Dublin" not in client.get(f"/deals/{seen.pk}/timeline/").content.decode()
    told = browser(admin).get(api).json()["items"]
    assert {one["verb"]: one["data"] for one in told}["deal.said_apart"]["title"] == hidden.title


@pytest.mark.django_db(transaction=True)
def test_the_number_beside_duplicates_counts_deals_too_and_follows_each_answer(admin, twice):
    _kept.clear()
    assert waiting(admin) == 1
    doubled_deals.merge(deal=twice[0], other=twice[1], by=admin)
    assert waiting(admin) == 0
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert waiting(admin) == 1
    doubled_deals.say_apart(deal=twice[0], other=twice[1], by=admin)
    assert waiting(admin) == 0
    undo(event=Event.objects.get(verb="deal.said_apart"), by=admin)
    assert waiting(admin) == 1


def test_reza_is_counted_only_what_he_sees(reza, ali, new):
    for owner in (ali, ali, reza):
        new("Office fit-out", 100, owner=owner)
    assert count(reza) == 0


def test_the_tab_of_deals_says_how_many_stand_twice(admin, twice):
    client = Client()
    client.force_login(admin)
    for address in ("/duplicates/?kind=contact", "/duplicates/deals/"):
        page = client.get(address, HTTP_HOST="localhost").content.decode()
        tab = page[page.index('id="duplicate-tabs"') :]
        tab = tab[tab.index("/duplicates/deals/") :].split("</a>")[0]
        assert any(number in tab for number in (">1<", ">۱<"))


def won(new, admin, title="Service contract"):
    return closures.win(deal=new(title, 500_000), by=admin, reason="Ordered")


def test_deals_that_were_won_twice_are_one_win_and_come_apart_again(admin, new):
    one, other = won(new, admin), won(new, admin)
    kept = doubled_deals.merge(deal=one, other=other, by=admin)
    assert kept.outcome == "won" and set(Deal.objects.filter(deleted_at=None)) == {one}
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert {deal.outcome for deal in Deal.objects.filter(deleted_at=None)} == {"won"}
    assert Deal.objects.filter(deleted_at=None).count() == 2
    consistent(Deal.objects.get(pk=one.pk))


def test_why_an_open_deal_does_not_go_into_one_that_was_won_is_said_in_words(admin, new):
    one, other = won(new, admin), new("Service contract", 500_000)
    done = many_doubles.merge_into(deal=one, others=[other], by=admin)
    assert done.gone == 0 and "نتیجه‌ها را یکی کنید" in done.refused[0][1]
