"""Next week's book: how many rows say otherwise is told before it comes in, and one press writes them over."""

from __future__ import annotations

import pytest

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.known.say_otherwise import say_otherwise
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.pipeline.models import Deal

HEAD = "Code,Company,Title,Amount,Owner\n"
OLD = {
    "a.csv": HEAD + "05-022,Harlow,Boxes,120,\n05-023,Minster,Cartons,340,\n05-024,Oral,Labels,85,\n",
    "b.csv": "Code,Company,Title,Amount\n04-001,Sands,Bags,64\n04-002,Peaks,Leaflets,30\n",
}
NEW = {
    "a.csv": OLD["a.csv"].replace(",340,", ",350,").replace(",120,", ",125,"),
    "b.csv": OLD["b.csv"].replace(",30\n", ",33\n04-003,Tarn,Trays,11\n"),
}


def work(whole):
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def bring(by, files):
    return sets.upload(files=uploads(files), by=by)


@pytest.fixture
def there(admin, pipeline):
    work(set_runs.start(whole=bring(admin, OLD), by=admin))


def page(client, whole):
    return client.get(f"/imports/together/{whole.pk}/").content.decode()


def press(client, whole, **more):
    whole = ImportSet.objects.get(pk=whole.pk)
    return client.post(f"/imports/together/{whole.pk}/options/", {"version": whole.version, **more})


def amount(number):
    return Deal.objects.get(external_id=number).amount


def test_minas_book_of_next_week_says_how_many_rows_say_otherwise_and_one_press_writes_all_over(
    admin, there, english
):
    before = amount("05-023")
    whole = bring(admin, NEW)
    assert "Such a list came in before" in page(english, whole)
    whole = work(set_runs.check(whole=whole, by=admin))
    shown = page(english, whole)
    assert "3 rows say otherwise than what is here" in shown and "Write 3 rows over" in shown
    assert press(english, whole, changed="update").status_code == 302
    whole = work(whole)
    shown = page(english, whole)
    assert "say otherwise" not in shown and "Import 4 rows" in shown
    work(set_runs.start(whole=whole, by=admin))
    assert amount("05-023") == before // 340 * 350
    assert Deal.objects.filter(external_id="04-003").count() == 1


def test_a_first_book_or_one_that_says_the_same_is_not_asked_about(admin, pipeline, english):
    whole = bring(admin, OLD)
    assert "data-otherwise" not in page(english, whole)
    work(set_runs.start(whole=whole, by=admin))
    again = work(set_runs.check(whole=bring(admin, OLD), by=admin))
    assert "data-otherwise" not in page(english, again)


def test_one_sheet_alone_is_written_over_as_its_book_was(admin, there, english, upload):
    whole = bring(admin, NEW)
    whole = sets.change(whole=whole, by=admin, options={"existing": "update"})
    work(set_runs.start(whole=whole, by=admin))
    alone = upload(NEW["a.csv"].replace(",85,", ",90,"), admin)
    assert alone.options["existing"] == "update"
    assert "Import what is new or changed" in english.get(f"/imports/{alone.pk}/").content.decode()


def test_a_sheet_alone_says_it_after_it_was_looked_through_and_one_press_writes_over(
    admin, there, english, upload
):
    one = finish(imports.check(one=upload(NEW["a.csv"], admin), by=admin))
    shown = english.get(f"/imports/{one.pk}/").content.decode()
    assert "2 rows say otherwise than what is here" in shown
    url = f"/imports/{one.pk}/writing-over/"
    assert english.post(url, {"version": one.version}).status_code == 302
    one = finish(one)
    assert "Import 2 rows" in english.get(f"/imports/{one.pk}/").content.decode()


def test_only_who_runs_imports_writes_over(admin, there, viewer, client, upload):
    one = finish(imports.check(one=upload(NEW["a.csv"], admin), by=admin))
    client.force_login(viewer)
    assert client.post(f"/imports/{one.pk}/writing-over/", {"version": one.version}).status_code in (403, 404)


def test_a_row_of_which_only_a_part_is_written_says_otherwise_too(admin, there, upload):
    text = (
        "Code,Company,Title,Amount,Channel\n05-022,Harlow,Boxes,125,referral\n05-023,Minster,Cartons,340,\n"
    )
    one = imports.change(one=upload(text, admin), by=admin, options={"existing": "fill"})
    one = finish(imports.check(one=one, by=admin))
    found = say_otherwise([one])
    assert one.outcome["counts"]["updated"] == 1 and found is not None and found.rows == 1
