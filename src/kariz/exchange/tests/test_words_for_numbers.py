"""Words where numbers are meant, and numbers that are written the other way round, cost nobody a customer."""

from __future__ import annotations

import pytest

from kariz.events.actor import SYSTEM
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.organisation.actions import organisation
from kariz.organisation.models import Organisation
from kariz.people import normal
from kariz.people.models import ContactPoint
from kariz.pipeline.models import Deal
from kariz.reading.cells.phones import read_phones


def test_deals_that_came_by_telephone_are_not_one_deal(admin, pipeline, bring):
    rows = "پمپ,نیکان,تلفنی\nلوله,کاوش,تلفنی\nشیر,پارس,405-102\n"
    mapping = {"عنوان": "title", "شرکت": "company", "ش استعلام": "external_id"}
    bring("عنوان,شرکت,ش استعلام\n" + rows, admin, mapping=mapping)
    assert sorted(Deal.objects.values_list("external_id", flat=True)) == ["", "", "405-102"]


def test_the_code_of_a_city_may_stand_behind_the_number():
    for written in ("47156985-034", "۴۷۱۵۶۹۸۵-۰۳۴", "034-47156985"):
        assert [normal.phone(number) for number in read_phones(written)] == ["+983447156985"]


@pytest.mark.parametrize(
    ("country", "written", "number"),
    [
        ("US", "9175551234", "+19175551234"),
        ("IN", "9876543210", "+919876543210"),
        ("GB", "020 7946 0018", "+442079460018"),
        ("IR", "9121234567", "+989121234567"),
    ],
)
def test_a_number_of_the_companys_country_comes_as_it_is_written(
    company, bring, admin, country, written, number
):
    bring(f"name,mobile\nZahra,{written}\n", admin, kind="contacts")
    organisation.change(by=SYSTEM, country=country)
    bring(f"name,mobile\nHelen,{written}\n", admin, kind="contacts")
    assert ContactPoint.objects.get(contact__name="Helen").normal == number


def test_who_comes_after_the_country_changed_has_numbers_of_the_new_one(company, admin, upload, monkeypatch):
    rows = "".join(f"Helen {n},01632 960{n:03}\n" for n in range(300))
    one = imports.start(one=upload(f"contact,phone\n{rows}", admin), by=admin)
    note = runs.note

    def changed_elsewhere(one, results, context):
        Organisation.objects.update(country="GB")
        return note(one, results, context)

    monkeypatch.setattr(runs, "note", changed_elsewhere)
    finish(one)
    numbers = list(ContactPoint.objects.order_by("contact_id").values_list("normal", flat=True))
    assert (numbers[0], numbers[-1]) == ("+981632960000", "+441632960299")
