"""How probable a seller holds a deal to be: no fact of ours, but a field of the company's own, in percents."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.columns.proposals import is_chance
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField

HEADERS = ["Prob.", "Probability (%)", "احتمال", "درصد احتمال", "شانس", "احتمال موفقیت (٪)"]


def values():
    return [next(iter(deal.custom.values()), None) for deal in Deal.objects.order_by("id")]


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_of_chances_is_proposed_as_a_field_of_numbers(admin, pipeline, upload, header):
    assert is_chance(header) and not is_chance(f"تاریخ {header}")
    one = upload(f"عنوان,مبلغ,{header}\nپمپ,5,40%\nشیر,6,۷۵٪\nلوله,7,\n", admin)
    assert one.mapping[header] == "new:number"
    finish(imports.start(one=one, by=admin))
    assert CustomField.objects.get().label == "احتمال به گفتهٔ فروشنده"
    assert values() == [40, 75, None]


def test_a_spreadsheet_that_keeps_40_percent_as_a_part_of_one_says_40(admin, pipeline, upload):
    rows = "Opportunity,Prob.\nA,0.4\nB,1\nC,.35\nD,0\nE,25%\n"
    finish(imports.start(one=upload(rows, admin), by=admin))
    assert values() == [40, 100, 35, 0, 25]


def test_percents_of_which_one_is_small_stay_as_they_are(admin, pipeline, upload):
    finish(imports.start(one=upload("Opportunity,Prob.\nA,40\nB,1\nC,0.5\n", admin), by=admin))
    assert values() == [40, 1, 0.5]


def test_the_next_list_fills_the_same_field_in_either_language(admin, sara, pipeline, upload):
    finish(imports.start(one=upload("عنوان,احتمال\nپمپ,40\nشیر,60\n", admin), by=admin))
    field = CustomField.objects.get()
    again = upload("Opportunity,Probability\nMill,30\nOven,20\n", sara)
    assert again.mapping["Probability"] == field.name
    finish(imports.start(one=again, by=sara))
    assert values() == [40, 60, 30, 20] and CustomField.objects.count() == 1


def test_words_for_chances_stay_words_under_their_own_header(admin, pipeline, upload):
    finish(imports.start(one=upload("Opportunity,Chance\nA,high\nB,low\n", admin), by=admin))
    assert CustomField.objects.get().label == "Chance" and values() == ["high", "low"]


def test_what_a_field_of_the_companys_own_exported_comes_back_as_it_was(admin, pipeline, upload, client):
    field = custom_fields.create(subject="deal", label="Probability", type="number", options=(), by=admin)
    client.force_login(admin)
    for title, value in (("A", "0.4"), ("B", "0.25")):
        said = {"title": title, "pipeline": pipeline.pk, "custom": {field.key: value}}
        assert client.post("/api/v1/deals", said, content_type="application/json").status_code == 201
    exported = b"".join(client.get("/api/v1/exports/deals.csv").streaming_content)
    one = imports.change(one=upload(exported, admin), by=admin, options={"existing": "update"})
    assert field.name in one.mapping.values()
    finish(imports.start(one=one, by=admin))
    assert values() == [0.4, 0.25]
