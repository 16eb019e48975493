"""What a person would find out too late is told before the import: ends without a day, what lies in the bin, numbers that
nobody has."""

import pytest
from django.test import Client

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_set
from kariz.organisation.actions import organisation
from kariz.people.models import Company
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Activity, Deal

LISTS = {
    "en": "Company,Title,Amount,Status,Created on,Handed over\n"
    "Alpha,Canopy,100,Won,2025-01-13,2025-02-14\nBeta,Fan,200,Lost,2025-01-14,2025-03-14\n"
    "Gamma,Duct,300,Open,2025-01-15,\n",
    "fa": "شرکت,عنوان,مبلغ,وضعیت,تاریخ ایجاد,روز تحویل کار\n"
    "آلفا,هود,100,برد,1404/01/13,1404/02/14\nبتا,فن,200,باخت,1404/01/14,1404/03/14\nگاما,کانال,300,باز,1404/01/15,\n",
}


def at_once(one):
    return [mark for mark in coming([one]).control.marked if mark.sign == "at_once"]


def test_ends_without_a_day_are_told_with_the_column_that_may_say_it(admin, pipeline, upload):
    for text in LISTS.values():
        one = upload(text, admin)
        (mark,) = at_once(one)
        assert (mark.count, mark.columns) == (2, [text.splitlines()[0].split(",")[-1]])
        client = Client()
        client.force_login(admin)
        assert mark.columns[0] in client.get(f"/imports/{one.pk}/").content.decode()


def test_a_list_that_says_when_its_deals_ended_is_told_nothing(admin, pipeline, upload):
    one = upload(LISTS["en"].replace("Handed over", "Closed on"), admin)
    assert not at_once(one)


def test_ends_of_deals_that_are_here_with_their_day_are_told_no_more(admin, pipeline, bring, upload):
    for text in LISTS.values():
        bring(text, admin)
        head, *rows = text.splitlines()
        # The third has been won since, which is so today.
        rows[2] = rows[2].replace("Open", "Won").replace("باز", "برد")
        new = rows[0].replace(rows[0].split(",")[0], "Delta").replace("100", "900")
        one = upload("\n".join([head, *rows]) + "\n", admin)
        assert not at_once(one)
        (mark,) = at_once(upload("\n".join([head, *rows, new]) + "\n", admin))
        assert mark.rows == [5]


def test_a_number_that_is_here_tells_the_deal(admin, pipeline, bring, upload):
    text = "Deal number,Company,Title,Amount,Status,Created on\nD-1,Alpha,Canopy,100,Won,2025-01-13\n"
    assert at_once(upload(text, admin))
    bring(text, admin)
    again = text.replace("Canopy", "Canopy 2").replace("100", "120") + "D-2,Beta,Fan,10,Lost,2025-01-14\n"
    (mark,) = at_once(upload(again, admin))
    assert mark.rows == [3]


@pytest.mark.parametrize(
    ("head", "won"),
    [
        ("Job ref,Customer,Project,Price,Date,Result", "Won"),
        ("کد پروژه,مشتری,پروژه,قیمت,تاریخ,نتیجه", "برنده"),
    ],
)
def test_the_same_number_in_another_list_tells_no_deal(head, won, admin, pipeline, bring, upload):
    quotes = "Quote number,Company,Title,Amount,Status,Created on,Closed on\n"
    quotes += "".join(f"{at},Firm {at},Old {at},100,Won,2024-01-0{at},2024-02-0{at}\n" for at in range(1, 4))
    bring(quotes, admin)
    jobs = "".join(f"{at},Other {at},New {at},70,2025-01-0{at},{won}\n" for at in range(1, 4))
    (mark,) = at_once(upload(f"{head}\n{jobs}", admin, name="jobs.csv"))
    assert mark.count == 3


def test_a_deal_that_is_in_the_bin_counts_nowhere_before_it_comes_again(admin, pipeline, bring, upload):
    bring(LISTS["en"], admin)
    canopy = Deal.objects.get(title="Canopy")
    whole = coming([upload(LISTS["en"], admin)]).control
    deal_actions.delete(deal=canopy, by=admin)
    found = coming([upload(LISTS["en"], admin)])
    assert (whole.deals, found.control.deals) == (3, 2)
    assert sum(whole.sums.values()) - sum(found.control.sums.values()) == canopy.amount
    assert found.control.binned == 1


def test_a_number_with_a_digit_missing_stays_as_it_was_typed_and_is_told(admin, bring):
    organisation.change(by=admin, country="GB")
    rows = "Company,Telephone\nP1,0113 673997\nP2,0113 380825\nP3,01274 61610\nP4,0113 267 2345\n"
    one = bring(rows, admin, kind=Import.Kind.COMPANIES)
    assert list(Company.objects.order_by("name").values_list("phone", flat=True)) == [
        "0113 673997",
        "0113 380825",
        "01274 61610",
        "0113 267 2345",
    ]
    told = one.rows.exclude(warnings=[]).order_by("number")
    assert [row.warnings[0]["field"] for row in told] == ["phone"] * 3


def test_a_mobile_of_iran_with_a_digit_missing_is_told(admin, bring):
    one = bring("نام,شرکت,موبایل\nسارا قاسمی,آلفا,0912 123 456\nنگار رها,بتا,09121234567\n", admin)
    assert [row.number for row in one.rows.exclude(warnings=[])] == [2]


def test_columns_of_people_and_days_that_are_left_out_are_told_on_the_page_of_the_set(admin, pipeline):
    people = ["Ann Lee", "Tom Fairlie", "Sarah Whitaker", "Paul Storr", "Joan Dale"]
    sheet = [["Company", "Title", "Amount", "Zzz", "Yyy"]]
    sheet += [[f"Firm {name}", "Fan", 10, name, f"2025-03-1{at}"] for at, name in enumerate(people)]
    whole = upload_set(admin, deals=sheet, more=[["Company", "Title"], ["Alpha", "Duct"]])
    part = next(one for one in whole.parts.all() if "Zzz" in one.columns)
    imports.change(one=part, by=admin, mapping={"Company": "company", "Title": "title", "Amount": "amount"})
    client = Client()
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    told = page.partition("data-missed")[2].partition("</p>")[0]
    assert "Zzz" in told and "Yyy" in told


def test_a_day_to_call_back_that_has_passed_hides_no_step(admin, pipeline):
    deal = ["Company", "Contact", "Title", "Amount", "Created on", "Next step", "Next step on"]
    rows = [deal, ["Alpha", "Ann Lee", "Fan", 10, "2025-01-10", "Send drawings", "2099-12-25"]]
    calls = [["Date", "Customer", "Spoke to", "What was said", "Call back"]]
    calls.append(["2025-02-01", "Alpha", "Ann Lee", "Wants the price by the end of the week", "2025-02-08"])
    run(upload_set(admin, deals=rows, calls=calls), admin)
    (step,) = Activity.objects.filter(done_at=None, deleted_at=None, deal__title__contains="Fan")
    assert step.name == "Send drawings"
