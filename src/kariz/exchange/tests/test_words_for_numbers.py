"""Words where numbers are meant, and numbers that are written the other way round, cost nobody a customer."""

from __future__ import annotations

from kariz.exchange.rules.phones import read_phones
from kariz.people import normal
from kariz.pipeline.models import Deal


def test_deals_that_came_by_telephone_are_not_one_deal(admin, pipeline, bring):
    rows = "پمپ,نیکان,تلفنی\nلوله,کاوش,تلفنی\nشیر,پارس,405-102\n"
    mapping = {"عنوان": "title", "شرکت": "company", "ش استعلام": "external_id"}
    bring("عنوان,شرکت,ش استعلام\n" + rows, admin, mapping=mapping)
    assert sorted(Deal.objects.values_list("external_id", flat=True)) == ["", "", "405-102"]


def test_the_code_of_a_city_may_stand_behind_the_number():
    for written in ("47156985-034", "۴۷۱۵۶۹۸۵-۰۳۴", "034-47156985"):
        assert [normal.phone(number) for number in read_phones(written)] == ["+983447156985"]
