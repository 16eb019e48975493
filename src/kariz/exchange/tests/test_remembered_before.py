"""Siobhan's next list comes as the last one that came in: a trial that she removed, or an import that she took back, does
not stand before it."""

import pytest

from kariz.access.actions import users
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet, RememberedMapping
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_book

LIST = "Client,Job,Value,Sold,Remarks\nGranary Wharf,mezz offices,64000,M. Tierney,call in May\n"
GOOD = {"Client": "company", "Job": "title", "Value": "amount", "Remarks": "notes"}
WRONG = {"Client": "company", "Remarks": "title", "Value": "amount"}
LIVE = [["Client", "Job", "Value"], ["Granary Wharf", "mezz offices", 64000]]
CHASE = [["Customer", "What", "Sum"], ["Granary Wharf", "mezz offices", 64000]]


@pytest.fixture
def bob(admin):
    return users.create(by=admin, name="Bob Miller", role="seller", email="bob@nikan.example")


def part(whole, sheet):
    return next(one for one in parts_of(whole) if one.own_sheet == sheet)


def mapped(one):
    return {column: name for column, name in one.mapping.items() if name}


def test_a_trial_that_was_removed_leaves_what_is_remembered_of_a_list_that_came_in(
    admin, pipeline, bring, upload
):
    bring(LIST, admin, mapping=GOOD)
    tried = imports.change(one=upload(LIST, admin), by=admin, mapping=WRONG, options={"unit": "rial"})
    imports.delete(one=tried, by=admin)
    again = upload(LIST, admin)
    assert mapped(again) == GOOD
    assert again.layout["remembered"] == admin.name


def test_a_trial_of_a_colleague_does_not_stand_before_it_either(admin, bob, pipeline, bring, upload):
    bring(LIST, admin, mapping=GOOD)
    tried = imports.change(one=upload(LIST, admin), by=admin, mapping=WRONG)
    tried.layout["said_by"] = bob.pk
    tried.save()
    imports.delete(one=tried, by=admin)
    assert RememberedMapping.objects.exclude(kind="sellers").get().by == admin


def test_sheets_that_a_removed_trial_left_out_come_as_before(admin, pipeline):
    run(upload_book(admin, LIVE=LIVE, Chase=CHASE), admin)
    tried = upload_book(admin, LIVE=LIVE, Chase=CHASE)
    imports.change(one=part(tried, "LIVE"), by=admin, options={"comes": False})
    sets.delete(whole=ImportSet.objects.get(pk=tried.pk), by=admin)
    assert part(upload_book(admin, LIVE=LIVE, Chase=CHASE), "LIVE").options["comes"]


def test_a_trial_answers_for_names_of_sellers_only_where_nothing_is_known(
    admin, bob, pipeline, upload, bring
):
    with_seller = GOOD | {"Sold": "owner"}
    bring(LIST, admin, mapping=with_seller, people={"M. Tierney": str(bob.pk)})
    tried = imports.change(one=upload(LIST, admin), by=admin, mapping=with_seller)
    tried = imports.change(one=tried, by=admin, options={"people": {"M. Tierney": str(admin.pk)}})
    imports.delete(one=tried, by=admin)
    assert upload(LIST, admin).options["people"] == {"M. Tierney": str(bob.pk)}


def test_guesses_of_an_import_that_was_taken_back_are_made_anew(admin, pipeline, bring, upload):
    one = bring(LIST, admin)
    finish(imports.take_back(one=one, by=admin))
    assert "remembered" not in upload(LIST, admin).layout
    assert not RememberedMapping.objects.exclude(kind="sellers").exists()


def test_what_was_remembered_before_the_import_that_was_taken_back_counts_again(
    admin, pipeline, bring, upload
):
    bring(LIST, admin, mapping=GOOD)
    one = bring(LIST.replace("64000", "65000"), admin, mapping=WRONG)
    assert mapped(upload(LIST, admin)) == WRONG
    finish(imports.take_back(one=one, by=admin))
    assert mapped(upload(LIST, admin)) == GOOD


def test_an_import_between_that_was_taken_back_is_skipped_when_the_last_one_is(
    admin, pipeline, bring, upload
):
    bring(LIST, admin, mapping=GOOD)
    between = bring(LIST.replace("64000", "65000"), admin, mapping=WRONG)
    last = bring(LIST.replace("64000", "66000"), admin, mapping=WRONG | {"Job": "notes"})
    finish(imports.take_back(one=between, by=admin))
    finish(imports.take_back(one=last, by=admin))
    assert mapped(upload(LIST, admin)) == GOOD


def test_columns_that_she_corrected_herself_outlive_the_first_import_that_she_takes_back(
    admin, pipeline, bring, upload
):
    one = bring(LIST, admin, mapping=GOOD)
    finish(imports.take_back(one=one, by=admin))
    assert mapped(upload(LIST, admin)) == GOOD


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the first one first", "the last one first"])
def test_columns_that_she_corrected_outlive_later_imports_that_took_them_over(
    admin, pipeline, bring, upload, order
):
    came = [bring(LIST, admin, mapping=GOOD), bring(LIST + "Holbeck,desks,5000,,\n", admin)]
    for at in order:
        finish(imports.take_back(one=Import.objects.get(pk=came[at].pk), by=admin))
    assert mapped(upload(LIST, admin)) == GOOD


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the first one first", "the last one first"])
def test_columns_of_a_sheet_do_so_as_well(admin, pipeline, order, copies):
    book = {
        "فروش": [["مشتری", "موضوع", "مبلغ"], ["پارس", "پمپ", 64000]],
        "سال قبل": [["طرف", "چه", "چند"], ["پارس", "شیر", 5]],
    }
    said = {"طرف": "company", "چه": "title", "چند": "amount"}
    whole = upload_book(admin, **book)
    imports.change(one=part(whole, "سال قبل"), by=admin, kind="deals", mapping=said)
    came = [run(ImportSet.objects.get(pk=whole.pk), admin)]
    book["فروش"].append(["مهر", "شیر", 7])
    once_more = {"باز هم": [*book["سال قبل"], ["مهر", "لوله", 8]]} if copies > 1 else {}
    later = sets.change(
        whole=upload_book(admin, **book, **once_more), by=admin, options={"existing": "update"}
    )
    came.append(run(later, admin))
    for at in order:
        set_runs.take_back(whole=ImportSet.objects.get(pk=came[at].pk), by=admin)
        runs.work_all()
    assert mapped(part(upload_book(admin, **book), "سال قبل")) == said


def test_of_a_file_of_whose_columns_she_said_nothing_only_her_words_stay(admin, pipeline, bring, upload):
    guessed = mapped(upload(LIST, admin))
    one = bring(LIST, admin, unit="rial", currency="IRR")
    finish(imports.take_back(one=one, by=admin))
    again = upload(LIST, admin)
    assert (mapped(again), again.options["unit"]) == (guessed, "rial")
    assert "remembered" not in again.layout


def test_a_set_that_was_taken_back_is_remembered_no_more(admin, pipeline):
    whole = run(upload_book(admin, LIVE=LIVE, Chase=CHASE), admin)
    set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    assert not RememberedMapping.objects.exclude(kind="sellers").exists()
