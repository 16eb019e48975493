"""A pipeline made and changed in the builder, by page."""

import pytest
from django.test import Client
from django.utils import translation

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.pipeline.actions import drafts
from kariz.pipeline.models import Deal, DraftProposal, Pipeline, PipelineDraft
from kariz.pipeline.rules import designs
from kariz.records.models import Notification


def browser_of(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(language="en", digits="latin")
    user.refresh_from_db()
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def mina(admin: User) -> Client:
    return browser_of(admin)


@pytest.fixture
def draft(admin: User) -> PipelineDraft:
    return drafts.begin(by=admin)


def post(browser: Client, draft: PipelineDraft, step: int, data: dict, **more: object):
    draft.refresh_from_db()
    return browser.post(draft.get_absolute_url(), {"step": step, "version": draft.version, **data}, **more)


def keys(draft: PipelineDraft) -> list[str]:
    draft.refresh_from_db()
    return [stage["key"] for stage in draft.design["stages"]]


def test_mina_accepts_the_template_in_one_click(mina: Client) -> None:
    answer = mina.post("/pipelines/new/", {"with": "accept"})
    assert answer["Location"] == "/"
    assert Pipeline.objects.get().stages.count() == 8


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6])
def test_every_step_of_a_new_pipeline_opens_in_both_languages(
    mina: Client, admin: User, draft: PipelineDraft, step: int
) -> None:
    assert mina.get(f"{draft.get_absolute_url()}?step={step}").status_code == 200
    User.objects.filter(pk=admin.pk).update(language="fa", digits="persian")
    assert mina.get(f"{draft.get_absolute_url()}?step={step}").status_code == 200


def test_mina_adds_moves_and_removes_stages(mina: Client, draft: PipelineDraft) -> None:
    first = keys(draft)
    post(mina, draft, 2, {"stage": first, "do": f"down:{first[0]}"})
    assert keys(draft)[:2] == [first[1], first[0]]
    post(mina, draft, 2, {"stage": list(reversed(first))})
    assert keys(draft) == list(reversed(first))
    post(mina, draft, 2, {"stage": first, "do": f"remove:{first[3]}"})
    assert first[3] not in keys(draft)
    post(mina, draft, 2, {"do": f"add-template:{first[3]}"})
    assert keys(draft) == first
    post(mina, draft, 2, {"do": "add-stage"})
    assert len(keys(draft)) == 9


def test_what_mina_typed_is_kept_and_the_error_stands_beside_it(mina: Client, draft: PipelineDraft) -> None:
    first = keys(draft)
    answer = post(mina, draft, 2, {"stage": first, "do": "add-stage", "go": "3"})
    assert answer.status_code == 422
    assert "Give the stage a name." in answer.content.decode()
    answer = post(mina, draft, 5, {f"{first[0]}-prior": "a lot", "go": "6"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="a lot"' in page
    assert "A percentage from 0 to 100." in page


def test_names_of_the_template_stay_in_both_languages_until_mina_changes_them(
    mina: Client, draft: PipelineDraft
) -> None:
    first = keys(draft)
    post(mina, draft, 2, {f"{first[0]}-name": "Prospecting", f"{first[0]}-segment": "generation"})
    draft.refresh_from_db()
    assert draft.design["stages"][0]["name"] == ""
    post(mina, draft, 2, {f"{first[0]}-name": "First look", f"{first[0]}-segment": "generation"})
    draft.refresh_from_db()
    assert draft.design["stages"][0]["name"] == "First look"


def test_mina_names_criteria_of_every_kind(mina: Client, draft: PipelineDraft) -> None:
    key = keys(draft)[0]
    post(mina, draft, 3, {"do": f"add-criterion:{key}"})
    for kind in ("field_filled", "activity_done", "committee_has", "amount_at_least", "rule"):
        at = {f"{key}-here": "1", f"{key}-c2-kind": kind, f"{key}-c2-policy": "warn"}
        post(mina, draft, 3, at)
        assert mina.get(f"{draft.get_absolute_url()}?step=3").status_code == 200
    at = {f"{key}-here": "1", f"{key}-c2-kind": "committee_has", f"{key}-c2-policy": "reason"}
    post(mina, draft, 3, at)
    post(mina, draft, 3, at | {f"{key}-c2-roles-here": "1", f"{key}-c2-roles": ["champion"]})
    draft.refresh_from_db()
    row = draft.design["stages"][0]["criteria"][2]
    assert (row["kind"], row["params"], row["policy"]) == ("committee_has", {"roles": ["champion"]}, "reason")


def test_a_second_tab_that_is_behind_is_told_and_loses_nothing_typed(
    mina: Client, draft: PipelineDraft
) -> None:
    post(mina, draft, 1, {"process": "By referral"})
    old = {"step": 1, "version": 1, "process": "By telephone"}
    answer = mina.post(draft.get_absolute_url(), old)
    assert answer.status_code == 409
    assert "By telephone" in answer.content.decode()
    assert mina.post(draft.get_absolute_url(), old, HTTP_X_AUTOSAVE="1").status_code == 409
    quiet = post(mina, draft, 1, {"process": "By mail"}, HTTP_X_AUTOSAVE="1")
    assert quiet.json() == {"version": 3}


def test_the_review_shows_how_many_deals_a_leaving_stage_hands_over(
    mina: Client, deal: Deal, pipeline: Pipeline
) -> None:
    mina.post(f"/pipelines/{pipeline.pk}/builder/")
    draft = PipelineDraft.objects.get(pipeline=pipeline)
    first, second = draft.design["stages"][:2]
    post(mina, draft, 2, {"do": f"remove:{first['key']}"})
    page = mina.get(f"{draft.get_absolute_url()}?step=6").content.decode()
    assert "Choose the stage that takes the 1 deals" in page
    assert "Put it live" not in page
    post(mina, draft, 6, {f"into-{first['id']}": str(second["id"])})
    page = mina.get(f"{draft.get_absolute_url()}?step=6").content.decode()
    assert "its deals go on in “Lead qualification”" in page
    draft.refresh_from_db()
    mina.post(f"{draft.get_absolute_url()}publication/", {"version": draft.version})
    deal.refresh_from_db()
    assert deal.stage_id == second["id"]


def test_ali_sees_a_draft_only_once_it_is_shown_and_proposes_a_change(
    mina: Client, ali: User, draft: PipelineDraft
) -> None:
    seller = browser_of(ali)
    assert seller.get(draft.get_absolute_url()).status_code == 404
    mina.post(f"{draft.get_absolute_url()}sharing/")
    assert Notification.objects.get(user=ali).url == draft.get_absolute_url()
    assert seller.get(draft.get_absolute_url()).status_code == 200
    assert post(seller, draft, 1, {"process": "Mine"}).status_code == 403
    proposals = f"{draft.get_absolute_url()}proposals/"
    assert seller.post(proposals, {"stage_key": "discovery", "text": " "}).status_code == 422
    seller.post(proposals, {"stage_key": "discovery", "text": "Visit the site first"})
    one = DraftProposal.objects.get()
    assert seller.post(f"/pipelines/proposals/{one.pk}/", {"accept": ""}).status_code == 403
    assert "Visit the site first" in mina.get(f"{draft.get_absolute_url()}?step=6").content.decode()
    mina.post(f"/pipelines/proposals/{one.pk}/", {"accept": ""})
    one.refresh_from_db()
    assert one.state == "accepted"


def test_ali_the_seller_is_refused_the_builder(ali: User, pipeline: Pipeline) -> None:
    seller = browser_of(ali)
    assert seller.get("/pipelines/new/").status_code == 403
    assert seller.post("/pipelines/new/", {"with": "accept"}).status_code == 403
    assert seller.post(f"/pipelines/{pipeline.pk}/", {"archive": ""}).status_code == 403
    assert seller.get("/pipelines/").status_code == 200


def test_mina_renames_and_archives_but_not_with_open_deals(
    mina: Client, deal: Deal, pipeline: Pipeline
) -> None:
    mina.post(f"/pipelines/{pipeline.pk}/", {"name": "Main road"})
    pipeline.refresh_from_db()
    assert pipeline.title == "Main road"
    assert mina.post(f"/pipelines/{pipeline.pk}/", {"archive": ""}).status_code == 409
    Deal.objects.update(on_board=False, outcome="lost", closed_at="2026-01-01T00:00Z")
    mina.post(f"/pipelines/{pipeline.pk}/", {"archive": ""})
    pipeline.refresh_from_db()
    assert pipeline.archived_at


def test_a_stage_shows_its_playbook(mina: Client, pipeline: Pipeline) -> None:
    stage = pipeline.stages.first()
    pipeline.stages.filter(pk=stage.pk).update(playbook="Ask for the yearly tonnage")
    assert "Ask for the yearly tonnage" in mina.get(f"/stages/{stage.pk}/").content.decode()


def test_a_program_begins_plans_and_publishes_a_draft(mina: Client, deal: Deal, pipeline: Pipeline) -> None:
    at = f"/api/v1/pipelines/{pipeline.pk}/draft"
    begun = mina.post(at, content_type="application/json").json()
    design = begun["design"]
    gone = design["stages"].pop(0)
    body = {"design": design, "version": begun["version"]}
    saved = mina.put(at, body, content_type="application/json").json()
    assert mina.put(at, body, content_type="application/json").json()["code"] == "stale"
    refused = mina.post(f"{at}/plan", content_type="application/json")
    assert refused.status_code == 422
    assert f"removed.{gone['id']}" in refused.json()["errors"]
    design["removed"] = [{"id": gone["id"], "into": design["stages"][0]["id"]}]
    saved = mina.put(
        at, {"design": design, "version": saved["version"]}, content_type="application/json"
    ).json()
    assert mina.post(f"{at}/plan", content_type="application/json").json()["deals"] == 1
    live = mina.post(f"{at}/publication", {"version": saved["version"]}, content_type="application/json")
    assert live.status_code == 201
    assert len(live.json()["stages"]) == 7


@pytest.mark.parametrize(
    "design",
    [
        {"stages": "none"},
        {"stages": [1]},
        {"stages": [{"name": 4}]},
        {"stages": [{"criteria": [{"params": []}]}]},
        {"stages": [{"id": "1"}]},
    ],
)
def test_a_program_cannot_keep_a_misshapen_design(mina: Client, draft: PipelineDraft, design: dict) -> None:
    body = {"design": design, "version": draft.version}
    answer = mina.put(f"/api/v1/drafts/{draft.pk}", body, content_type="application/json")
    assert answer.status_code == 422


def test_the_flow_multiplies_what_is_expected(draft: PipelineDraft) -> None:
    from kariz.pipeline.rules.designs import expected_flow

    with translation.override("en"):
        assert expected_flow(draft.design, 1000)[:4] == [1000, 300, 150, 90]


def test_the_stage_that_mina_adds_to_stays_unfolded(mina: Client, draft: PipelineDraft) -> None:
    third = keys(draft)[2]
    answer = post(mina, draft, 3, {"do": f"add-criterion:{third}", "at": third})
    assert answer["Location"].endswith(f"?step=3&open={third}#{third}")
    page = mina.get(answer["Location"]).content.decode()
    assert [part.split('"')[1] for part in page.split("<details ") if " open" in part.split(">")[0]] == [
        third
    ]


def test_advice_has_minas_digits_and_names_no_stage_without_a_name(mina: Client, admin: User) -> None:
    few = {"stages": [{"name": "دیدار"}, {"name": ""}]}
    with translation.override("fa"), preferences.using(digits="persian"):
        said = designs.advice(few)
        assert "۲ مرحله" in said[0]
        assert said[-1].endswith("دیدار")
        assert designs.advice({"stages": []}) == []
