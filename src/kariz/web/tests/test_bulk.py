"""Many rows at once: each object gets the id of its own row, on both databases and over several statements."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kariz.web import bulk, insertion
from kariz.web.models import IdempotencyKey


def _rows(names: list[str]) -> list[IdempotencyKey]:
    return [
        IdempotencyKey(actor_id=number, key=name, request_hash="", body=name.encode())
        for number, name in enumerate(names)
    ]


def _stored() -> dict[int, tuple[int, str, bytes]]:
    rows = IdempotencyKey.objects.values_list("pk", "actor_id", "key", "body")
    return {pk: (actor, key, bytes(body)) for pk, actor, key, body in rows}


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=some.lists(
        some.text(some.characters(exclude_characters="\x00", codec="utf-8"), max_size=40), max_size=40
    )
)
def test_what_is_inserted_is_read_back_under_its_own_id(names: list[str]) -> None:
    IdempotencyKey.objects.all().delete()
    rows = bulk.insert(_rows(names))
    assert _stored() == {row.pk: (row.actor_id, row.key, row.key.encode()) for row in rows}


@pytest.mark.django_db
def test_more_rows_than_one_statement_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insertion, "PARAMETERS", 40)
    rows = bulk.insert(_rows([f"key {number}" for number in range(57)]))
    assert [_stored()[row.pk][1] for row in rows] == [f"key {number}" for number in range(57)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 3, 50])
def test_rows_numbered_beforehand_keep_their_numbers_and_others_get_theirs_behind_them(count: int) -> None:
    bulk.insert(_rows(["before"]))
    with transaction.atomic():
        ids = bulk.numbers(IdempotencyKey, count)
        values = [{"id": pk, "actor_id": pk, "key": f"key {pk}", "body": b""} for pk in ids]
        bulk.insert_values(IdempotencyKey, values)
    [after] = bulk.insert(_rows(["after"]))
    stored = _stored()
    assert [stored[pk][1] for pk in ids] == [f"key {pk}" for pk in ids]
    assert len(stored) == count + 2
    assert all(after.pk > pk for pk in ids)


values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=values)
def test_documents_are_written_as_json_writes_them(value: object) -> None:
    assert bulk._json()(value) == json.dumps(value)
