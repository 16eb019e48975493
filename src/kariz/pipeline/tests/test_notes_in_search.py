"""What is written in a record's own notes finds it, behind those that are called so."""

from importlib import import_module

import pytest
from django.apps import apps

from kariz.access.models import User
from kariz.people.actions import companies, contacts, erasing
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, Pipeline
from kariz.records.models import SearchEntry
from kariz.records.search import index
from kariz.records.search.finder import find

NOTES = "پیش‌پرداخت با دلار بهمن حساب شد"


def _titles(user: User, q: str) -> list[str]:
    return [entry.title for entry in find(user, q)]


@pytest.fixture
def noted(pipeline: Pipeline, ali: User) -> Deal:
    return deals.create(
        by=ali, new=deals.NewDeal(title="خط بسته‌بندی", pipeline=pipeline, owner=ali, notes=NOTES)
    )


def test_a_deal_is_found_by_its_notes_behind_one_that_is_called_so(
    noted: Deal, pipeline: Pipeline, ali: User
) -> None:
    deals.create(by=ali, new=deals.NewDeal(title="نرخ دلار بهمن", pipeline=pipeline, owner=ali))
    deals.change(deal=Deal.objects.get(pk=noted.pk), by=ali, amount=5)
    assert _titles(ali, "دلار بهمن") == ["نرخ دلار بهمن", "خط بسته‌بندی"]


def test_other_notes_are_found_at_once_and_those_of_before_no_more(noted: Deal, ali: User) -> None:
    deals.change(deal=noted, by=ali, notes="با نرخ نیما حساب شد")
    assert _titles(ali, "نرخ نیما") == ["خط بسته‌بندی"] and _titles(ali, "دلار بهمن") == []


def test_nobody_finds_by_notes_what_they_do_not_see(noted: Deal, reza: User) -> None:
    assert _titles(reza, "دلار بهمن") == []


def test_people_and_companies_are_found_by_their_notes_too(company: object, ali: User) -> None:
    lina = contacts.create(by=ali, name="Lina", owner=ali, notes="از نمایشگاه اصفهان")
    pars = companies.create(by=ali, name="Pars", owner=ali, notes="از نمایشگاه تبریز")
    assert _titles(ali, "نمایشگاه اصفهان") == ["Lina"] and _titles(ali, "نمایشگاه تبریز") == ["Pars"]
    contacts.change(contact=lina, by=ali, notes="رفت")
    companies.change(company=pars, by=ali, notes="رفت")
    assert _titles(ali, "نمایشگاه") == []


def test_of_an_erased_person_no_notes_of_a_deal_tell_any_more(
    pipeline: Pipeline, ali: User, admin: User
) -> None:
    omid = contacts.create(by=ali, name="امید رستگار", owner=ali)
    new = deals.NewDeal(
        title="پمپ", pipeline=pipeline, owner=ali, contact=omid, notes="امید رستگار دلار می‌خواهد"
    )
    deals.create(by=ali, new=new)
    assert _titles(ali, "رستگار دلار") == ["پمپ"]
    erasing.erase(contact=omid, by=admin, confirm="امید رستگار")
    assert _titles(ali, "رستگار") == [] and _titles(ali, "دلار") == ["پمپ"]


def test_of_very_long_notes_the_beginning_is_searched(noted: Deal, ali: User) -> None:
    deals.change(deal=noted, by=ali, notes="سرآغاز " + "کلمه " * index.NOTED + "سرانجام")
    assert _titles(ali, "سرآغاز") == ["خط بسته‌بندی"] and _titles(ali, "سرانجام") == []


def test_notes_of_an_older_installation_are_found_after_its_upgrade(noted: Deal, ali: User) -> None:
    contacts.create(by=ali, name="Lina", owner=ali, notes="از نمایشگاه\nاصفهان")
    before = dict(SearchEntry.objects.values_list("pk", "folded"))
    for entry in SearchEntry.objects.all():
        noted_in = {"deal": Deal, "contact": apps.get_model("people", "Contact")}[entry.kind]
        record = noted_in._default_manager.get(pk=entry.object_id)
        record.notes = ""
        index.put(entry.kind, [record])
    assert _titles(ali, "دلار بهمن") == [] == _titles(ali, "نمایشگاه اصفهان")
    import_module("kariz.pipeline.migrations.0019_notes_in_search").find_by_notes(apps, None)
    assert _titles(ali, "دلار بهمن") == ["خط بسته‌بندی"] and _titles(ali, "نمایشگاه اصفهان") == ["Lina"]
    assert {len(text) for text in before.values()} == {len(one.folded) for one in SearchEntry.objects.all()}
