"""A sheet of spare parts: what was sold, how many of it and when it was delivered."""

from datetime import date

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions.endings import day_of
from kariz.pipeline.models import Deal

SHEETS = {
    "fa": (
        "تاریخ,خریدار,قطعه,تعداد,مبلغ به ریال,وضعیت,تاریخ تحویل,فروشنده\n"
        "1405/01/22,گلستان طوس,المنت دوخت,1,380000000,تحویل شد,1405/01/28,الهام\n"
        "1405/02/09,بهرامن,تیغه برش ساشه,2,125000000,تحویل شد,1405/02/12,الهام\n"
        "1405/03/05,آیدانا,تسمه تفلون,10,210000000,تحویل شد,1405/03/11,الهام\n"
        "1405/04/18,سحرخیز,فک دوخت,1,640000000,نخرید,1405/05/02,الهام\n"
        "1405/07/25,کشمش طلا,لودسل,4,960000000,پیش‌فاکتور,,الهام\n"
        "1405/08/06,ثامن پارس,کنترلر,1,1420000000,استعلام,,الهام\n"
    ),
    "en": (
        "Date,Company,Part,Quantity,Amount (ریال),Status,Delivery date,Owner\n"
        "2026-04-11,Morley Ltd,heating element,1,380000000,delivered,2026-04-17,Elaine\n"
        "2026-04-29,Granary Wharf,cutting blade,2,125000000,delivered,2026-05-02,Elaine\n"
        "2026-05-26,Kelso Interiors,Teflon belt,10,210000000,delivered,2026-06-01,Elaine\n"
        "2026-07-09,Elm Dental,sealing jaw,1,640000000,lost,2026-07-24,Elaine\n"
        "2026-10-17,Artesian,load cell,4,960000000,quoted,,Elaine\n"
        "2026-10-28,Overbury,controller,1,1420000000,enquiry,,Elaine\n"
    ),
}


def lines(deal):
    return [(line.title, int(line.quantity)) for line in deal.lines.all()]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_part_is_what_is_sold_and_the_day_of_delivery_closes_what_has_ended(
    admin, pipeline, upload, language
):
    one = upload(SHEETS[language], admin)
    fields = list(map(one.mapping.get, one.columns))
    assert (fields[2], fields[3], fields[6]) == ("product", "quantity", "closed_at")
    finish(imports.start(one=one, by=admin))
    belt = Deal.objects.get(amount=210_000_000)
    rows = SHEETS[language].splitlines()
    assert lines(belt) == [(rows[3].split(",")[2], 10)]
    assert day_of(belt.closed_at) == date(2026, 6, 1)
    assert Deal.objects.filter(outcome="open", closed_at=None).count() == 2


@pytest.mark.parametrize("language", ["fa", "en"])
def test_how_many_stands_in_the_notes_where_the_part_is_the_title(admin, pipeline, upload, language):
    one = upload(SHEETS[language], admin)
    part = one.columns[2]
    one = imports.change(one=one, by=admin, mapping=one.mapping | {part: "title"})
    finish(imports.start(one=one, by=admin))
    belt = Deal.objects.get(amount=210_000_000)
    assert belt.notes == f"{one.columns[3]}: 10" and not lines(belt)
    was = set(Deal.objects.values_list("pk", "version", "notes"))
    again = upload(SHEETS[language].replace("210000000", "215000000"), admin)
    finish(imports.start(one=again, by=admin))
    assert {notes.count("10") for _pk, _v, notes in was if "10" in notes} == {1}


def test_above_numbers_it_is_a_plot_of_land(upload, admin, pipeline):
    one = upload(
        "تاریخ,خریدار,قطعه,مبلغ به ریال\n1405/01/22,سارا احمدی,12,380000000\n1405/01/23,آوا,13/ب,9000000\n",
        admin,
    )
    assert one.mapping.get("قطعه") != "product"


def test_days_of_delivery_beside_deals_that_go_on_are_promises(upload, admin, pipeline):
    still = SHEETS["fa"].replace("تحویل شد", "استعلام").replace("نخرید", "استعلام")
    assert upload(still, admin).mapping.get("تاریخ تحویل") != "closed_at"
