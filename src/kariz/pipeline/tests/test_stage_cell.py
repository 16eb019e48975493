"""The cell of a deal's stage offers the stages of its own pipeline."""

import pytest

from kariz.pipeline.actions import deals, pipelines
from kariz.pipeline.default_design import default_design
from kariz.pipeline.stage_cell import STAGE


@pytest.fixture
def partners(admin, pipeline):
    return pipelines.create(design=default_design() | {"name": "Partners"}, by=admin)


def options(client, **asked):
    return client.get("/tables/deals/options/stage/", asked).json()["options"]


def titles(one):
    live = one.stages.filter(retired_at=None).order_by("position")
    return [[str(stage.pk), str(stage.title)] for stage in live]


def test_only_stages_of_the_deals_pipeline_are_offered(admin, pipeline, partners, deal, client):
    client.force_login(admin)
    other = deals.create(by=admin, new=deals.NewDeal(title="پل", pipeline=partners))
    assert options(client, record=deal.pk) == titles(pipeline)
    assert options(client, record=other.pk) == titles(partners)
    everything = {value for value, _title in options(client)}
    assert everything == {value for value, _title in titles(pipeline) + titles(partners)}
    assert "data-own-options" in client.get("/deals/?columns=title,stage").content.decode()


def test_a_title_that_two_pipelines_have_is_that_of_the_deals_own(admin, pipeline, partners, deal):
    other = deals.create(by=admin, new=deals.NewDeal(title="پل", pipeline=partners))
    for one, of in ((deal, pipeline), (other, partners)):
        second = of.stages.filter(retired_at=None).order_by("position")[1]
        assert STAGE.read(str(second.title), one, admin) == second.pk


def test_a_stage_of_another_pipeline_is_still_refused_by_name(admin, pipeline, partners, deal, client):
    client.force_login(admin)
    first = partners.stages.order_by("position").first()
    sent = client.post(f"/tables/deals/{deal.pk}/stage/", {"value": str(first.pk), "version": deal.version})
    assert (sent.status_code, sent.json()["errors"]) == (422, ["این مرحله از کاریز دیگری است."])


def test_of_a_deal_that_ali_may_not_see_he_learns_no_stages(reza, deal, client):
    client.force_login(reza)
    assert client.get("/tables/deals/options/stage/", {"record": deal.pk}).status_code == 404
