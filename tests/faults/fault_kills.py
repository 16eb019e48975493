"""Processes are killed in the middle of their work."""

from __future__ import annotations

import csv
import io
import random
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults.running import Kariz, size

ROWS, KILLS, KILLS_IN_MOVES = size(3_000, 10_000), size(4, 20), size(10, 200)
COMPANIES = 700
COUNT = """
from kariz.people.models import Company
from kariz.records.models import SearchEntry
here = Deal.objects.filter(deleted_at=None)
print(json.dumps([here.count(), here.values("title").distinct().count(), Company.objects.filter(deleted_at=None).count(),
    StageVisit.objects.filter(deal__in=here).count(), SearchEntry.objects.filter(kind="deal").count(),
    Event.objects.filter(verb="deal.created").count()]))
"""
AGREE = """
wrong = []
for deal in Deal.objects.all():
    open_visits = list(StageVisit.objects.filter(deal=deal, left_at=None))
    state = DealState.objects.get(deal=deal, valid_to=None)
    last = Event.objects.filter(deal_id=deal.pk, verb="deal.moved").order_by("-id").first()
    if [visit.stage_id for visit in open_visits] != [deal.stage_id] or state.stage_id != deal.stage_id:
        wrong.append(deal.pk)
    if last is not None and last.changes["stage"][1] != deal.stage_id:
        wrong.append(deal.pk)
moves = Event.objects.filter(verb="deal.moved").count()
print(json.dumps([wrong, moves, StageVisit.objects.filter(how="moved").count()]))
"""

DIES = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
pk, chunk = int(sys.argv[1]), int(sys.argv[2])
one = Import.objects.get(pk=pk)
if one.changeable:
    imports.start(one=one, by=one.created_by)
seen, chunks, commit = Import.objects.get(pk=pk).position, 0, connection._commit
def last_of_all():
    # All rows of the chunk are with the database, those that were written behind as well; nothing is committed.
    global seen, chunks
    with connection.cursor() as cursor:
        cursor.execute("SELECT position FROM exchange_import WHERE id = %s", [pk])
        at = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM exchange_importrow WHERE of_id = %s", [pk])
        written = cursor.fetchone()[0]
    if at > seen:
        seen, chunks = at, chunks + 1
        if chunks == chunk:
            print(at, written, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    commit()
connection._commit = last_of_all
runs.work_all()
"""


def test_killed_between_the_last_row_and_the_commit_a_chunk_is_as_if_it_never_was(kariz: Kariz) -> None:
    kariz.found(0)
    kariz.start()
    pk = _upload(kariz)
    kariz.kill()
    kept = 0
    kariz.more["DJANGO_SETTINGS_MODULE"] = "kariz.config.settings"
    for chunk in (1, 2, 3):
        died = kariz.run(sys.executable, "-c", DIES, str(pk), str(chunk), check=False)
        assert died.returncode == -signal.SIGKILL, died.stderr
        at, written = map(int, died.stdout.split())
        rows, deals, position = kariz.python(
            "from kariz.exchange.models import *\n"
            "print(json.dumps([ImportRow.objects.count(), Deal.objects.count(), Import.objects.get().position]))"
        )
        # What the dead worker had written is gone, but for the chunks before; of those nothing is.
        assert written == at > rows == deals == position >= kept
        assert (position > kept) == (chunk > 1)
        kept = position
    kariz.start()
    done = _ended(kariz, pk)
    assert (done["state"], done["created"], done["refused"]) == ("done", ROWS, 0)
    assert kariz.python(COUNT) == [ROWS, ROWS, COMPANIES, ROWS, ROWS, ROWS]
    assert kariz.kariz("check", check=False).returncode == 0


def test_killed_during_an_import_it_goes_on_by_itself_and_no_row_comes_twice(kariz: Kariz) -> None:
    kariz.found(0)
    kariz.start()
    whole = [ROWS, ROWS, COMPANIES, ROWS, ROWS, ROWS]
    first, killed = _start(kariz), 0
    while killed < KILLS and _import(kariz, first)["state"] == "running":
        time.sleep(random.uniform(0.2, 2.5))
        kariz.kill()
        killed += 1
        kariz.start()
    done = _ended(kariz, first)
    print(f"\nkilled {killed} times: {done['created']} created, {done['refused']} refused")
    assert (killed > 1, done["state"], done["created"], done["refused"]) == (True, "done", ROWS, 0)
    assert kariz.python(COUNT) == whole
    again = _ended(kariz, _start(kariz))
    assert (again["state"], again["created"], again["skipped"]) == ("done", 0, ROWS)
    assert kariz.python(COUNT) == whole
    assert kariz.call("POST", f"/api/v1/imports/{first}/taking-back").status == 202
    time.sleep(random.uniform(0.2, 2.5))
    kariz.kill()
    kariz.start()
    assert _ended(kariz, first)["state"] == "taken_back"
    assert kariz.python(COUNT)[:5] == [0, 0, 0, 0, 0]


def _upload(kariz: Kariz) -> int:
    sheet = io.StringIO()
    rows = csv.writer(sheet)
    rows.writerow(["عنوان", "شرکت", "مبلغ"])
    rows.writerows([f"Deal {at}", f"Company {at % COMPANIES}", at + 1] for at in range(ROWS))
    made = kariz.upload("/api/v1/imports", "prospects.csv", sheet.getvalue().encode())
    assert made.status == 201, made.body
    return int(made.body["id"])


def _start(kariz: Kariz) -> int:
    pk = _upload(kariz)
    begun = kariz.call("POST", f"/api/v1/imports/{pk}/runs")
    assert begun.status == 202, begun.body
    return pk


def _import(kariz: Kariz, pk: int) -> dict[str, Any]:
    found: dict[str, Any] = kariz.call("GET", f"/api/v1/imports/{pk}").body
    return found


def _ended(kariz: Kariz, pk: int, seconds: float = 240) -> dict[str, Any]:
    ends = time.monotonic() + seconds
    while (found := _import(kariz, pk))["state"] in ("running", "taking_back") and time.monotonic() < ends:
        time.sleep(0.5)
    return found


def test_killed_during_moves_deal_visit_state_and_event_agree(kariz: Kariz) -> None:
    kariz.found(12)
    stages, ended = kariz.facts["stages"][:6], threading.Event()
    kariz.start()

    def storm(deal: int) -> int:
        moved = 0
        while not ended.is_set():
            try:
                here = kariz.call("GET", f"/api/v1/deals/{deal}").body["stage"]
                to = random.choice([stage for stage in stages if stage != here])
                moved += kariz.call("POST", f"/api/v1/deals/{deal}/moves", {"stage": to}).status == 201
            except OSError:
                time.sleep(0.05)
        return moved

    with ThreadPoolExecutor(12) as pool:
        running = [pool.submit(storm, deal) for deal in kariz.facts["deals"]]
        try:
            for _kill in range(KILLS_IN_MOVES):
                time.sleep(random.uniform(0.3, 1.2))
                kariz.kill()
                kariz.start()
        finally:
            ended.set()
        moved = sum(one.result() for one in running)
    wrong, events, visits = kariz.python(AGREE)
    print(f"\n{KILLS_IN_MOVES} kills, moves: {moved} answered, {events} told, {visits} visits")
    # What was answered is there; of what was not, at most one for each that waited when it was killed.
    assert (wrong, events == visits) == ([], True)
    assert 0 < moved <= events <= moved + KILLS_IN_MOVES * 12
    assert kariz.kariz("check", check=False).returncode == 0
