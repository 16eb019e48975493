"""What a deal misses follows files, people and companies through the event log."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.events import registry
from kariz.events.actions import readers
from kariz.events.queries import timeline
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.models import Criterion, Deal, Stage
from kariz.pipeline.tests.helpers import person, settle
from kariz.records.actions import files

pytestmark = pytest.mark.django_db(transaction=True)  # readers see what is committed


@pytest.fixture
def asking(deal):
    """The deal's stage asks for one thing only; give it its kind and params."""

    def ask(kind, **params):
        Criterion.objects.filter(stage=deal.stage).delete()
        Criterion.objects.create(stage=deal.stage, kind=kind, params=params, position=1)

    return ask


def catch_up():
    settle()
    return readers.run_all()


def readers_of(verb):
    return [reader for reader in registry.readers() if verb in reader.verbs]


def missing(deal):
    return Deal.objects.get(pk=deal.pk).missing_count


def rule(field, op, value):
    return {"all": [{"field": field, "op": op, "value": value}]}


def test_a_companys_industry_filled_in_on_its_own_page_is_no_longer_missing(ali, deal, asking):
    farm = companies.create(by=ali, name="کشت و صنعت قنات", owner=ali)
    asking("rule", rule=rule("company.industry", "=", "کشاورزی"))
    deals.change(deal=deal, by=ali, company=farm)
    assert missing(deal) == 1
    companies.change(company=farm, by=ali, industry="کشاورزی")
    catch_up()
    assert missing(deal) == 0


def test_a_file_put_on_the_deal_is_no_longer_missing_and_undo_misses_it_again(ali, deal, asking):
    asking("file_attached")
    deals.change(deal=deal, by=ali, title="چاه")
    assert missing(deal) == 1
    kept = files.create(subject=("deal", deal.pk), upload=SimpleUploadedFile("a.txt", b"offer"), by=ali)
    catch_up()
    assert missing(deal) == 0
    files.delete(file=kept, by=ali)
    catch_up()
    assert missing(deal) == 1


def test_a_stage_that_advances_itself_goes_on_when_the_file_comes(ali, deal, asking):
    asking("file_attached")
    Stage.objects.filter(pk=deal.stage_id).update(advances_itself=True)
    files.create(subject=("deal", deal.pk), upload=SimpleUploadedFile("a.txt", b"offer"), by=ali)
    catch_up()
    assert Deal.objects.get(pk=deal.pk).stage_id != deal.stage_id


def test_the_look_itself_is_nothing_for_the_timeline(ali, deal, asking):
    asking("file_attached")
    deals.change(deal=deal, by=ali, title="چاه")
    files.create(subject=("deal", deal.pk), upload=SimpleUploadedFile("a.txt", b"offer"), by=ali)
    catch_up()
    assert not timeline.of_deal(deal.pk).filter(verb="deal.refreshed").exists()


def test_readers_take_each_event_once_and_skip_what_they_do_not_care_for(ali, deal):
    boss = person("مریم رضایی", ali)
    catch_up()
    assert not readers.have_news()
    activities.log_done(by=ali, deal=deal, kind="call")
    settle()
    assert not readers.have_news()
    contacts.change(contact=boss, by=ali, position="مدیرعامل")
    settle()
    assert readers.have_news()
    assert readers.run_all() == len(readers_of("contact.changed"))
    assert readers.run_all() == 0


def test_a_batch_of_changes_costs_the_same_however_many_people_it_names(
    ali, deal, django_assert_max_num_queries
):
    people = [person(f"شخص {n}", ali) for n in range(30)]
    catch_up()
    for one in people:
        contacts.change(contact=one, by=ali, position="مدیر")
    settle()
    many = len(readers_of("contact.changed"))
    with django_assert_max_num_queries(16 * many):
        assert readers.run_all() == 30 * many
