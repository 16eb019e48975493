"""One change of many records: rehearsed, done, taken back; by page and by API, of a few and of a whole filter."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import closures, deals
from kariz.pipeline.models import Deal, LostReason, Pipeline
from kariz.pipeline.tests.helpers import consistent
from kariz.records.actions import bulk_changes
from kariz.records.models import BulkChange
from kariz.records.search.finder import find
from kariz.records.tables import bulk

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def pumps(sara: User, pipeline: Pipeline) -> list[Deal]:
    news = [deals.NewDeal(title=f"Pump {at}", pipeline=pipeline, owner=sara, amount=at) for at in range(3)]
    return deals.create_many(by=sara, news=news)


def begin(client: Client, plural: str, action: str, records: list, **values: object) -> BulkChange:
    given = {"action": action, "ids": ",".join(str(one.pk) for one in records), **values}
    answer = client.post(f"/tables/{plural}/bulk/begin/", given, headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    return answer.context["change"]


def test_sara_sees_what_would_change_before_anything_does_then_assigns_and_takes_it_back(
    sara: User, ali: User, pumps: list[Deal]
) -> None:
    client = signed_in(sara)
    shown = begin(client, "deals", "assign", pumps, value=ali.pk)
    assert (shown.phase, shown.changed_count, shown.refused_count) == ("ready", 3, 0)
    assert Deal.objects.filter(owner=sara).count() == 3
    done = client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    assert done.status_code == 204 and Deal.objects.filter(owner=ali).count() == 3
    undo_url = json.loads(done["HX-Trigger"])["toast"]["undo_url"]
    client.post(undo_url, headers=HTMX)
    assert Deal.objects.filter(owner=sara).count() == 3


def test_the_preview_says_what_is_changed_to_what(sara: User, ali: User, pumps: list[Deal]) -> None:
    client, company = signed_in(sara), companies.create(by=sara, name="Nikan")
    for action, given, told in (
        ("assign", {"value": ali.pk}, ali.name),
        ("set", {"column": "channel", "value": "event"}, "رویداد"),
        ("set", {"column": "company", "value": f"#{company.pk}"}, "Nikan"),
        ("set", {"column": "channel", "value": ""}, "هیچ"),
    ):
        change = begin(client, "deals", action, pumps, **given)
        page = client.get(f"/bulk-changes/{change.pk}/")
        assert told in [text for _label, text in page.context["told"]]
        assert told in client.get(f"/bulk-changes/{change.pk}/", headers=HTMX).content.decode()


def test_a_move_of_many_says_why_some_stay_and_moves_the_rest(
    sara: User, ali: User, pipeline: Pipeline
) -> None:
    stages = list(pipeline.stages.order_by("position"))
    mine, hers = (
        deals.create_many(
            by=sara,
            news=[deals.NewDeal(title="Crane", pipeline=pipeline, stage=stages[4], owner=owner)],
        )[0]
        for owner in (ali, sara)
    )
    back = begin(signed_in(ali), "deals", "move", [mine, hers], stage=stages[1].pk)
    assert (back.changed_count, back.refused_count) == (1, 1)
    [(_reason, kept)] = back.reasons.items()
    assert kept["some"] == [[hers.pk, "Crane"]]
    forward = begin(signed_in(sara), "deals", "move", [mine, hers], stage=stages[6].pk)
    assert forward.changed_count == 0
    [(reason, _kept)] = forward.reasons.items()
    assert len(reason) > 20 and Deal.objects.filter(stage=stages[4]).count() == 2


def test_deals_are_lost_together_and_come_back_except_where_somebody_went_on(
    sara: User, pumps: list[Deal]
) -> None:
    client = signed_in(sara)
    shown = begin(client, "deals", "lose", pumps, lost_reason=LostReason.objects.first().pk)
    client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    assert Deal.objects.filter(outcome="lost").count() == 3
    closures.reopen(deal=Deal.objects.get(pk=pumps[0].pk), by=sara)
    told = client.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert told.context["change"].undone_count == 2 and Deal.objects.filter(outcome="open").count() == 3


def test_deals_that_were_lost_last_week_are_closed_together_on_that_day_and_one_that_was_written_down_since(
    sara: User, pumps: list[Deal]
) -> None:
    old, older, new = pumps
    Deal.objects.filter(pk__in=[old.pk, older.pk]).update(created_at=timezone.now() - timedelta(days=30))
    client, day = signed_in(sara), str(closures.today_here() - timedelta(days=7))
    shown = begin(client, "deals", "lose", pumps, lost_reason=LostReason.objects.first().pk, closed_on=day)
    assert (shown.changed_count, shown.refused_count) == (3, 0)
    client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    lost = Deal.objects.filter(outcome="lost", closed_at__lt=timezone.now() - timedelta(days=6))
    assert {deal.pk for deal in lost} == {old.pk, older.pk, new.pk}
    late = Deal.objects.get(pk=new.pk)
    assert late.created_at == late.closed_at
    consistent(old)
    consistent(new)
    client.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert Deal.objects.filter(outcome="open").count() == 3
    assert Deal.objects.get(pk=new.pk).created_at == new.created_at
    consistent(old)
    consistent(new)


@pytest.mark.parametrize("action", ["delete", "lose", "rest"])
def test_many_deals_leave_the_board_by_few_statements_and_come_back_as_they_were(
    sara: User, pipeline: Pipeline, action: str
) -> None:
    def made(count: int) -> list[Deal]:
        news = [deals.NewDeal(title=f"Pump {at}", pipeline=pipeline, owner=sara) for at in range(count)]
        return deals.create_many(by=sara, news=news)

    given = {"lost_reason": LostReason.objects.first().pk, "until": "+30d"}
    few, many = made(2), made(60)
    before = {
        deal.pk: (deal.stage_id, deal.next_step_id)
        for deal in Deal.objects.filter(pk__in=[one.pk for one in many])
    }
    client = signed_in(sara)
    spent = []
    for some in (few, many):
        shown = begin(client, "deals", action, some, **given)
        with CaptureQueriesContext(connection) as seen:
            client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
        spent.append(len(seen))
    assert spent[1] <= spent[0] + 2  # a long insert may be parted
    assert not Deal.objects.filter(on_board=True).exists()
    with CaptureQueriesContext(connection) as seen:
        told = client.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert told.context["change"].undone_count == 60 and len(seen) < 80
    back = Deal.objects.filter(pk__in=before, on_board=True, outcome="open", deleted_at=None)
    assert {deal.pk: (deal.stage_id, deal.next_step_id) for deal in back} == before
    for deal in many[:3]:
        consistent(deal)


@pytest.mark.parametrize("kind", ["companies", "contacts"])
def test_many_people_go_to_the_bin_by_few_statements_and_are_found_again_when_it_is_taken_back(
    sara: User, kind: str
) -> None:
    actions = {"companies": companies, "contacts": contacts}[kind]
    made = actions.create_many(by=sara, rows=[{"name": f"Nikan {at}", "owner": sara} for at in range(62)])
    client = signed_in(sara)
    spent = []
    for some in (made[:2], made[2:]):
        shown = begin(client, kind, "delete", some)
        with CaptureQueriesContext(connection) as seen:
            client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
        spent.append(len(seen))
    assert spent[1] <= spent[0] + 2 and not find(sara, "Nikan")
    told = client.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert told.context["change"].undone_count == 60
    assert len(find(sara, "Nikan", limit=100)) == 60


def test_what_somebody_changed_after_the_rehearsal_is_left_alone(
    sara: User, ali: User, pumps: list[Deal]
) -> None:
    client = signed_in(sara)
    shown = begin(client, "deals", "assign", pumps, value=ali.pk)
    deals.change(deal=pumps[0], by=sara, title="Changed meanwhile")
    told = client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    assert told.context["change"].changed_count == 2 and told.context["change"].refused_count == 1


def test_everything_that_a_filter_finds_is_changed_in_the_background_and_found_again(
    sara: User, ali: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_changes, "AT_ONCE", 3)
    monkeypatch.setattr(bulk_changes, "CHUNK", 2)
    rows = [{"name": f"Firm {at}", "city": "Shiraz" if at < 5 else "Yazd", "owner": sara} for at in range(7)]
    companies.create_many(by=sara, rows=rows)
    client = signed_in(sara)
    given = {"action": "set", "whole": "1", "query": "city=Shiraz", "column": "city", "value": "Isfahan"}
    waiting = client.post("/tables/companies/bulk/begin/", given, headers=HTMX).context["change"]
    assert waiting.works and waiting.total == 5
    bulk_changes.work_all()
    assert not Company.objects.filter(city="Isfahan").exists()
    client.post(f"/bulk-changes/{waiting.pk}/run/", headers=HTMX)
    bulk_changes.work_all()
    assert Company.objects.filter(city="Isfahan").count() == 5
    page = client.get("/bulk-changes/").content.decode()
    assert f"/bulk-changes/{waiting.pk}/" in page
    assert signed_in(ali).get(f"/bulk-changes/{waiting.pk}/").status_code == 404
    client.post(f"/bulk-changes/{waiting.pk}/undo/", headers=HTMX)
    bulk_changes.work_all()
    assert Company.objects.filter(city="Shiraz").count() == 5
    assert BulkChange.objects.get().phase == "taken_back"


def test_a_wrong_value_is_told_in_the_window_and_nothing_is_begun(sara: User) -> None:
    firm = companies.create(by=sara, name="Pars")
    given = {"action": "set", "ids": str(firm.pk), "column": "size", "value": "many"}
    answer = signed_in(sara).post("/tables/companies/bulk/begin/", given, headers=HTMX)
    assert answer.status_code == 422 and "many" in answer.content.decode()
    assert not BulkChange.objects.exists()


def test_contacts_go_to_the_bin_together_and_vida_who_only_looks_cannot(sara: User, viewer: User) -> None:
    people = contacts.create_many(by=sara, rows=[{"name": name, "owner": sara} for name in ("Nima", "Reza")])
    given = {"action": "delete", "ids": ",".join(str(one.pk) for one in people)}
    refused = signed_in(viewer).post("/tables/contacts/bulk/begin/", given, headers=HTMX)
    assert refused.status_code == 403 and not BulkChange.objects.exists()
    client = signed_in(sara)
    shown = begin(client, "contacts", "delete", people)
    client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    assert Contact.objects.filter(deleted_at=None).count() == 0
    client.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert Contact.objects.filter(deleted_at=None).count() == 2


def test_the_api_rehearses_does_and_undoes_the_same(sara: User, pumps: list[Deal]) -> None:
    client = signed_in(sara)
    asked = {"kind": "deals", "action": "set", "values": {"column": "channel", "value": "event"}}

    def post(url: str, **data: object) -> dict:
        answer = client.post(url, json.dumps(data), content_type="application/json")
        assert answer.status_code == 202, answer.content
        return answer.json()

    tried = post("/api/v1/bulk-changes", **asked, filter="q=Pump", dry_run=True)
    assert (tried["phase"], tried["changed_count"]) == ("ready", 3)
    assert not Deal.objects.filter(channel="event").exists()
    done = post("/api/v1/bulk-changes", **asked, ids=[pumps[0].pk, pumps[1].pk])
    assert done["phase"] == "done" and Deal.objects.filter(channel="event").count() == 2
    assert Event.objects.filter(verb="deal.changed", batch__startswith="bulk-").count() == 2
    assert post(f"/api/v1/bulk-changes/{done['id']}/undo")["undone_count"] == 2
    both = client.post("/api/v1/bulk-changes", json.dumps(asked), content_type="application/json")
    assert both.status_code == 422


def failing_over(monkeypatch: pytest.MonkeyPatch, pk: int, error: Exception) -> None:
    """A fault of ours, or of the database, with this one deal."""
    known = bulk_changes.action_of

    def action_of(*args: object) -> object:
        action = known(*args)

        class Failing:
            def prepare(self, *given: object) -> object:
                act = action.prepare(*given)

                def do(chosen: list) -> list:
                    if any(record.pk == pk for record, _version in chosen):
                        raise error
                    return act.do(chosen)

                return replace(act, do=do)

        return Failing()

    monkeypatch.setattr(bulk_changes, "action_of", action_of)


def test_one_record_with_a_fault_does_not_hold_the_others(
    sara: User, ali: User, pumps: list[Deal], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_over(monkeypatch, pumps[1].pk, ValueError("a fault"))
    shown = begin(signed_in(sara), "deals", "assign", pumps, value=ali.pk)
    assert (shown.phase, shown.changed_count, shown.refused_count) == ("ready", 2, 1)
    [(reason, kept)] = shown.reasons.items()
    assert "fault" not in reason and kept["some"] == [[pumps[1].pk, "Pump 1"]]
    done = bulk_changes.run(change=shown, by=sara)
    assert (done.phase, done.changed_count) == ("done", 2)


def test_a_change_that_stopped_half_way_says_so_and_is_taken_back(
    sara: User, ali: User, pumps: list[Deal], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(sara)
    shown = begin(client, "deals", "assign", pumps, value=ali.pk)
    monkeypatch.setattr(bulk_changes, "CHUNK", 1)
    failing_over(monkeypatch, pumps[2].pk, OperationalError("disk full"))
    bulk_changes.run(change=shown, by=sara)
    while BulkChange.objects.get().works:
        BulkChange.objects.update(due_at=timezone.now())
        bulk_changes.work_all()
    assert BulkChange.objects.get().phase == "failed" and Deal.objects.filter(owner=ali).count() == 2
    page = client.get(f"/bulk-changes/{shown.pk}/").content.decode()
    assert "disk full" in page and f"/bulk-changes/{shown.pk}/undo/" in page
    assert client.get(f"/api/v1/bulk-changes/{shown.pk}").json()["phase"] == "failed"
    told = client.post(f"/api/v1/bulk-changes/{shown.pk}/undo", content_type="application/json")
    assert told.json()["phase"] == "taken_back" and Deal.objects.filter(owner=sara).count() == 3


def test_a_rehearsal_that_failed_has_nothing_to_take_back(
    sara: User, ali: User, pumps: list[Deal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_changes, "CHUNK", 1)
    monkeypatch.setattr(BulkChange, "MAX_TRIES", 1)
    failing_over(monkeypatch, pumps[2].pk, OperationalError("disk full"))
    shown = begin(signed_in(sara), "deals", "assign", pumps, value=ali.pk)
    assert (shown.phase, shown.changed_count) == ("failed", 0)
    with pytest.raises(bulk_changes.NotNow):
        bulk_changes.take_back(change=shown, by=sara)


def test_a_chunk_ends_when_its_time_is_over_and_every_record_is_still_done(
    sara: User, ali: User, pumps: list[Deal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_changes, "LONGEST", 0)
    monkeypatch.setattr(bulk, "BY_SET", 1)
    went: list[int] = []
    note = bulk_changes._note

    def counted(one: BulkChange, count: int, *rest: object) -> None:
        went.append(count)
        note(one, count, *rest)

    monkeypatch.setattr(bulk_changes, "_note", counted)
    shown = begin(signed_in(sara), "deals", "assign", pumps, value=ali.pk)
    done = bulk_changes.run(change=shown, by=sara)
    assert went == [1] * 6 and (done.phase, done.changed_count) == ("done", 3)


def test_after_30_days_no_name_stands_in_a_bulk_change(sara: User, ali: User, pumps: list[Deal]) -> None:
    client = signed_in(sara)
    shown = begin(client, "deals", "assign", pumps, value=ali.pk)
    deals.change(deal=pumps[0], by=sara, title="Changed meanwhile")
    client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    unused = begin(client, "deals", "assign", pumps, value=sara.pk)
    assert BulkChange.objects.get(pk=shown.pk).reasons
    assert bulk_changes.forget_reasons(before=timezone.now() - timedelta(days=30)) == 0
    assert bulk_changes.forget_reasons(before=timezone.now() + timedelta(days=1)) == 1
    kept = BulkChange.objects.get(pk=shown.pk)
    assert (kept.reasons, kept.given, kept.changed_count) == ({}, {}, 2)
    assert not BulkChange.objects.filter(pk=unused.pk).exists()
