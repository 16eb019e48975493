"""Lists in whose midst the columns are named anew, some of them otherwise: what stands below is read by those names."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.unnamed import unnamed
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

NIAMHS = """Date,Client,Deal,Price,Rep,Result,Comments
2025-01-04,Nourish Deli,Walk-in cold room,10400,Niamh Walsh,lost,closed down
2025-01-28,Supermax,Mobile kitchen hire,8800,Niamh Walsh,won,paid
,,H1 total,19200,,,
Date,Client,Contact,Deal,Price,Rep,Status,Comments
2025-07-04,Renmore Community School,Kevin Silva,Vacuum packer,4150,Niamh Walsh,won,paid
2025-07-05,University Sports,Pat Walsh,Combi oven,15750,Aoife Burke,lost,too dear
"""
NADERIS = """تاریخ استعلام,مشتری,شخص تماس,شرح کار,مبلغ کل (ریال),وضعیت,کارشناس فروش
1404/07/11,انبوه‌سازان پارس,علی یزدانی,آسانسور کششی پاساژ الماس,11400000000,قرارداد شد,سارا نادری
1404/07/21,عمران سازه توس,بهاره محمدی,بالابر برج دوقلو,8850000000,راکد,سارا نادری
تاریخ,نام مشتری,پروژه,تماس,مبلغ (تومان),نتیجه,فروشنده
1404/08/01,شرکت ماندگار عمران,سرویس سالانه فاز ۲,آقای امینی - 09116239168,85000000,از دست رفت,سارا نادری
1404/09/03,قطار شهری تبریز,سرویس پاساژ الماس,نیما گلستانی,205000000,نشد,سارا نادری
"""
DANAS = """Customer,Job,Contact,Rep,Price,Where are we,First call
Alpenglow Lodge,Conveyor dishwasher,Tom Haskell,Pris,48500,Quote sent,2026-09-14
Beech Street Care,Door-type dishwasher,Sharon Okafor,Kev,14900,Site visit,2026-10-29
Larkspur Inn,OPL laundry,Trevor Nash,Pris,52300,hold,2026-04-07

WON 2026
Customer,Job,Contact,Rep,Sold for,Signed,Install week
Aspen Ridge,Dishwasher main kitchen,Linda Marsh,Pris,31200,2026-02-12,wk 12
Oxbow Hotel,Glasswashers,Oliver Grant,Kev,54700,2026-04-21,wk 22
Columbine Village,Pot washer,Doris Chen,Kev,12600,2026-06-30,wk 32

LOST 2026
Customer,Job,Contact,Rep,Price,Lost on,Why
Mile High Hostel,Washer dryer stack,Jess Howard,Kev,11200,2026-03-27,Price
"""
RANAS = """مشتری,کار,مسئول,مبلغ (تومان),مرحله
هتل پارس,فرش لابی,سارا نادری,۴۸۵۰۰۰۰۰,مذاکره
بیمارستان مهر,پرده,سارا نادری,۱۴۹۰۰۰۰۰,مذاکره

برنده‌های ۱۴۰۴
مشتری,کار,مسئول,فروخته شد به,روز امضا
دانشگاه توس,موکت,سارا نادری,۳۱۲۰۰۰۰۰,۱۴۰۴/۰۲/۱۲
مدرسه آوا,پرده,سارا نادری,۵۴۷۰۰۰۰۰,۱۴۰۴/۰۴/۲۱
"""


def deals():
    return {deal.title: deal for deal in Deal.objects.all()}


def test_the_second_half_of_niamhs_year_is_read_by_its_own_names(admin, pipeline, upload):
    one = upload(NIAMHS, admin)
    assert one.columns == ["Date", "Client", "Deal", "Price", "Rep", "Result", "Comments", "Contact"]
    assert one.layout["asides"] == {"4": "total", "5": "renamed"}
    assert set(one.options["people"]) == {"Niamh Walsh", "Aoife Burke"}
    one = finish(imports.start(one=one, by=admin))
    found = deals()
    assert set(found) == {"Walk-in cold room", "Mobile kitchen hire", "Vacuum packer", "Combi oven"}
    packer, oven = found["Vacuum packer"], found["Combi oven"]
    assert (packer.company.name, packer.contact.name) == ("Renmore Community School", "Kevin Silva")
    assert (packer.owner.name, packer.outcome) == ("Niamh Walsh", "won")
    assert (oven.owner.name, oven.outcome, oven.contact.name) == ("Aoife Burke", "lost", "Pat Walsh")
    assert oven.amount == 10 * 15750


def test_naderis_second_half_has_other_names_another_order_and_another_unit(admin, pipeline, upload):
    one = upload(NADERIS, admin)
    assert one.layout["asides"] == {"4": "renamed"}
    finish(imports.start(one=one, by=admin))
    found = deals()
    above, below = found["آسانسور کششی پاساژ الماس"], found["سرویس سالانه فاز ۲"]
    assert (above.amount, below.amount) == (11_400_000_000, 850_000_000)
    assert (below.company.name, below.outcome) == ("شرکت ماندگار عمران", "lost")
    assert below.contact.name == "آقای امینی" and below.owner.name == "سارا نادری"
    assert below.created_at.astimezone(ZoneInfo("Asia/Tehran")).date() == datetime.date(2025, 10, 23)


def test_the_names_above_hold_again_where_they_stand_once_more(admin, pipeline, bring):
    again = NIAMHS.splitlines()[0] + "\n2025-12-01,Cafe Rua,Ice machine,2900,Niamh Walsh,won,paid\n"
    bring(NIAMHS + again, admin)
    machine = deals()["Ice machine"]
    assert (machine.company.name, machine.amount, machine.outcome) == ("Cafe Rua", 29000, "won")


def test_a_person_who_says_that_no_row_names_the_columns_gets_each_row_as_it_stands(admin, pipeline, upload):
    one = imports.change(one=upload(NIAMHS, admin), by=admin, header=False)
    assert "named_again" not in one.layout and len(one.columns) == 7
    back = imports.change(one=one, by=admin, header=True)
    assert back.columns[-1] == "Contact" and back.layout["asides"]["5"] == "renamed"


@pytest.mark.parametrize(
    "row",
    [
        "Website,Nourish Deli,Phone,Call",
        "Sara Hill,Contact,Company,Notes",
        "Title,Client,12,lost",
        "Client,Deal,,",
    ],
)
def test_a_row_with_words_that_columns_are_called_by_is_a_row(admin, pipeline, upload, row):
    text = f"Deal,Customer,Origin,Remark\nOven,Cafe Rua,Expo,x\n{row}\nFryer,Supermax,Expo,y\n"
    one = upload(text, admin)
    assert "named_again" not in one.layout and one.columns == ["Deal", "Customer", "Origin", "Remark"]


def test_the_row_itself_is_told_to_be_none(admin, pipeline, upload, client):
    one = upload(NIAMHS, admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "ردیف‌های زیرش با همین نام‌ها خوانده می‌شوند" in page


def _shanes_book(*closed, below="Date lost"):
    rows = "".join(
        f"Farm {place},Shed {place},{900 + place},won,{day}\n" for place, day in enumerate(closed, start=1)
    )
    return (
        f"Customer,Job,Amount,Result,Closed\n{rows}Customer,Job,Amount,Why lost,{below}\n"
        "Roma Diesel,Battery,700,Price,2026-07-14\nAyr Sugar,Workshop,800,Price,2026-03-02\n"
    )


def test_one_day_to_come_in_shanes_closed_column_leaves_it_what_it_was(admin, pipeline, bring, upload):
    bring(_shanes_book("2026-04-07", "2026-07-28", "2026-08-25"), admin)
    again = upload(_shanes_book("2026-04-07", "2026-07-28", "2026-08-25", "2090-12-04"), admin)
    assert again.layout["remembered"] == admin.name
    assert (again.mapping["Closed"], "Date lost" in again.columns) == ("closed_at", False)
    finish(imports.start(one=again, by=admin))
    told = again.rows.get(number=5).warnings
    assert [one["field"] for one in told if "future" in str(one)] == ["closed_at"]
    assert Deal.objects.filter(outcome="won").count() == 4


def test_columns_stay_one_as_their_headers_say_even_where_most_days_are_to_come(
    admin, pipeline, bring, upload
):
    bring(_shanes_book("2026-04-07", "2026-07-28"), admin)
    again = upload(_shanes_book("2090-04-07", "2090-07-28"), admin)
    assert (again.layout["remembered"], again.mapping["Closed"]) == (admin.name, "closed_at")


DEBS = """Date,Company,Job,Amount,Result,
2025-01-20,Warra Downs,Battery homestead,52400,won,
2025-02-04,Warwick Piggery,Piggery sheds,121600,lost,
,,Subtotal,174000,,

,2nd half,,,,
Date,Company,Job,Amount,Result,
2025-07-15,Kingaroy Peanuts,Roof stage 2,126500,won,
2025-09-30,Longreach Woolshed,Woolshed roof,42900,on hold,after shearing
"""
MARYAMS = """تاریخ,مشتری,شرح کار,مبلغ,نتیجه
1404/02/04,نیکان,پمپ,900,برنده
1404/03/11,آریا,شیر,300,باخت

نیمه دوم,,,,
تاریخ,خریدار,شرح کار,مبلغ,نتیجه
1404/08/01,پارس,کمپرسور,500,برنده
1404/09/03,مانا,فیلتر,700,برنده
"""


def test_what_debs_second_half_is_called_is_no_deal_and_its_column_without_a_name_stands_in_f(
    admin, pipeline, upload
):
    one = upload(DEBS, admin)
    assert one.layout["asides"] == {"4": "total", "6": "divider", "7": "header"}
    assert len(one.columns) == 6
    assert [(found.letter, found.rows, found.said) for found in unnamed(one)] == [
        ("F", 1, ["after shearing"])
    ]
    finish(imports.start(one=one, by=admin))
    assert set(deals()) == {"Battery homestead", "Piggery sheds", "Roof stage 2", "Woolshed roof"}


def test_nor_is_maryams_where_its_columns_are_called_otherwise(admin, pipeline, upload):
    one = upload(MARYAMS, admin)
    assert one.layout["asides"] == {"5": "divider", "6": "renamed"}
    finish(imports.start(one=one, by=admin))
    assert set(deals()) == {"پمپ", "شیر", "کمپرسور", "فیلتر"}


def test_a_company_alone_below_a_blank_line_is_one_unless_the_columns_are_named_below_it(
    admin, pipeline, upload
):
    one = upload(DEBS.replace("\nDate,Company,Job,Amount,Result,\n2025-07", "\n2025-07"), admin)
    assert one.layout["asides"] == {"4": "total"}


def test_a_column_without_a_name_that_stands_elsewhere_below_is_said_with_its_own_letter(
    admin, pipeline, upload
):
    one = upload(
        NADERIS.replace(",نتیجه,فروشنده", ",,نتیجه,فروشنده")
        .replace(",85000000,", ",85000000,نقد,")
        .replace(",205000000,", ",205000000,,"),
        admin,
    )
    assert [(found.letter, found.said) for found in unnamed(one)] == [("F", ["نقد"])]


def test_the_won_and_lost_parts_of_danas_book_have_names_of_their_own(admin, pipeline, upload):
    one = upload(DANAS, admin, "pipeline.csv")
    assert one.layout["asides"]["7"] == one.layout["asides"]["13"] == "renamed"
    finish(imports.start(one=one, by=admin))
    found = deals()
    assert {title: deal.outcome for title, deal in found.items()} == {
        "Conveyor dishwasher": "open",
        "Door-type dishwasher": "open",
        "OPL laundry": "resting",
        "Dishwasher main kitchen": "won",
        "Glasswashers": "won",
        "Pot washer": "won",
        "Washer dryer stack": "lost",
    }
    assert found["Glasswashers"].amount == 10 * 54700
    assert found["Glasswashers"].closed_at.astimezone(ZoneInfo("Asia/Tehran")).date() == datetime.date(
        2026, 4, 21
    )
    assert found["Washer dryer stack"].closed_at.astimezone(ZoneInfo("Asia/Tehran")).date() == datetime.date(
        2026, 3, 27
    )


def test_what_a_heading_says_of_its_part_is_a_word_that_mina_can_take_otherwise(admin, pipeline, upload):
    one = upload(DANAS, admin, "pipeline.csv")
    word = next(word for word, meaning in one.options["stages"].items() if meaning == "won")
    one = imports.change(one=one, by=admin, options={"stages": one.options["stages"] | {word: "open"}})
    finish(imports.start(one=one, by=admin))
    assert deals()["Glasswashers"].outcome == "open"


def test_the_won_part_of_ranas_list_is_won(admin, pipeline, upload):
    finish(imports.start(one=upload(RANAS, admin, "list.csv"), by=admin))
    assert {deal.company.name: (deal.outcome, deal.amount) for deal in Deal.objects.all()} == {
        "هتل پارس": ("open", 485_000_000),
        "بیمارستان مهر": ("open", 149_000_000),
        "دانشگاه توس": ("won", 312_000_000),
        "مدرسه آوا": ("won", 547_000_000),
    }


def test_in_a_list_without_a_status_the_headings_alone_say_it(admin, pipeline, upload):
    lines = ["Customer,Job,Price", "Harmony House,Dryers,18750", "Canyon View,Bar,6800", "", "Lost jobs 2025"]
    text = "\n".join([*lines, "Customer,Job,Price", "Oxbow Hotel,Ironer,9400", "Mile High,Stack,11200", ""])
    finish(imports.start(one=upload(text, admin, "jobs.csv"), by=admin))
    assert {deal.title: deal.outcome for deal in Deal.objects.all()} == {
        "Dryers": "open",
        "Bar": "open",
        "Ironer": "lost",
        "Stack": "lost",
    }
