"""What a new field of the company's own is made as, by a file that is looked through more than once."""

from kariz.exchange.actions import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.records.models import CustomField

ROWS = "Opportunity,Prob.\nTitrator,20%\nShaker,۳۵٪\nMill,5\n"
HEAD = {"Opportunity": "title"}


def test_a_percent_in_a_field_of_numbers_is_its_number(admin, pipeline, upload):
    one = imports.change(one=upload(ROWS, admin), by=admin, mapping=HEAD | {"Prob.": "new:number"})
    finish(imports.start(one=one, by=admin))
    assert [next(iter(deal.custom.values())) for deal in Deal.objects.order_by("id")] == [20, 35, 5]


def test_priya_chooses_another_type_after_checking_again(admin, pipeline, upload):
    one = imports.change(one=upload(ROWS, admin), by=admin, mapping=HEAD | {"Prob.": "new:number"})
    one = imports.change(one=one, by=admin, mapping=HEAD | {"Prob.": "new:text"})
    field = CustomField.objects.get(removed_at=None)
    assert (field.type, one.mapping["Prob."]) == ("text", field.name)
    finish(imports.start(one=one, by=admin))
    assert [next(iter(deal.custom.values())) for deal in Deal.objects.order_by("id")] == ["20%", "۳۵٪", "5"]
