"""Before an import starts it says how many deals of each list are open, won, lost and resting: what came is just that."""

from __future__ import annotations

import pytest

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests import test_sets
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import upload as upload_sheets
from kariz.pipeline.models import Deal

BOOK = (
    "title,company,amount,status,pays in\nMill,Acme,900,won,USD\nPump,Birch,400,lost,\nOven,Cedar,250,hold,\n"
    "Fan,Dell,70,new,\nHood,Elm,30,,\n"
)
FA = "عنوان,شرکت,مبلغ (ریال),وضعیت\nآسیاب,البرز,900,برنده\nپمپ,دماوند,400,باخته\nکوره,سهند,,در حال مذاکره\n"


def said(standings):
    return {one.outcome: (one.deals, dict(one.amounts)) for one in standings.each if one.deals}


@pytest.mark.parametrize("book", [BOOK, FA])
def test_how_the_deals_will_stand_is_how_they_stand_afterwards(admin, pipeline, upload, book):
    one = upload(book, admin)
    before = said(coming([one]).control.standings)
    done = finish(imports.start(one=one, by=admin))
    assert before == said(came(admin, done)["standings"])
    assert {"won", "lost", "open"} <= set(before) and sum(
        count for count, _sums in before.values()
    ) == done.created_count


NOW = [
    ["title", "company", "amount", "stage", "created"],
    ["Mill", "Acme", 900, "Proposal", "2026-01-05"],
    ["Pump", "Birch", 400, "Proposal", "2026-02-05"],
]
DONE = [
    ["title", "company", "amount", "outcome", "created", "closed"],
    ["Mill", "Acme", 900, "won", "2026-01-05", "2026-06-01"],
    ["Oven", "Cedar", 250, "lost", "2026-01-09", "2026-03-01"],
]


def test_a_deal_that_a_later_sheet_ends_counts_once_where_it_stands_first(admin, pipeline, english):
    whole = upload_sheets(admin, open=NOW, done=DONE)
    found = coming(parts_of(whole)).control
    assert said(found.standings) == {
        "open": (1, {"IRR": 4000}),
        "won": (1, {"IRR": 9000}),
        "lost": (1, {"IRR": 2500}),
    }
    assert [(name, said(one)) for name, _of, one in found.lists] == [
        ("open", {"open": (1, {"IRR": 4000}), "won": (1, {"IRR": 9000})}),
        ("done", {"lost": (1, {"IRR": 2500})}),
    ]
    page = english.get(f"/imports/together/{whole.pk}/").content.decode()
    assert page.count('data-standings="list"') == 2
    read = english.get(f"/api/v1/import-sets/{whole.pk}/control").json()
    assert [one["deals"] for one in read["coming"]["outcomes"]] == [1, 1, 1, 0]
    assert [one["name"] for one in read["coming"]["lists"]] == ["open", "done"]
    done = test_sets.run(whole, admin)
    assert said(came(admin, *parts_of(done))["standings"]) == said(found.standings)
    after = english.get(f"/api/v1/import-sets/{whole.pk}/control").json()["came"]
    assert [one["deals"] for one in after["outcomes"]] == [1, 1, 1, 0]
    assert 'data-standings="all"' in english.get(f"/imports/together/{whole.pk}/").content.decode()


JOBS = [
    ["title", "company", "amount", "created"],
    ["Mill", "Acme", 900, "2026-01-05"],
    ["Pump", "Birch", 400, "2026-02-05"],
    ["Oven", "Cedar", 250, "2026-02-06"],
]
REPAIRS = [["title", "company", "amount", "created", "city"], ["Mill", "Acme", 900, "2026-01-05", "Bath"]]


def test_a_deal_of_two_sheets_of_which_one_says_more_since_is_not_counted_twice(admin, pipeline):
    first = upload_sheets(admin, jobs=JOBS, repairs=REPAIRS)
    test_sets.run(sets.change(whole=first, by=admin, options={"doubles": "one"}), admin)
    assert Deal.objects.count() == 3
    dearer = [JOBS[0], ["Mill", "Acme", 950, "2026-01-05"], *JOBS[2:]]
    again = upload_sheets(admin, jobs=dearer, repairs=REPAIRS)
    again = sets.change(whole=again, by=admin, options={"doubles": "sure", "existing": "update"})
    found = coming(parts_of(again)).control
    assert found.deals == 3 and said(found.standings) == {"open": (3, {"IRR": 16000})}
