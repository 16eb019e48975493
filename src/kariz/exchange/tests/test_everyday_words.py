"""Words of everyday lists that two newcomers had to explain: statuses, colours, reasons in notes, headers of one word."""

from __future__ import annotations

import pytest

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.localisation.calendar import split
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.stages import process_of
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.deals.lost_reasons import said_in
from kariz.reading.deals.stages import match
from kariz.reading.layout.legends import legend_of


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("Order", "won"),
        ("Accepted", "won"),
        ("Complete", "won"),
        ("Order - waiting for PO", "signing"),
        ("Approved - PO to follow", "signing"),
        ("Order - 50% deposit paid", "won"),
        ("Declined", "lost"),
        ("still open", ""),
        ("gone quiet", ""),
        ("Sent", "proposal"),
        ("Draft", "proposal"),
        ("New enq", "prospecting"),
        ("استعلام", "prospecting"),
        ("بازدید فنی", "discovery"),
    ],
)
def test_what_a_status_means(pipeline, word, means):
    stages = process_of(pipeline).stages
    found = match(word, stages)
    assert (
        next(one.template for one in stages if str(one.pk) == found) if found.isdigit() else found
    ) == means


def test_amber_is_what_a_programme_calls_orange_or_yellow():
    line = "green = order in, red = lost, amber = on hold. PLEASE keep up to date!!"
    assert legend_of([line]) == {"green": "order in", "red": "lost", "orange": "on hold", "yellow": "on hold"}
    assert legend_of(["yellow = chase, amber = on hold"]) == {"yellow": "chase", "orange": "on hold"}


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        ("علت: قیمت بالا", "قیمت بالا"),
        ("تماس گرفته شد\nباخت - قیمت بالا", "قیمت بالا"),
        ("Lost - No budget", "No budget"),
        ("علت: با مدیر جدید صحبت شد", ""),
        ("قیمت بالا", "قیمت بالا"),
        ("قیمت ۱۲٬۰۰۰ داده شد", ""),
        ("قیمت بالا\nبودجه نداشتند", ""),
    ],
)
def test_a_line_of_the_notes_may_say_why_a_deal_was_lost(notes, reason):
    assert said_in(notes) == reason


def test_mina_finds_the_reasons_of_her_notes_and_what_a_won_deal_says_in_that_column(admin, pipeline, upload):
    rows = "\n".join(
        [
            "Ref,Client,Job,Rep,Value,Outcome,Why lost / comments,Notes",
            "Q1,Union Coffee,Sign,David O,100,Y,repeat customer,",
            "Q2,Tallow,Menu,David O,200,N,Price,",
            "Q3,Pitstop,Counter,Priya,300,N,,Lost - No budget",
        ]
    )
    one = imports.start(one=upload(rows, admin), by=admin)
    runs.work_all()
    assert Import.objects.get(pk=one.pk).refused_count == 0
    found = {
        deal.title: (deal.outcome, deal.lost_reason.template if deal.lost_reason else "", deal.notes)
        for deal in Deal.objects.select_related("lost_reason")
    }
    assert found["Sign"] == ("won", "", "repeat customer")
    assert found["Menu"] == ("lost", "lost_price", "")
    assert found["Counter"] == ("lost", "lost_no_budget", "Lost - No budget")


def test_headers_of_one_word_in_persian_lists_are_read_by_what_stands_beside():
    deals = ["مشتری", "رابط", "موضوع", "مبلغ", "قدم بعدی", "کی", "توضیحات", "تاریخ قرارداد/کنسلی"]
    row = ["کابل شهاب", "بابک زارع", "درایر", "4800", "تماس", "1405/09/20", "قیمت بالا", "1403/05/06"]
    meant = guess_mapping(deals, "deals", [row, row])
    assert (meant["کی"], meant["تاریخ قرارداد/کنسلی"], meant["توضیحات"]) == (
        "next_step_on",
        "closed_at",
        "notes",
    )
    calls = ["تاریخ", "با", "شرکت", "چی گفت"]
    said = [["1405/08/01", "بابک زارع", "کابل شهاب", "گفت بعداً"]] * 3
    assert guess_kind(calls, said) == "activities"
    assert guess_mapping(calls, "activities", said)["با"] == "contact"


def test_the_landline_of_a_customer_is_the_companys_and_a_mobile_is_the_persons():
    columns = ["نام شرکت", "شهر", "تلفن", "رابط"]
    lines = [["کابل شهاب", "تهران", "02144556677", "بابک زارع"], ["آبفا", "یزد", "03535556677", "سعید کریمی"]]
    assert guess_mapping(columns, "contacts", lines)["تلفن"] == "company_phone"
    mobiles = [[*row[:2], "09121234567", row[3]] for row in lines]
    assert guess_mapping(columns, "contacts", mobiles)["تلفن"] == "phone"


def test_what_a_list_calls_description_and_remarks_are_title_and_notes():
    columns = ["تاریخ", "نام مشتری", "شرح", "مبلغ (تومان)", "وضعیت", "توضیحات"]
    rows = [["1403/01/08", "سرامیک آرتا", "دیزل ژنراتور", 450000000, "باخت", "علت: قیمت بالا"]] * 3
    meant = guess_mapping(columns, "deals", rows)
    assert (meant["شرح"], meant["توضیحات"]) == ("title", "notes")
    columns = ["مشتری", "چی میخواد", "مبلغ", "با کی", "قدم بعدی", "کی"]
    rows = [["کابل شهاب", "درایر تبریدی", 4800, "بابک زارع", "جلسه", "1405/09/24"]] * 3
    assert guess_mapping(columns, "deals", rows)["چی میخواد"] == "title"


@pytest.mark.parametrize(
    "head",
    [
        "مشتری,موضوع,تاریخ شروع,تاریخ پایان,مبلغ,وضعیت قرارداد",
        "Customer,Subject,Start date,End date,Value,Contract status",
    ],
)
def test_a_contract_that_runs_was_won_when_it_began(admin, pipeline, upload, head):
    rows = f"{head}\nنیروگاه خرم,سرویس سالانه,1404/08/22,1405/08/22,240000000,فعال\n"
    rows += "مرکز رویال,سرویس موتورخانه,1404/06/13,1405/06/13,145000000,active\n"
    one = upload(rows, admin)
    imports.start(one=one, by=admin)
    runs.work_all()
    found = [
        (deal.outcome, str(split(deal.closed_at.date(), "jalali")[:2]))
        for deal in Deal.objects.order_by("pk")
    ]
    assert found == [("won", "(1404, 8)"), ("won", "(1404, 6)")]
