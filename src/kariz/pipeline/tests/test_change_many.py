"""Many records changed by one action: each on its own, with the gates, events and copies of the single change."""

from __future__ import annotations

import pytest

from kariz.access.models import User
from kariz.events.actions.undo_many import undo_batch
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, DealState, Pipeline
from kariz.records.models import Notification, SearchEntry
from kariz.web.changes import Change
from kariz.web.errors import FieldErrors, NotAllowed, Stale


@pytest.fixture
def people(sara: User, ali: User, reza: User) -> list[Contact]:
    owners = (ali, ali, reza, ali)
    return [contacts.create(by=owner, name=f"Person {at}") for at, owner in enumerate(owners)]


def test_ali_changes_his_people_and_each_refusal_is_its_own(ali: User, people: list[Contact]) -> None:
    contacts.change(contact=Contact.objects.get(pk=people[1].pk), by=ali, position="Buyer")
    given = {"channel": "event", "position": "Head"}
    outcomes = contacts.change_many(changes=[Change(one, given, 1) for one in people], by=ali)
    assert [type(one) for one in outcomes] == [type(None), Stale, NotAllowed, type(None)]
    after = [Contact.objects.get(pk=one.pk) for one in people]
    assert [one.channel for one in after] == ["event", "", "", "event"]
    assert [one.version for one in after] == [2, 2, 1, 2]
    assert after[0].position_folded == "head"
    told = Event.objects.filter(verb="contact.changed", changes__has_key="channel")
    assert set(told.values_list("subject_id", flat=True)) == {people[0].pk, people[3].pk}
    assert "head" in SearchEntry.objects.get(kind="contact", object_id=people[0].pk).folded


def test_a_wrong_value_is_told_of_every_record_that_was_to_have_it(ali: User, people: list[Contact]) -> None:
    good, bad = {"position": "Head"}, {"channel": "smoke"}
    outcomes = contacts.change_many(changes=[Change(people[0], good), Change(people[1], bad)], by=ali)
    assert outcomes[0] is None and isinstance(outcomes[1], FieldErrors)
    assert list(outcomes[1].errors) == ["channel"]


def test_people_given_to_nobody_known_stay_where_they_are(
    ali: User, reza: User, people: list[Contact]
) -> None:
    given, lost = {"owner": reza.pk}, {"owner": 9999}
    outcomes = contacts.change_many(changes=[Change(people[0], given), Change(people[3], lost)], by=ali)
    assert isinstance(outcomes[0], NotAllowed) and isinstance(outcomes[1], FieldErrors)
    assert set(
        Contact.objects.filter(pk__in=[people[0].pk, people[3].pk]).values_list("owner", flat=True)
    ) == {ali.pk}


def test_a_company_named_for_many_people_is_made_once(ali: User, people: list[Contact]) -> None:
    mine = [people[0], people[1], people[3]]
    changes = [Change(one, {"company_name": "پمپ‌سازی پارس"}) for one in mine]
    assert contacts.change_many(changes=changes, by=ali) == [None] * 3
    made = Company.objects.get()
    assert set(Contact.objects.filter(company=made)) == set(mine)


def test_the_statements_do_not_grow_with_the_records(
    sara: User, pipeline: Pipeline, django_assert_max_num_queries: object
) -> None:
    news = [deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=sara) for at in range(60)]
    made = deals.create_many(by=sara, news=news)
    firms = companies.create_many(by=sara, rows=[{"name": f"Firm {at}"} for at in range(60)])
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        deals.change_many(changes=[Change(one, {"amount": 5}) for one in made], by=sara)
        companies.change_many(changes=[Change(one, {"city": "Yazd"}) for one in firms], by=sara)
    assert (
        Deal.objects.filter(base_amount=5).count() == Company.objects.filter(city_folded="yazd").count() == 60
    )


def test_deals_given_to_ali_are_news_for_him_and_begin_a_new_state(
    sara: User, ali: User, pipeline: Pipeline
) -> None:
    news = [deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=sara) for at in range(3)]
    made = deals.create_many(by=sara, news=news)
    deals.change(deal=made[0], by=sara, title="Crane")
    outcomes = deals.change_many(changes=[Change(one, {"owner": ali}, 1) for one in made], by=sara)
    assert isinstance(outcomes[0], Stale) and outcomes[1:] == [None, None]
    assert Notification.objects.filter(user=ali, kind="deal_given").count() == 2
    assert DealState.objects.filter(valid_to=None, owner=ali).count() == 2
    assert set(Deal.objects.filter(owner=ali).values_list("version", flat=True)) == {2}


def test_many_changes_are_taken_back_by_set_except_what_somebody_changed_since(
    sara: User, ali: User, pipeline: Pipeline
) -> None:
    news = [deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=sara, amount=at) for at in range(3)]
    made = deals.create_many(by=sara, news=news)
    with origin(batch="bulk-x"):
        deals.change_many(changes=[Change(one, {"owner": ali, "amount": 9}) for one in made], by=sara)
    deals.change(deal=made[1], by=sara, amount=100)
    assert undo_batch(batch="bulk-x", by=sara) == (2, 1)
    rows = Deal.objects.order_by("pk").values_list("owner", "amount")
    assert list(rows) == [(sara.pk, 0), (ali.pk, 100), (sara.pk, 2)]
    undone = Event.objects.filter(verb="deal.changed", undone_by_id__isnull=False)
    told = Event.objects.filter(verb="deal.changed.undone")
    assert {one.undone_by_id for one in undone} == {one.pk for one in told}
    assert {one.undoes_id for one in told} == {one.pk for one in undone}
    assert undo_batch(batch="bulk-x", by=sara) == (0, 1)


def test_a_deal_that_was_given_away_meanwhile_is_not_changed_by_its_former_owner(deal, ali, reza):
    loaded = Deal.objects.get(pk=deal.pk)
    Deal.objects.filter(pk=deal.pk).update(owner=reza)
    [error] = deals.change_many(changes=[Change(loaded, {"title": "Hijack"})], by=ali)
    assert isinstance(error, NotAllowed) and Deal.objects.get(pk=deal.pk).title != "Hijack"
