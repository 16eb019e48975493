"""Moving and ending deals from the board: what is refused, mended, asked and told."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.pipeline.actions import deals, moves
from kariz.pipeline.models import Activity, Deal, LostReason, Pipeline, Stage

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def stage(pipeline: Pipeline, place: int) -> Stage:
    return pipeline.stages.order_by("position")[place]


def post_move(user: User, deal: Deal, to: Stage, **more: object):
    given = {"stage": to.pk, "version": deal.version, **more}
    return signed_in(user).post(f"/deals/{deal.pk}/moves/", given, headers=HTMX)


def in_proposal(pipeline: Pipeline, owner: User) -> Deal:
    new = deals.NewDeal(title="Crane", pipeline=pipeline, stage=stage(pipeline, 4), owner=owner)
    return deals.create_many(news=[new], by=owner)[0]


def test_ali_is_shown_each_missing_thing_with_what_mends_it(pipeline: Pipeline, ali: User) -> None:
    deal = in_proposal(pipeline, ali)
    answer = post_move(ali, deal, stage(pipeline, 5))
    page = answer.content.decode()
    assert answer.status_code == 409 and answer["HX-Retarget"] == "#dialog"
    assert 'name="tick"' in page and 'name="field_amount"' in page and 'name="field_expected_close"' in page
    assert [one["control"] for one in answer.context["missing"]] == ["tick", "amount", "expected_close"]


def test_ali_mends_it_in_the_dialog_and_the_deal_moves(pipeline: Pipeline, ali: User) -> None:
    deal = in_proposal(pipeline, ali)
    box = stage(pipeline, 4).criteria.get(kind="box")
    mended = {"tick": box.pk, "field_amount": "۱۲٬۰۰۰", "field_expected_close": "1405/12/20"}
    answer = post_move(ali, deal, stage(pipeline, 5), **mended)
    deal.refresh_from_db()
    assert answer.status_code == 204 and deal.stage == stage(pipeline, 5) and deal.amount == 120_000
    assert "undo_url" in answer["HX-Trigger"]


def test_a_wrong_amount_in_the_dialog_is_said_beside_its_field(pipeline: Pipeline, ali: User) -> None:
    answer = post_move(ali, in_proposal(pipeline, ali), stage(pipeline, 5), field_amount="much")
    assert answer.status_code == 422 and answer.context["errors"]["amount"]


def test_reza_cannot_move_a_deal_of_another_team(deal: Deal, reza: User) -> None:
    assert post_move(reza, deal, stage(deal.pipeline, 1)).status_code == 404


def test_a_viewer_cannot_move(deal: Deal, viewer: User) -> None:
    assert post_move(viewer, deal, stage(deal.pipeline, 1)).status_code == 403


def test_two_people_move_one_card_and_the_second_is_told_who_was_first(
    pipeline: Pipeline, ali: User, sara: User
) -> None:
    deal = in_proposal(pipeline, ali)
    moves.move(deal=deal, to=stage(pipeline, 1), by=sara)
    answer = post_move(ali, deal, stage(pipeline, 2))
    assert answer.status_code == 409 and "Sara" in answer.content.decode()
    deal.refresh_from_db()
    assert deal.stage == stage(pipeline, 1)


def test_a_stage_of_another_pipeline_is_not_found(deal: Deal, ali: User) -> None:
    assert signed_in(ali).post(f"/deals/{deal.pk}/moves/", {"stage": "abc"}, headers=HTMX).status_code == 404


def test_ali_closes_a_deal_as_lost_with_its_reason(deal: Deal, ali: User) -> None:
    client = signed_in(ali)
    address = f"/deals/{deal.pk}/closure/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"outcome": "lost"}, headers=HTMX).status_code == 422
    reason = LostReason.objects.first()
    assert (
        client.post(address, {"outcome": "lost", "lost_reason": reason.pk}, headers=HTMX).status_code == 204
    )
    deal.refresh_from_db()
    assert deal.outcome == "lost" and deal.lost_reason == reason


def test_a_quick_win_asks_for_a_reason_and_takes_it(deal: Deal, ali: User) -> None:
    client = signed_in(ali)
    address = f"/deals/{deal.pk}/closure/"
    asked = client.post(address, {"outcome": "won"}, headers=HTMX)
    assert asked.status_code == 409 and 'name="reason"' in asked.content.decode()
    client.post(address, {"outcome": "won", "reason": "Signed at the fair"}, headers=HTMX)
    deal.refresh_from_db()
    assert deal.outcome == "won"


def test_ali_lets_a_deal_rest_until_tomorrow(deal: Deal, ali: User) -> None:
    client = signed_in(ali)
    assert client.post(f"/deals/{deal.pk}/rest/", {"until": "1300/1/1"}, headers=HTMX).status_code == 422
    assert client.post(f"/deals/{deal.pk}/rest/", {"until": "فردا"}, headers=HTMX).status_code == 204
    deal.refresh_from_db()
    assert deal.resting_until == preferences.today() + timedelta(days=1)


def test_doing_the_missing_thing_from_the_board_moves_the_deal(client, ali, deal):
    """Ali is told that a positive reply is missing, records it in the same window, and the card goes on."""
    client.force_login(ali)
    stage = deal.stage
    stage.criteria.all().delete()
    stage.criteria.create(kind="positive_reply", policy="block", position=1)
    box = stage.criteria.create(name="تأیید", kind="box", policy="block", position=2)
    there = stage.pipeline.stages.filter(position__gt=stage.position).first()
    board = {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": f"http://testserver/board/{stage.pipeline_id}/",
    }
    url = f"/deals/{deal.pk}/moves/"
    told = client.post(url, {"stage": there.pk, "version": deal.version}, **board)
    assert told.status_code == 409 and 'name="do" value="activity:call"' in told.content.decode()
    form = client.post(url, {"stage": there.pk, "tick": box.pk, "do": "activity:call"}, follow=True, **board)
    assert f'name="again" value="{there.pk}"' in form.content.decode()
    done = client.post(
        f"/deals/{deal.pk}/activities/log/",
        {"kind": "call", "result": "positive", "again": there.pk},
        **board,
    )
    assert done.status_code == 204 and "deal:moved" in done["HX-Trigger"]
    assert Deal.objects.get(pk=deal.pk).stage_id == there.pk


def test_what_was_done_stays_done_and_what_is_still_missing_is_told(ali, deal):
    """Ali's call is kept although the move that it was made for is refused again."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ali)
    start = deal.stage
    start.criteria.all().delete()
    start.criteria.create(kind="positive_reply", policy="block", position=1)
    start.criteria.create(name="تأیید", kind="box", policy="block", position=2)
    there = start.pipeline.stages.filter(position__gt=start.position).first()
    url = f"/deals/{deal.pk}/activities/log/"
    form = browser.get(f"{url}?again={there.pk}", headers=HTMX).content.decode()
    mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form).group(1)
    given = {"csrfmiddlewaretoken": mark, "kind": "call", "result": "positive", "again": there.pk}
    answer = browser.post(url, given, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#dialog")
    assert "تأیید" in answer.content.decode()
    assert Activity.objects.filter(deal=deal, result="positive").count() == 1
    assert Deal.objects.get(pk=deal.pk).missing_count == 1


def test_what_was_done_stays_done_when_the_move_is_no_longer_to_be_had(client, ali, deal):
    client.force_login(ali)
    gone = deal.pipeline.stages.order_by("position")[3]
    Stage.objects.filter(pk=gone.pk).update(retired_at=deal.created_at)
    given = {"kind": "call", "result": "positive", "again": gone.pk}
    answer = client.post(f"/deals/{deal.pk}/activities/log/", given, headers=HTMX)
    assert answer.status_code == 200 and 'id="deal"' in answer.content.decode()
    assert Activity.objects.filter(deal=deal, result="positive").exists()


def test_a_form_on_a_page_of_its_own_leads_back_to_the_deal(client, ali, deal):
    client.force_login(ali)
    own = f"http://testserver/deals/{deal.pk}/activities/log/?kind=call"
    answer = client.post(
        f"/deals/{deal.pk}/activities/log/",
        {"kind": "call", "result": "done"},
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL=own,
    )
    assert answer["HX-Redirect"] == f"/deals/{deal.pk}/"


def test_the_window_says_what_a_tick_means_and_what_is_still_planned(pipeline: Pipeline, ali: User) -> None:
    ali.language = "en"
    ali.save()
    deal = in_proposal(pipeline, ali)
    Activity.objects.create(deal=deal, owner=ali, kind="task", name="Call the site manager")
    page = post_move(ali, deal, stage(pipeline, 5)).content.decode()
    assert "By ticking a box you confirm" in page and "Call the site manager" in page


def test_ali_confirms_all_boxes_of_several_stages_by_one_press(pipeline: Pipeline, ali: User) -> None:
    deal = in_proposal(pipeline, ali)
    for number, place in enumerate((4, 4, 5)):
        stage(pipeline, place).criteria.create(kind="box", name=f"Box {number}", policy="block", position=9)
    asked = post_move(ali, deal, stage(pipeline, 6))
    boxes = asked.context["boxes"]
    assert f'name="confirm" value="{boxes}"' in asked.content.decode()
    answer = post_move(ali, deal, stage(pipeline, 6), confirm=boxes)
    left = [one["control"] for one in answer.context["missing"]]
    assert "tick" not in left and {"amount", "expected_close"} <= set(left)
    deal.refresh_from_db()
    assert len(deal.ticks) == len(boxes.split(",")) == 5


def test_one_box_alone_needs_no_button_for_all(pipeline: Pipeline, ali: User) -> None:
    page = post_move(ali, in_proposal(pipeline, ali), stage(pipeline, 5)).content.decode()
    assert 'name="confirm"' not in page


def test_whom_the_gate_stops_is_told_who_changes_what_it_asks_for(
    pipeline: Pipeline, ali: User, admin: User
) -> None:
    words = {
        "fa": ("تغییر خواسته‌های مرحله‌ها با Mina است", "با شماست"),
        "en": ("changed by Mina", "is yours to change"),
    }
    for language, (theirs, mine) in words.items():
        for user, said in ((ali, theirs), (admin, mine)):
            user.language = language
            user.save()
            page = post_move(user, in_proposal(pipeline, ali), stage(pipeline, 5)).content.decode()
            assert "data-gate" in page and said in page and 'href="/pipelines/"' in page


def test_where_a_reason_is_enough_nothing_is_said_of_who_may_change_it(pipeline: Pipeline, ali: User) -> None:
    pipeline.stages.order_by("position")[4].criteria.update(policy="reason")
    page = post_move(ali, in_proposal(pipeline, ali), stage(pipeline, 5)).content.decode()
    assert 'name="reason"' in page and "data-gate" not in page
