"""The rows of a part are let go when it is written: a long file takes no more memory than a short one."""

import gc

import pytest

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.at_work.pace import Pace
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.reading.rows.drafts import Draft

ROWS = 40


@pytest.fixture
def no_collection():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_of_a_file_that_came_in_part_by_part_no_row_is_held_by_a_ring(
    upload, sara, monkeypatch, no_collection, pipeline
):
    monkeypatch.setattr(Pace, "size", lambda self: 10)
    rows = (f"خرید {at},شرکت {at},علی رضایی{at},0912{at:07d},{at + 1}" for at in range(ROWS))
    one = upload("\n".join(["عنوان,شرکت,شخص,موبایل,مبلغ", *rows]), sara)
    before = _drafts()
    imports.start(one=one, by=sara)
    runs.work_all()
    assert Import.objects.get(pk=one.pk).created_count == ROWS
    assert _drafts() - before < ROWS


def _drafts():
    return sum(type(held) is Draft for held in gc.get_objects())
