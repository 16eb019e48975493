"""What must not happen to deals, whoever asks in whatever order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.localisation.money import MAX_AMOUNT
from kariz.organisation.actions import organisation
from kariz.people.actions import contacts
from kariz.pipeline.actions import activities, closures, deals, lines, moves, pipelines, ticks
from kariz.pipeline.models import Activity, Deal, LostReason, Stage
from kariz.records.actions import comments
from kariz.web.errors import DomainError, FieldErrors

pytestmark = pytest.mark.django_db


@pytest.fixture
def pump(sara, pipeline):
    return deals.create(new=deals.NewDeal(title="پمپ", pipeline=pipeline, owner=sara, amount=500), by=sara)


def last(verb):
    return Event.objects.filter(verb=verb).latest("id")


@pytest.mark.parametrize("wrong", [{"currency": "QQQ"}, {"channel": "nonsense"}])
def test_nobody_sets_a_currency_or_channel_that_kariz_does_not_know(sara, pipeline, pump, wrong):
    with pytest.raises(FieldErrors):
        deals.change(deal=pump, by=sara, **wrong)
    with pytest.raises(FieldErrors):
        deals.create(new=deals.NewDeal(title="لوله", pipeline=pipeline, owner=sara, **wrong), by=sara)


def test_a_deal_in_the_bin_is_not_changed(sara, pump):
    deals.delete(deal=pump, by=sara)
    with pytest.raises(moves.CannotMove):
        deals.change(deal=pump, by=sara, title="چاه")


def test_a_move_is_not_taken_back_into_a_stage_that_left_the_pipeline(sara, pipeline, pump):
    first, second = Stage.objects.filter(pipeline=pipeline, retired_at=None).order_by("position")[:2]
    first.criteria.all().delete()
    moves.move(deal=pump, to=second, by=sara)
    Stage.objects.filter(pk=first.pk).update(retired_at=pump.created_at)
    with pytest.raises(moves.CannotMove):
        undo(event=last("deal.moved"), by=sara)
    assert Deal.objects.get(pk=pump.pk).stage == second


def test_undoing_the_products_puts_back_the_amount_and_spares_newer_ones(sara, pump):
    lines.set_lines(deal=pump, by=sara, lines=[lines.NewLine("پمپ", 70)])
    first = last("deal.lines")
    lines.set_lines(deal=pump, by=sara, lines=[lines.NewLine("پمپ", 80)])
    with pytest.raises(DomainError):
        undo(event=first, by=sara)
    undo(event=last("deal.lines"), by=sara)
    assert Deal.objects.get(pk=pump.pk).amount == 70


def test_undoing_the_first_products_brings_the_written_amount_back(sara, pump):
    lines.set_lines(deal=pump, by=sara, lines=[lines.NewLine("پمپ", 70)])
    undo(event=last("deal.lines"), by=sara)
    assert Deal.objects.get(pk=pump.pk).amount == 500


def test_a_quick_win_puts_away_the_work_of_the_stages_it_leaves_and_undo_brings_it_back(sara, pump):
    open_before = set(Activity.objects.filter(deal=pump, deleted_at=None).values_list("pk", flat=True))
    assert open_before
    closures.win(deal=pump, by=sara, reason="تلفنی بسته شد")
    assert not Activity.objects.filter(pk__in=open_before, deleted_at=None).exists()
    undo(event=last("deal.won"), by=sara)
    assert (
        set(Activity.objects.filter(deal=pump, deleted_at=None).values_list("pk", flat=True)) == open_before
    )


def test_filling_in_the_last_missing_thing_lets_a_stage_that_advances_itself_go_on(sara, pipeline, pump):
    stage = pump.stage
    stage.criteria.all().delete()
    stage.criteria.create(name="بستن", kind="field_filled", params={"field": "expected_close"}, position=1)
    Stage.objects.filter(pk=stage.pk).update(advances_itself=True)
    after = deals.change(deal=pump, by=sara, expected_close="2027-01-01")
    assert after.stage_id != stage.pk


def test_a_reason_longer_than_it_can_be_kept_is_refused_at_its_field(sara, pipeline, pump):
    second = Stage.objects.filter(pipeline=pipeline, retired_at=None).order_by("position")[1]
    with pytest.raises(FieldErrors) as refused:
        moves.move(deal=pump, to=second, by=sara, reason="x" * 501)
    assert "reason" in refused.value.errors


def test_a_second_deal_with_the_same_number_of_another_system_is_refused_at_its_field(sara, pipeline):
    new = deals.NewDeal(title="پمپ", pipeline=pipeline, owner=sara, external_id="A-1")
    deals.create(new=new, by=sara)
    with pytest.raises(FieldErrors) as refused:
        deals.create(new=new, by=sara)
    assert "external_id" in refused.value.errors


def test_a_note_on_a_win_longer_than_it_can_be_kept_is_refused(sara, pump):
    with pytest.raises(FieldErrors):
        closures.win(deal=pump, by=sara, reason="x" * 501)


def test_nothing_around_a_deal_in_the_bin_changes(sara, pump):
    box = pump.stage.criteria.create(name="تأیید", kind="box", position=9)
    deals.delete(deal=pump, by=sara)
    for attempt in (
        lambda: lines.set_lines(deal=pump, by=sara, lines=[lines.NewLine("پمپ", 70)]),
        lambda: ticks.tick(deal=pump, criterion=box, by=sara, ticked=True),
    ):
        with pytest.raises(moves.CannotMove):
            attempt()


def test_undoing_an_old_tick_spares_what_was_ticked_since(sara, pump):
    box = pump.stage.criteria.create(name="تأیید", kind="box", position=9)
    ticks.tick(deal=pump, criterion=box, by=sara, ticked=True)
    ticks.tick(deal=pump, criterion=box, by=sara, ticked=False)
    with pytest.raises(DomainError):
        undo(event=last("deal.ticked"), by=sara)


def test_amounts_stay_small_enough_to_be_added_up(sara, pump):
    with pytest.raises(FieldErrors):
        deals.change(deal=pump, by=sara, amount=MAX_AMOUNT + 1)
    with pytest.raises(FieldErrors):
        deals.change(deal=pump, by=sara, amount=MAX_AMOUNT, rate=Decimal(2))
    with pytest.raises(FieldErrors):
        dear = lines.NewLine("پمپ", MAX_AMOUNT, quantity=Decimal(9))
        lines.set_lines(deal=pump, by=sara, lines=[dear])


def test_a_pipeline_with_resting_deals_is_not_archived_and_a_binned_deal_waits_for_its_pipeline(
    sara, admin, pipeline, pump
):
    closures.rest(deal=pump, by=sara, until=timezone.localdate() + timedelta(days=9))
    with pytest.raises(pipelines.StillInUse):
        pipelines.archive(pipeline=pipeline, by=admin)
    deals.delete(deal=pump, by=sara)
    pipelines.archive(pipeline=pipeline, by=admin)
    with pytest.raises(moves.CannotMove):
        deals.restore(deal=pump, by=sara)


def test_words_of_a_deleted_comment_are_not_kept_in_the_log(sara, pump):
    comment = comments.create(subject=("deal", pump.pk), body="رمز در پاکت است", by=sara)
    comments.delete(comment=comment, by=sara)
    assert not Event.objects.filter(data__icontains="پاکت").exists()
    assert "text" not in last("comment.created").data


def test_an_old_change_of_somebody_in_the_bin_is_not_taken_back(sara):
    boss = contacts.create(by=sara, name="مریم رضایی")
    contacts.change(contact=boss, by=sara, position="مدیر")
    changed = last("contact.changed")
    contacts.delete(contact=boss, by=sara)
    with pytest.raises(DomainError):
        undo(event=changed, by=sara)


def test_a_lost_deals_planned_work_is_put_away_and_a_reopened_one_gets_its_own_back(sara, pump):
    own = activities.plan(by=sara, deal=pump, kind="call", name="تماس آزمایشی")
    why = LostReason.objects.first()
    closures.lose(deal=pump, by=sara, lost_reason=why)
    assert not Activity.objects.filter(deal=pump, done_at=None, deleted_at=None).exists()
    again = closures.reopen(deal=pump, by=sara)
    names = set(Activity.objects.filter(deal=pump, deleted_at=None).values_list("pk", flat=True))
    assert own.pk in names and len(names) > 1
    closures.rest(deal=again, by=sara, until=timezone.localdate() + timedelta(days=9))
    undo(event=last("deal.rested"), by=sara)
    assert set(Activity.objects.filter(deal=pump, deleted_at=None).values_list("pk", flat=True)) == names


def test_winning_from_the_last_stage_passes_its_gate_too(sara, pipeline, pump):
    Stage.objects.filter(pipeline=pipeline).exclude(pk=pump.stage_id).update(retired_at=pump.created_at)
    Stage.objects.filter(pk=pump.stage_id).update(won_on_leaving=True)
    pump.stage.criteria.all().delete()
    pump.stage.criteria.create(name="امضا", kind="box", policy="block", position=1)
    with pytest.raises(DomainError):
        closures.win(deal=pump, by=sara)
    assert closures.win(deal=pump, by=sara, reason="تلفنی امضا شد").outcome == "won"


def test_no_open_deal_begins_among_the_won_ones(sara, pipeline):
    won = pipeline.stages.get(holds_won=True)
    with pytest.raises(FieldErrors) as refused:
        deals.create(new=deals.NewDeal(title="لوله", pipeline=pipeline, stage=won, owner=sara), by=sara)
    assert "stage" in refused.value.errors


def test_a_deal_in_another_currency_needs_its_rate(sara, pipeline, pump):
    with pytest.raises(FieldErrors) as refused:
        deals.create(
            new=deals.NewDeal(title="لوله", pipeline=pipeline, owner=sara, amount=500, currency="USD"),
            by=sara,
        )
    assert "rate" in refused.value.errors
    with pytest.raises(FieldErrors):
        deals.change(deal=pump, by=sara, currency="USD")
    changed = deals.change(deal=pump, by=sara, currency="USD", rate=Decimal(6000))
    assert changed.base_amount == 500 * 6000


def advancing(stage):
    stage.criteria.all().delete()
    stage.criteria.create(name="مبلغ", kind="amount_at_least", params={"amount": 100}, position=1)
    stage.advances_itself = True
    stage.save()


def test_a_deal_goes_on_by_itself_over_every_stage_that_has_what_it_asks_for(sara, pipeline):
    first, second, third, fourth = pipeline.stages.order_by("position")[:4]
    advancing(second)
    advancing(third)
    first.criteria.all().delete()
    made = deals.create(new=deals.NewDeal(title="لوله", pipeline=pipeline, owner=sara, amount=500), by=sara)
    went = moves.move(deal=made, to=second, by=sara)
    assert Deal.objects.get(pk=made.pk).stage == went.deal.stage == fourth
    undo(event=went.event, by=sara)  # the toast takes back the last step
    assert Deal.objects.get(pk=made.pk).stage == third
    moves.move(deal=made, to=fourth, by=sara)
    moves.move(deal=made, to=third, by=sara)  # back: who moves a deal back wants it there
    assert Deal.objects.get(pk=made.pk).stage == third


def test_a_new_deal_that_has_all_goes_on_at_once_and_a_stage_that_asks_nothing_holds(sara, pipeline):
    first, second = pipeline.stages.order_by("position")[:2]
    advancing(first)
    second.criteria.all().delete()
    Stage.objects.filter(pk=second.pk).update(advances_itself=True)
    made = deals.create(new=deals.NewDeal(title="لوله", pipeline=pipeline, owner=sara, amount=500), by=sara)
    assert made.stage == second


def test_the_companys_currency_stays_once_there_are_deals(admin, pump):
    """Sums are kept in it: another one would only change the name of every sum."""
    with pytest.raises(FieldErrors) as refused:
        organisation.change(by=admin, currency="EUR")
    assert "currency" in refused.value.errors
    Deal.objects.all().delete()
    assert organisation.change(by=admin, currency="EUR").currency == "EUR"
