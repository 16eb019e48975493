"""Who gets in by which door: role × page, fragment and operation, as `doors.txt` declares it, cell by cell.

A cell that is found otherwise fails, and so does a new address without a line there. KARIZ_DOORS=write writes what is
found: read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from kariz.access.models import User
from kariz.config.tests.doors import Door, furnished, operations, pages, taken_back

DECLARED = Path(__file__).with_name("doors.txt")
WHO = ("administrator", "manager", "owner", "other seller", "service", "viewer")
HEAD = f"# method address: {', '.join(WHO)}. + in, - refused (401, 403, 404), ? asked wrongly, . no such method\n"
MARKS = {401: "-", 403: "-", 404: "-", 405: "."}
OWN_TABLES = re.compile(r"django_session|web_cache|web_idempotencykey|access_apitoken|records_recent")
"""What the frame itself notes, whoever comes: sessions, limits, keys, the use of tokens."""
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|COPY)\b", re.IGNORECASE)
SAVEPOINT, TAKEN_BACK = re.compile(r'SAVEPOINT "?(\w+)'), re.compile(r'ROLLBACK TO SAVEPOINT "?(\w+)')
PART = os.environ.get("KARIZ_DOORS", "")


@pytest.fixture
def people(admin: User, sara: User, ali: User, reza: User, viewer: User) -> dict[str, User]:
    laleh = User.objects.create_user(name="Laleh", email="laleh@pars.example", role="service")
    return dict(zip(WHO, (admin, sara, ali, reza, laleh, viewer), strict=True))


def test_every_role_gets_in_where_it_is_declared_and_what_is_refused_writes_nothing(
    people: dict[str, User], pipeline: Any
) -> None:
    ids = furnished(people["administrator"], people["owner"], pipeline)
    clients = {who: _client(user) for who, user in people.items()}
    found, wrote, broke = [], [], []
    for door in (*pages(ids), *operations(ids)):
        cells = ""
        for who, client in clients.items():
            status, written = _knock(client, door)
            cell = MARKS.get(status, "+" if status < 400 else "?")
            if cell == "-" and written:
                wrote.append(f"{door.method} {door.shape} as {who}: {written[0][:120]}")
            if status >= 500:
                broke.append(f"{door.method} {door.shape} as {who}: {status}")
            cells += cell
        found.append(f"{door.method.upper()} {door.shape}: {cells}\n")
    assert not broke, "\n".join(broke)
    assert not wrote, "\n".join(wrote)
    if PART == "write":
        DECLARED.write_text(HEAD + "".join(found))
    declared = dict(_cells(DECLARED.read_text().splitlines()))
    known = dict(_cells(found))
    changed = {
        door: (declared[door], cells) for door, cells in known.items() if declared.get(door, cells) != cells
    }
    assert not changed, "\n".join(
        f"{door}: declared {was}, found {now}" for door, (was, now) in changed.items()
    )
    wrong = [door for door, cells in known.items() if set(cells) == {"?"}]
    assert not wrong, "asked wrongly whoever comes, so no right is tried:\n" + "\n".join(wrong)
    new = known.keys() - declared.keys()
    assert not new, "not declared in doors.txt:\n" + "\n".join(sorted(new))


def _cells(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(method and address, cells) of each line; its head is none."""
    for line in lines:
        door, _colon, cells = line.strip().rpartition(": ")
        if set(cells) <= set("+-?."):
            yield door, cells


def _client(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def _knock(client: Client, door: Door) -> tuple[int, list[str]]:
    """The status of the answer, and what it wrote; whatever it did is undone, to the files too."""
    call: Callable[..., Any] = getattr(client, door.method)
    data: dict[str, Any] = {}
    if door.upload:
        file = SimpleUploadedFile("list.csv", "عنوان\nپمپ\n".encode())
        data = {"data": {**door.body, "file": file}}
    elif door.shape.startswith("/api/") and door.method != "get":
        data = {"data": json.dumps(door.body or {}), "content_type": "application/json"}
    elif door.method == "post":
        data = {"data": door.body}
    with taken_back(), _watched() as written:
        status: int = call(door.address, **data).status_code
    return status, written


@contextmanager
def _watched() -> Iterator[list[str]]:
    """The statements that write anything but what the frame notes itself, and are not taken back."""
    written: list[str] = []
    marks: dict[str, int] = {}

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := SAVEPOINT.match(sql):
            marks[found[1]] = len(written)
        elif found := TAKEN_BACK.match(sql):
            del written[marks[found[1]] :]
        elif WRITES.match(sql) and not OWN_TABLES.search(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written
