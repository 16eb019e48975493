"""The stage of a deal changed in its cell: the same gates, the same undo."""

import pytest

from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal, Pipeline, Stage


@pytest.fixture
def stages(pipeline: Pipeline) -> list[Stage]:
    return list(pipeline.stages.filter(retired_at=None).order_by("position"))


@pytest.fixture
def pump(ali, pipeline) -> Deal:
    [made] = deals.create_many(by=ali, news=[deals.NewDeal(title="Pump", pipeline=pipeline, owner=ali)])
    return made


@pytest.fixture
def put(client, ali, pump):
    client.force_login(ali)

    def send(value, **more):
        return client.post(
            f"/tables/deals/{pump.pk}/stage/", {"value": value, "columns": "title,stage", **more}
        )

    return send


def test_ali_chooses_the_next_stage_in_the_table_and_can_undo_it(client, put, pump, stages):
    stages[0].criteria.all().delete()
    answer = put(stages[1].pk)
    assert answer.status_code == 200, answer.content
    pump.refresh_from_db()
    assert pump.stage_id == stages[1].pk
    client.post(answer.json()["toast"]["undo_url"])
    pump.refresh_from_db()
    assert pump.stage_id == stages[0].pk


def test_what_is_missing_is_said_at_the_cell_and_the_deal_stays(put, pump, stages):
    stages[0].criteria.update(policy="block")
    answer = put(str(stages[1].title))
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) > 1
    pump.refresh_from_db()
    assert pump.stage_id == stages[0].pk


@pytest.mark.parametrize("said", ["", "nowhere", "99999999"])
def test_no_such_stage(put, pump, stages, said):
    assert put(said).status_code == 422
    pump.refresh_from_db()
    assert pump.stage_id == stages[0].pk


def test_a_stage_of_another_pipeline_is_none_of_the_deal(put, pump, stages):
    other = Pipeline.objects.create(name="Service", position=9)
    strange = Stage.objects.create(pipeline=other, name="Elsewhere", position=1)
    assert put(strange.pk).status_code == 422


def test_who_came_second_is_told_of_the_first(put, pump, stages):
    stages[0].criteria.all().delete()
    assert put(stages[1].pk, version=pump.version - 1).status_code == 409


def test_a_viewer_chooses_nothing(client, viewer, pump, stages):
    client.force_login(viewer)
    answer = client.post(f"/tables/deals/{pump.pk}/stage/", {"value": stages[1].pk})
    assert answer.status_code in (403, 404)
