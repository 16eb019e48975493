"""What was kept is read back, elsewhere and on the other database; an upgrade is killed half-way."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from scripts.postgres import Cluster
from tests.faults.running import ROOT, Kariz, size

SAMPLE, KILLS = size(500, 100_000), size(3, 12)
SUMS = """
import hashlib
from django.apps import apps
from kariz.config.backup import format as shape
sums = {}
for model in shape.tables(list(apps.get_models(include_auto_created=True))):
    # A number of a transaction is another database's own; the token of the trial notes when it was used.
    names = [one.attname for one in shape.columns(model) if one.attname not in ("xid", "last_used_at")]
    made, count = hashlib.sha256(), 0
    for row in model._base_manager.order_by("pk").values_list(*names).iterator():
        # PostgreSQL keeps the keys of a document in an order of its own.
        made.update(json.dumps(json.loads(shape.to_line(row)), sort_keys=True).encode())
        count += 1
    sums[model._meta.label_lower] = [count, made.hexdigest()]
print(json.dumps(sums))
"""
OLD = ("people", "pipeline", "records", "exchange", "organisation", "access")
"""Areas that are taken back to their first schema."""


def test_a_backup_under_load_is_whole_elsewhere_and_a_damaged_one_is_refused(
    kariz: Kariz, tmp_path: Path
) -> None:
    kariz.found(30, SAMPLE // 4)
    kariz.start()
    ended = threading.Event()

    def write(deal: int) -> int:
        at = 0
        while not ended.is_set():
            at += 1
            assert kariz.call("PATCH", f"/api/v1/deals/{deal}", {"amount": at}).status == 200
        return at

    file = kariz.upload(
        "/api/v1/files", "plan.txt", b"pump plan", subject_kind="deal", subject_id=kariz.facts["deals"][0]
    )
    assert file.status == 201, file.body
    saved = tmp_path / "kariz.tar.gz"
    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, deal) for deal in kariz.facts["deals"][:4]]
        try:
            time.sleep(1)
            kariz.kariz("backup", str(saved))
        finally:
            ended.set()
        written = sum(one.result() for one in writers)
    elsewhere = Kariz(tmp_path / "elsewhere", facts=kariz.facts)
    elsewhere.folder.mkdir()
    elsewhere.kariz("restore", str(saved))
    # Whatever moment it shows, it is one: as many changes are told as the deals' versions count.
    told, versions = elsewhere.python(
        f"mine = Deal.objects.filter(pk__in={kariz.facts['deals']})\n"
        "print(json.dumps([Event.objects.filter(verb='deal.changed', deal_id__in=mine).count(),"
        "sum(mine.values_list('version', flat=True)) - mine.count()]))"
    )
    assert told == versions and 0 < told <= written
    print(f"\nbackup: {told} of {written} changes in it")
    elsewhere.start()
    try:
        assert elsewhere.call("GET", "/api/v1/deals?limit=50").status == 200
        assert elsewhere.call("GET", f"/api/v1/files/{file.body['id']}/content").body == b"pump plan"
    finally:
        elsewhere.stop()
    _is_refused(saved, tmp_path)


def _is_refused(saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()
    middle = len(whole) // 2
    for name, damaged in {
        "cut": whole[:middle],
        "bent": whole[:middle]
        + bytes(byte ^ 0xFF for byte in whole[middle : middle + 64])
        + whole[middle + 64 :],
    }.items():
        file = tmp_path / f"{name}.tar.gz"
        file.write_bytes(damaged)
        bare = Kariz(tmp_path / name)
        bare.folder.mkdir()
        done = bare.kariz("restore", str(file), check=False)
        assert done.returncode != 0 and "Traceback" not in done.stderr, (name, done.stderr[-300:])
        assert "damaged" in done.stderr


def test_moved_from_sqlite_to_postgresql_and_back_every_row_is_the_same(
    postgres: Cluster, tmp_path: Path
) -> None:
    postgres.empty()
    here, there = Kariz(tmp_path / "here"), Kariz(tmp_path / "there", postgres.url)
    back = Kariz(tmp_path / "back")
    for one in (here, there, back):
        one.folder.mkdir()
    here.found(5, SAMPLE)
    sums = here.python(SUMS)
    for source, target in ((here, there), (there, back)):
        file = tmp_path / f"{target.folder.name}.tar.gz"
        source.kariz("backup", str(file))
        target.kariz("restore", str(file))
        found = target.python(SUMS)
        assert {name for name in sums if sums[name] != found[name]} == set()
    print(f"\nmoved twice: {sum(count for count, _sum in sums.values())} rows in {len(sums)} tables")


def test_an_upgrade_that_is_killed_half_way_goes_on_and_loses_nothing(kariz: Kariz) -> None:
    kariz.found(5, SAMPLE)
    _take_back_schema(kariz)
    before, columns = _sums(kariz), _columns(kariz)
    killed = 0
    for _kill in range(KILLS):
        waiting = _pending(kariz)
        if not waiting:
            break
        _kill_half_way(kariz)
        killed += 1
        if _pending(kariz):
            # Nothing works on a schema that is neither the old nor the new one.
            refused = kariz.kariz("backup", str(kariz.folder / "no.tar.gz"), check=False)
            assert refused.returncode != 0 and "not up to date" in refused.stderr
    kariz.start()
    assert _pending(kariz) == 0
    after = _sums(kariz, columns)
    print(f"\nkilled {killed} times in the upgrade of {sum(count for count, _sum in before.values())} rows")
    # How far the readers of the log are is no loss: they go on as soon as the server is up.
    assert {name for name in before if before[name] != after[name]} <= {"events_readercursor"}
    assert kariz.call("GET", "/api/v1/deals?limit=5").status == 200
    assert killed > 1


def _take_back_schema(kariz: Kariz) -> None:
    code = "from django.core.management import call_command\n"
    code += "".join(
        f"call_command('migrate', '{area}', '0001', interactive=False, verbosity=0)\n" for area in OLD
    )
    kariz.python(f"{code}print(1)")


def _pending(kariz: Kariz) -> int:
    found: int = kariz.python(
        "from kariz.config.installation import pending_migrations\nprint(len(pending_migrations()))"
    )
    return found


def _kill_half_way(kariz: Kariz) -> None:
    """Start the server, which migrates first, and kill it once it has begun: after one change at the latest."""
    begun = _applied(kariz)
    command = [str(Path(sys.executable).with_name("kariz")), "serve"]
    with (kariz.folder / "server.log").open("ab") as log:
        kariz.process = subprocess.Popen(
            command, cwd=ROOT, env=kariz.environment, stdout=log, stderr=log, start_new_session=True
        )
    ends = time.monotonic() + 60
    while _applied(kariz) == begun and time.monotonic() < ends:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.05))
    kariz.kill()


def _applied(kariz: Kariz) -> int:
    return int(_ask(kariz, "SELECT count(*) FROM django_migrations")[0][0])


def _ask(kariz: Kariz, statement: str) -> list[Any]:
    """The database itself, past Kariz, whose models fit another schema."""
    if kariz.database_url:
        with psycopg.connect(kariz.database_url) as link:
            return link.execute(statement).fetchall()
    with closing(sqlite3.connect(kariz.folder / "kariz.sqlite3", timeout=30)) as link:
        return link.execute(statement).fetchall()


def _columns(kariz: Kariz) -> dict[str, list[str]]:
    """{table: columns} of what people wrote, as the schema at hand has them."""
    if kariz.database_url:
        rows = _ask(
            kariz,
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
        )
    else:
        rows = _ask(
            kariz,
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        )
    found: dict[str, list[str]] = {}
    for table, column in rows:
        if table.split("_")[0] in (*OLD, "events") and "_search" not in table:
            found.setdefault(table, []).append(column)
    return {table: sorted(names) for table, names in found.items() if "id" in names}


def _sums(kariz: Kariz, columns: dict[str, list[str]] | None = None) -> dict[str, tuple[int, int]]:
    """{table: (rows, checksum)} over the columns of the old schema."""
    found = {}
    for table, names in (columns or _columns(kariz)).items():
        # Quoted: one is called "primary".
        shown = ", ".join(f'"{name}"' for name in names)
        rows = _ask(kariz, f"SELECT {shown} FROM {table} ORDER BY id")
        found[table] = (len(rows), hash(tuple(map(repr, rows))))
    return found
