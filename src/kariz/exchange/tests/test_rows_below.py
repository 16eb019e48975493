"""Lists without numbers in which a deal has several rows: what stands right below it, and names nobody, is of that deal."""

import pytest

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal
from kariz.reading.layout import below
from kariz.reading.layout.below import look

HAND = (
    "تاریخ,شرکت,کالا,مبلغ (ریال),وضعیت\n"
    "1403/02/01,پارس,پمپ,100,باز\n,,شیر,250,\n,,گسکت,30,\n1403/02/03,مهر,پمپ,70,برنده\n"
    "1403/02/05,آوا,شیر,9,باز\n,,گسکت,30,\n1403/02/06,پارس,پمپ,11,باز\n"
)


def alive():
    return Deal.objects.filter(deleted_at=None)


def deal(amount):
    return alive().get(amount=amount)


def state():
    return set(alive().values_list("pk", "version", "amount", "title", "company__name"))


def test_such_rows_are_lines_of_the_deal_above(admin, pipeline, upload):
    one = upload(HAND, admin)
    found = preview(one, admin).control
    assert (found.deals, dict(found.sums), found.without_customer) == (4, {"IRR": 500}, 0)
    mark = next(mark for mark in found.marked if mark.sign == "below_deal")
    assert (mark.rows, dict(mark.sums)) == ([3, 4, 7], {"IRR": 310})
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.updated_count, done.refused_count) == (4, 3, 0)
    assert {line.title for line in deal(380).lines.all()} == {"پمپ", "شیر", "گسکت"}
    assert sum(line.unit_price for line in deal(380).lines.all()) == 380
    assert (deal(39).company.name, deal(39).external_id) == ("آوا", "")
    assert not alive().filter(company=None).exists()


@pytest.mark.parametrize("existing", ["skip", "fill", "update"])
def test_the_same_list_again_changes_nothing(admin, pipeline, bring, existing):
    bring(HAND, admin)
    was = state()
    again = bring(HAND, admin, existing=existing)
    assert (again.created_count, again.updated_count, again.refused_count) == (0, 0, 0)
    assert state() == was


def test_taken_back_all_is_gone_and_it_may_come_again(admin, pipeline, bring):
    done = bring(HAND, admin)
    imports.take_back(one=done, by=admin)
    runs.work_all()
    assert not alive().exists()
    bring(HAND, admin)
    assert sorted(alive().values_list("amount", flat=True)) == [11, 39, 70, 380]


def test_a_further_row_of_a_later_list_is_added_to_the_deal_that_came(admin, pipeline, bring):
    bring(HAND, admin)
    more = HAND.replace(",,شیر,250,\n", ",,شیر,250,\n,,موتور,500,\n")
    bring(more, admin, existing="update")
    assert alive().count() == 4
    assert {line.title for line in deal(880).lines.all()} == {"پمپ", "شیر", "گسکت", "موتور"}
    was = state()
    bring(more, admin, existing="update")
    assert state() == was


def test_what_ali_changed_here_is_not_written_over_by_it(admin, pipeline, bring):
    bring(HAND, admin)
    deal_actions.change(deal=deal(380), by=admin, amount=999)
    bring(HAND.replace(",,شیر,250,\n", ",,شیر,250,\n,,موتور,500,\n"), admin, existing="update")
    assert alive().filter(amount=999).exists()


def test_the_rehearsal_says_what_the_run_then_does(admin, pipeline, upload):
    one = imports.check(one=upload(HAND, admin), by=admin)
    runs.work_all()
    counts = Import.objects.get(pk=one.pk).outcome["counts"]
    assert (counts["created"], counts["updated"]) == (4, 3)


def test_mina_makes_a_row_a_deal_of_its_own_and_the_next_stays_below(admin, pipeline, upload):
    one = row_choices.choose(one=upload(HAND, admin), by=admin, how="take", numbers=[3])
    assert preview(one, admin).control.deals == 5
    one = row_choices.choose(one=one, by=admin, how="take", numbers=[3])
    finish(imports.start(one=one, by=admin))
    assert sorted(alive().values_list("amount", flat=True)) == [11, 39, 70, 130, 250]


def test_mina_makes_a_row_below_a_number_a_deal_of_its_own(admin, pipeline, upload):
    numbered = "شماره فاکتور,مشتری,کالا,مبلغ (ریال)\n5,پارس,پمپ,100\n,,شیر,250\n6,مهر,پمپ,70\n7,آوا,پمپ,70\n"
    one = row_choices.choose(one=upload(numbered, admin), by=admin, how="take", numbers=[3])
    finish(imports.start(one=one, by=admin))
    assert sorted(alive().values_list("amount", flat=True)) == [70, 70, 100, 250]


def test_an_amount_that_only_stands_below_is_not_lost(admin, pipeline, bring):
    bring("تاریخ,مشتری,کالا,مبلغ (ریال)\n1403/02/01,پارس,پمپ,\n,,شیر,250\n1403/02/03,مهر,پمپ,70\n", admin)
    assert sorted(alive().values_list("amount", flat=True)) == [70, 250]


def test_words_below_a_deal_stand_in_its_notes(admin, pipeline, bring):
    bring(
        "تاریخ,شرکت,کالا,توضیحات,مبلغ (ریال)\n1403/02/01,پارس,پمپ,فوری,100\n,,,با ضمانت دو ساله,\n1403/02/03,مهر,پمپ,,70\n",
        admin,
    )
    assert alive().count() == 2
    assert "با ضمانت دو ساله" in deal(100).notes


def kept(text):
    rows = [line.split(",") for line in text.splitlines()]
    names = {"تاریخ": "created_at", "مشتری": "company", "کالا": "product", "مبلغ": "amount", "عنوان": "title"}
    mapping = {column: names[column] for column in rows[0] if column in names}
    return look(iter(enumerate(rows[1:], 2)), rows[0], mapping, {}).get("rows", [])


@pytest.mark.parametrize(
    "text",
    [
        "مشتری,کالا,مبلغ\nپارس,پمپ,100\n,شیر,250\n",
        "تاریخ,مشتری,کالا,مبلغ\n1403/02/01,پارس,پمپ,100\n1403/02/02,,شیر,250\n",
        "تاریخ,مشتری,کالا,مبلغ\n1403/02/01,پارس,پمپ,100\n,همان,شیر,250\n",
        "عنوان,مشتری,کالا,مبلغ\nخط یک,پارس,پمپ,100\nخط دو,,شیر,250\n",
        "ردیف,تاریخ,مشتری,کالا,مبلغ\n1,1403/02/01,پارس,پمپ,100\n2,,,شیر,250\n",
        "تاریخ,مشتری,کالا,مبلغ\n1403/02/01,پارس,پمپ,100\n,,,350\n",
    ],
    ids=["says no more", "another day", "the same", "a title", "a number of the row", "a sum"],
)
def test_rows_that_may_be_deals_stay_as_they_are(text):
    assert not kept(text)


def test_the_page_and_the_api_name_them(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(HAND, admin)
    assert 'data-control-mark="below_deal"' in client.get(f"/imports/{one.pk}/").content.decode()
    marked = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]["marked"]
    assert [mark["rows"] for mark in marked if mark["sign"] == "below_deal"] == [[3, 4, 7]]
    client.patch(
        f"/api/v1/imports/{one.pk}", {"options": {"rows": {"3": "take"}}}, content_type="application/json"
    )
    assert client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]["deals"] == 5


def test_mina_does_it_on_the_page(admin, pipeline, upload, client):
    client.force_login(admin)
    one = imports.check(one=upload(HAND, admin), by=admin)
    runs.work_all()
    page = client.get(f"/imports/{one.pk}/?group=updated&odd").content.decode()
    assert 'value="take"' in page
    client.post(f"/imports/{one.pk}/rows/", {"how": "take", "row": ["3"]})
    assert Import.objects.get(pk=one.pk).options["rows"] == {"3": "take"}


WORDS = (
    "تاریخ,شرکت,عنوان,توضیحات,مبلغ (ریال),وضعیت\n"
    "1403/02/01,پارس,پمپ آتش‌نشانی,,100,باز\n,,,همراه با نصب,250,\n"
    "1403/02/03,مهر,شیر برقی,,70,باز\n1403/02/05,آوا,گسکت,,9,باز\n"
)
MORE = WORDS.replace("همراه با نصب,250,\n", "همراه با نصب,250,\n,,,حمل,30,\n")


def test_a_deal_that_is_here_is_not_called_by_what_a_row_below_it_says(admin, pipeline, bring):
    bring(WORDS, admin)
    bring(WORDS.replace("همراه با نصب,250", "همراه با نصب,260"), admin, existing="update")
    assert deal(360).title == "پمپ آتش‌نشانی"
    bring(MORE, admin, existing="update")
    assert (deal(380).title, alive().count()) == ("پمپ آتش‌نشانی", 3)


def test_where_only_blanks_are_filled_a_further_row_stands_in_the_notes_and_its_amount_is_told(
    admin, pipeline, bring
):
    bring(WORDS, admin)
    done = bring(MORE, admin, existing="fill")
    assert (deal(350).title, deal(350).notes) == ("پمپ آتش‌نشانی", "همراه با نصب\nحمل")
    assert any("مبلغ" in text for text in done.rows.get(number=4).told)
    was = state()
    bring(MORE, admin, existing="fill")
    assert (state(), deal(350).notes) == (was, "همراه با نصب\nحمل")


@pytest.mark.parametrize("existing", ["update", "fill", "skip"])
def test_a_deal_whose_first_row_was_mended_is_no_second_one(admin, pipeline, upload, existing):
    finish(imports.start(one=upload(HAND, admin), by=admin))
    mended = HAND.replace("پارس,پمپ,100,باز", "پارس,پمپ,110,باز")
    one = imports.change(one=upload(mended, admin), by=admin, options={"existing": existing})
    found = preview(one, admin).control
    assert (found.deals, dict(found.sums)) == (4, {"IRR": 510})
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, alive().count()) == (0, 4)
    mine = deal(390 if existing == "update" else 380)
    assert sorted(line.unit_price for line in mine.lines.all()) == (
        [30, 110, 250] if existing == "update" else [30, 100, 250]
    )
    was = state()
    again = imports.change(one=upload(mended, admin), by=admin, options={"existing": existing})
    finish(imports.start(one=again, by=admin))
    assert state() == was


def test_and_what_mina_changed_of_it_here_stays(admin, pipeline, bring):
    bring(HAND, admin)
    deal_actions.change(deal=deal(380), by=admin, amount=999)
    bring(HAND.replace("پارس,پمپ,100,باز", "پارس,پمپ,110,باز"), admin, existing="update")
    assert (deal(999).company.name, alive().count()) == ("پارس", 4)


def test_thousands_of_rows_below_are_all_of_their_deals(admin, pipeline, upload):
    rows = ["تاریخ,شرکت,کالا,مبلغ (ریال),وضعیت"]
    for n in range(1500):
        rows += [f"1403/02/01,شرکت نمونه {n},پمپ,100,باز", *([",,شیر,5,"] * 4)]
    control = preview(upload("\n".join(rows), admin), admin).control
    assert (control.deals, control.sums["IRR"], control.without_customer) == (1500, 180_000, 0)


@pytest.mark.parametrize("limit", ["MOST", "SEEN"])
@pytest.mark.parametrize("number", ["", "شماره,"])
def test_where_they_are_too_many_none_is_and_that_is_said(
    admin, pipeline, upload, client, monkeypatch, limit, number
):
    monkeypatch.setattr(below, limit, 2 if limit == "MOST" else 4)
    text = HAND.replace("آوا,شیر,9,باز\n,,گسکت,30", "آوا,شیر,9,باز\n,,گسکت,31")
    lines = text.splitlines()
    if number:
        numbers = ["شماره", "1", "", "", "2", "3", "", "4"]
        text = "\n".join(f"{said},{line}" for said, line in zip(numbers, lines, strict=True))
    one = upload(text, admin)
    control = preview(one, admin).control
    assert control.deals == 7
    mark = next(mark for mark in control.marked if mark.sign == "below_left")
    assert (
        mark.count,
        [other.sign for other in control.marked if other.sign in ("below", "below_deal")],
    ) == (
        3 if limit == "MOST" else 2,
        [],
    )
    client.force_login(admin)
    assert 'data-control-mark="below_left"' in client.get(f"/imports/{one.pk}/").content.decode()
    finish(imports.start(one=one, by=admin))
    assert alive().count() == 7
