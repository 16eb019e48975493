"""What is to follow a call becomes the next step of the deal that the call is about."""

import pytest
from django.urls import reverse

from kariz.access.actions import tokens
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.pipeline.models import Activity, Deal

DEALS = [
    ["تاریخ", "عنوان", "شرکت", "مخاطب", "مبلغ (ریال)", "وضعیت", "قدم بعدی"],
    ["1404/02/01", "چیلر", "پاساژ آبان", "رضا غفاری", 1000, "باز", ""],
    ["1404/02/01", "هواساز", "مدرسه مهر", "مینا راد", 2000, "باز", "پیگیری امضا 1410/09/10"],
    ["1404/02/01", "داکت", "هتل سپید", "حمید خسروی", 3000, "باز", ""],
    ["1404/02/01", "فن", "هتل سپید", "لاله نیک", 4000, "باز", ""],
    ["1404/02/01", "مشعل", "بانک سپهر", "امیر جم", 5000, "برنده", ""],
]
HEAD = ["تاریخ تماس", "شرکت", "با کی", "چی گفت", "قدم بعدی", "تاریخ پیگیری"]


def bring(admin, *calls, deals=DEALS):
    return run(upload(admin, فروش=deals, تماس=[HEAD, *calls]), admin)


def steps(title):
    rows = Activity.objects.filter(deal__title=title, done_at=None, deleted_at=None)
    return [(one.name, one.source_id is None) for one in rows.order_by("pk")]


def at_company(name):
    rows = Activity.objects.filter(deal=None, company__name=name, done_at=None, deleted_at=None)
    return [one.name for one in rows.order_by("pk")]


@pytest.fixture
def call_of_abaan(admin, pipeline):
    return bring(admin, ["1404/03/01", "پاساژ آبان", "غفاری", "قیمت خواست", "ارسال پیش فاکتور", "1410/09/12"])


def test_the_only_open_deal_of_the_company_has_it_instead_of_what_its_stage_planned(admin, call_of_abaan):
    step = Activity.objects.get(name="ارسال پیش فاکتور")
    deal = Deal.objects.get(title="چیلر")
    assert steps("چیلر") == [("ارسال پیش فاکتور", True)]
    assert (step.deal, deal.next_step_id, deal.next_step_at) == (deal, step.pk, step.due_at)
    assert at_company("پاساژ آبان") == []
    # A deal of which no call speaks keeps what its stage plans.
    assert [own for _name, own in steps("داکت")] == [False]


def test_mina_reads_it_on_the_deals_page_and_a_program_by_the_api(admin, call_of_abaan, client):
    deal = Deal.objects.get(title="چیلر")
    client.force_login(admin)
    assert "ارسال پیش فاکتور" in client.get(reverse("pipeline:deal", args=[deal.pk])).content.decode()
    secret = tokens.create(by=admin, name="script", scope="read").secret
    headers = {"Authorization": f"Bearer {secret}"}
    found = client.get(f"/api/v1/activities?deal={deal.pk}&done=false", headers=headers).json()
    assert [one["name"] for one in found["items"]] == ["ارسال پیش فاکتور"]


@pytest.mark.parametrize("said", ["پیگیری امضا 1410/09/10", "پیگیری امضاء قرارداد 1410/09/10"])
def test_a_step_that_the_deals_own_list_says_comes_once(admin, pipeline, said):
    bring(admin, ["1404/03/01", "مدرسه مهر", "راد", "امضا می‌کند", said, ""])
    assert len(steps("هواساز")) == 1
    assert at_company("مدرسه مهر") == []


def test_another_step_on_that_day_comes_besides(admin, pipeline):
    bring(admin, ["1404/03/01", "مدرسه مهر", "راد", "امضا می‌کند", "ارسال نمونه", "1410/09/10"])
    assert len(steps("هواساز")) == 2


def test_of_two_deals_of_the_company_it_is_the_one_with_the_person(admin, pipeline):
    bring(admin, ["1404/03/01", "هتل سپید", "لاله نیک", "قیمت خواست", "ارسال کاتالوگ", "1410/09/12"])
    assert [name for name, own in steps("فن") if own] == ["ارسال کاتالوگ"]
    assert [own for _name, own in steps("داکت")] == [False]


@pytest.mark.parametrize(
    ("firm", "person"), [("هتل سپید", ""), ("بانک سپهر", "امیر جم")], ids=["two deals", "none open"]
)
def test_where_no_deal_is_surely_meant_it_stays_at_the_company(admin, pipeline, firm, person):
    bring(admin, ["1404/03/01", firm, person, "قیمت خواست", "ارسال کاتالوگ", "1410/09/12"])
    assert at_company(firm) == ["ارسال کاتالوگ"]


def test_a_day_that_passed_is_no_step_of_a_later_deal_and_counts_as_done_where_they_were_called_since(
    admin, pipeline
):
    bring(
        admin,
        ["1403/12/01", "مدرسه مهر", "راد", "قیمت خواست", "تماس با راد", "1403/12/20"],
        ["1404/03/01", "پاساژ آبان", "غفاری", "قیمت خواست", "ارسال نقشه", "1404/03/05"],
        ["1404/03/06", "پاساژ آبان", "غفاری", "نقشه را دید", "ارسال قرارداد", "1404/03/10"],
    )
    assert at_company("مدرسه مهر") == ["تماس با راد"]
    assert at_company("پاساژ آبان") == []
    sent = Activity.objects.get(name="ارسال نقشه")
    assert sent.done_at is not None and sent.company.name == "پاساژ آبان"
    assert steps("چیلر") == [("ارسال قرارداد", True)]


def test_a_step_of_nobody_is_not_done_because_somebody_else_was_called(admin, pipeline):
    bring(
        admin,
        ["1404/03/01", "", "", "پروانه تمام می‌شود", "تمدید پروانه", "1404/03/05"],
        ["1404/04/01", "پاساژ آبان", "", "قیمت خواست", "ارسال نقشه", "1410/04/05"],
    )
    assert not Activity.objects.filter(name="تمدید پروانه").exclude(done_at=None).exists()


def test_the_same_calls_again_plan_nothing_and_all_goes_with_the_import(admin, pipeline, call_of_abaan):
    calls = ["1404/03/01", "پاساژ آبان", "غفاری", "قیمت خواست", "ارسال پیش فاکتور", "1410/09/12"]
    bring(admin, calls)
    assert steps("چیلر") == [("ارسال پیش فاکتور", True)]
    set_runs.take_back(whole=call_of_abaan, by=admin)
    runs.work_all()
    assert part(call_of_abaan, "تماس").stayed == []
    assert not Activity.objects.filter(deleted_at=None, deal__deleted_at=None).exists()
    assert not Deal.objects.filter(deleted_at=None).exists()


def test_a_deal_that_was_there_keeps_what_its_stage_planned(admin, pipeline):
    run(upload(admin, فروش=DEALS, مشتریان=[["نام شرکت", "شهر"], ["پاساژ آبان", "کرج"]]), admin)
    row = ["1404/03/01", "پاساژ آبان", "غفاری", "قیمت خواست", "ارسال پیش فاکتور", "1410/09/12"]
    whole = run(upload(admin, تماس=[HEAD, row], مشتریان=[["نام شرکت", "شهر"], ["پارس", "کرج"]]), admin)
    assert sorted(own for _name, own in steps("چیلر")) == [False, True]
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert [own for _name, own in steps("چیلر")] == [False]
