"""What a new field of the company's own is made as, by a file that is looked through more than once."""

import pytest

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as upload_all
from kariz.pipeline.models import Deal
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField
from kariz.web.errors import FieldErrors

ROWS = "Opportunity,Prob. of win\nTitrator,20%\nShaker,۳۵٪\nMill,5\n"
HEAD = {"Opportunity": "title"}
COLUMN = "Prob. of win"


def as_(one, by, type):
    return imports.change(one=one, by=by, mapping=HEAD | {COLUMN: f"new:{type}"})


def values():
    return [next(iter(deal.custom.values())) for deal in Deal.objects.order_by("id")]


def test_a_percent_in_a_field_of_numbers_is_its_number(admin, pipeline, upload):
    finish(imports.start(one=as_(upload(ROWS, admin), admin, "number"), by=admin))
    assert values() == [20, 35, 5]


def test_priya_chooses_another_type_after_checking_again(admin, pipeline, upload):
    one = as_(as_(upload(ROWS, admin), admin, "number"), admin, "text")
    finish(imports.start(one=one, by=admin))
    assert CustomField.objects.get().type == "text"
    assert values() == ["20%", "۳۵٪", "5"]


def test_a_file_that_mina_looks_through_and_leaves_makes_no_field(admin, pipeline, upload):
    one = as_(upload(ROWS.replace("5\n", "five\n"), admin), admin, "number")
    one = imports.change(one=one, by=admin, options={"unreadable": "refuse"})
    found = queries.preview(one, admin)
    assert [str(note["text"]) for draft in found.bad for note in draft.errors]
    one = finish(imports.check(one=one, by=admin))
    assert one.outcome["counts"]["refused"] == 1 and one.outcome["counts"]["created"] == 2
    assert not CustomField.objects.exists() and not Deal.objects.exists()
    imports.delete(one=one, by=admin)
    assert not CustomField.objects.exists()


def test_what_others_use_stays_as_it_is_and_mina_is_told_at_the_column(admin, pipeline, upload, client):
    finish(imports.start(one=as_(upload(ROWS, admin), admin, "number"), by=admin))
    field = CustomField.objects.get()
    again = upload(ROWS.replace("Mill", "Oven"), admin)
    with pytest.raises(FieldErrors) as refused:
        as_(again, admin, "text")
    assert list(refused.value.errors) == [f"mapping.{COLUMN}"]
    client.force_login(admin)
    said = {"kind": "deals", "header": "1", "field": ["title", "new:text"], "version": again.version}
    page = client.post(f"/imports/{again.pk}/mapping/", said)
    assert page.status_code == 422 and "از نوع دیگری" in page.content.decode()
    assert CustomField.objects.get() == field and field.removed_at is None
    assert values() == [20, 35, 5]


def test_a_field_that_was_made_since_is_taken_where_it_fits(admin, pipeline, upload):
    one = as_(upload(ROWS, admin), admin, "number")
    made = custom_fields.create(subject="deal", label=COLUMN, type="number", by=admin)
    one = finish(imports.start(one=one, by=admin))
    assert one.mapping[COLUMN] == made.name and values() == [20, 35, 5]
    assert "fields" not in one.layout


def test_a_rehearsal_says_that_deals_get_the_field_that_is_made_with_the_run(admin, pipeline, upload):
    rows = "Opportunity no.,Opportunity,Prob. of win\n11,Titrator,\n12,Shaker,\n"
    finish(imports.start(one=upload(rows, admin), by=admin))
    again = upload(rows.replace("Titrator,", "Titrator,40"), admin)
    mapping = {"Opportunity no.": "external_id", "Opportunity": "title", COLUMN: "new:number"}
    again = imports.change(one=again, by=admin, mapping=mapping, options={"existing": "fill"})
    foreseen = finish(imports.check(one=again, by=admin)).outcome["counts"]
    one = finish(imports.start(one=Import.objects.get(pk=again.pk), by=admin))
    assert foreseen["updated"] == one.updated_count == 1
    assert foreseen["skipped"] == one.skipped_count == 1


def test_a_choice_has_what_every_file_of_the_set_says(admin, pipeline):
    files = {
        "a.csv": b"Opportunity,Area\nTitrator,North\nShaker,South\n",
        "b.csv": b"Opportunity,Area,Amount\nMill,East,5\n",
    }
    whole = upload_all(files, admin)
    for part in whole.parts.all():
        imports.change(one=part, by=admin, mapping=part.mapping | {"Area": "new:choice"})
    whole = run(ImportSet.objects.get(pk=whole.pk), admin)
    assert whole.phase == "done" and not whole.parts.filter(refused_count__gt=0).exists()
    assert {option["label"] for option in CustomField.objects.get().options} == {"North", "South", "East"}


def test_a_set_of_all_or_nothing_with_a_bad_row_makes_no_field(admin, pipeline):
    rows = b"Opportunity,Area,Close date\nTitrator,North,1405/13/45\n"
    whole = upload_all({"a.csv": rows, "b.csv": b"Opportunity,Area,Amount\nMill,East,5\n"}, admin)
    for part in whole.parts.all():
        imports.change(one=part, by=admin, mapping=part.mapping | {"Area": "new:text"})
    whole = sets.change(whole=ImportSet.objects.get(pk=whole.pk), by=admin, options={"all_or_nothing": True})
    assert run(whole, admin).phase == "failed"
    assert not CustomField.objects.exists()


def test_two_files_that_take_a_field_for_two_types_make_one_of_text(admin, pipeline):
    files = {
        "a.csv": b"Opportunity,Area\nTitrator,7\n",
        "b.csv": b"Opportunity,Area,Amount\nMill,East,5\n",
    }
    whole = upload_all(files, admin)
    for part, type in zip(whole.parts.order_by("pk"), ("number", "text"), strict=True):
        imports.change(one=part, by=admin, mapping=part.mapping | {"Area": f"new:{type}"})
    assert run(ImportSet.objects.get(pk=whole.pk), admin).phase == "done"
    assert CustomField.objects.get().type == "text" and sorted(values()) == ["7", "East"]
