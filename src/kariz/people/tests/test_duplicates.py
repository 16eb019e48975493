"""Duplicates are found while typing, for many rows at once, and by the nightly search."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.actions.undo_many import undo_batch
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts, duplicate_search, duplicates
from kariz.people.actions.merging import merge
from kariz.people.merging import MOST
from kariz.people.models import Contact, DuplicatePair, DuplicateSearch
from kariz.people.queries import alike
from kariz.people.queries.duplicates import _kept, of_company, of_contact, of_record, proposals, waiting
from kariz.web.errors import NotAllowed, NotFound

MOBILE = [{"kind": "mobile", "value": "0912 123 4567"}]
SAME = [{"kind": "whatsapp", "value": "۰۰۹۸۹۱۲۱۲۳۴۵۶۷"}]


@pytest.fixture
def mina(db):
    """Administrator."""
    return User.objects.create_user(name="مینا", email="mina@example.com", role="administrator")


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


@pytest.fixture
def twice(sara):
    """One person, met twice."""
    one = contacts.create(by=sara, name="علی رضایی", points=MOBILE)
    return one, contacts.create(by=sara, name="علي رضايي", points=SAME, position="مدیر خرید")


def search(kind="contact"):
    """Tonight's search."""
    DuplicateSearch.objects.filter(kind=kind).update(due_at=timezone.now())
    DuplicateSearch.objects.get_or_create(kind=kind)
    duplicate_search.work_all()
    return DuplicatePair.objects.filter(kind=kind)


def test_sara_types_a_known_phone_and_is_told_why_and_how_sure(sara):
    contacts.create(by=sara, name="علی رضایی", points=MOBILE)
    (found,) = of_contact(by=sara, name="علی رضائی", points=SAME)
    assert found.record.name == "علی رضایی" and found.verdict == "certain"
    assert found.reason == "شمارهٔ موبایل یکسان · نام یکسان"


def test_a_company_with_a_slip_in_its_name_is_found_after_the_nightly_search(sara, pars):
    companies.create(by=sara, name="شرکت البرز فناوری", city="تهران")
    assert not of_company(by=sara, name="البرز فناروی", city="تهران")
    search("company")
    (found,) = of_company(by=sara, name="البرز فناروی", city="تهران")
    assert found.verdict == "likely"


def test_the_same_web_address_is_found_however_it_is_written(sara, pars):
    companies.create(by=sara, name="نیکان", website="https://www.nikan.ir/fa")
    search("company")
    assert of_company(by=sara, name="گروه نیکان", website="NIKAN.ir")[0].verdict == "certain"


def test_reza_is_told_of_no_record_that_he_may_not_see(sara, reza):
    contacts.create(by=sara, name="علی رضایی", points=MOBILE)
    assert not of_contact(by=reza, name="علی رضایی", points=MOBILE)
    assert of_contact(by=sara, name="علی رضایی", points=MOBILE)


def test_500_rows_of_an_import_take_few_queries(sara, django_assert_max_num_queries):
    rows = [{"name": f"نفر {n}", "points": [{"kind": "mobile", "value": f"0912{n:07d}"}]} for n in range(500)]
    made = contacts.create_many(rows=rows, by=sara)
    with django_assert_max_num_queries(10):
        found = alike.of_contacts(rows, by=sara)
    assert [matches[0].pk for matches in found] == [one.pk for one in made]
    firms = [{"name": f"شرکت نمونهٔ {n}"} for n in range(500)]
    companies.create_many(rows=firms, by=sara)
    with django_assert_max_num_queries(10):
        assert all(alike.of_companies(firms, by=sara))


def test_the_night_proposes_what_is_one_person_and_why(sara, pars, twice):
    contacts.create(by=sara, name="مریم کریمی", points=[{"kind": "mobile", "value": "09350001122"}])
    (pair,) = search()
    assert pair.ids == (twice[0].pk, twice[1].pk)
    assert (pair.verdict, pair.identical, pair.reasons) == ("certain", True, ["mobile", "name"])
    assert [one.record for one in of_record("contact", twice[0].pk, sara)] == [twice[1]]
    assert Contact.objects.visible_to(sara).count() == 3, "nothing is merged without a person's word"


def test_the_second_night_looks_only_at_what_changed(sara, pars, twice):
    search()
    DuplicateSearch.objects.update(changed_since=timezone.now())
    third = contacts.create(by=sara, name="رضایی", points=MOBILE)
    pairs = search()
    assert DuplicateSearch.objects.get(kind="contact").total == 1
    assert {pair.ids for pair in pairs} == {
        (twice[0].pk, twice[1].pk),
        (twice[0].pk, third.pk),
        (twice[1].pk, third.pk),
    }


def test_a_proposal_that_no_longer_holds_goes(sara, pars, twice):
    search()
    contacts.change(contact=twice[1], by=sara, name="مریم کریمی", points=[])
    assert not search().exists()


def test_what_sara_said_is_not_the_same_is_remembered(sara, pars, twice):
    (pair,) = search()
    duplicates.dismiss(pair=pair, by=sara)
    contacts.change(contact=twice[0], by=sara, position="مدیر")
    assert [one.state for one in search()] == ["dismissed"]
    undo(event=Event.objects.get(verb="contact.duplicate_dismissed"), by=sara)
    assert [one.state for one in search()] == ["proposed"]


def test_it_is_remembered_of_the_survivor_too(sara, pars, twice):
    (pair,) = search()
    duplicates.dismiss(pair=pair, by=sara)
    third = contacts.create(by=sara, name="علی رضایی", points=[{"kind": "email", "value": "ali@nikan.ir"}])
    merge(survivor=third, others=[twice[0]], by=sara)
    assert not search().filter(state="proposed").exists()


def test_reza_neither_sees_nor_answers_a_proposal_about_saras_people(sara, reza, vida, pars, twice):
    (pair,) = search()
    assert not proposals(reza).exists() and proposals(sara).count() == proposals(vida).count() == 1
    with pytest.raises(NotFound):
        duplicates.dismiss(pair=pair, by=reza)
    with pytest.raises(NotAllowed):
        duplicates.dismiss(pair=pair, by=vida)
    assert DuplicatePair.objects.get().state == "proposed"
    done = duplicates.merge_pairs(pairs=[pair], by=reza)
    assert done.refused and not done.survivors and Contact.objects.filter(merged_into=None).count() == 2


def test_many_are_merged_at_once_and_taken_back_at_once(sara, pars):
    for number in range(3):
        for name in ("علی رضایی", "علي رضايي"):
            points = [{"kind": "mobile", "value": f"0912123450{number}"}]
            contacts.create(by=sara, name=name, points=points)
    third = contacts.create(by=sara, name="رضایی", points=[{"kind": "mobile", "value": "09121234500"}])
    pairs = list(search())
    done = duplicates.merge_pairs(pairs=pairs, by=sara)
    assert (len(done.survivors), done.gone, done.refused) == (3, 4, [])
    assert Contact.objects.get(pk=third.pk).merged_into is not None
    assert not proposals(sara).exists()
    assert undo_batch(batch=f"bulk-{done.batch}", by=sara) == (3, 0)
    assert Contact.objects.visible_to(sara).count() == 7 and proposals(sara).count() == len(pairs)


def test_a_group_that_is_too_big_for_one_merge_says_how_many_of_it_stay(sara, pars):
    for number in range(MOST + 2):
        points = [{"kind": "mobile", "value": "09121234500"}]
        contacts.create(by=sara, name=f"علی رضایی{'' if number else 'ی'}", points=points)
    pairs = list(search())[:500]
    done = duplicates.merge_pairs(pairs=pairs, by=sara)
    assert (done.gone, done.left) == (MOST - 1, 2)
    assert Contact.objects.visible_to(sara).count() == 3
    assert duplicates.merge_pairs(pairs=list(proposals(sara)), by=sara).left == 0
    assert Contact.objects.visible_to(sara).count() == 1


def test_the_night_merges_nothing_until_the_company_allows_it(sara, mina, pars, twice):
    with pytest.raises(NotAllowed):
        duplicate_search.allow_merging(kind="contact", by=sara, allowed=True)
    duplicate_search.allow_merging(kind="contact", by=mina, allowed=True)
    search()
    assert Contact.objects.visible_to(sara).get() == twice[1]
    event = Event.objects.get(verb="contact.merged")
    assert event.actor_id is None and event.via == "automation"
    undo(event=event, by=sara)
    assert Contact.objects.visible_to(sara).count() == 2


def test_a_search_that_died_half_way_goes_on_where_it_was(sara, pars, twice):
    DuplicateSearch.objects.create(kind="contact", due_at=timezone.now() - timedelta(minutes=1))
    one = duplicate_search.claim(DuplicateSearch.objects.filter(kind="contact"))
    duplicate_search._begin(one)
    duplicate_search._step(one, duplicate_search._write_keys)
    DuplicateSearch.objects.filter(kind="contact").update(lease_until=timezone.now() - timedelta(minutes=1))
    duplicate_search.work_all()
    assert DuplicatePair.objects.count() == 1
    with pytest.raises(duplicate_search.LeaseLost):
        duplicate_search._step(one, duplicate_search._compare)


def test_only_managers_begin_a_search_by_hand(sara, vida, mina, pars):
    for user in (sara, vida):
        with pytest.raises(NotAllowed):
            duplicate_search.start(kind="contact", by=user)
    assert duplicate_search.start(kind="contact", by=mina).busy


@pytest.mark.django_db(transaction=True)
def test_the_number_in_the_frame_follows_when_one_of_a_pair_goes_into_the_bin_and_comes_back(
    mina, pars, twice
):
    search()
    _kept.clear()
    assert waiting(mina) == 1
    contacts.delete(contact=twice[1], by=mina)
    assert waiting(mina) == 0
    contacts.restore(contact=Contact.objects.get(pk=twice[1].pk), by=mina)
    assert waiting(mina) == 1


def test_more_than_a_hundred_proposals_are_all_counted(mina, pars):
    people = [contacts.create(by=mina, name=f"علی {number}") for number in range(16)]
    pairs = [(one.pk, other.pk) for place, one in enumerate(people) for other in people[place + 1 :]]
    DuplicatePair.objects.bulk_create(
        DuplicatePair(kind="contact", first_id=first, second_id=second, score=900, verdict="likely")
        for first, second in pairs
    )
    _kept.clear()
    assert waiting(mina) == len(pairs) == 120
