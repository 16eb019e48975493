"""While files are read, nobody's save waits: no transaction is open. Who said it last is never overwritten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from kariz.access.actions import tokens
from kariz.events.models import Event
from kariz.exchange.actions.at_work import looking, set_runs
from kariz.exchange.actions.setup import imports, readings, row_choices, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.test_beside_runs import TWO, UNSURE, workbook
from kariz.exchange.tests.test_beside_runs import upload as upload_beside
from kariz.exchange.tests.test_two_sheets import both, part
from kariz.reading.layout import tables
from kariz.web.errors import NotAllowed, Stale

ROWS = "Number,Company,Title,Amount,Status\n" + "".join(
    f"A-{n},Firm {n},Pump {n},{n}000,open\n" for n in range(30)
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reads(monkeypatch):
    """What was read of files; fails where a transaction was open."""
    seen = []

    def watched(read):
        def rows(path, layout):
            for row in read(path, layout):
                assert not connection.in_atomic_block, "a file is read while others wait"
                seen.append(row)
                yield row

        return rows

    monkeypatch.setattr(tables, "READERS", {name: watched(read) for name, read in tables.READERS.items()})
    return seen


def test_a_file_is_read_before_it_is_saved_and_told_once(admin, pipeline, upload, reads):
    one = upload(ROWS, admin)
    assert one.total == 30
    assert len(reads) > 30
    assert Event.objects.filter(verb="import.uploaded").count() == 1


@pytest.mark.parametrize("path", ["/api/v1/imports", "/api/v1/import-sets"])
def test_who_may_not_import_has_nothing_read(viewer, pipeline, client, reads, path):
    secret = tokens.create(by=viewer, name="move", scope="write").secret
    sent = {"file": SimpleUploadedFile("big.csv", ROWS.encode())}
    answer = client.post(path, sent, headers={"authorization": f"Bearer {secret}"})
    assert (answer.status_code, reads) == (403, [])
    client.force_login(viewer)
    assert client.post("/imports/", {"file": SimpleUploadedFile("big.csv", ROWS.encode())}).status_code == 403
    with pytest.raises(NotAllowed):
        sets.together([SimpleUploadedFile("big.csv", ROWS.encode())], by=viewer)
    assert reads == []


def test_what_mina_says_of_its_columns_is_worked_out_before_it_is_written(admin, pipeline, upload, reads):
    one = upload(ROWS, admin)
    reads.clear()
    said = {"Company": "company", "Title": "title", "Amount": "amount", "Status": "stage"}
    one = imports.change(one=one, by=admin, mapping=said, options={"existing": "skip"})
    assert one.mapping == said
    assert reads


def test_several_lists_are_read_before_any_is_saved(admin, pipeline, reads):
    whole = both(admin)
    sales, inquiries = part(whole, "sales"), part(whole, "inquiries")
    assert sales.layout["continues"] == {"of": inquiries.pk, "rows": 3, "alone": 1}
    assert reads
    assert Event.objects.filter(verb="import.uploaded").count() == 1


def test_what_is_said_of_one_list_and_of_all(admin, pipeline, reads):
    whole = both(admin)
    sales = part(whole, "sales")
    reads.clear()
    column = next(name for name, field in sales.mapping.items() if field == "continues")
    sets.change(whole=whole, by=admin, options={"continues": {str(sales.pk): ""}, "existing": "skip"})
    assert "continues" not in part(whole, "sales").mapping.values()
    imports.change(one=part(whole, "sales"), by=admin, mapping=sales.mapping)
    assert part(whole, "sales").mapping[column] == "continues"
    assert reads


def test_a_list_that_leaves(admin, pipeline, reads):
    whole = both(admin)
    sets.leave_out(part=part(whole, "inquiries"), by=admin)
    assert "continues" not in part(whole, "sales").layout


def test_what_is_said_while_rows_are_looked_through(admin, pipeline, upload, reads):
    one = upload(ROWS, admin)
    imports.check(one=one, by=admin)
    reads.clear()
    one = looking.change(one=Import.objects.get(pk=one.pk), by=admin, options={"existing": "skip"})
    one = row_choices.choose(one=one, by=admin, how="skip", numbers=[3])
    assert one.phase == Import.Phase.CHECKING
    assert one.options["rows"] == {"3": "skip"}
    assert one.options["existing"] == "skip"


def test_what_is_said_of_a_list_while_its_set_is_looked_through(admin, pipeline, reads):
    whole = both(admin)
    set_runs.check(whole=whole, by=admin)
    sales = looking.change(one=part(whole, "sales"), by=admin, mapping={"خریدار": "company"})
    assert sales.phase == Import.Phase.CHECKING or sales.mapping == {"خریدار": "company"}
    assert "continues" not in sales.layout


@pytest.mark.parametrize("sheets", [{"قنبری": TWO}, {"قنبری": TWO, "رضایی": TWO}])
def test_a_sheet_that_is_read_otherwise(admin, pipeline, reads, sheets):
    whole = upload_beside(admin, workbook(**sheets))
    first = whole.parts.order_by("pk").first()
    reads.clear()
    made = readings.read_as(one=first, by=admin, reading="one")
    assert len(made) == 1
    assert reads


def test_a_confirmed_reading_does_not_undo_what_a_colleague_said_meanwhile(admin, pipeline, reads):
    whole = upload_beside(admin, workbook(فروش=UNSURE))
    seen = whole.parts.order_by("pk").first()
    asked = seen.layout["beside"]["reading"]
    imports.change(one=Import.objects.get(pk=seen.pk), by=admin, header=False)
    now = Import.objects.get(pk=seen.pk)
    with pytest.raises(Stale):
        readings.read_as(one=now, by=admin, reading=asked, version=seen.version)
    readings.read_as(one=now, by=admin, reading=asked, version=now.version)
    now = Import.objects.get(pk=seen.pk)
    assert (now.layout["header"], now.layout["beside"]["asked"]) == (False, False)


def test_two_who_say_something_of_one_file_at_once(admin, pipeline, upload, reads):
    one = upload(ROWS, admin)
    other = Import.objects.get(pk=one.pk)
    imports.change(one=one, by=admin, options={"existing": "skip"})
    with pytest.raises(Stale):
        imports.change(one=other, by=admin, options={"existing": "update"})
    assert Import.objects.get(pk=one.pk).options["existing"] == "skip"


def test_two_who_say_something_of_two_lists_of_a_set_at_once(admin, pipeline, monkeypatch):
    """The second is worked out again with what the first said."""
    whole = both(admin)
    sales, inquiries = part(whole, "sales"), part(whole, "inquiries")
    real, done = transaction.atomic, []

    def meanwhile(*given, **named):
        if not done:
            done.append(True)
            imports.change(one=inquiries, by=admin, options={"existing": "skip"})
        return real(*given, **named)

    monkeypatch.setattr(imports.transaction, "atomic", meanwhile)
    sales = imports.change(one=sales, by=admin, mapping={"خریدار": "company", "ش استعلام": "continues"})
    assert sales.mapping == {"خریدار": "company", "ش استعلام": "continues"}
    assert sales.layout["continues"]["of"] == inquiries.pk
    assert part(whole, "inquiries").options["existing"] == "skip"


def test_a_set_that_cannot_be_told_of_leaves_nothing_behind(admin, pipeline, monkeypatch):
    def fails(*_given, **_named):
        raise RuntimeError("the power went")

    monkeypatch.setattr(sets, "tell", fails)
    with pytest.raises(RuntimeError):
        both(admin)
    assert not ImportSet.objects.exists()
    assert not Import.objects.exists()
