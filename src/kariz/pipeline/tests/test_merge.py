"""Merging contacts and companies with all that hangs on them, and taking it back."""

from collections import Counter

import pytest
from django.apps import apps

from kariz.events.actions import readers
from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.errors import Merged
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities, committee, deals
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import Activity, CommitteeMember, Deal
from kariz.records.actions import comments, custom_fields
from kariz.records.models import Comment
from kariz.records.queries import on_record
from kariz.records.search import finder, index
from kariz.web.errors import NotAllowed

MOBILE = {"kind": "mobile", "value": "0912 123 4567"}
EMAIL = {"kind": "email", "value": "ali@nikan.ir"}


def everything():
    """Every row of the areas that a merge may touch, without counters of changes and what only grows."""
    left_out = {"version", "updated_at", "xid"}
    written_anew = ("searchentry", "workentry", "contactvalue", "companyvalue", "dealvalue")
    found = {}
    for area in ("people", "pipeline", "records"):
        for model in apps.get_app_config(area).get_models(include_auto_created=True):
            # What is written anew with its record has no identity of its own.
            if model._meta.model_name in written_anew:
                names = [f.attname for f in model._meta.fields if f.name not in {"id", *left_out}]
            else:
                names = [f.attname for f in model._meta.fields if f.name not in left_out]
            rows = model._base_manager.values_list(*names)
            found[model._meta.label] = sorted(map(repr, rows))
    return found


def assert_same(found, before):
    for name, rows in before.items():
        assert found[name] == rows, name


def counts():
    return Counter({name: len(rows) for name, rows in everything().items()})


@pytest.fixture
def nikan(ali, pipeline):
    """One customer met twice: two companies, two people, a deal and talks with each."""

    class Met:
        pass

    met = Met()
    met.one = companies.create(by=ali, name="شرکت نیکان", city="تهران")
    met.two = companies.create(
        by=ali, name="نيكان (سهامي خاص)", national_id="10101234567", notes="Old client"
    )
    met.ali = contacts.create(by=ali, name="علی رضایی", company=met.one, points=[MOBILE])
    met.again = contacts.create(
        by=ali, name="علي رضائي", company=met.two, position="مدیر خرید", points=[MOBILE, EMAIL]
    )
    met.first = deals.create(
        new=deals.NewDeal(title="Pumps", pipeline=pipeline, owner=ali, company=met.one, contact=met.ali),
        by=ali,
    )
    met.second = deals.create(
        new=deals.NewDeal(title="Valves", pipeline=pipeline, owner=ali, company=met.two, contact=met.again),
        by=ali,
    )
    for person in (met.ali, met.again):
        committee.put_member(deal=met.first, contact=person, by=ali, role="user")
    committee.put_member(deal=met.second, contact=met.again, by=ali, role="decision_maker")
    activities.log_done(
        by=ali, kind="call", deal=met.second, contact=met.again, participants=[met.ali, met.again]
    )
    comments.create(subject=("contact", met.again.pk), body="Likes tea", by=ali)
    index.refresh("contact", met.again.pk)
    return met


def test_a_merged_person_keeps_deals_talks_seats_and_ways_to_reach(ali, nikan):
    before = counts()
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    kept = Contact.objects.get(pk=nikan.ali.pk)
    assert kept.position == "مدیر خرید"
    assert sorted(kept.points.values_list("kind", flat=True)) == ["email", "mobile"]
    assert set(Deal.objects.filter(contact=kept)) == {nikan.first, nikan.second}
    assert set(CommitteeMember.objects.filter(contact=kept).values_list("deal_id", "role")) == {
        (nikan.first.pk, "user"),
        (nikan.second.pk, "decision_maker"),
    }
    touch = Activity.objects.get(done_at__isnull=False)
    assert touch.contact == kept and list(touch.participants.all()) == [kept]
    assert [c.body for c in on_record.comments("contact", kept.pk)] == ["Likes tea"]
    after = counts()
    # A second seat in one committee and a second part in one talk would say the same twice.
    assert before - after == {
        "pipeline.CommitteeMember": 1,
        "pipeline.Activity_participants": 1,
        "records.SearchEntry": 1,
    }
    assert after["people.ContactPoint"] == before["people.ContactPoint"]


def test_the_timeline_tells_both_stories(ali, nikan):
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    told = [line.event.verb for line in on_record.timeline_of("contact", nikan.ali.pk, ali)]
    assert told == ["contact.merged", "comment.created", "contact.created", "contact.created"]


def test_undo_of_a_merge_leaves_everything_as_it_was(ali, nikan):
    before = everything()
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    assert everything() != before
    undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert_same(everything(), before)


def test_undo_of_a_merge_of_companies_leaves_everything_as_it_was(ali, nikan):
    before = everything()
    merge(survivor=nikan.two, others=[nikan.one], by=ali)
    assert Contact.objects.filter(company=nikan.two).count() == 2
    assert Deal.objects.filter(company=nikan.two).count() == 2
    undo(event=Event.objects.get(verb="company.merged"), by=ali)
    assert_same(everything(), before)


def test_what_was_changed_since_stays_and_is_told(ali, nikan):
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    kept = Contact.objects.get(pk=nikan.ali.pk)
    contacts.change(contact=kept, by=ali, position="مدیرعامل")
    deals.change(deal=Deal.objects.get(pk=nikan.second.pk), by=ali, contact=None)
    told = undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert told.data["stayed"] == {"fields": ["position"], "items": 1} and len(told.data["texts"]) == 2
    assert Contact.objects.get(pk=nikan.ali.pk).position == "مدیرعامل"
    assert Deal.objects.get(pk=nikan.second.pk).contact is None
    again = Contact.objects.visible_to(ali).get(pk=nikan.again.pk)
    assert again.position == "مدیر خرید" and again.points.count() == 2


def test_a_merge_cannot_be_undone_while_another_stands_on_it(ali, nikan):
    third = contacts.create(by=ali, name="Ali Rezaei")
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    merge(survivor=third, others=[Contact.objects.get(pk=nikan.ali.pk)], by=ali)
    first, second = Event.objects.filter(verb="contact.merged").order_by("id")
    with pytest.raises(CannotUndo):
        undo(event=first, by=ali)
    undo(event=second, by=ali)
    undo(event=first, by=ali)
    assert Contact.objects.visible_to(ali).count() == 3


def test_three_become_one_at_once(ali, nikan):
    third = contacts.create(by=ali, name="رضایی", points=[{"kind": "phone", "value": "02188001122"}])
    before = everything()
    merge(survivor=nikan.ali, others=[nikan.again, third], by=ali)
    kept = Contact.objects.visible_to(ali).get()
    assert kept.name == "علی رضایی" and kept.points.count() == 3
    undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert_same(everything(), before)


def test_custom_fields_are_merged_one_by_one_and_come_back(ali, admin, nikan):
    for key in ("tea", "sector"):
        custom_fields.create(subject="contact", key=key, label=key, type="text", by=admin)
    for person, given in ((nikan.ali, {"tea": "mint"}), (nikan.again, {"sector": "Oil"})):
        contacts.change(contact=Contact.objects.get(pk=person.pk), by=ali, custom=given)
    before = everything()
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    kept = Contact.objects.get(pk=nikan.ali.pk)
    assert kept.custom == {"tea": "mint", "sector": "Oil"}
    assert dict(kept.kept.values_list("key", "text")) == {"tea": "mint", "sector": "oil"}
    undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert_same(everything(), before)


def test_reza_cannot_merge_what_he_may_not_change(reza, nikan, ali):
    own = contacts.create(by=reza, name="علی رضایی")
    before = everything()
    for survivor, other in ((own, nikan.ali), (nikan.ali, own)):
        with pytest.raises(NotAllowed):
            merge(survivor=survivor, others=[other], by=reza)
    assert_same(everything(), before)


def test_search_finds_the_survivor_by_what_the_other_was_called_by(ali, nikan):
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    found = finder.find(ali, "ali@nikan.ir", kinds=["contact"])
    assert [entry.object_id for entry in found] == [nikan.ali.pk]


def test_deals_are_found_by_the_survivors_name(ali, nikan):
    merge(survivor=nikan.one, others=[nikan.two], by=ali, choices={"name": nikan.one.pk})
    titles = {entry.title for entry in finder.find(ali, "شرکت نیکان", kinds=["deal"])}
    assert titles == {"Pumps", "Valves"}


def test_deals_ask_again_what_they_miss_after_a_merge_and_its_undo(ali, nikan):
    readers.run_all()
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    readers.run_all()
    kept = {deal.pk: deal.missing for deal in Deal.objects.all()}
    afresh = list(Deal.objects.select_related("pipeline", "stage", "company", "contact"))
    refresh(afresh)
    assert {deal.pk: deal.missing for deal in afresh} == kept


def test_a_comment_that_came_along_leaves_no_words_when_it_is_deleted(ali, nikan):
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    comments.delete(comment=Comment.objects.get(), by=ali)
    assert "text" not in Event.objects.get(verb="comment.created").data


def test_a_company_that_was_merged_is_changed_no_more(ali, nikan):
    merge(survivor=nikan.one, others=[nikan.two], by=ali)
    gone = Company.objects.get(pk=nikan.two.pk)
    for write in (companies.change, companies.restore):
        with pytest.raises(Merged):
            write(company=gone, by=ali)


def test_a_survivor_that_reports_to_the_other_is_merged_and_reports_to_nobody(ali):
    nikan = companies.create(by=ali, name="نیکان")
    boss = contacts.create(by=ali, name="علی رضایی", company=nikan)
    keep = contacts.create(by=ali, name="علی رضائی", company=nikan, reports_to=boss)
    merge(survivor=keep, others=[boss], by=ali)
    assert Contact.objects.get(pk=keep.pk).reports_to_id is None
    undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert Contact.objects.get(pk=keep.pk).reports_to_id == boss.pk


def test_a_survivor_does_not_report_to_itself(ali):
    nikan = companies.create(by=ali, name="نیکان")
    keep = contacts.create(by=ali, name="علی رضایی", company=nikan)
    other = contacts.create(by=ali, name="علی رضائی", company=nikan, reports_to=keep)
    merge(survivor=keep, others=[other], by=ali)
    assert Contact.objects.get(pk=keep.pk).reports_to_id is None


def seat(deal, contact):
    found = CommitteeMember.objects.get(deal=deal, contact=contact)
    return found.role, found.stance, found.influence


def test_of_two_seats_of_one_person_the_one_that_stays_is_filled_and_the_other_stays_beside(
    ali, nikan, client
):
    committee.put_member(deal=nikan.first, contact=nikan.ali, by=ali, role="user", stance="neutral")
    committee.put_member(
        deal=nikan.first,
        contact=nikan.again,
        by=ali,
        role="champion",
        stance="supporter",
        influence="high",
    )
    before = everything()
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    assert seat(nikan.first, nikan.ali) == ("user", "neutral", "high")
    client.force_login(ali)
    members = client.get(f"/api/v1/deals/{nikan.first.pk}/committee").json()
    said = {"role": "champion", "stance": "supporter", "influence": "high"}
    assert [one["also"] for one in members] == [[said]]
    page = client.get(f"/deals/{nikan.first.pk}/").content.decode()
    assert "پیش از ادغام" in page and "حامی" in page
    undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert_same(everything(), before)


def test_a_seat_that_only_one_of_them_knew_well_is_not_told_twice(ali, nikan):
    committee.put_member(
        deal=nikan.first, contact=nikan.again, by=ali, role="user", stance="opponent", influence="low"
    )
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    assert seat(nikan.first, nikan.ali) == ("user", "opponent", "low")
    assert CommitteeMember.objects.get(deal=nikan.first, contact=nikan.ali).also == []


def test_who_says_the_seat_anew_after_the_merge_has_the_last_word(ali, nikan):
    committee.put_member(deal=nikan.first, contact=nikan.again, by=ali, role="champion")
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    committee.put_member(deal=nikan.first, contact=nikan.ali, by=ali, role="legal")
    assert CommitteeMember.objects.get(deal=nikan.first, contact=nikan.ali).also == []
    told = undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert told is not None and seat(nikan.first, nikan.ali)[0] == "legal"


def test_who_takes_that_back_has_what_both_records_said_again_and_the_merge_can_still_go_back(ali, nikan):
    committee.put_member(deal=nikan.first, contact=nikan.ali, by=ali, role="user", stance="neutral")
    committee.put_member(deal=nikan.first, contact=nikan.again, by=ali, role="champion", stance="supporter")
    before = everything()
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    kept = CommitteeMember.objects.get(deal=nikan.first, contact=nikan.ali).also
    assert [one["role"] for one in kept] == ["champion"]
    committee.put_member(deal=nikan.first, contact=nikan.ali, by=ali, role="legal")
    undo(event=Event.objects.filter(verb="committee.put").latest("id"), by=ali)
    assert CommitteeMember.objects.get(deal=nikan.first, contact=nikan.ali).also == kept
    undo(event=Event.objects.get(verb="contact.merged"), by=ali)
    assert_same(everything(), before)


def test_somebody_taken_out_of_a_committee_comes_back_with_what_both_records_said(ali, nikan):
    committee.put_member(deal=nikan.first, contact=nikan.ali, by=ali, role="user")
    committee.put_member(deal=nikan.first, contact=nikan.again, by=ali, role="champion")
    merge(survivor=nikan.ali, others=[nikan.again], by=ali)
    committee.remove_member(deal=nikan.first, contact=nikan.ali, by=ali)
    undo(event=Event.objects.filter(verb="committee.removed").latest("id"), by=ali)
    [member] = CommitteeMember.objects.filter(deal=nikan.first)
    assert [one["role"] for one in member.also] == ["champion"]
