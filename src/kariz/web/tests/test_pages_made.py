"""Pages go before an import: while one is made the import takes one processor, and never stands still for long."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kariz.web import bulk, pages_made
from kariz.web.behind import behind, make_way
from kariz.web.models import IdempotencyKey
from kariz.web.pages_made import LONGEST, PagesMade, Way, is_one_made


def _asked(method: str) -> list[bool]:
    """Is a page made before, during and after such a request?"""
    seen = [is_one_made()]

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(is_one_made())
        return HttpResponse()

    PagesMade(view)(RequestFactory().generic(method, "/"))
    return [*seen, is_one_made()]


@contextmanager
def _page() -> Iterator[PagesMade]:
    page = PagesMade(lambda _request: HttpResponse())
    page._add(1)
    try:
        yield page
    finally:
        page._add(-1)


def test_a_page_is_made_until_it_is_answered():
    assert _asked("GET") == [False, True, False]


def test_who_writes_is_no_page_for_it_may_wait_for_the_import():
    assert _asked("POST") == [False, False, False]


def test_of_two_pages_the_last_one_counts():
    with _page() as page:
        page._add(1)
        page._add(-1)
        assert is_one_made()
    assert not is_one_made()


def test_a_page_whose_process_died_is_waited_for_no_longer(monkeypatch):
    monkeypatch.setattr(pages_made, "LONGEST", 0.01)
    with _page():
        time.sleep(0.02)
        assert not is_one_made()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the program starts its processes anew")
def test_the_background_work_sees_pages_of_other_processes():
    fork = multiprocessing.get_context("fork")
    with _page():
        child = fork.Process(target=lambda: sys.exit(0 if is_one_made() else 1))
        child.start()
        child.join()
    assert child.exitcode == 0


def test_who_makes_way_rests_at_most_as_long_as_it_worked():
    way = Way()
    time.sleep(0.02)
    with _page():
        begun = time.monotonic()
        way.make(lambda: True)
        rested = time.monotonic() - begun
        way.make(lambda: True)
        again = time.monotonic() - begun - rested
    assert 0.01 < rested < LONGEST
    assert again < rested


def test_who_is_in_nobodys_way_goes_on():
    way = Way()
    time.sleep(0.02)
    with _page():
        begun = time.monotonic()
        way.make(lambda: False)
    assert time.monotonic() - begun < 0.01


@pytest.mark.django_db(transaction=True)
def test_rows_written_behind_are_there_for_the_next_question_while_a_page_is_made():
    with _page(), behind() as writer, transaction.atomic(), writer.transaction():
        for word in ("a", "b"):
            bulk.insert(
                [
                    IdempotencyKey(actor_id=number, key=f"{word}{number}", request_hash="", body=b"")
                    for number in range(60)
                ]
            )
            make_way()
        assert IdempotencyKey.objects.count() == 120
