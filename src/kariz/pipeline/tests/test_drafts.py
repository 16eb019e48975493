"""A pipeline is changed with deals inside, and nothing of them is lost."""

import pytest

from kariz.access.models import User
from kariz.pipeline.actions import deals, drafts
from kariz.pipeline.models import Deal, Pipeline, StageVisit
from kariz.pipeline.queries.plan import plan
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import FieldErrors, NotAllowed


def test_mina_merges_a_stage_and_its_deals_go_along(deal: Deal, admin: User, pipeline: Pipeline) -> None:
    draft = drafts.begin(by=admin, pipeline=pipeline)
    design = draft.design
    first, second = design["stages"][0], design["stages"][1]
    design["stages"] = design["stages"][1:]
    with pytest.raises(FieldErrors) as refused:
        drafts.publish(draft=drafts.save(draft=draft, by=admin, design=design), by=admin)
    assert f"removed.{first['id']}" in refused.value.errors

    design["removed"] = [{"id": first["id"], "into": second["id"]}]
    draft = drafts.save(draft=draft, by=admin, design=design)
    assert plan(pipeline, design).deals == 1
    drafts.publish(draft=draft, by=admin)

    deal.refresh_from_db()
    assert deal.stage_id == second["id"]
    assert list(StageVisit.objects.filter(deal=deal).order_by("pk").values_list("stage_id", flat=True)) == [
        first["id"],
        second["id"],
    ]
    assert pipeline.stages.filter(retired_at=None).count() == 7
    assert deal.missing_count == 2


def test_mina_renames_reorders_and_adds_without_touching_deals(
    deal: Deal, admin: User, pipeline: Pipeline
) -> None:
    draft = drafts.begin(by=admin, pipeline=pipeline)
    design = draft.design
    design["stages"][0]["name"] = "First look"
    design["stages"].insert(
        1, {"name": "Site visit", "segment": "generation", "prior": 5, "expected_conversion": 40}
    )
    drafts.publish(draft=drafts.save(draft=draft, by=admin, design=design), by=admin)
    stages = list(pipeline.stages.filter(retired_at=None).order_by("position"))
    assert [stage.title for stage in stages[:2]] == ["First look", "Site visit"]
    deal.refresh_from_db()
    assert deal.stage == stages[0]


def test_ali_the_seller_may_not_design(ali: User, pipeline: Pipeline) -> None:
    with pytest.raises(NotAllowed):
        drafts.begin(by=ali, pipeline=pipeline)


def test_the_mark_of_winning_does_not_move_over_open_deals(
    deal: Deal, admin: User, pipeline: Pipeline
) -> None:
    draft = drafts.begin(by=admin, pipeline=pipeline)
    design = draft.design
    second = design["stages"][1]
    Deal.objects.filter(pk=deal.pk).update(stage=second["id"])
    for place, stage in enumerate(design["stages"]):
        stage["won_on_leaving"], stage["holds_won"] = place == 0, place > 0
    with pytest.raises(FieldErrors) as refused:
        drafts.publish(draft=drafts.save(draft=draft, by=admin, design=design), by=admin)
    assert "stages.1.holds_won" in refused.value.errors
    assert pipeline.stages.get(pk=second["id"]).holds_won is False


def test_a_binned_deal_goes_along_with_its_stage_and_comes_back_whole(
    deal: Deal, admin: User, pipeline: Pipeline
) -> None:
    deals.delete(deal=deal, by=admin)
    draft = drafts.begin(by=admin, pipeline=pipeline)
    design = draft.design
    first, second = design["stages"][0], design["stages"][1]
    design["stages"] = design["stages"][1:]
    design["removed"] = [{"id": first["id"], "into": second["id"]}]
    drafts.publish(draft=drafts.save(draft=draft, by=admin, design=design), by=admin)
    back = deals.restore(deal=Deal.objects.get(pk=deal.pk), by=admin)
    assert back.stage_id == second["id"]
    consistent(back)
