"""Of spellings of a list that mean one company, where a name among them was merged away here, they are its survivor."""

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.actions import companies
from kariz.people.actions.merging import merge
from kariz.people.models import Company
from kariz.pipeline.models import Deal

SCHOOLS = {
    "en": ("Selby District Schools", "Selby Schools", "Selby Dist. Schools", "Alan Rudd"),
    "fa": ("آموزشگاه‌های ناحیه آرتا", "آرتا", "آموزشگاه آرتا", "آرمان رودی"),
}
HEADERS = ["Company", "Contact", "Title", "Amount", "Status"]


def sheet(name, person, amount, *more):
    rows = [
        [name, person, "Canopy", amount, "Quoted"],
        ["Harbour Trust", "Ann Lee", "Pirate ship", 57000, "Quoted"],
        ["Penhale Bay", "Tom Fairlie", "Swings", 9000, "Quoted"],
    ]
    return [HEADERS, *rows, *more]


def bring(by, rows):
    whole = upload(by, quotes=rows)
    imports.change(one=Import.objects.get(part_of=whole), by=by, options={"existing": "update"})
    return run(ImportSet.objects.get(pk=whole.pk), by)


def in_use():
    return sorted(Company.objects.filter(deleted_at=None).values_list("name", flat=True))


def amounts():
    rows = Deal.objects.filter(deleted_at=None).order_by("title")
    return [(deal.title, deal.company.name, deal.amount) for deal in rows.select_related("company")]


def merge_away(by, survivor, *names):
    for name in names:
        away = Company.objects.filter(name=name, deleted_at=None).first()
        away = away or companies.create(by=by, name=name)
        survivor.refresh_from_db()
        merge(survivor=survivor, others=[away], by=by, choices={"name": survivor.pk})


@pytest.mark.parametrize("language", SCHOOLS)
@pytest.mark.parametrize("order", [(1,), (2,), (1, 2), (2, 1)])
def test_alans_changed_row_stays_one_deal_of_the_survivor(admin, pipeline, language, order):
    district, person = SCHOOLS[language][0], SCHOOLS[language][3]
    names = [SCHOOLS[language][place] for place in order]
    bring(admin, sheet(names[0], person, 9150))
    merge_away(admin, companies.create(by=admin, name=district), *names)
    other = SCHOOLS[language][3 - order[-1]]
    more = [[other, person, "Fan", 400, "Quoted"]]
    changed = sheet(names[0], person, 9500, *more)
    before = amounts()
    week = bring(admin, changed)
    assert in_use() == sorted([district, "Harbour Trust", "Penhale Bay"])
    assert amounts() == sorted(
        [
            ("Canopy", district, before[0][2] * 9500 // 9150),
            ("Fan", district, before[0][2] * 400 // 9150),
            *before[1:],
        ]
    )
    set_runs.take_back(whole=week, by=admin)
    runs.work_all()
    assert amounts() == before
    bring(admin, changed)
    assert in_use() == sorted([district, "Harbour Trust", "Penhale Bay"]) and len(amounts()) == 4


def test_what_a_name_was_merged_into_goes_before_what_a_list_took_it_for(admin, pipeline):
    rows = [["Selby Dist. Schools", "Alan Rudd", "Fan", 400, "Quoted"]]
    bring(admin, sheet("Selby Schools", "Alan Rudd", 9150, *rows))
    assert "Selby Schools" not in in_use()
    merge_away(admin, companies.create(by=admin, name="Thirsk Academy"), "Selby Schools")
    bring(admin, [HEADERS, ["Selby Schools", "Joan Dale", "Ductwork", 700, "Quoted"]])
    assert ("Ductwork", "Thirsk Academy") in [one[:2] for one in amounts()]


def test_an_undone_merge_means_nothing_any_more(admin, pipeline):
    bring(admin, sheet("Selby Schools", "Alan Rudd", 9150))
    merge_away(admin, companies.create(by=admin, name="Selby District Schools"), "Selby Schools")
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    bring(admin, sheet("Selby Schools", "Alan Rudd", 9500))
    assert amounts()[0][:2] == ("Canopy", "Selby Schools")
