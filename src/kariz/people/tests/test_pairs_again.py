"""A proposed pair of duplicates says what holds now, soon after one of the two was changed."""

import pytest

from kariz.events.actions import readers
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts, duplicates
from kariz.people.models import DuplicatePair
from kariz.people.queries.duplicates import of_record
from kariz.people.tests.test_duplicates import search
from kariz.pipeline.tests.helpers import settle

pytestmark = pytest.mark.django_db(transaction=True)  # readers see what is committed
MOBILE = [{"kind": "mobile", "value": "0912 123 4567"}]
OTHER = [{"kind": "mobile", "value": "0935 555 1212"}]


def catch_up():
    settle()
    readers.run_all()


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


@pytest.fixture
def pair(sara, pars):
    """Two whom their number alone brings together."""
    one = contacts.create(by=sara, name="علی رضایی", points=MOBILE)
    other = contacts.create(by=sara, name="رضایی", points=MOBILE)
    assert search().count() == 1
    catch_up()
    return one, other


def test_a_pair_goes_when_the_number_that_both_had_is_taken_off_one(pair, sara):
    _one, other = pair
    contacts.change(contact=other, by=sara, points=OTHER)
    catch_up()
    assert not of_record("contact", other.pk, sara) and not DuplicatePair.objects.exists()
    search()
    assert not DuplicatePair.objects.exists()


def test_a_pair_that_holds_for_another_reason_tells_that_one(sara, pars):
    firm = companies.create(by=sara, name="نان سحر")
    for points in (MOBILE, MOBILE):
        last = contacts.create(by=sara, name="علی رضایی", company=firm, points=points)
    search()
    catch_up()
    assert "شمارهٔ موبایل یکسان" in of_record("contact", last.pk, sara)[0].reason
    contacts.change(contact=last, by=sara, points=[])
    catch_up()
    [left] = of_record("contact", last.pk, sara)
    assert "شمارهٔ موبایل یکسان" not in left.reason and "نام یکسان" in left.reason


def test_what_sara_dismissed_stays_dismissed(pair, sara):
    duplicates.dismiss(pair=DuplicatePair.objects.get(), by=sara)
    contacts.change(contact=pair[1], by=sara, points=OTHER)
    catch_up()
    assert DuplicatePair.objects.get().state == DuplicatePair.State.DISMISSED


def test_companies_that_meet_by_the_phone_of_their_people_part_when_one_loses_it(sara, pars):
    one = companies.create(by=sara, name="معدن کوهپایه", phone="07133354341")
    other = companies.create(by=sara, name="شن و ماسه کوهپایه", phone="07133354341")
    search("company")
    before = DuplicatePair.objects.filter(kind="company").count()
    companies.change(company=other, by=sara, phone="07138888888")
    catch_up()
    reasons = [str(found.reason) for found in of_record("company", one.pk, sara)]
    assert before == 1 and not any("تلفن یکسان" in reason or "شمارهٔ" in reason for reason in reasons)


def test_a_pair_whose_change_is_undone_is_found_again_by_the_next_search(pair, sara):
    contacts.change(contact=pair[1], by=sara, points=OTHER)
    catch_up()
    undo(event=Event.objects.filter(verb="contact.changed").latest("pk"), by=sara)
    catch_up()
    assert search().count() == 1
