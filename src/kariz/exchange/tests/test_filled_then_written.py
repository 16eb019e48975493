"""Hannah takes her changed book in so that only blanks are filled, and then, the same, so that what changed is written."""

import pytest

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.pages.unwritten import unwritten
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_sets import run
from kariz.exchange.tests.test_sets import upload as together
from kariz.people.models import Contact
from kariz.pipeline.actions import activities
from kariz.pipeline.models import Activity, Criterion, Deal

HEAD = "company,deal,start date,amount,stage,owner,expected close,note,next step,next step date\n"
FIRST = (
    "Keynsham Garden Centre,Grinder,2025-01-01,500,Prospecting,Sara,2031-06-01,Two groups,Survey,2031-03-05\n"
    "Mokoko,Boiler,2025-01-02,700,Proposal,Sara,2031-06-02,,Call,2031-03-06\n"
    "Boxkite,Kettle,2025-01-03,900,Proposal,Sara,2031-06-03,,Call,2031-03-06\n"
)
DAYS = {"calendar": "gregorian"}
CHANGES = {
    "step": ("Survey,2031-03-05", "Send contract,2031-03-05"),
    "step and day": ("Survey,2031-03-05", "Send contract,2031-03-02"),
    "day": ("2031-03-05", "2031-03-02"),
    "amount": (",500,", ",550,"),
    "stage": (",Prospecting,", ",Negotiation,"),
    "owner": ("Prospecting,Sara", "Prospecting,Ali"),
    "closing day": ("2031-06-01", "2031-07-01"),
    "notes": ("Two groups", "Three groups"),
    "amount and step": (
        "500,Prospecting,Sara,2031-06-01,Two groups,Survey",
        "550,Prospecting,Sara,2031-06-01,Two groups,Order",
    ),
}


def deal(customer="Keynsham Garden Centre"):
    return Deal.objects.select_related("stage", "owner").get(company__name=customer, deleted_at=None)


def state():
    """What lists wrote of the first row."""
    one = deal()
    steps = [
        (step.name, step.due_at) for step in Activity.objects.filter(deal=one, done_at=None, deleted_at=None)
    ]
    return {
        "amount": one.amount,
        "stage": one.stage.title,
        "owner": str(one.owner),
        "closing day": one.expected_close,
        "notes": one.notes,
        "steps": [step for step in steps if step[0] != "Sara calls"],
    }


def told(one):
    return [note["text"] for row in ImportRow.objects.filter(of=one) for note in row.warnings]


def by_nobody(admin, bring):
    pass


def by_hand(admin, bring):
    activities.plan(deal=deal(), by=admin, kind="call", name="Sara calls", due_at=deal().created_at)


@pytest.fixture
def book(admin, sara, ali, pipeline, bring):
    Criterion.objects.update(policy="block")
    bring(HEAD + FIRST, admin, **DAYS)


@pytest.mark.parametrize("touched", [by_nobody, by_hand])
@pytest.mark.parametrize("what", CHANGES)
def test_what_only_filling_left_is_written_as_if_it_had_been_written_at_once(
    admin, book, bring, what, touched
):
    touched(admin, bring)
    changed, was = HEAD + FIRST.replace(*CHANGES[what]), state()
    direct = bring(changed, admin, existing="update", **DAYS)
    wanted = state()
    assert wanted != was
    finish(imports.take_back(one=direct, by=admin))
    assert state() == was
    filled = bring(changed, admin, existing="fill", **DAYS)
    assert (state(), filled.updated_count) == (was, 0)
    assert bring(changed, admin, existing="update", **DAYS).updated_count == 1
    assert state() == wanted
    assert bring(changed, admin, existing="update", **DAYS).updated_count == 0


def test_a_step_that_stays_is_told_as_any_other_field_is(admin, book, bring, upload):
    changed = HEAD + FIRST.replace(*CHANGES["step"])
    one = imports.change(one=upload(changed, admin), by=admin, options={"existing": "fill", **DAYS})
    one = finish(imports.check(one=one, by=admin))
    assert one.outcome["kept"] == 1
    filled = bring(changed, admin, existing="fill", **DAYS)
    assert any("next step" in text for text in told(filled))
    assert "هیچ چیزی فرق نمی‌کند." not in told(filled)


def test_of_a_row_that_fills_something_in_what_stays_is_written_later(admin, sara, pipeline, bring):
    first = FIRST.replace("2031-06-01", "")
    bring(HEAD + first, admin, **DAYS)
    changed = HEAD + first.replace(",500,", ",550,").replace("Sara,,Two", "Sara,2031-06-01,Two")
    filled = bring(changed, admin, existing="fill", **DAYS)
    assert (filled.updated_count, deal().amount, str(deal().expected_close)) == (1, 5000, "2031-06-01")
    bring(changed, admin, existing="update", **DAYS)
    assert deal().amount == 5500


def test_a_step_that_is_done_is_not_planned_again_by_a_list_that_only_fills(admin, book, bring):
    activities.complete(activity=Activity.objects.get(deal=deal(), name="Survey"), by=admin)
    bring(HEAD + FIRST.replace(",500,", ",550,"), admin, existing="fill", **DAYS)
    assert not Activity.objects.filter(deal=deal(), done_at=None, deleted_at=None, name="Survey").exists()


PEOPLE = "name,company,mobile\nAnn Hall,Keynsham Garden Centre,{}\nEllie Ford,Mokoko,07735 275458\n"


def numbers():
    return [point.value for point in Contact.objects.get(name="Ann Hall").points.all()]


@pytest.mark.parametrize("before", ["nothing", "fill", "back"])
def test_a_number_takes_the_place_of_the_one_before_whatever_came_between(admin, pipeline, bring, before):
    bring(PEOPLE.format("07735 275457"), admin, kind="contacts")
    again = PEOPLE.format("07999 111222")
    if before == "fill":
        filled = bring(again, admin, kind="contacts", existing="fill")
        assert numbers() == ["07735 275457"]
        assert any("mobile" in text for text in told(filled))
    if before == "back":
        done = bring(again, admin, kind="contacts", existing="update")
        assert numbers() == ["07999 111222"]
        finish(imports.take_back(one=done, by=admin))
        assert numbers() == ["07735 275457"]
    bring(again, admin, kind="contacts", existing="update")
    assert numbers() == ["07999 111222"]


STAFF = "company,name,mobile\nKeynsham Garden Centre,Ella Moss,07700900123\n"


def test_a_list_that_comes_as_it_was_beside_others_hides_nothing_that_another_left(admin, book):
    changed = {"deals.csv": (HEAD + FIRST).replace(",500,", ",550,").encode(), "people.csv": STAFF.encode()}
    whole = together(changed, admin)
    whole = sets.change(whole=whole, by=admin, options={"existing": "fill", **DAYS})
    parts = list(run(whole, admin).parts.order_by("pk"))
    assert unwritten(*parts) == 1
    run(together({"people.csv": STAFF.encode(), "more.csv": b"company\nBoxkite\n"}, admin), admin)
    assert unwritten(*parts) == 1
