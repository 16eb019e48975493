"""The files in a whole export: each comes whole, and alone; what came to no record leaves no bytes behind."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.rows import packed_files
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_whole_round_trip import come_in, elsewhere, found_firm, go_out
from kariz.people.actions import companies
from kariz.pipeline.actions import pipelines
from kariz.pipeline.default_design import default_design
from kariz.records.actions.files import create as attach
from kariz.records.models import File as Stored

MB = 1024 * 1024


@pytest.fixture
def export(db, tmp_path):
    """What Pars exported: so many companies, each with an offer of so many bytes."""

    def make(count, size=40):
        with elsewhere():
            mina = found_firm("Pars")
            pipelines.create(design=default_design(), by=mina)
            for number in range(count):
                firm = companies.create(by=mina, name=f"Kelso {number}")
                text = f"%PDF-1.4 {number:04}".encode().ljust(size, b"x")
                attach(subject=("company", firm.pk), upload=ContentFile(text, f"offer{number}.pdf"), by=mina)
            return go_out(tmp_path / f"export{count}")

    return make


def _mina():
    """Of Pars Yazd, where there is nothing yet."""
    made = found_firm("Pars Yazd")
    pipelines.create(design=default_design(), by=made)
    return made


def _kept_files():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def _damage(path, which):
    """The member with this word is not what its checksum says."""
    other = path.with_name("damaged.zip")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(other, "w", zipfile.ZIP_STORED) as packed:
        for part in whole.infolist():
            packed.writestr(part.filename, whole.read(part))
    data = other.read_bytes()
    assert data.count(which) == 1
    other.write_bytes(data.replace(which, b"!" * len(which)))
    return other


def _files_of(done):
    return next(part for part in parts_of(done) if part.kind == "files")


def test_a_damaged_file_is_refused_by_name_and_the_others_come(export):
    path = _damage(export(3), b"%PDF-1.4 0001")
    done = come_in(path, _mina())
    part = _files_of(done)
    assert (part.phase, part.created_count, part.refused_count) == ("done", 2, 1)
    (row,) = part.rows.filter(action="refused")
    assert [error["field"] for error in row.errors] == ["file"]
    assert sorted(Stored.objects.values_list("name", flat=True)) == ["offer0.pdf", "offer2.pdf"]


def test_an_encrypted_file_is_refused_and_the_others_come(export):
    path = export(2)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        part = next(part for part in packed.infolist() if part.filename.startswith("files/"))
    central = data.rindex(part.filename.encode()) - 46
    for place in (central + 8, part.header_offset + 6):
        data[place] |= 1
    path.write_bytes(bytes(data))
    part = _files_of(come_in(path, _mina()))
    assert (part.phase, part.created_count, part.refused_count) == ("done", 1, 1)


def test_files_that_go_with_an_import_are_counted_before_mina_takes_it_back(export, client):
    path = export(2)
    mina = _mina()
    done = come_in(path, mina)
    client.force_login(mina)
    found = client.get(f"/api/v1/import-sets/{done.pk}/changed").json()["going"]
    assert (found["file"], found["updated"]) == (2, 0)
    assert (
        'data-going-value="file"' in client.get(f"/imports/together/{done.pk}/taking-back/").content.decode()
    )


def test_an_archive_that_is_gone_refuses_its_rows_and_stops_nothing(export, monkeypatch):
    work = runs._run

    def without(one, by):
        if one.kind == "files":
            packed_files.storage.path_of(one.layout["packed"]).unlink(missing_ok=True)
        work(one, by)

    monkeypatch.setattr(runs, "_run", without)
    part = _files_of(come_in(export(2), _mina()))
    assert (part.phase, part.refused_count) == ("done", 2)


def test_nothing_is_unpacked_inside_the_transaction(export, monkeypatch):
    depth, seen = len(connection.savepoint_ids), []
    keep = packed_files.storage.keep

    def watched(upload, stored):
        seen.append(len(connection.savepoint_ids))
        return keep(upload, stored)

    path = export(3)
    monkeypatch.setattr(packed_files.storage, "keep", watched)
    come_in(path, _mina())
    assert Stored.objects.count() == 3
    assert seen[-3:] == [depth] * 3


def test_the_files_of_a_chunk_do_not_stand_in_memory_together(export):
    path = export(12, 4 * MB)
    tracemalloc.start()
    come_in(path, _mina())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert Stored.objects.count() == 12
    assert peak < 30 * MB


def test_a_chunk_that_fails_after_its_files_leaves_no_bytes_behind(export, monkeypatch):
    def fails(one, results, context):
        if one.kind == "files":
            raise RuntimeError
        return note(one, results, context)

    note = runs.note
    path, mina = export(2), _mina()
    monkeypatch.setattr(runs, "note", fails)
    old = _kept_files()
    done = come_in(path, mina)
    assert _files_of(done).phase == "running"
    assert not Stored.objects.exists()
    lists = {packed_files.storage.path_of(part.stored) for part in parts_of(done)}
    archive = {packed_files.storage.path_of(_files_of(done).layout["packed"])}
    assert _kept_files() - old == lists | archive


def test_what_is_here_is_not_unpacked_again(export, monkeypatch):
    path, mina = export(2), _mina()
    come_in(path, mina)
    monkeypatch.setattr(packed_files.Packed, "_unpack", lambda self, name: pytest.fail(name))
    assert _files_of(come_in(path, mina)).skipped_count == 2


def test_what_records_hold_is_asked_once_for_many(export):
    few, many, mina = export(2), export(9), _mina()

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            come_in(path, mina)
        return sum('SUM("records_file"."size")' in (one["sql"] or "") for one in queries)

    assert asked(few) == asked(many) == 1
