"""Next week's list, while Helen goes on in Kariz: what the list did not change takes nothing back that she did here."""

import pytest

from kariz.events.models import Event
from kariz.exchange.actions.setup import sets
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.pipeline.actions import closures
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal, LostReason

HEAD = ["Ref", "Client", "Job", "Value", "Stage", "Notes"]
ROWS = [
    ["HV-2631", "Granary Wharf", "mezz offices", 64000, "Proposal", "quoted in May"],
    ["HV-2632", "Kelso Interiors", "raised floor", 12000, "Proposal", ""],
    ["HV-2633", "Galliard", "fit out", 30000, "Proposal", ""],
]
MAPPING = {
    "Ref": "external_id",
    "Client": "company",
    "Job": "title",
    "Value": "amount",
    "Stage": "stage",
    "Notes": "notes",
}
PEOPLE = [["Name", "E-mail"], ["Sunita Patel", "sunita@kelso.example"]]
LIST = "\n".join([",".join(HEAD), *(",".join(map(str, row)) for row in ROWS)])


def granary():
    return Deal.objects.select_related("stage", "lost_reason").get(title__contains="mezz", deleted_at=None)


@pytest.fixture
def too_dear(pipeline):
    return LostReason.objects.first()


def close(admin, reason):
    return closures.lose(deal=granary(), by=admin, lost_reason=reason, note="too dear")


def changed(*pairs):
    found = LIST
    for old, new in pairs:
        assert old in found
        found = found.replace(old, new)
    return found


def is_still_lost(reason):
    deal = granary()
    told = Event.objects.filter(deal_id=deal.pk, verb="deal.reopened").exists()
    return (deal.outcome, deal.lost_reason, told) == ("lost", reason, False)


def test_a_deal_that_helen_lost_stays_so_though_the_list_comes_without_the_files_beside_it(
    admin, pipeline, too_dear
):
    run(upload(admin, Contacts=PEOPLE, Pipeline=[HEAD, *ROWS]), admin)
    close(admin, too_dear)
    run(update(upload(admin, Pipeline=[HEAD, *ROWS]), admin), admin)
    assert is_still_lost(too_dear)


def update(whole, by):
    return sets.change(whole=whole, by=by, options={"existing": "update"})


@pytest.mark.parametrize("change", [("quoted in May", "quoted in June"), ("64000", "65000")])
def test_a_row_that_changed_in_another_column_opens_no_deal_that_helen_lost(
    admin, pipeline, bring, too_dear, change
):
    bring(LIST, admin, mapping=MAPPING)
    close(admin, too_dear)
    one = bring(changed(change), admin, mapping=MAPPING, existing="update")
    assert (one.updated_count, one.created_count) == (1, 0)
    assert is_still_lost(too_dear)


def test_a_list_without_numbers_opens_none_either(admin, pipeline, bring, too_dear):
    mapping = {name: field for name, field in MAPPING.items() if name != "Ref"}
    rows = "\n".join(line.partition(",")[2] for line in LIST.splitlines())
    bring(rows, admin, mapping=mapping)
    close(admin, too_dear)
    bring(rows.replace("in May", "in June"), admin, mapping=mapping, existing="update")
    assert is_still_lost(too_dear)


def test_an_end_that_the_list_did_change_is_written(admin, pipeline, bring):
    bring(LIST, admin, mapping=MAPPING)
    deal_actions.change(deal=granary(), by=admin, title="mezz offices, level 2")
    bring(changed(("64000,Proposal", "64000,resting")), admin, mapping=MAPPING, existing="update")
    assert (granary().outcome, granary().title) == ("resting", "mezz offices, level 2")


def test_what_helen_changed_here_stays_where_the_list_changed_something_else(admin, pipeline, bring):
    bring(LIST, admin, mapping=MAPPING)
    deal_actions.change(deal=granary(), by=admin, amount=700_000, title="mezz offices, level 2")
    bring(changed(("quoted in May", "quoted in June")), admin, mapping=MAPPING, existing="update")
    assert (granary().amount, granary().title) == (700_000, "mezz offices, level 2")
    bring(changed(("64000", "66000")), admin, mapping=MAPPING, existing="update")
    assert (granary().amount, granary().title) == (660_000, "mezz offices, level 2")


def test_a_list_that_goes_back_to_what_it_said_before_is_a_changed_one(admin, pipeline, bring):
    bring(LIST, admin, mapping=MAPPING)
    bring(changed(("64000", "65000")), admin, mapping=MAPPING, existing="update")
    bring(LIST, admin, mapping=MAPPING, existing="update")
    assert granary().amount == 640_000
