"""When deals ended, where no header says «تاریخ بسته شدن»: shorter headers, notes, and columns that were left out."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping as guess
from kariz.reading.days.ends_in_notes import day_in
from kariz.reading.rows.settings import Settings

ENDED = [["لغو", "1404/04/12"], ["قرارداد شد", "04/03/29"], ["فروش قطعی", "1404/03/05"]]
OVER = [["Won", "2025-04-12"], ["Lost", "2025-03-29"], ["Won", "2025-03-05"]]


@pytest.mark.parametrize("header", ["بسته شدن", "بسته‌شده", "تاریخ بستن", "ت. بستن", "روز بسته شدن"])
def test_a_header_that_says_closing_over_days_is_the_closing_day(header):
    rows = [["پارس", 500_000_000, "04/1/30", *row] for row in ENDED]
    columns = ["نام شرکت", "قیمت به تومان", "ت. پیش فاکتور", "وضعیت", header]
    assert guess(columns, "deals", rows)[header] == "closed_at"


@pytest.mark.parametrize("header", ["Closed", "Close", "Shut", "Closed on", "Date shut", "Closure"])
def test_a_header_that_says_so_in_english_is_it_too(header):
    rows = [["Pumps Ltd", 5000, "2025-01-30", *row] for row in OVER]
    columns = ["Company", "Value", "Created", "Outcome", header]
    assert guess(columns, "deals", rows)[header] == "closed_at"


def test_days_to_come_below_it_are_expected_ones():
    rows = [["Pumps Ltd", 5000, "Quoted", day] for day in ("2099-04-12", "2099-03-29", "2099-05-05")]
    assert guess(["Company", "Value", "Stage", "Close"], "deals", rows)["Close"] == "expected_close"


def test_no_page_says_that_there_is_no_closing_day_while_a_column_of_days_is_left_out(
    admin, pipeline, upload, client
):
    rows = "".join(
        f"پارس,کار {at},{at}00000000,1404/01/30,{said},{day}\n" for at, (said, day) in enumerate(ENDED, 1)
    )
    one = upload(f"شرکت,عنوان,مبلغ,تاریخ ایجاد,نتیجه,روز فلان\n{rows}", admin)
    one = imports.change(
        one=one, by=admin, mapping={name: field for name, field in one.mapping.items() if name != "روز فلان"}
    )
    [left] = [mark for mark in coming([one]).control.marked if mark.sign == "at_once"]
    assert left.columns == ["روز فلان"] and left.count == 3
    client.force_login(admin)
    assert 'data-control-mark="at_once"' in client.get(f"/imports/{one.pk}/").content.decode()
    finish(imports.start(one=one, by=admin))
    told = client.get(f"/imports/{one.pk}/").content.decode()
    assert "تاریخ بسته‌شدن ندارد" not in told and "روز فلان" in told


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("قرارداد 05/4/6", date(2026, 6, 27)),
        ("رقیب ارزان‌تر داد 05/6/19", date(2026, 9, 10)),
        ("1405/06/27 بسته شد", date(2026, 9, 18)),
        ("جلسه 05/3/1، قرارداد 05/4/6", date(2026, 6, 27)),
        ("باخت 05/4/6 - قیمت بالا بود", date(2026, 6, 27)),
        ("باختیم 05/4/6 – بودجه نداشتند", date(2026, 6, 27)),
        # Before it began, and to come.
        ("تمدید 04/4/6", None),
        ("نصب 06/4/6", None),
        ("فاکتور 12/3-45", None),
        ("در 05/4/6 زنگ زدیم و جواب ندادند", None),
        ("05/6/27", date(2026, 9, 18)),
        ("پمپ طبقاتی. 05/6/27", date(2026, 9, 18)),
        ("مدیرعامل تایید و امضا کرد در تاریخ 05/6/27", date(2026, 9, 18)),
        ("قیمت بالا بود 05/6/27", date(2026, 9, 18)),
        # Of a delivery, a cheque, a call, and of a contract that runs on.
        ("پمپ‌ها تحویل 05/6/27", None),
        ("چک ضمانت 05/6/27", None),
        ("05/6/27 تماس گرفت", None),
        ("قرارداد، پایان گارانتی 05/6/27", None),
        ("پایان قرارداد 05/6/27", None),
        # A diary.
        ("05/3/1\n05/6/27", None),
        ("05/3/1 بازدید\n05/6/27", None),
        ("05/3/1 بازدید\n05/4/6 قرارداد بسته شد\n05/6/27 تحویل شد", date(2026, 6, 27)),
    ],
)
def test_a_note_of_an_ended_deal_begins_or_ends_with_its_day(note, day):
    begun, today = date(2026, 4, 1), date(2026, 11, 30)
    assert day_in(note, begun, today, Settings()) == day


def test_an_english_note_does_so_too():
    settings = Settings(calendar="gregorian", day_order="day", currency="GBP")
    assert day_in("signed 12/3/25", date(2025, 1, 1), date(2026, 1, 1), settings) == date(2025, 3, 12)
    assert day_in("12/3/25", date(2025, 1, 1), date(2026, 1, 1), settings) == date(2025, 3, 12)
    for note in ("lost 12/3/25 - no budget", "lost on 12/3/25 – went with Steelcase"):
        assert day_in(note, date(2025, 1, 1), date(2026, 1, 1), settings) == date(2025, 3, 12)
    for note in ("12/3/25 - called, no budget", "quoted 12/3/25 - lost on price"):
        assert day_in(note, date(2025, 1, 1), date(2026, 1, 1), settings) is None
    for note in ("delivered 12/3/25", "12/3/25 called Priya", "warranty to 12/3/25", "contract sent 12/3/25"):
        assert day_in(note, date(2025, 1, 1), date(2026, 1, 1), settings) is None
    unclear = Settings(calendar="gregorian", day_order="", currency="GBP")
    assert day_in("signed 13/3/25", None, date(2026, 1, 1), unclear) == date(2025, 3, 13)


def test_the_day_of_the_note_is_the_closing_day_of_the_deal(admin, pipeline, bring):
    one = bring(
        "شرکت,عنوان,مبلغ,تاریخ ایجاد,نتیجه,یادداشت\n"
        "پارس,پمپ,500000000,1404/01/30,برنده,قرارداد 04/4/6\n"
        "پارس,شیر,500000000,1404/01/30,باز,تماس 04/4/6\n"
        "مهر,تسمه,500000000,1404/01/30,برنده,چک ضمانت 04/4/6\n",
        admin,
    )
    assert one.created_count == 3
    assert Deal.objects.get(title="تسمه").closed_at != Deal.objects.get(title="پمپ").closed_at
    assert Deal.objects.get(title="پمپ").closed_at == datetime(2025, 6, 27, tzinfo=ZoneInfo("Asia/Tehran"))
    assert Deal.objects.get(title="شیر").closed_at is None


@pytest.mark.parametrize(
    ("note", "outcome", "counts"),
    [
        ("signed 12/3/25", "won", True),
        ("signed off by phone", "won", False),
        ("contract signed 12/3/25", "won", True),
        ("CEO signed 12/3/25", "won", True),
        ("signed with Pars Pump 12/3/25", "won", True),
        ("signed NDA 12/3/25", "won", False),
        ("NDA signed 12/3/25", "lost", False),
        ("signed? 12/3/25", "won", False),
        ("درخواست خرید 12/3/25", "won", False),
        ("خرید 12/3/25", "won", True),
        ("امضای صورتجلسه 12/3/25", "won", False),
        # Of what another firm has sold, or of its offer, nothing is won.
        ("bought from Steelcase 12/3/25", "won", False),
        ("bought from Steelcase 12/3/25", "lost", True),
        ("رقیب ارزان‌تر داد 12/3/25", "won", False),
        # Words that only begin like those of an end.
        ("order 12/3/25", "won", True),
        ("contractors on site 12/3/25", "won", False),
        ("lift out of order 12/3/25", "won", False),
        ("po box 12/3/25", "won", False),
        ("فروش 12/3/25", "won", True),
        ("صاحب فروشگاه 12/3/25", "won", False),
        ("مدیر فروش آمد 12/3/25", "won", False),
    ],
)
def test_what_is_signed_or_bought_is_the_order_or_ends_nothing(note, outcome, counts):
    settings = Settings(calendar="gregorian", day_order="day", currency="GBP")
    found = day_in(note, date(2025, 1, 1), date(2026, 1, 1), settings, outcome=outcome)
    assert (found == date(2025, 3, 12)) == counts


def test_the_day_of_a_paper_is_not_the_closing_day_of_a_won_deal(admin, pipeline, bring):
    bring(
        "company,title,amount,created,outcome,notes\n"
        "Pars,Pump,500,2025-01-30,Won,signed NDA 2025-03-12\n"
        "Pars,Valve,500,2025-01-30,Won,signed 2025-03-12\n"
        "Pars,Tube,500,2025-01-30,Won,bought from Steelcase 2025-03-12\n",
        admin,
    )
    closed = {deal.title: deal.closed_at and deal.closed_at.date() for deal in Deal.objects.all()}
    assert [title for title, day in closed.items() if day and day.month == 3] == ["Valve"]
