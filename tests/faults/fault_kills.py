"""Processes are killed in the middle of their work; backups are taken under load and damaged."""

from __future__ import annotations

import csv
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.running import Kariz

ROWS, KILLS = 3_000, 3
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


def test_killed_during_an_import_it_goes_on_by_itself_and_no_row_comes_twice(kariz: Kariz) -> None:
    kariz.found(0)
    kariz.start()
    sheet = kariz.folder / "prospects.csv"
    with sheet.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["عنوان", "شرکت", "مبلغ"])
        rows.writerows([f"Deal {at}", f"Company {at % 700}", at + 1] for at in range(ROWS))
    importing = threading.Thread(target=kariz.kariz, args=("import", str(sheet)), kwargs={"check": False})
    importing.start()
    for _kill in range(KILLS):
        time.sleep(random.uniform(1.0, 3.0))
        kariz.kill()
        kariz.start()
    importing.join(300)
    count = "print(json.dumps([Deal.objects.count(), Event.objects.filter(verb='deal.created').count(), "
    count += "__import__('kariz.people.models', fromlist=['Company']).Company.objects.count()]))"
    found = _until(kariz, count, [ROWS, ROWS, 700])
    assert found == [ROWS, ROWS, 700]


def _until(kariz: Kariz, code: str, wanted: object, seconds: float = 240) -> object:
    ends = time.monotonic() + seconds
    found = kariz.python(code)
    while found != wanted and time.monotonic() < ends:
        time.sleep(2)
        found = kariz.python(code)
    return found


def test_killed_during_moves_deal_visit_state_and_event_agree(kariz: Kariz) -> None:
    kariz.found(12)
    stages, ended = kariz.facts["stages"][:6], threading.Event()
    kariz.start()

    def storm(deal: int) -> int:
        moved = 0
        while not ended.is_set():
            try:
                answer = kariz.call("POST", f"/api/v1/deals/{deal}/moves", {"stage": random.choice(stages)})
                moved += answer.status == 201
            except OSError:
                time.sleep(0.05)
        return moved

    with ThreadPoolExecutor(12) as pool:
        running = [pool.submit(storm, deal) for deal in kariz.facts["deals"]]
        for _kill in range(KILLS):
            time.sleep(random.uniform(1.5, 3.0))
            kariz.kill()
            kariz.start()
        ended.set()
        moved = sum(one.result() for one in running)
    wrong, events, visits = kariz.python(AGREE)
    print(f"\nmoves: {moved} answered, {events} told, {visits} visits")
    assert (wrong, events == visits, moved > 0) == ([], True, True)
    assert "problem" not in kariz.kariz("check", check=False).stderr.lower()


def test_a_backup_under_load_is_whole_elsewhere_and_a_damaged_one_is_refused(
    kariz: Kariz, tmp_path: Path
) -> None:
    kariz.found(30)
    kariz.start()
    ended = threading.Event()

    def write(deal: int) -> None:
        at = 0
        while not ended.is_set():
            at += 1
            kariz.call("PATCH", f"/api/v1/deals/{deal}", {"amount": at})

    saved = tmp_path / "kariz.tar.gz"
    with ThreadPoolExecutor(4) as pool:
        for deal in kariz.facts["deals"][:4]:
            pool.submit(write, deal)
        try:
            time.sleep(1)
            kariz.kariz("backup", str(saved))
        finally:
            ended.set()
    elsewhere = Kariz(tmp_path / "elsewhere", facts=kariz.facts)
    elsewhere.folder.mkdir()
    elsewhere.kariz("restore", str(saved))
    # Whatever moment it shows, it is one: as many changes are told as the deals' versions count.
    told, versions = elsewhere.python(
        "print(json.dumps([Event.objects.filter(verb='deal.changed').count(),"
        "sum(Deal.objects.values_list('version', flat=True)) - Deal.objects.count()]))"
    )
    assert told == versions and told > 0
    elsewhere.start()
    try:
        assert elsewhere.call("GET", "/api/v1/deals?limit=50").status == 200
    finally:
        elsewhere.stop()
    _is_refused(saved, tmp_path)


def _is_refused(saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()
    for name, damaged in {
        "cut": whole[: len(whole) // 2],
        "bent": whole[: len(whole) // 2] + b"\0" * 64 + whole[len(whole) // 2 + 64 :],
    }.items():
        file = tmp_path / f"{name}.tar.gz"
        file.write_bytes(damaged)
        bare = Kariz(tmp_path / name)
        bare.folder.mkdir()
        done = bare.kariz("restore", str(file), check=False)
        assert done.returncode != 0 and "Traceback" not in done.stderr, (name, done.stderr[-300:])


@pytest.mark.parametrize("hours", [1, -1, 24, -24])
def test_the_clock_moves_and_each_resting_deal_comes_back_once(kariz: Kariz, hours: int) -> None:
    kariz.found(6)
    woken = kariz.python(
        f"""
from datetime import timedelta
from unittest import mock
from django.utils import timezone
from kariz.access.models import User
from kariz.pipeline.actions import closures
from kariz.pipeline.registrations import wake_resting
real, boss = timezone.now, User.objects.get(email="mina@pars.example")
for deal in Deal.objects.all():
    closures.rest(deal=deal, by=boss, until=closures.today_here() + timedelta(days=1), reason="Later")
found = []
for moved in (0, {hours}, 48, 48 + {hours}, 48):
    with mock.patch("django.utils.timezone.now", lambda: real() + timedelta(hours=moved)):
        found.append(wake_resting())
print(json.dumps([sum(found), Event.objects.filter(verb="deal.woken").count(), Deal.objects.filter(outcome="open").count()]))
"""
    )
    assert woken == [6, 6, 6]
