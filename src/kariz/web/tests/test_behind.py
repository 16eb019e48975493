"""Writing behind: what is written is there before the next question, errors are heard, ids are never given twice."""

from __future__ import annotations

import gc
import sys

import pytest
from django.db import IntegrityError, connection, transaction

from kariz.web import bulk
from kariz.web.behind import behind
from kariz.web.models import IdempotencyKey

pytestmark = pytest.mark.django_db(transaction=True)


def _rows(word: str, count: int = 60) -> list[IdempotencyKey]:
    return [
        IdempotencyKey(actor_id=number, key=f"{word} {number}", request_hash="", body=b"")
        for number in range(count)
    ]


def _stored() -> dict[int, str]:
    return dict(IdempotencyKey.objects.values_list("pk", "key"))


def test_rows_have_their_ids_at_once_and_are_there_for_the_next_question() -> None:
    with behind() as writer, transaction.atomic(), writer.transaction():
        rows = [*bulk.insert(_rows("first")), *bulk.insert(_rows("second"))]
        assert {row.pk: row.key for row in rows} == _stored()
        assert len(rows) == 120


def test_rows_that_are_written_otherwise_in_between_get_other_ids() -> None:
    with behind() as writer:
        for word in ("a", "b"):
            with transaction.atomic(), writer.transaction():
                bulk.insert(_rows(f"{word} behind"))
                bulk.insert(_rows(f"{word} few", 2))
                IdempotencyKey.objects.create(actor_id=1, key=f"{word} alone", request_hash="", body=b"")
                bulk.insert(_rows(f"{word} after"))
            IdempotencyKey.objects.create(actor_id=1, key=f"{word} others", request_hash="", body=b"")
    stored = _stored()
    assert len(stored) == 2 * (60 + 2 + 1 + 60 + 1)
    last = bulk.insert(_rows("last", 1))[0]
    assert last.pk not in stored


def test_a_row_that_cannot_be_written_is_heard_of_and_takes_the_transaction_with_it() -> None:
    with behind() as writer:
        with pytest.raises(IntegrityError), transaction.atomic(), writer.transaction():
            bulk.insert(_rows("one"))
            bulk.insert(_rows("one"))
            bulk.insert(_rows("three"))
        assert _stored() == {}
        with transaction.atomic(), writer.transaction():
            bulk.insert(_rows("four"))
        assert len(_stored()) == 60


def test_a_fault_of_the_caller_leaves_nothing_behind() -> None:
    with (
        behind() as writer,
        pytest.raises(ValueError, match="lost"),
        transaction.atomic(),
        writer.transaction(),
    ):
        bulk.insert(_rows("one"))
        raise ValueError("lost")
    assert _stored() == {}


def test_after_a_savepoint_is_gone_back_to_the_transaction_goes_on() -> None:
    with behind() as writer, transaction.atomic(), writer.transaction():
        bulk.insert(_rows("kept"))
        with pytest.raises(IntegrityError), transaction.atomic():
            bulk.insert(_rows("kept"))
            connection.cursor().execute("SELECT 1")
        bulk.insert(_rows("more"))
    assert len(_stored()) == 120


def test_python_has_its_own_habits_again_behind_a_run() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    with behind():
        assert gc.get_threshold() != before[0]
    assert (gc.get_threshold(), sys.getswitchinterval()) == before
