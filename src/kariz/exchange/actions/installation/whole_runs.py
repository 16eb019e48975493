"""Exports of the whole installation that a page or a program asked for: made in the background, kept for a week."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.events.actions import log
from kariz.exchange.actions.installation import whole
from kariz.exchange.models import WholeExport
from kariz.jobs.leases import LEASE, Work, claim, claimable, fail, finish
from kariz.organisation.queries import current
from kariz.records import storage
from kariz.web.errors import NotFound

logger = logging.getLogger("kariz.exchange")

KEPT = timedelta(days=7)
LEFT = timedelta(days=1)
"""After this nobody works in a folder any more."""
PREFIX = ".export-"
EVERY = 1.0
"""Seconds between two words on how far it is."""


def request(*, by: User) -> WholeExport:
    """Have the workers export everything; one that waits or runs already is returned. Raises NotAllowed."""
    by.require("export.whole")
    busy = WholeExport.objects.filter(state__in=[Work.State.WAITING, Work.State.RUNNING]).first()
    if busy is not None:
        return busy
    with transaction.atomic():
        made = WholeExport.objects.create(by=by)
        log.append(by=by, verb="export.whole", subject=("user", by.pk))
    return made


def delete(*, one: WholeExport, by: User) -> None:
    """Remove an export with its file. Raises NotAllowed."""
    by.require("export.whole")
    WholeExport.objects.filter(pk=one.pk).delete()
    if one.stored:
        storage.path_of(one.stored).unlink(missing_ok=True)


def file_of(*, one: WholeExport, by: User) -> Path:
    """The ZIP. Taking it out of the house is told. Raises NotAllowed, NotFound."""
    by.require("export.whole")
    if one.state != Work.State.DONE or not one.stored:
        raise NotFound
    log.append(by=by, verb="export.taken", subject=("user", by.pk))
    return storage.path_of(one.stored)


def waiting() -> bool:
    return claimable(WholeExport.objects.all()).exists()


def work_all() -> int:
    """Claimer: make every export that waits or was left by a dead worker."""
    count = 0
    while (one := claim(WholeExport.objects.all())) is not None:
        _work(one)
        count += 1
    return count


def _work(one: WholeExport) -> None:
    token = current.remember()
    stored = storage.new_name()
    target = storage.path_of(stored)
    _clear(one)
    try:
        one.by.require("export.whole")
        with translation.override(one.by.language), _heard(one) as tell:
            activate_for(one.by)
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=settings.MEDIA_ROOT, prefix=f"{PREFIX}{one.pk}-") as folder:
                whole.write_folder(Path(folder, "whole"), tell=tell)
                whole.pack(Path(folder, "whole"), target)
        size = target.stat().st_size
        rows = {"stored": stored, "size": size, "done": tell.total, "total": tell.total}
        if not finish(one, **rows, finished_at=timezone.now()):
            target.unlink(missing_ok=True)
    except Exception as error:
        logger.exception("The export %s failed", one.pk)
        target.unlink(missing_ok=True)
        fail(one, f"{type(error).__name__}: {error}")
    finally:
        current.forget(token)


class _Progress:
    """What the maker says, and a thread of its own hands on: the maker's connection only reads."""

    done = total = 0

    def __call__(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@contextmanager
def _heard(one: WholeExport) -> Iterator[_Progress]:
    progress, over = _Progress(), threading.Event()

    def hand_on() -> None:
        rows = WholeExport.objects.filter(pk=one.pk, leased_by=one.leased_by, tries=one.tries)
        while not over.wait(EVERY):
            try:
                rows.update(done=progress.done, total=progress.total, lease_until=timezone.now() + LEASE)
            except DatabaseError:
                logger.info("How far export %s is could not be noted", one.pk)
        connection.close()

    thread = threading.Thread(target=hand_on, name=f"export-{one.pk}", daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        over.set()
        thread.join(timeout=30)


def forget_old(*, before: datetime) -> int:
    """Remove exports that were made before then; how many."""
    old = WholeExport.objects.filter(created_at__lt=before).exclude(state=Work.State.RUNNING)
    found = dict(old.values_list("pk", "stored"))
    WholeExport.objects.filter(pk__in=found).delete()
    for stored in filter(None, found.values()):
        storage.path_of(stored).unlink(missing_ok=True)
    return len(found)


def forget_all() -> int:
    """Remove every export that is made: what somebody has asked to be forgotten is in them. How many."""
    return forget_old(before=timezone.now())


def _clear(one: WholeExport) -> None:
    """What a worker that died over this export left: everything that the house knows, as plain text."""
    for folder in Path(settings.MEDIA_ROOT).glob(f"{PREFIX}{one.pk}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def forget_leftovers(*, before: datetime) -> int:
    """Remove folders and half files that dead workers left, untouched since then; how many."""
    root = Path(settings.MEDIA_ROOT)
    count = 0
    for path in [*root.glob(f"{PREFIX}*"), *root.glob("??/*.part")]:
        if _touched(path) >= before.timestamp():
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        count += 1
    return count


def _touched(path: Path) -> float:
    """When anything in it was written last; one that is gone meanwhile counts as of now."""
    try:
        return max(one.stat().st_mtime for one in (path, *path.rglob("*")))
    except FileNotFoundError:
        return time.time()
