"""Boxes that were ticked elsewhere: an export of Kariz alone says so, and here who brings it ticks them."""

import json
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.lost import titles
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.web.errors import FieldErrors

BOX = "matches_icp"
COLUMNS = (
    "id",
    "title",
    "pipeline",
    "stage",
    "outcome",
    "owner",
    "amount",
    "currency",
    "created_at",
    "ticks",
)


@pytest.fixture
def box(pipeline):
    """What people call it."""
    criteria = (one for stage in pipeline.stages.all() for one in stage.criteria.all())
    return next(min(titles(one)) for one in criteria if one.template == BOX)


def as_list(*ticks):
    said = json.dumps(ticks, ensure_ascii=False).replace('"', '""')
    header = ",".join(f"pipeline_deal.{column}" for column in COLUMNS)
    return f'{header}\nx-7,Pump,,,open,Ali,5,IRR,2026-01-02,"{said}"\n'


def bring(text, by, upload):
    one = upload(text, by)
    assert one.mapping["pipeline_deal.ticks"] == "ticks"
    return finish(imports.start(one=one, by=by))


def test_ali_cannot_say_of_an_ordinary_list_that_it_ticks_boxes(ali, pipeline, upload):
    one = upload("Title,Company,Boxes\nPump,Pars,[]\n", ali)
    client = Client()
    client.force_login(ali)
    assert '<option value="ticks"' not in client.get(f"/imports/{one.pk}/").content.decode()
    with pytest.raises(FieldErrors) as refused:
        imports.change(one=one, by=ali, mapping=one.mapping | {"Boxes": "ticks"})
    assert set(refused.value.errors) == {"mapping.Boxes"}


def test_what_an_ordinary_list_was_said_to_tick_before_ticks_nothing(ali, pipeline, upload, box):
    said = json.dumps([{"box": box, "by": "Mina", "at": ""}]).replace('"', '""')
    one = upload(f'Title,Company,Boxes\nPump,Pars,"{said}"\n', ali)
    one.mapping |= {"Boxes": "ticks"}
    one.save()
    finish(imports.start(one=one, by=ali))
    assert Deal.objects.get().ticks == {}


def test_ali_ticks_what_an_export_says_that_mina_ticked(admin, ali, pipeline, upload, box):
    at = "2026-01-02T08:30:00+00:00"
    bring(as_list({"box": box, "by": "Mina", "at": at}), ali, upload)
    assert Deal.objects.get().ticks == {BOX: {"by": ali.pk, "at": at, "author": "Mina"}}


@pytest.mark.parametrize("at", ["never", "2026-13-45T08:00:00Z", "2026-01-02T08:30:00", 7])
def test_a_tick_of_no_moment_is_none(ali, pipeline, upload, box, at):
    done = bring(as_list({"box": box, "by": "Ali", "at": at}), ali, upload)
    row = done.rows.get()
    assert "ticks" in [note["field"] for note in (*row.errors, *row.warnings)]
    assert not any(Deal.objects.values_list("ticks", flat=True))


def test_nothing_was_ticked_in_the_future(ali, pipeline, upload, box):
    bring(as_list({"box": box, "by": "Ali", "at": "2199-01-02T08:30:00+00:00"}), ali, upload)
    (tick,) = Deal.objects.get().ticks.values()
    assert tick["by"] == ali.pk and datetime.fromisoformat(tick["at"]) <= timezone.now()
