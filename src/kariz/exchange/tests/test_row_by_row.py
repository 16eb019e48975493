"""One row never stops the others, whatever is wrong with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ExternalRef
from kariz.exchange.tests import test_set_rehearsal as together
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.records.models import SearchEntry

LIST = "عنوان,شرکت,مبلغ (میلیون تومان)\n" + "".join(f"آسانسور {n},پارس,{n}\n" for n in range(1, 120))


def with_row(text, row):
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:53], row, *lines[53:]])


ABSURD = with_row(LIST, "برج یاس,مهر,5000000000000000\n")


def test_an_amount_that_no_deal_holds_is_refused_at_its_row_with_its_column(admin, pipeline, bring):
    one = bring(ABSURD, admin)
    assert (one.phase, one.created_count, one.refused_count) == ("done", 119, 1)
    row = one.rows.get(action="refused")
    assert (row.number, row.errors[0]["field"]) == (54, "amount")
    assert "5000000000000000" in row.why[0]


RATE = "عنوان,شرکت,مبلغ\n" + "".join(f"آسانسور {n},پارس,{n}\n" for n in range(1, 120))


def test_what_only_the_deal_refuses_is_told_at_its_row_before_and_in_the_run(admin, pipeline, upload):
    one = upload(with_row(RATE, "برج یاس,مهر,9000000000000\n"), admin)
    one = imports.change(one=one, by=admin, options={"currency": "USD", "rate": "900000"})
    one = finish(imports.check(one=one, by=admin))
    assert (one.error, one.outcome["counts"]["refused"], one.outcome["counts"]["created"]) == ("", 1, 119)
    expected = one.expected.get(group="refused")
    assert (expected.number, expected.notes[0]["field"]) == (54, "amount")
    one = finish(imports.start(one=one, by=admin))
    assert (one.phase, one.created_count, one.refused_count) == ("done", 119, 1)
    assert one.rows.get(action="refused").number == 54
    assert list(Deal.objects.order_by("pk").values_list("title", flat=True)[50:54]) == [
        f"آسانسور {n}" for n in range(51, 55)
    ]


def test_a_workbook_comes_in_whole_but_for_the_row_that_nobody_could_keep(admin, pipeline):
    people = "نام و نام خانوادگی,شرکت,موبایل\nعلی قاسمی,پارس,09121661819\n"
    files = {"دفتر.csv": with_row(RATE, "برج یاس,مهر,9000000000000\n"), "تلفن.csv": people}
    whole = together.upload(files, admin)
    whole = together.work(set_runs.check(whole=whole, by=admin))
    assert (whole.phase, whole.error) == ("mapped", "")
    whole = together.work(set_runs.start(whole=whole, by=admin))
    assert (whole.phase, Deal.objects.count(), Contact.objects.count()) == ("done", 119, 1)


def test_rows_that_are_the_same_are_one_deal_although_another_row_is_refused(admin, pipeline, bring):
    rows = "عنوان,شرکت,مبلغ\n" + "".join(f"آسانسور {n % 20},پارس,{n % 20}\n" for n in range(1, 61))
    one = bring(with_row(rows, "برج یاس,مهر,9000000000000\n"), admin, currency="USD", rate="900000")
    assert (one.created_count, one.skipped_count, one.refused_count) == (20, 40, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [20, 53, 100])
def test_all_that_came_beside_a_refused_row_is_found_by_name_and_number(admin, pipeline, upload, at):
    lines = ["عنوان,شرکت,کد شرکت,مبلغ\n", *(f"آسانسور {n},شرکت یکتا {n},C{n},{n}\n" for n in range(1, 120))]
    text = "".join([*lines[:at], "برج یاس,مهر,C999,9000000000000\n", *lines[at:]])
    one = imports.change(one=upload(text, admin), by=admin, options={"currency": "USD", "rate": "900000"})
    one = finish(imports.start(one=one, by=admin))
    assert (one.phase, one.created_count, one.refused_count) == ("done", 119, 1)
    found = dict(SearchEntry.objects.filter(kind="company").values_list("object_id", "folded"))
    assert set(Company.objects.values_list("pk", flat=True)) == set(found)
    assert SearchEntry.objects.filter(kind="deal").count() == Deal.objects.count() == 119
    refs = ExternalRef.objects.filter(record_kind="company")
    assert len(refs) == 119 and all(ref.key.lower() in found[ref.record_id] for ref in refs)


def savepoints(do):
    with CaptureQueriesContext(connection) as made:
        do()
    return [one for one in made if str(one["sql"]).startswith("SAVEPOINT")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("row", ["", "برج یاس,مهر,9000000000000\n"])
def test_sqlite_holds_no_pages_as_they_were_before_unless_a_row_is_refused(admin, pipeline, upload, row):
    one = upload(with_row(RATE, row), admin)
    one = imports.change(one=one, by=admin, options={"currency": "USD", "rate": "900000"})
    one = imports.start(one=one, by=admin)
    found = savepoints(lambda: finish(one))
    one.refresh_from_db()
    assert (one.phase, one.created_count, bool(found)) == ("done", 119, bool(row))
