"""What is told of most rows of a list is said once for it, and only rows that are odd alone want a look."""

from __future__ import annotations

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import expected_rows, usual_of, warned_rows
from kariz.exchange.queries.pages.sets import worth_a_look
from kariz.exchange.tests.conftest import finish

HEAD = "عنوان,شرکت,مبلغ (تومان),وضعیت,تاریخ\n"
ROWS = (
    "پمپ ۱,پارس,100,برنده,1405/01/10\nپمپ ۲,مهر,100,برنده,۱۲ فروردین\nپمپ ۳,آوا,100,باخت,۱۵ فروردین\n"
    "پمپ ۴,سرو,حدود 100,برنده,۲۰ فروردین\nپمپ ۵,کاج,100,باز,1405/02/10\n"
)
PLAIN = "پمپ ۶,نور,100,باز,1405/02/11\nپمپ ۷,ماه,100,باز,1405/02/12\n"


def odd(one):
    return worth_a_look([one]).get(one.pk, {}).get("rows", 0)


def test_won_deals_of_a_list_without_closing_days_want_no_look_each(admin, pipeline, upload):
    one = finish(imports.check(one=upload(HEAD + ROWS + PLAIN, admin), by=admin))
    assert odd(one) == 1
    assert [row.number for row in expected_rows(one, "created", odd=True)] == [5]
    assert sorted(rows for _text, rows in usual_of(one)) == [3, 4]
    # The row itself still says it, behind what is odd about it.
    assert len(expected_rows(one).get(number=5).notes) == 3
    assert not expected_rows(one).get(number=5).notes[0].get("usual")


def test_the_run_says_the_same_as_the_check(admin, pipeline, upload, bring):
    one = finish(imports.check(one=upload(HEAD + ROWS + PLAIN, admin), by=admin))
    said, looked = usual_of(one), odd(one)
    done = finish(imports.start(one=one, by=admin))
    assert (usual_of(done), odd(done)) == (said, looked)
    assert [row.number for row in warned_rows(done)] == [5]
    Import.objects.all().delete()
    alone = bring(HEAD + ROWS.replace("پمپ", "شیر") + PLAIN.replace("پمپ", "شیر"), admin)
    assert (usual_of(alone), odd(alone)) == (said, looked)


def test_what_few_rows_say_stays_a_reason_to_look_at_them(admin, pipeline, upload):
    head = HEAD.replace("تاریخ", "تاریخ,تاریخ بسته شدن")
    rows = "".join(f"پمپ {n},شرکت {n},100,برنده,1405/01/1{n},1405/02/1{n}\n" for n in range(8))
    rows += "پمپ ۸,آوا,100,برنده,۱۵ فروردین,1405/02/12\nپمپ ۹,سرو,100,برنده,1405/01/10,\n"
    one = finish(imports.check(one=upload(head + rows, admin), by=admin))
    assert odd(one) == 2 and usual_of(one) == []


def test_pages_and_the_api_say_the_same_counts(admin, pipeline, upload, client):
    client.force_login(admin)
    one = finish(imports.check(one=upload(HEAD + ROWS + PLAIN, admin), by=admin))
    assert "data-usual" in client.get(f"/imports/{one.pk}/").content.decode()
    rows = client.get(f"/api/v1/imports/{one.pk}/expected-rows?odd=true").json()["items"]
    assert [row["number"] for row in rows] == [5]
    assert {said["rows"] for said in client.get(f"/api/v1/imports/{one.pk}").json()["outcome"]["usual"]} == {
        3,
        4,
    }
    done = finish(imports.start(one=one, by=admin))
    assert "data-usual" in client.get(f"/imports/{done.pk}/").content.decode()
    rows = client.get(f"/api/v1/imports/{done.pk}/rows?odd=true").json()["items"]
    assert [row["number"] for row in rows] == [5]
    assert len(client.get(f"/api/v1/imports/{done.pk}").json()["outcome"]["usual"]) == 2
