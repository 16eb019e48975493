"""Rows that came without a cell are counted and listed, with the record and what was written."""

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.pipeline.models import Deal

TEXT = "Title,Amount,Expected close\nPump,a lot,end of March\nPipe,12,2027-03-22\nHose,many,2027-03-23\n"


def test_mina_sees_which_cells_her_deals_came_without(admin, pipeline, bring, english):
    one = bring(TEXT, admin, unreadable="leave")
    page = english.get(f"/imports/{one.pk}/").content.decode()
    assert "2 rows came without a cell" in page and "Amount (2)" in page
    assert f'href="/deals/{Deal.objects.get(title="Pump").pk}/"' in page
    for said in ("a lot", "end of March", "many"):
        assert f"<p><bdi>{said}</bdi></p>" in page
    days = english.get(f"/imports/{one.pk}/", {"column": "Expected close"}).content.decode()
    assert "<p><bdi>end of March</bdi></p>" in days and "<p><bdi>many</bdi></p>" not in days
    hose = english.get(f"/imports/{one.pk}/", {"q": "hose"}).content.decode()
    assert "<p><bdi>many</bdi></p>" in hose and "<p><bdi>a lot</bdi></p>" not in hose


def test_a_set_tells_it_of_all_its_files(admin, pipeline, english):
    whole = sets.upload(files=uploads({"a.csv": TEXT, "b.csv": TEXT.replace("Title", "Deal")}), by=admin)
    whole = sets.change(whole=whole, by=admin, options={"unreadable": "leave"})
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    page = english.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "4 rows came without a cell" in page and "b.csv" in page
    set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    runs.work_all()
    assert "came without a cell" not in english.get(f"/imports/together/{whole.pk}/").content.decode()


def test_a_program_asks_for_them(admin, pipeline, upload, english):
    one = imports.change(one=upload(TEXT, admin), by=admin, options={"unreadable": "leave"})
    finish(imports.start(one=one, by=admin))
    found = english.get(f"/api/v1/imports/{one.pk}/rows?without_cells=true").json()["items"]
    assert [[note["left"] for note in row["warnings"]] for row in found] == [
        ["a lot", "end of March"],
        ["many"],
    ]


def test_the_page_asks_no_more_of_the_database_for_more_rows(
    admin, pipeline, bring, english, django_assert_max_num_queries
):
    rows = "".join(f"Pump {number},a lot,soon\n" for number in range(60))
    one = bring(f"Title,Amount,Expected close\n{rows}", admin, unreadable="leave")
    with django_assert_max_num_queries(40):
        assert "60 rows came without a cell" in english.get(f"/imports/{one.pk}/").content.decode()
