"""The control figures: what a list of deals comes to, before it comes in and after."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.records import storage

LIST = (
    "عنوان,شرکت,مبلغ (ریال),مبلغ ارزی\n"
    "فروش ۱,پارس,100,\nفروش ۲,مهر,250,\nفروش ۳,,40,\nفروش ۴,آوا,,700\nفروش ۵,آوا,پنج شش تا,\n"
    "جمع,,390,\n"
)


def figures(found):
    return (found.deals, dict(found.sums), found.without_amount, found.without_customer)


def test_before_it_starts_mina_reads_what_the_deals_come_to(admin, pipeline, upload):
    one = upload(LIST, admin)
    found = preview(one, admin).control
    assert figures(found) == (4, {"IRR": 390}, 1, 1)
    assert [(line.amount, line.same) for line in found.stated] == [(390, True)]
    assert found.columns == [("مبلغ ارزی", 1)]
    assert figures(coming([one]).control) == figures(found)


def test_afterwards_she_reads_what_came(admin, pipeline, bring):
    done = bring(LIST, admin)
    found = came(admin, done)
    assert dict(found.pop("standings").deals) == {"open": 4}
    assert found == {
        "deals": 4,
        "sums": {"IRR": 390},
        "without_amount": 1,
        "without_customer": 1,
        "planned": 4,
    }


def test_what_was_taken_back_did_not_come(admin, pipeline, bring):
    done = bring(LIST, admin)
    assert came(admin, finish(imports.take_back(one=done, by=admin))) is None


def test_a_total_that_does_not_add_up_is_shown_as_the_file_says_it(admin, pipeline, upload):
    found = preview(upload(LIST.replace(",390,", ",999,"), admin), admin).control
    assert [(line.amount, line.same) for line in found.stated] == [(999, False)]


def test_amounts_of_further_rows_that_do_not_count_are_told(admin, pipeline, upload):
    rows = "external id,company,amount\n7,A,900\n7,A,900\n8,B,50\n"
    found = preview(upload(rows, admin), admin).control
    assert (found.deals, dict(found.sums), dict(found.twice)) == (2, {"IRR": 9500}, {"IRR": 9000})


def test_rows_that_are_added_up_count_whole(admin, pipeline, upload):
    rows = "external id,company,amount\n7,A,\n7,A,250\n7,A,50\n8,B,\n8,B,\n"
    found = preview(upload(rows, admin), admin).control
    assert (found.deals, dict(found.sums), found.without_amount) == (2, {"IRR": 3000}, 1)


@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_a_list_of_people_has_no_such_figures(admin, pipeline, upload, kind):
    one = upload("شرکت,نام و نام خانوادگی,موبایل\nپارس,علی رضایی,09121234567\n", admin, kind=kind)
    assert preview(one, admin).control is None
    assert coming([one]).control is None


def test_the_pages_show_them_before_and_after(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(LIST, admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'data-control="coming"' in page
    done = finish(imports.start(one=imports.change(one=one, by=admin), by=admin))
    assert 'data-control="came"' in client.get(f"/imports/{done.pk}/").content.decode()


def test_the_api_gives_them_too(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(LIST, admin)
    read = client.get(f"/api/v1/imports/{one.pk}/control").json()
    assert (read["coming"]["sums"], read["coming"]["stated"][0]["same"], read["came"]) == (
        {"IRR": 390},
        True,
        None,
    )
    done = finish(imports.start(one=one, by=admin))
    read = client.get(f"/api/v1/imports/{done.pk}/control").json()
    assert (read["came"]["deals"], read["coming"]) == (4, None)


def test_a_total_that_stands_in_both_columns_is_their_sum(admin, pipeline, upload):
    rows = "عنوان,شرکت,مبلغ (تومان),مبلغ (ریال)\nالف,آ,5,\nب,ب,,70\nج,پ,10,\nجمع,,15,70\n"
    found = preview(upload(rows, admin), admin).control
    assert [(line.amount, line.same) for line in found.stated] == [(220, True)]


def test_figures_before_the_run_are_those_after_it(admin, pipeline, upload):
    rows = (
        "invoice no,company,product,quantity,unit price,amount,currency\n"
        "5,A,Pump,2,250,,\n5,A,Hose,1,,3000,IRR\n5,A,Pipe,1,,10,USD\n6,B,Pump,1,,8,\n6,,Hose,1,,9,\n7,C,X,x,,5,\n7,C,Y,1,,6,\n8,D,Z,3,40,,\n"
    )
    one = upload(rows, admin)
    one = imports.change(one=one, by=admin, options={"unit": "rial", "amounts_of": "row"})
    before = preview(one, admin).control
    after = came(admin, finish(imports.start(one=one, by=admin)))
    assert (before.deals, dict(before.sums), before.without_amount) == (
        after["deals"],
        after["sums"],
        after["without_amount"],
    )


def test_of_a_file_that_is_gone_there_is_nothing_to_tell(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(LIST, admin)
    storage.path_of(one.stored).unlink()
    answer = client.get(f"/api/v1/imports/{one.pk}/control")
    assert (answer.status_code, answer.json()) == (200, {"coming": None, "came": None})


@pytest.mark.parametrize(
    ("total", "times"),
    [
        ("3900", 10),
        ("۳۹۰ هزار ریال", 1_000),
        ("۳۹۰ میلیون", 1_000_000),
        ("400", 0),
        ("39", -10),
        ("999", 0),
        ("3850", 10),
    ],
)
def test_mina_is_told_that_the_total_of_the_file_is_in_another_unit(admin, pipeline, upload, total, times):
    found = preview(upload(LIST.replace(",390,", f",{total},"), admin), admin).control
    assert [line.times for line in found.stated] == [times]


def test_sums_of_parts_of_the_list_are_in_no_other_unit(admin, pipeline, upload):
    months = "".join(f"فروش {n},پارس,100\nجمع,,100\n" for n in range(10))
    found = preview(upload(f"عنوان,شرکت,مبلغ (ریال)\n{months}", admin), admin).control
    assert ({line.times for line in found.stated}, len(found.stated), found.more) == ({0}, 5, 5)


def test_the_pages_lead_to_the_unit_and_count_the_totals_that_are_not_shown(admin, pipeline, upload, client):
    client.force_login(admin)
    months = "".join(f"فروش {n},پارس,100\nجمع,,100\n" for n in range(7))
    one = upload(f"عنوان,شرکت,مبلغ (ریال)\n{months}جمع کل,,7000\n", admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'href="#unit"' in page and "۳ جمع دیگر" in page
    imports.check(one=imports.change(one=one, by=admin), by=admin)
    assert 'href="?mapping#unit"' in client.get(f"/imports/{finish(one).pk}/").content.decode()
    read = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]
    assert (read["stated"][0]["times"], read["more"]) == (10, 3)
