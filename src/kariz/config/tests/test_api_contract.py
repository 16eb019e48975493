"""Schemathesis asks every operation of the API as each role: it never stumbles, and answers as its document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kariz.access.actions import tokens
from kariz.access.models import User
from kariz.config.api import api
from kariz.config.tests.doors import furnished, operations, taken_back

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = {"administrator": 4, "manager": 1, "seller": 2, "service": 1, "viewer": 1}
"""How often each operation is asked in the right form, and in a wrong one."""
HOST = {"Host": "localhost"}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The connection of the test lives through all requests, as it does with Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def people(admin: User, sara: User, ali: User, viewer: User) -> dict[str, User]:
    laleh = User.objects.create_user(name="Laleh", email="laleh@pars.example", role="service")
    return dict(zip(ROLES, (admin, sara, ali, laleh, viewer), strict=True))


def _asked(ids: dict[str, Any]) -> Iterator[tuple[Any, dict[str, int]]]:
    """Each operation, with the numbers in its address that lead to a record of Ali's."""
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    leads = {(door.method, door.shape): door.address.split("?")[0] for door in operations(ids)}
    schema.app = WSGIHandler()
    for found in schema.get_all_operations():
        operation = found.ok()
        shape = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.path)
        led = re.fullmatch(shape, leads[operation.method.lower(), operation.path])
        assert led is not None
        yield operation, led.groupdict()


def test_no_two_shapes_of_the_document_have_one_name() -> None:
    named = api.get_openapi_schema()["components"]["schemas"]
    made = {
        one
        for one in _subclasses(Schema)
        if one.__module__.startswith("kariz.") and ".tests." not in one.__module__ and one.__name__ in named
    }
    assert len({one.__name__ for one in made}) == len(made), sorted(one.__name__ for one in made)


def _subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


@pytest.mark.parametrize("role", ROLES)
def test_every_operation_answers_as_its_document_says(
    role: str, people: dict[str, User], pipeline: Any
) -> None:
    ids = furnished(people["administrator"], people["seller"], pipeline)
    token = tokens.create(name="asks", scope="admin", by=people[role])
    headers = {"Authorization": f"Bearer {token.secret}", **HOST}
    failures = []
    for operation, leads in _asked(ids):
        for mode in GenerationMode:
            if failure := _ask(
                operation, mode, leads if mode is GenerationMode.POSITIVE else None, headers, ROLES[role]
            ):
                failures.append(failure)
    assert not failures, "\n\n".join(failures)


def _ask(
    operation: Any, mode: GenerationMode, leads: dict[str, int] | None, headers: dict[str, str], often: int
) -> str:
    """What went wrong first, or nothing."""

    @settings(
        max_examples=often,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=leads or None))
    def asks(case: Any) -> None:
        with taken_back():
            case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        asks()
    except BaseExceptionGroup as group:
        return f"{operation.label} ({mode.value}):\n" + "\n".join(str(error) for error in group.exceptions)
    return ""
