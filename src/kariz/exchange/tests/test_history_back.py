"""The history of stages that an import tells can be taken back: what stood before stands again."""

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal, DealState, StageVisit

DEALS = "external id,title,stage,created,owner\n7,Boiler,proposal,2026-05-01,Sam\n8,Stove,lost,2026-05-01,\n"
HISTORY = (
    "deal,stage,entered\nBoiler,prospecting,2026-01-02\nBoiler,qualification,2026-02-03\nBoiler,proposal,2026-03-04\n"
    "Stove,prospecting,2026-01-02\nStove,qualification,2026-02-03\n"
)


def trail():
    visits = StageVisit.objects.order_by("deal", "entered_at")
    states = DealState.objects.order_by("deal", "valid_from")
    return (
        list(visits.values_list("deal", "stage", "entered_at", "left_at", "how", "entered_by")),
        list(states.values_list("deal", "stage", "outcome", "valid_from", "valid_to", "base_amount")),
        list(Deal.objects.order_by("pk").values_list("stage", "entered_stage_at", "created_at")),
    )


def tell(upload, by):
    options = {"calendar": "gregorian"}
    one = imports.change(one=upload(HISTORY, by), by=by, kind="history", options=options)
    return finish(imports.start(one=one, by=by))


def test_taking_a_history_back_leaves_the_trail_that_was_there(admin, pipeline, bring, upload):
    bring(DEALS, admin, calendar="gregorian")
    before = trail()
    done = tell(upload, admin)
    assert (done.updated_count, done.refused_count) == (5, 0), list(
        done.rows.values_list("errors", "warnings")
    )
    assert trail() != before
    finish(imports.take_back(one=done, by=admin))
    assert trail() == before
    again = tell(upload, admin)
    assert again.updated_count == 5


def test_who_brings_a_history_is_its_doer_not_the_owner_whom_the_file_names(admin, pipeline, bring, upload):
    bring(DEALS, admin, calendar="gregorian")
    tell(upload, admin)
    assert Deal.objects.get(title="Boiler").owner.name == "Sam"
    assert set(StageVisit.objects.values_list("entered_by", flat=True)) == {admin.pk}
    assert set(Event.objects.filter(verb="deal.history").values_list("actor_id", flat=True)) == {admin.pk}


def test_what_mina_changed_after_the_history_stays_when_it_goes(admin, pipeline, bring, upload):
    bring(DEALS, admin, calendar="gregorian")
    tell(upload, admin)
    deal = Deal.objects.get(title="Boiler")
    deal_actions.change(deal=deal, by=admin, amount=500)
    event = Event.objects.get(verb="deal.history", deal_id=deal.pk)
    undo(event=event, by=admin)
    visit = StageVisit.objects.get(deal=deal)
    assert (visit.how, visit.left_at) == ("imported", None)
    states = list(DealState.objects.filter(deal=deal).order_by("valid_from"))
    assert [state.base_amount for state in states] == [0, 500]
    assert states[0].valid_to == states[1].valid_from
