"""Hannah's changed book, which has no numbers: she is asked before it comes in, and one press writes what was left."""

import pytest

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.pipeline.models import Deal

HEAD = "company,deal,start date,amount,stage,next step,next step date\n"
ROWS = [
    "Keynsham,Grinder,2025-01-01,500,Prospecting,Survey,2031-03-05\n",
    "Mokoko,Boiler,2025-01-02,700,Proposal,Call,2031-03-06\n",
    "Boxkite,Kettle,2025-01-03,900,Proposal,Call,2031-03-06\n",
]
OLD = HEAD + "".join(ROWS)
NEW = OLD.replace("Survey", "Send contract").replace(",700,", ",750,")
WEEK = NEW + "Chew,Filter,2025-02-01,300,Proposal,,\n"
CUSTOMERS = "company,city\nKeynsham,Bristol\nMokoko,Bath\n"


@pytest.fixture
def english(admin, client):
    admin.language, admin.calendar = "en", "gregorian"
    admin.save()
    client.force_login(admin)
    return client


@pytest.fixture
def there(admin, pipeline, english):
    work(set_runs.start(whole=bring(admin, OLD), by=admin))


def work(whole):
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def bring(by, text):
    return sets.upload(files=uploads({"deals.csv": text, "customers.csv": CUSTOMERS}), by=by)


def page(client, whole):
    return client.get(f"/imports/together/{whole.pk}/").content.decode()


def amount(company):
    return Deal.objects.get(company__name=company, deleted_at=None).amount


def steps(company):
    deal = Deal.objects.get(company__name=company, deleted_at=None)
    return [step.name for step in deal.activities.filter(done_at=None, deleted_at=None)]


def test_before_it_comes_in_she_is_asked_with_the_number_of_changed_rows(admin, there, english):
    whole = bring(admin, WEEK)
    shown = page(english, whole)
    assert "Such a list came in before" in shown and "2 rows of it say something else since." in shown
    url = f"/imports/together/{whole.pk}/options/"
    english.post(url, {"version": whole.version, "changed": "update"})
    assert "data-otherwise" not in page(english, whole)
    work(set_runs.start(whole=ImportSet.objects.get(pk=whole.pk), by=admin))
    assert (amount("Mokoko"), steps("Keynsham")) == (7500, ["Send contract"])


def test_a_file_alone_asks_as_well(admin, pipeline, english, upload):
    finish(imports.start(one=upload(OLD, admin), by=admin))
    shown = english.get(f"/imports/{upload(NEW, admin).pk}/").content.decode()
    assert "Such a list came in before" in shown and "2 rows of it say something else since." in shown


def test_once_it_came_in_one_press_writes_what_was_left_and_it_is_offered_no_more(admin, there, english):
    done = work(set_runs.start(whole=bring(admin, WEEK), by=admin))
    assert (amount("Mokoko"), amount("Chew")) == (7000, 3000)
    assert "Write these 2 changes" in page(english, done)
    answer = english.post(f"/imports/together/{done.pk}/changes/")
    written = work(ImportSet.objects.latest("pk"))
    assert answer.url == f"/imports/together/{written.pk}/" and written.phase == "done"
    assert (amount("Mokoko"), steps("Keynsham")) == (7500, ["Send contract"])
    assert Deal.objects.filter(deleted_at=None).count() == 4
    assert "data-unwritten" not in page(english, written)
    assert "data-unwritten" not in page(english, done)
    work(set_runs.take_back(whole=written, by=admin))
    assert amount("Mokoko") == 7000 and "Write these 2 changes" in page(english, done)


def test_so_does_the_page_of_a_file_alone(admin, pipeline, english, upload):
    finish(imports.start(one=upload(OLD, admin), by=admin))
    one = imports.change(one=upload(WEEK, admin), by=admin, options={"existing": "fill"})
    one = finish(imports.start(one=one, by=admin))
    assert "Write these 2 changes" in english.get(f"/imports/{one.pk}/").content.decode()
    english.post(f"/imports/{one.pk}/changes/")
    work(ImportSet.objects.latest("pk"))
    assert (amount("Mokoko"), steps("Keynsham")) == (7500, ["Send contract"])


@pytest.mark.parametrize("together", [True, False])
def test_a_program_is_told_what_was_left_and_has_it_written(admin, there, english, upload, together):
    if together:
        done = work(set_runs.start(whole=bring(admin, NEW), by=admin))
        path = f"/api/v1/import-sets/{done.pk}/changes"
    else:
        done = finish(imports.start(one=upload(NEW, admin), by=admin))
        path = f"/api/v1/imports/{done.pk}/changes"
    left = english.get(path).json()["count"]
    assert left > 0
    answer = english.post(path, "{}", content_type="application/json")
    assert answer.status_code == 202
    work(ImportSet.objects.get(pk=answer.json()["id"]))
    assert english.get(path).json() == {"count": 0}
    assert english.post(path, "{}", content_type="application/json").status_code == 409


def test_where_nothing_was_left_nothing_is_offered(admin, there, english):
    done = work(set_runs.start(whole=bring(admin, OLD + "Chew,Filter,2025-02-01,300,Proposal,,\n"), by=admin))
    assert "data-unwritten" not in page(english, done)


def test_what_a_later_list_has_written_no_press_on_an_older_one_undoes(admin, there, english):
    done = work(set_runs.start(whole=bring(admin, NEW), by=admin))
    later = bring(admin, OLD.replace(",700,", ",990,"))
    later = sets.change(whole=later, by=admin, options={"existing": "update"})
    later = work(set_runs.start(whole=later, by=admin))
    assert amount("Mokoko") == 9900 and "data-unwritten" not in page(english, done)
    assert english.post(f"/imports/together/{done.pk}/changes/").status_code == 409
    runs.work_all()
    assert amount("Mokoko") == 9900
    work(set_runs.take_back(whole=later, by=admin))
    assert "data-unwritten" in page(english, done)


def test_who_presses_twice_writes_once(admin, there, english):
    done = work(set_runs.start(whole=bring(admin, NEW), by=admin))
    url, before = f"/imports/together/{done.pk}/changes/", ImportSet.objects.count()
    answers = [english.post(url).status_code for _press in range(2)]
    assert (answers, ImportSet.objects.count()) == ([302, 409], before + 1)


def test_only_who_runs_imports_writes_them(admin, there, viewer, client):
    done = work(set_runs.start(whole=bring(admin, WEEK), by=admin))
    client.force_login(viewer)
    assert client.post(f"/imports/together/{done.pk}/changes/").status_code in (403, 404)
    assert amount("Mokoko") == 7000


def test_after_a_taking_back_no_button_counts_rows_that_are_here(admin, there, english):
    done = work(set_runs.start(whole=bring(admin, WEEK), by=admin))
    work(set_runs.take_back(whole=done, by=admin))
    whole = bring(admin, WEEK)
    shown = page(english, whole)
    assert "Import what is new" in shown and "Import 6 rows" not in shown
    whole = work(set_runs.check(whole=whole, by=admin))
    assert "Import 1 row<" in page(english, whole)


def test_rows_that_change_deals_are_called_as_the_deals_whatever_cell_changed(admin, there, english, upload):
    text = OLD.replace("Survey", "Send contract")
    one = imports.change(one=upload(text, admin), by=admin, options={"existing": "update"})
    one = finish(imports.check(one=one, by=admin))
    answer = english.get(f"/imports/{one.pk}/?group=updated")
    assert [row.title for row in answer.context["rows"]] == ["Grinder"]
