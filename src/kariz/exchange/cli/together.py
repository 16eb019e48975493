"""`kariz import FILE FILE …`: files that come in together."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from django.core.files.base import File

from kariz.access.models import User
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.cli import said_rows
from kariz.exchange.cli.stopped import tell_came, tell_expected
from kariz.exchange.cli.units import tell_units
from kariz.exchange.models import Import, ImportRow, ImportSet
from kariz.exchange.queries.pages import sets as queries
from kariz.jobs.leases import claim

SHOWN = 20


def bring(paths: list[Path], by: User, options: argparse.Namespace, chosen: dict[str, object]) -> int:
    """0 when every row was taken, 1 when some were refused or a part stopped."""
    opened = [path.open("rb") for path in paths]
    try:
        files = [File(file, path.name) for file, path in zip(opened, paths, strict=True)]
        whole = sets.upload(files=files, by=by, encoding=options.encoding, reading=options.beside)
    finally:
        for file in opened:
            file.close()
    whole = sets.change(whole=whole, by=by, options=chosen) if chosen else whole
    said_rows.say(queries.parts_of(whole), by, options)
    whole.refresh_from_db()
    _tell_parts(whole)
    if options.dry_run:
        _tell_foreseen(_work(set_runs.check(whole=whole, by=by)))
        whole.refresh_from_db()
        sets.delete(whole=whole, by=by, remembers=False)
        print("dry run: nothing was written")
        return 0
    began = time.monotonic()
    whole = _work(set_runs.start(whole=whole, by=by))
    return _tell_end(whole, time.monotonic() - began)


def _tell_parts(whole: ImportSet) -> None:
    print(f"{whole.shape or 'files of no known product'}: {whole.parts.count()} parts")
    for part in queries.parts_of(whole):
        name = f"{part.name} [{part.sheet}]" if part.sheet else part.name
        if queries.is_known(part) and queries.stays_out(part):
            print(f"  {name}: stays out, it is about something else ({part.total} rows)")
            continue
        if not queries.complete(part):
            print(f"  {name}: left out, its columns do not say what it holds")
            continue
        print(f"  {name}: {part.kind}, {part.total} rows")
        if left := queries.left_out(part):
            print(f"    left out: {', '.join(left)}")
    tell_units(queries.parts_of(whole))


def _tell_foreseen(whole: ImportSet) -> None:
    for total in queries.totals(queries.parts_of(whole)):
        counts = ", ".join(f"{count} {group}" for group, count in total.counts.items() if count)
        print(f"  {total.kind}: {counts or 'nothing'}")
    for part in queries.parts_of(whole):
        tell_expected(part)
    for row in queries.expected_bad(whole)[:SHOWN]:
        why = "; ".join(f"{one['field']}: {one['text']}" for one in row.notes)
        print(f"    {row.of.name} row {row.number}: {why}")


def _work(whole: ImportSet) -> ImportSet:
    """Work the parts off here, or watch another worker who was faster."""
    while whole.busy:
        mine = claim(Import.objects.filter(part_of=whole), lease=runs.LEASE)
        if mine is not None:
            runs.work(mine)
        else:
            time.sleep(0.5)
        whole = ImportSet.objects.get(pk=whole.pk)
    return whole


def _tell_end(whole: ImportSet, seconds: float) -> int:
    refused = 0
    for part in queries.parts_of(whole):
        if part.phase == Import.Phase.MAPPED:
            continue
        refused += part.refused_count
        print(
            f"  {part.name}: {part.created_count} created, {part.updated_count} updated, "
            f"{part.skipped_count} skipped, {part.refused_count} refused"
        )
        for row in part.rows.filter(action=ImportRow.Action.REFUSED)[:SHOWN]:
            print(
                f"    row {row.number}: " + "; ".join(f"{one['field']}: {one['text']}" for one in row.errors)
            )
        tell_came(part)
        if part.error:
            print(f"    {part.error}", file=sys.stderr)
    print(f"{whole.phase} in {max(seconds, 0.001):.1f} s (set {whole.pk})")
    return 0 if whole.phase == ImportSet.Phase.DONE and not refused else 1
