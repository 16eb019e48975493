"""Deals that have ended, in a list that only says when somebody was last spoken to, ended on that day, not today."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping

TEHRAN = ZoneInfo("Asia/Tehran")


def ended():
    deals = Deal.objects.exclude(closed_at=None).filter(outcome__in=["won", "lost"])
    return {one.title: timezone.localdate(one.closed_at, TEHRAN).isoformat() for one in deals}


@pytest.mark.parametrize("header", ["Last spoke", "Last contact", "Date of last contact", "آخرین تماس"])
def test_niamhs_old_deals_end_when_she_last_spoke_to_them(bring, admin, pipeline, header):
    text = (
        f"Title,Company,Amount,Status,{header}\n"
        "Pump,Otley,1200,Won,2026-05-03\nMill,Acme,300,Lost,2026-06-04\nBolt,Bolt,300,Open,2026-06-05\n"
    )
    one = bring(text, admin)
    assert one.mapping[header] == "spoken_on"
    assert ended() == {"Pump": "2026-05-03", "Mill": "2026-06-04"}
    assert [row.told for row in one.rows.order_by("number")] == [
        ["ردیف تاریخ بسته‌شدن ندارد؛ روز آخرین تماس به‌جای آن ثبت شد."]
    ] * 2 + [[]]
    again = bring(text, admin)
    assert (again.created_count, again.updated_count) == (0, 0)


def test_jalali_days_do_so_too_and_the_day_of_closing_goes_before(bring, admin, pipeline):
    text = (
        "عنوان معامله,شرکت,مبلغ,وضعیت,تاریخ بسته شدن,تاریخ آخرین تماس\n"
        "پمپ,آبسان,1000,باخت,,1405/05/03\nشیر,نیکان,2000,فروخته شد,1405/04/01,1405/06/01\n"
    )
    bring(text, admin)
    assert ended() == {"پمپ": "2026-07-25", "شیر": "2026-06-22"}


def test_a_last_contact_before_the_deal_began_or_still_to_come_is_not_its_end(bring, admin, pipeline):
    text = (
        "Title,Company,Amount,Status,Created,Last contact\n"
        "Pump,Otley,1200,Won,2026-05-01,2026-04-03\nMill,Acme,300,Lost,2026-05-02,2031-04-03\n"
    )
    bring(text, admin)
    assert ended() == {"Pump": "2026-05-01", "Mill": "2026-05-02"}


def test_words_below_such_a_header_and_lists_without_ends_are_left_as_they_are():
    rows = [["Pump", "Open", "said he would ring"], ["Mill", "Lost", "nobody answers"]]
    assert "spoken_on" not in guess_mapping(["Title", "Status", "Last contact"], "deals", rows).values()
    days = [["Pump", "2026-05-03"], ["Mill", "2026-05-04"]]
    assert guess_mapping(["Title", "Last contact"], "deals", days) == {"Title": "title"}
