"""A list of sold deals with other headers is another list, but its deals are here: Neda is told before they come in a
second time."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kariz.access.actions import tokens
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.at_work.pace import Pace
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.exchange.tests.test_two_sheets import upload as book
from kariz.people.actions import contacts
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal

ROWS = (
    "1404/02/01,پاساژ آبان,چیلر,1000,برنده\n1404/02/03,مدرسه مهر,هواساز,2000,برنده\n"
    "1404/02/09,هتل سپید,فن,3000,باخته\n"
)
FIRST = "تاریخ,شرکت,عنوان,مبلغ (ریال),وضعیت\n" + ROWS
RENAMED = FIRST.replace("تاریخ,شرکت,عنوان", "تاریخ شروع,خریدار,شرح کارها")


def alive():
    return Deal.objects.filter(deleted_at=None).count()


def marks(one, admin):
    return {mark.sign: (mark.count, mark.rows) for mark in preview(one, admin).control.marked}


def test_deals_that_seem_to_be_here_are_told_and_one_press_leaves_them_out(
    admin, pipeline, bring, upload, client
):
    bring(FIRST, admin)
    one = upload(RENAMED + "1404/05/01,بانک سپهر,مشعل,4000,برنده\n", admin)
    assert marks(one, admin)["here"] == (3, [2, 3, 4])
    client.force_login(admin)
    page = client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    assert 'name="here" value="skip"' in page
    one = imports.change(one=one, by=admin, options={"here": "skip"})
    assert marks(one, admin)["here_left"] == (3, [2, 3, 4])
    found = preview(one, admin)
    assert (found.good, found.control.deals) == (1, 1)
    assert 'name="here" value=""' in client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.skipped_count, alive()) == (1, 3, 4)
    assert done.rows.get(number=2).result_id == Deal.objects.get(title="چیلر").pk


@pytest.mark.parametrize("existing", ["fill", "update"])
def test_a_press_takes_them_for_those_deals_and_only_the_new_one_comes(
    admin, pipeline, bring, upload, client, existing
):
    bring(FIRST, admin)
    text = RENAMED.replace("وضعیت", "وضعیت,توضیحات").replace("چیلر,1000,برنده", "چیلر,1000,برنده,نصب شد")
    one = upload(text + "1404/05/01,بانک سپهر,مشعل,4000,برنده,\n", admin)
    client.force_login(admin)
    page = client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    assert 'name="here" value="same"' in page
    one = imports.change(one=one, by=admin, options={"here": "same", "existing": existing})
    assert marks(one, admin)["here_same"] == (3, [2, 3, 4])
    assert 'name="here" value=""' in client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.updated_count, alive()) == (1, 1, 4)
    assert "نصب شد" in Deal.objects.get(title="چیلر").notes
    finish(imports.take_back(one=done, by=admin))
    assert alive() == 3 and "نصب شد" not in Deal.objects.get(title="چیلر").notes


def test_unsaid_they_come_and_each_says_so(admin, pipeline, bring):
    bring(FIRST, admin)
    done = bring(RENAMED, admin)
    assert (done.created_count, alive()) == (3, 6)
    assert all("is here already" in str(row.warnings) for row in done.rows.all())


@pytest.mark.parametrize(("language", "words"), [("en", "3 deals seem to be here"), ("fa", "۳ معامله انگار")])
def test_files_together_say_so_and_the_press_is_for_all_of_them(
    admin, pipeline, bring, client, language, words
):
    admin.language = language
    admin.save()
    bring(FIRST, admin)
    rows = [line.split(",") for line in RENAMED.split()] if " " not in RENAMED else None
    rows = rows or [line.split(",") for line in RENAMED.strip().split("\n")]
    whole = book(admin, فروش=rows, مشتریان=[["نام شرکت", "شهر"], ["پاساژ آبان", "کرج"]])
    client.force_login(admin)
    home = reverse("exchange:set", args=[whole.pk])
    assert words in client.get(home).content.decode()
    client.post(reverse("exchange:set_change", args=[whole.pk]), {"version": whole.version, "here": "skip"})
    whole.refresh_from_db()
    assert all(part.options["here"] == "skip" for part in parts_of(whole))
    work(set_runs.start(whole=whole, by=admin))
    assert alive() == 3


def test_a_program_says_it_and_reads_the_mark(admin, pipeline, bring, upload, client):
    bring(FIRST, admin)
    one = upload(RENAMED, admin)
    secret = tokens.create(by=admin, name="script", scope="write").secret
    api = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}
    control = client.get(f"/api/v1/imports/{one.pk}/control", **api).json()["coming"]
    assert [mark["count"] for mark in control["marked"] if mark["sign"] == "here"] == [3]
    answer = client.patch(f"/api/v1/imports/{one.pk}", {"options": {"here": "skip"}}, **api)
    assert (answer.status_code, answer.json()["options"]["here"]) == (200, "skip")
    wrong = client.patch(f"/api/v1/imports/{one.pk}", {"options": {"here": "no"}}, **api)
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("old", "new"),
    [("1404/02/01", "1404/03/01"), ("پاساژ آبان", "پاساژ مهر"), (",1000,", ",1001,")],
    ids=["another day", "another company", "another amount"],
)
def test_a_new_order_is_none_of_the_deals_that_are_here(admin, pipeline, bring, upload, old, new):
    bring(FIRST, admin)
    assert marks(upload(RENAMED.replace(old, new), admin), admin)["here"] == (2, [3, 4])


def test_the_same_list_again_is_told_otherwise(admin, pipeline, bring, upload):
    bring(FIRST, admin)
    assert "here" not in marks(upload(FIRST, admin), admin)


def test_two_rows_are_not_both_the_one_deal_that_is_here(admin, pipeline, bring, upload):
    bring(FIRST, admin)
    again = "1404/02/01,پاساژ آبان,پکیج,1000,برنده\n"
    assert marks(upload(RENAMED + again, admin), admin)["here"][0] == 3


def test_deals_of_a_colleague_whom_reza_does_not_see_are_not_told(admin, reza, sara, pipeline, bring, upload):
    bring(FIRST, admin, owner=str(sara.pk))
    assert "here" not in marks(upload(RENAMED, reza), reza)


def test_another_thing_sold_to_them_on_that_day_is_another_deal(admin, pipeline, bring, upload):
    bring(FIRST, admin)
    other = RENAMED.replace("چیلر", "کولر گازی")
    assert marks(upload(other, admin), admin)["here"] == (2, [3, 4])


def test_what_the_list_itself_brings_is_not_here_before(admin, pipeline, bring, monkeypatch):
    bring("تاریخ,شرکت,عنوان,مبلغ (ریال),وضعیت\n1404/01/01,کاج,پمپ,5,باز\n", admin)
    monkeypatch.setattr(Pace, "size", lambda self: 1)
    twice = "1404/02/01,پاساژ آبان,چیلر,1000,باز\n1404/02/01,پاساژ آبان,چیلر دوم,1000,باز\n"
    done = bring("تاریخ,شرکت,شرح کارها,مبلغ (ریال),وضعیت\n" + twice, admin, here="skip")
    assert done.created_count == 2


def test_a_person_who_stands_in_the_column_of_companies_is_the_customer(admin, pipeline, upload):
    fatemeh = contacts.create(by=admin, name="فاطمه احمدی")
    begun = datetime(2025, 4, 21, 9, tzinfo=UTC)
    new = deals.NewDeal(title="اسپلیت", pipeline=pipeline, contact=fatemeh, amount=700, created_at=begun)
    deals.create(new=new, by=admin)
    rows = "تاریخ,شرکت,شرح کارها,مبلغ (ریال),وضعیت\n1404/02/01,فاطمه احمدی,اسپلیت,700,برنده\n"
    assert marks(upload(rows, admin), admin)["here"] == (1, [2])
