"""What a server process remembers of a pipeline is never older than the pipeline."""

from __future__ import annotations

import copy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kariz.pipeline.actions import drafts, pipelines
from kariz.pipeline.models import Pipeline
from kariz.pipeline.queries import stages
from kariz.pipeline.queries.stages import process_of
from kariz.pipeline.tests.helpers import meet_all


@pytest.fixture(autouse=True)
def kept(no_kept_process, monkeypatch):
    monkeypatch.setattr(stages, "MOST_KEPT", 32)


def _fresh(pipeline):
    return process_of(Pipeline.objects.get(pk=pipeline.pk))


def test_the_second_question_about_a_pipeline_costs_nothing(pipeline):
    first = _fresh(pipeline)
    fresh = Pipeline.objects.get(pk=pipeline.pk)
    with CaptureQueriesContext(connection) as seen:
        second = process_of(fresh)
    assert (len(seen), [one.pk for one in second.stages]) == (0, [one.pk for one in first.stages])


def test_a_published_change_is_in_force_for_the_next_move(admin, pipeline):
    _fresh(pipeline)
    draft = drafts.begin(by=admin, pipeline=pipeline)
    design = copy.deepcopy(draft.design)
    design["stages"][0]["criteria"] = []
    design["stages"][0]["activities"] = []
    draft = drafts.save(draft=draft, by=admin, design=design)
    drafts.publish(draft=draft, by=admin)
    found = _fresh(pipeline)
    assert (found.criteria.get(found.stages[0].pk), found.activities.get(found.stages[0].pk)) == (None, None)


def test_a_new_name_is_seen_by_who_asks_a_stage_for_its_pipeline(admin, pipeline):
    assert _fresh(pipeline).stages[0].pipeline.title == pipeline.title
    pipelines.rename(pipeline=pipeline, name="Exports", by=admin)
    assert _fresh(pipeline).stages[0].pipeline.title == "Exports"


def test_only_so_many_pipelines_are_remembered(pipeline, monkeypatch):
    monkeypatch.setattr(stages, "MOST_KEPT", 1)
    _fresh(pipeline)
    Pipeline.objects.filter(pk=pipeline.pk).update(changed_at=pipeline.created_at)
    _fresh(pipeline)
    assert len(stages._kept) == 1


def test_a_move_takes_at_most_22_queries(client: Client, ali, deal, pipeline):
    meet_all(deal, ali)
    client.force_login(ali)
    to = pipeline.stages.get(position=1)
    process_of(Pipeline.objects.get(pk=pipeline.pk))
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(f"/deals/{deal.pk}/moves/", {"stage": to.pk}, headers={"HX-Request": "true"})
    statements = [one for one in seen if "SAVEPOINT" not in (one["sql"] or "")]
    assert (answer.status_code, len(statements) <= 22) == (204, True), len(statements)
