"""Rows that a person leaves out by their numbers, and rows of which they say that they name the columns."""

from __future__ import annotations

import argparse

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.cli import importing
from kariz.exchange.forms.rows import as_written
from kariz.exchange.models import Import
from kariz.exchange.queries.known.row_numbers import numbers_in
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_same_file import page
from kariz.pipeline.models import Deal

pytestmark = pytest.mark.django_db

LIST = """Client,Job,Price
Harmony House,2 dryers,18750
Aspen Ridge,3 washers,61200
ring Tom,,
Buyer,Where,Worth
Oxbow Hotel,Denver,54700
Columbine Village,Littleton,12600
"""
WRONG_ABOVE = "Things of 2026,and more\nmine,yours\nClient,Job,Price\nHarmony House,2 dryers,18750\n"


def mapping_of(client, one, **given):
    """The form as the page has it, with what is changed in it."""
    fields = [one.mapping.get(column, "") for column in one.columns]
    data = {
        "kind": one.kind,
        "header": "1",
        "field": fields,
        "rows_out": "",
        "rows_names": "",
    }
    return client.post(f"/imports/{one.pk}/mapping/", data | given)


def fresh(one):
    return Import.objects.get(pk=one.pk)


def titles():
    return set(Deal.objects.values_list("title", flat=True))


def test_dana_leaves_rows_out_by_their_numbers_and_sees_them_with_the_reason(
    admin, pipeline, upload, english
):
    one = upload(LIST, admin)
    assert mapping_of(english, one, rows_out="4, 6-7").status_code == 302
    assert fresh(one).options["rows"] == {"4": "skip", "6": "skip", "7": "skip"}
    html = page(english, one)
    assert 'value="4, 6, 7"' in html and "You left this row out." in html
    mapping_of(english, fresh(one), rows_out="4")
    assert fresh(one).options["rows"] == {"4": "skip"}


def test_sara_writes_persian_numbers(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(LIST, admin)
    mapping_of(client, one, rows_out="۴، ۶ تا ۷")
    assert fresh(one).options["rows"] == {"4": "skip", "6": "skip", "7": "skip"}
    assert 'value="۴، ۶، ۷"' in page(client, one)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("four", "no number of a row"),
        ("4, 99", "The list has no row 99; its rows are 1 to 7."),
        ("3-", "no number"),
    ],
)
def test_a_wrong_number_is_told_at_its_field_and_nothing_is_lost(
    admin, pipeline, upload, english, typed, told
):
    one = upload(LIST, admin)
    answer = mapping_of(english, one, rows_out=typed)
    html = answer.content.decode()
    assert answer.status_code == 422 and told in html and f'name="rows_out" value="{typed}"' in html
    assert 'id="rows_out_error"' in html and fresh(one).options["rows"] == {}


def test_a_row_is_not_left_out_and_a_row_of_names_at_once(admin, pipeline, upload, english):
    answer = mapping_of(english, upload(LIST, admin), rows_out="5", rows_names="5")
    assert "Row 5 stands in both fields." in answer.content.decode()


def test_a_press_beside_a_row_adds_it_and_another_takes_it_back(admin, pipeline, upload, english):
    one = upload(LIST, admin)
    assert 'name="row_skip" value="4"' in page(english, one)
    mapping_of(english, one, rows_out="2", row_skip="4")
    assert fresh(one).options["rows"] == {"2": "skip", "4": "skip"}
    assert 'name="row_take" value="4"' in page(english, one)
    mapping_of(english, fresh(one), rows_out="2, 4", row_take="4")
    assert fresh(one).options["rows"] == {"2": "skip"}


def test_from_a_row_that_names_the_columns_on_they_are_called_so(admin, pipeline, upload, english):
    one = upload(LIST, admin)
    mapping_of(english, one, rows_out="4", rows_names="5")
    one = fresh(one)
    assert one.options["rows"] == {"4": "skip", "5": "names"}
    assert one.columns == ["Client", "Job", "Price", "Where"]
    assert "You said that this names the columns" in page(english, one)
    finish(imports.start(one=one, by=admin))
    assert "Job" not in titles() and {"2 dryers", "3 washers"} <= titles()
    assert not Deal.objects.filter(company__name="Buyer").exists()
    assert Deal.objects.filter(company__name="Oxbow Hotel", amount=10 * 54700).exists()


def test_what_was_said_of_names_is_undone_and_the_columns_are_as_they_were(admin, pipeline, upload, english):
    one = upload(LIST, admin)
    before = one.columns, one.mapping, one.layout.get("asides")
    mapping_of(english, one, rows_names="5")
    assert fresh(one).columns != before[0]
    mapping_of(english, fresh(one), rows_names="")
    one = fresh(one)
    assert (one.columns, one.mapping, one.layout.get("asides")) == before and one.options["rows"] == {}


def test_a_column_that_dana_said_otherwise_stays_so_when_a_row_names_columns(
    admin, pipeline, upload, english
):
    one = upload(LIST, admin)
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"Job": "notes"})
    mapping_of(english, one, rows_names="5")
    assert fresh(one).mapping["Job"] == "notes"


def test_a_row_above_which_no_row_comes_takes_the_place_of_the_first_names(admin, pipeline, upload, english):
    one = upload(WRONG_ABOVE, admin)
    if one.columns[0] != "Client":
        mapping_of(english, one, rows_names="3", rows_out="2")
    one = fresh(one)
    assert one.columns == ["Client", "Job", "Price"]
    finish(imports.start(one=one, by=admin))
    assert titles() == {"2 dryers"}


def test_a_row_above_the_names_that_were_found_is_taken_for_them(admin, pipeline, upload, english):
    text = "Our friends,Their wish,Our hope\nCompany,Deal title,Amount\nHarmony House,2 dryers,18750\n"
    one = upload(text, admin)
    assert one.columns == ["Company", "Deal title", "Amount"]
    mapping_of(english, one, rows_names="1")
    assert fresh(one).columns == ["Our friends", "Their wish", "Our hope"]
    mapping_of(english, fresh(one), rows_names="")
    assert fresh(one).columns == ["Company", "Deal title", "Amount"]


def test_a_program_says_the_same_as_an_option(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(LIST, admin)
    said = {"options": {"rows": {"4": "skip", "5": "names"}}}
    told = client.patch(f"/api/v1/imports/{one.pk}", said, content_type="application/json").json()
    assert "Where" in told["columns"] and told["options"]["rows"] == said["options"]["rows"]
    wrong = client.patch(
        f"/api/v1/imports/{one.pk}", {"options": {"rows": {"4": "headings"}}}, content_type="application/json"
    )
    assert wrong.status_code == 422


def test_what_was_said_of_the_very_same_file_holds_and_of_another_does_not(admin, pipeline, upload):
    one = upload(LIST, admin)
    imports.change(one=one, by=admin, options={"rows": {"4": "skip", "5": "names"}})
    again = upload(LIST, admin)
    assert again.options["rows"] == {"4": "skip", "5": "names"} and "Where" in again.columns
    assert again.left_before == [4]
    assert upload(LIST.replace("18750", "18700"), admin).options["rows"] == {}


def test_it_holds_too_where_the_file_was_removed_in_between(admin, pipeline, upload):
    one = imports.change(one=upload(LIST, admin), by=admin, options={"rows": {"4": "skip", "5": "names"}})
    imports.delete(one=one, by=admin)
    assert upload(LIST, admin).options["rows"] == {"4": "skip", "5": "names"}
    assert upload(LIST.replace("18750", "18700"), admin).options["rows"] == {}


def test_of_files_that_come_together_each_keeps_what_was_said_of_its_rows(admin, pipeline):
    def bring():
        files = [
            ContentFile(text.encode(), name) for text, name in ((LIST, "jobs.csv"), (WRONG_ABOVE, "b.csv"))
        ]
        return sets.upload(files=files, by=admin)

    part = bring().parts.get(name="jobs.csv")
    imports.change(one=part, by=admin, options={"rows": {"5": "names"}})
    again = {part.name: part for part in bring().parts.all()}
    assert again["jobs.csv"].options["rows"] == {"5": "names"} and "Where" in again["jobs.csv"].columns
    assert again["b.csv"].options["rows"] == {}


def test_the_ticked_row_names_the_columns(admin, pipeline, upload, english):
    one = finish(imports.check(one=upload(LIST, admin), by=admin))
    english.post(f"/imports/{one.pk}/rows/", {"row": ["5"], "how": "names"})
    assert "Where" in fresh(one).columns


def test_on_the_command_line_rows_are_left_out_and_name_columns(admin, pipeline, tmp_path, capsys):
    path = tmp_path / "jobs.csv"
    path.write_text(LIST)
    parser = argparse.ArgumentParser()
    importing.arguments(parser)
    importing.run(parser.parse_args([str(path), "--leave-rows", "4", "--name-rows", "5"]))
    assert Import.objects.get().options["rows"] == {"4": "skip", "5": "names"}
    with pytest.raises(SystemExit, match=r"99|۹۹"):
        importing.run(parser.parse_args([str(path), "--leave-rows", "99"]))


def test_numbers_are_read_and_written_as_people_do():
    assert numbers_in("14, 27-30 and 33", 1, 40) == [14, 27, 28, 29, 30, 33]
    assert numbers_in("۱۴ و ۳۰ تا ۲۸", 1, 40) == [14, 28, 29, 30]
    assert numbers_in("  ", 1, 40) == [] and numbers_in("3 5", 1, 9) == [3, 5]
    assert as_written([27, 14, 28, 29, 30, 40, 41]).replace("۱۴", "14").startswith(("14, 27-30", "14، ۲۷-۳۰"))


@pytest.mark.parametrize("customer", ["Customer", "Client", "مشتری"])
def test_whoever_buys_in_the_same_place_is_one_column_whatever_kind_of_customer_it_names(
    admin, pipeline, upload, english, customer
):
    one = upload(LIST.replace("Client", customer), admin)
    mapping_of(english, one, rows_out="4", rows_names="5")
    assert fresh(one).columns == [customer, "Job", "Price", "Where"]
