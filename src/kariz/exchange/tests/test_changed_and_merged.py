"""Who cleans up here and goes on in Excel: rows with names that were merged away since are still their deals."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

HEADER = "Company,Contact,Title,Amount,Status"
ROWS = [
    "Stoke Barton PC,Colin Hetherington,Trim trail,18400,Quoted",
    "Castle Inns,C Hetherington,Climbing frame,14500,Quoted",
    "Harbour Trust,Ann Lee,Pirate ship,57000,Quoted",
    "Penhale Bay,Tom Fairlie,Swings,9000,Quoted",
]


def bring_list(bring, by, rows):
    return bring("\n".join([HEADER, *rows]), by, existing="update")


def called(model, name):
    return model.objects.get(name=name, deleted_at=None)


@pytest.mark.parametrize(
    ("row", "changed"),
    [(0, ROWS[0].replace("18400", "19900")), (1, ROWS[1].replace("14500", "15500"))],
    ids=["of a company that was merged away", "of a person who was merged away"],
)
def test_saras_changed_row_stays_its_deal(admin, pipeline, bring, row, changed):
    bring_list(bring, admin, ROWS)
    council = companies.create(by=admin, name="Stoke Barton Parish Council")
    merge(survivor=council, others=[called(Company, "Stoke Barton PC")], by=admin)
    inns = called(Company, "Castle Inns")
    catherine = contacts.create(by=admin, name="Catherine Hetherington", company=inns)
    merge(survivor=catherine, others=[called(Contact, "C Hetherington")], by=admin)
    one = bring_list(bring, admin, [changed if at == row else text for at, text in enumerate(ROWS)])
    assert (one.created_count, one.updated_count) == (0, 1)
    assert Deal.objects.filter(deleted_at=None).count() == len(ROWS)
    assert str(called_deal(changed).amount).startswith(changed.split(",")[3])


def called_deal(row):
    return Deal.objects.get(title__contains=row.split(",")[2], deleted_at=None)
