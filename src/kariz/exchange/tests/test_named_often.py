"""Before an import as after it: whoever is named often in a long list is merged as often as a row adds something."""

import pytest

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.tests.test_set_rehearsal import groups, uploads, work
from kariz.people.actions import companies, contacts

LETTERS = "بتجدرزسشعفقکگلمنوهی"
NAMES = [f"{one}ا{other}ور" for one in LETTERS for other in "بدمنس"][:60]
"""More than the rehearsal takes back at once."""
PEOPLE = "نام,شرکت,موبایل,سمت,یادداشت\nسارا محمدی,کاوش,09121112233,مدیر,\n{}" + (
    "سارا محمدی,کاوش,09121112233,,زنگ بزن\n"
    "سارا محمدی,کاوش,,,\n"
    "سارا محمدی,,09121112233,مدیر,\n"
    "سارا محمدی,کاوش,09121112299,,\n"
    "سارا محمدی,کاوش,09121112299,مدیر,\n"
)
FIRMS = "نام شرکت,شهر,تلفن\nکاوش,تهران,02188112233\n{}" + (
    "کاوش,تهران,\nشرکت کاوش,,02188112233\nکاوش,,\nکاوش,مشهد,02188112234\n"
)


def people(list_):
    rows = (f"{name} {name}زاده,نیک {name},0913{at:07},,\n" for at, name in enumerate(NAMES))
    return list_.format("".join(rows))


def foreseen_and_came(list_, by, existing):
    whole = sets.upload(files=uploads({"list.csv": list_}), by=by)
    whole = sets.change(whole=whole, by=by, options={"existing": existing})
    whole = work(set_runs.check(whole=whole, by=by))
    before = groups(whole)
    return before, groups(work(set_runs.start(whole=whole, by=by)))


@pytest.mark.parametrize("existing", ["fill", "update"])
def test_sara_whom_a_list_names_six_times_is_merged_where_a_row_says_something_new(admin, pipeline, existing):
    before, came = foreseen_and_came(people(PEOPLE), admin, existing)
    assert before == came == {"contacts": {"created": 61, "merged": 2, "skipped": 3}}


@pytest.mark.parametrize("existing", ["fill", "update"])
def test_sara_who_was_here_becomes_a_manager_once_however_often_the_list_says_it(admin, pipeline, existing):
    kavosh = companies.create(by=admin, name="کاوش")
    ways = [{"kind": "mobile", "value": "09121112233"}]
    contacts.create(by=admin, name="سارا محمدی", company=kavosh, points=ways)
    before, came = foreseen_and_came(people(PEOPLE), admin, existing)
    assert before == came
    assert came["contacts"]["created"] == 60


@pytest.mark.parametrize("existing", ["fill", "update"])
def test_a_company_that_stands_in_many_rows_is_merged_where_one_adds_to_it(admin, pipeline, existing):
    list_ = FIRMS.format("".join(f"نیک {name},,\n" for name in NAMES))
    before, came = foreseen_and_came(list_, admin, existing)
    assert before == came
    assert came["companies"]["created"] == 61
