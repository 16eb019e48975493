"""The disk is full, or the program has a fault: Mina's import says so, is tried again, and goes on when she asks."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from kariz.exchange.actions.at_work import runs, set_runs, stumbling
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as book
from kariz.pipeline.models import Deal

LIST = "title,company,amount\nPump,Nikan,5\nPipe,Kavosh,7\n"


@pytest.fixture
def full():
    """The disk is full until it is cleared away: no worker can note how far it came."""
    broken = {"now": True}

    def written(execute, sql, params, many, context):
        notes = sql.startswith('UPDATE "exchange_import"') and '"position"' in sql and '"lease_until"' in sql
        if broken["now"] and notes:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(written):
        yield broken


def tried(one, times):
    """As the workers do it, with the waiting between."""
    for _time in range(times):
        Import.objects.filter(pk=one.pk).update(due_at=timezone.now() - timedelta(seconds=1))
        one = finish(one)
    return one


def page(client, one):
    return client.get(f"/imports/{one.pk}/").content.decode()


def test_while_it_waits_for_its_next_try_the_page_says_why_and_when(admin, pipeline, upload, client, full):
    client.force_login(admin)
    one = tried(imports.start(one=upload(LIST, admin), by=admin), 1)
    assert (one.phase, one.stumbled, one.gave_up) == ("running", True, "")
    shown = page(client, one)
    assert "دیسک سرور پر است." in shown
    assert "تلاش ۱ از ۵" in shown
    assert "data-stumbled" in shown
    full["now"] = False
    assert client.post(f"/imports/{one.pk}/again/").status_code == 302
    assert finish(one).created_count == 2


def test_after_its_tries_it_is_given_up_and_goes_on_when_mina_says_so(admin, pipeline, upload, client, full):
    client.force_login(admin)
    one = tried(imports.start(one=upload(LIST, admin), by=admin), Import.MAX_TRIES)
    assert (one.phase, one.gave_up) == ("failed", "running")
    shown = page(client, one)
    assert "دیسک سرور پر است." in shown
    assert "data-gave-up" in shown
    full["now"] = False
    assert client.post(f"/api/v1/imports/{one.pk}/again").status_code == 202
    one = finish(one)
    assert (one.phase, one.error, one.created_count, Deal.objects.count()) == ("done", "", 2, 2)
    with pytest.raises(ImportBusy):
        stumbling.again(one=one, by=admin)


def test_a_taking_back_that_was_given_up_says_so_and_may_be_taken_back_again(
    admin, pipeline, bring, client, full
):
    client.force_login(admin)
    full["now"] = False
    one = bring(LIST, admin)
    full["now"] = True
    one = tried(imports.take_back(one=one, by=admin), Import.MAX_TRIES)
    assert (one.phase, one.gave_up) == ("failed", "taking_back")
    shown = page(client, one)
    assert "ورود پس گرفته نشد" in shown
    assert f"/imports/{one.pk}/taking-back/" in shown
    full["now"] = False
    one = finish(imports.take_back(one=one, by=admin))
    assert (one.phase, Deal.objects.filter(deleted_at=None).count()) == ("taken_back", 0)


SHEETS = {
    "One": [["title", "company", "amount"], ["Pump", "Nikan", "5"], ["Pipe", "Kavosh", "7"]],
    "Two": [
        ["title", "company", "amount", "city"],
        ["Tank", "Toos", "9", "Rasht"],
        ["Hose", "Mehr", "3", "Yazd"],
    ],
}


def turns(whole, times):
    for _time in range(times):
        Import.objects.filter(part_of=whole).update(due_at=timezone.now() - timedelta(seconds=1))
        runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def test_files_that_come_in_together_go_on_where_they_were_given_up(admin, pipeline, client, full):
    client.force_login(admin)
    whole = turns(set_runs.start(whole=book(admin, **SHEETS), by=admin), Import.MAX_TRIES)
    assert whole.phase == "failed"
    stopped = Import.objects.get(part_of=whole, state="failed")
    assert "data-gave-up" in client.get(f"/imports/together/{whole.pk}/").content.decode()
    full["now"] = False
    assert client.post(f"/imports/{stopped.pk}/again/")["Location"] == f"/imports/together/{whole.pk}/"
    whole = turns(whole, 1)
    assert (whole.phase, Deal.objects.count()) == ("done", 4)


def test_of_files_that_could_not_be_taken_back_no_part_waits_for_ever(admin, pipeline, full):
    full["now"] = False
    whole = run(book(admin, **SHEETS), admin)
    full["now"] = True
    whole = turns(set_runs.take_back(whole=whole, by=admin), Import.MAX_TRIES)
    assert whole.phase == "failed"
    full["now"] = False
    whole = turns(set_runs.take_back(whole=whole, by=admin), 2)
    assert (whole.phase, Deal.objects.filter(deleted_at=None).count()) == ("taken_back", 0)
    assert sets.has_files(list(whole.parts.all()))
