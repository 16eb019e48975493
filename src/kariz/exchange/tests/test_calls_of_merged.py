"""Calls whose person nobody could tell, as the company stood here under two names: they are hers after the merge."""

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Contact
from kariz.pipeline.models import Activity

CALLS = "تاریخ تماس,شرکت,با کی,چی گفت\n1405/07/02,روغن نرگس شیراز,{name},قیمت خواست\n"
FIELDS = {"تاریخ تماس": "done_at", "شرکت": "company", "با کی": "contact", "چی گفت": "said"}


def ring(bring, admin, name="مینا کاظمی"):
    bring(CALLS.format(name=name), admin, kind="activities", mapping=FIELDS)
    return Activity.objects.get(done_at__isnull=False)


@pytest.fixture
def firms(admin, pipeline):
    """One company under two names; Mina is in the other one than her call."""
    long, short = (companies.create(by=admin, name=name) for name in ("روغن نباتی نرگس", "روغن نرگس شیراز"))
    contacts.create(by=admin, name="مینا کاظمی", company=long)
    contacts.create(by=admin, name="پیمان رفیعی", company=long)
    return long, short


def fresh(call):
    return Activity.objects.get(pk=call.pk)


def took_part(call):
    return [person.name for person in fresh(call).participants.all()]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", ["مینا کاظمی", "کاظمی"])
def test_minas_call_is_linked_by_the_merge_of_her_companies_and_alone_again_after_the_undo(
    firms, admin, bring, language, name
):
    admin.language = language
    admin.save()
    call = ring(bring, admin, name)
    assert call.contact is None and name in call.notes
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    assert fresh(call).contact.name == "مینا کاظمی" and took_part(call) == ["مینا کاظمی"]
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert (fresh(call).contact, fresh(call).company, took_part(call)) == (None, firms[1], [])


def test_two_of_one_name_are_not_guessed_until_they_too_are_one(firms, admin, bring):
    call = ring(bring, admin)
    again = contacts.create(by=admin, name="مینا کاظمی", company=firms[0])
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    assert fresh(call).contact is None
    mina = Contact.objects.filter(name="مینا کاظمی").exclude(pk=again.pk).get()
    merge(survivor=mina, others=[again], by=admin)
    assert fresh(call).contact == mina
    undo(event=Event.objects.get(verb="contact.merged"), by=admin)
    assert fresh(call).contact is None


def test_a_call_that_somebody_gave_a_person_keeps_them_and_the_undo_leaves_them(firms, admin, bring):
    call = ring(bring, admin)
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    other = Contact.objects.get(name="پیمان رفیعی")
    Activity.objects.filter(pk=call.pk).update(contact=other)
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert fresh(call).contact == other


def test_mina_who_took_part_before_the_merge_still_does_after_the_undo(firms, admin, bring):
    call = ring(bring, admin)
    call.participants.add(Contact.objects.get(name="مینا کاظمی"))
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    assert fresh(call).contact is not None and took_part(call) == ["مینا کاظمی"]
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert fresh(call).contact is None and took_part(call) == ["مینا کاظمی"]


def test_the_log_tells_whose_the_call_became_and_that_it_is_nobodys_again(firms, admin, bring):
    call = ring(bring, admin)
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    told = Event.objects.filter(subject_kind="activity", subject_id=call.pk, verb="activity.changed")
    mina = Contact.objects.get(name="مینا کاظمی").pk
    assert [one.changes for one in told.order_by("pk")] == [
        {"contact": [None, mina]},
        {"contact": [mina, None]},
    ]


def test_a_call_that_the_merge_linked_goes_with_its_import_that_is_taken_back(firms, admin, bring):
    call = ring(bring, admin)
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    assert fresh(call).contact is not None
    finish(imports.take_back(one=Import.objects.get(), by=admin))
    assert fresh(call).deleted_at is not None


def test_what_a_person_wrote_on_a_call_of_theirs_links_nobody(firms, admin):
    call = Activity.objects.create(kind="call", company=firms[1], notes="نام شخص: مینا کاظمی")
    merge(survivor=firms[0], others=[firms[1]], by=admin)
    assert fresh(call).contact is None
