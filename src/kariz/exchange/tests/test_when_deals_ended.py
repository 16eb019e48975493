"""A deal that was here and open did not end on the day on which it began; Pipedrive writes won and lost days apart."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.exchange.models import ImportRow
from kariz.pipeline.models import Deal

TEHRAN = ZoneInfo("Asia/Tehran")
HEAD = "Ref,Title,Customer,Amount,Status,Enquiry date"
PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Status,Deal - Stage,"
    "Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Lost reason"
)


def closed(title):
    return timezone.localdate(Deal.objects.get(title=title).closed_at, TEHRAN)


def told(one):
    return [str(text) for text in ImportRow.objects.get(of=one).told]


@pytest.mark.parametrize(("word", "outcome"), [("PO received", "won"), ("lost", "lost")])
def test_niamhs_deal_of_october_that_next_weeks_book_ends_has_ended_today(
    admin, pipeline, bring, word, outcome
):
    row = "C26-041,Full kitchen refit,Sligo Grammar Catering,106100,{},2026-10-18\n"
    said = {"mapping": {"Ref": "external_id", "Title": "title", "Customer": "company", "Amount": "amount",
                        "Status": "stage", "Enquiry date": "created_at"}, "calendar": "gregorian"}  # fmt: skip
    bring(f"{HEAD}\n" + row.format("open"), admin, **said)
    done = bring(f"{HEAD}\n" + row.format(word), admin, existing="update", **said)
    assert (done.updated_count, Deal.objects.get().outcome) == (1, outcome)
    assert closed("Full kitchen refit") == timezone.localdate(timezone=TEHRAN)
    # That it says no day, and which is taken, stands on the row.
    assert any("today" in text or "امروز" in text for text in told(done))


def test_a_day_of_another_kind_on_the_row_goes_before_today(admin, pipeline, bring):
    head = "external id,title,stage,created at,expected close\n"
    bring(f"{head}x1,Pump,open,2025-03-01,\n", admin, calendar="gregorian")
    bring(f"{head}x1,Pump,won,2025-03-01,2025-06-01\n", admin, existing="update", calendar="gregorian")
    assert closed("Pump").isoformat() == "2025-06-01"


def test_a_new_row_that_is_won_without_a_day_still_closes_when_it_was_created(admin, pipeline, bring):
    bring("title,stage,created at\nPump,won,2025-03-05\n", admin, calendar="gregorian")
    assert closed("Pump").isoformat() == "2025-03-05"


def test_aoifes_lost_deals_of_pipedrive_close_when_they_were_lost(admin, pipeline, bring):
    rows = (
        "1,Bar refit,10,EUR,Salty Dog,Won,Proposal,2026-01-05 09:00:00,2026-02-01 10:00:00,,\n"
        "2,Ice machine,10,EUR,Cafe Rua,Lost,Proposal,2026-01-06 09:00:00,,2026-03-02 10:00:00,no budget\n"
        "3,Fryer suite,10,EUR,Corner House,Lost,Proposal,2026-01-07 09:00:00,2026-02-03 10:00:00,2026-04-04 10:00:00,\n"
    )
    one = bring(f"{PIPEDRIVE}\n{rows}", admin, rate="1")
    assert (one.refused_count, one.mapping["Deal - Lost time"]) == (0, "closed_at")
    days = {deal.title: timezone.localdate(deal.closed_at, TEHRAN).isoformat() for deal in Deal.objects.all()}
    assert days == {"Bar refit": "2026-02-01", "Ice machine": "2026-03-02", "Fryer suite": "2026-04-04"}
