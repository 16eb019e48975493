"""A list that says what people do is one of people, and one that says to whom one spoke, and when, is one of calls."""

import pytest

from kariz.pipeline.models import Activity
from kariz.reading.columns.guessing import guess_kind, guess_mapping

PEOPLE = [
    ["Sarah Whitfield", "Buyer", "07700 900123"],
    ["Tom Okafor", "Site manager", "07700 900124"],
    ["Ann Lee", "Teacher", "07700 900125"],
    ["Bob Marsh", "Plumber", "07700 900126"],
]


@pytest.mark.parametrize("header", ["Job", "Job title", "Occupation", "What they do", "شغل", "چه کاره است"])
@pytest.mark.parametrize("who", ["Name", "Client", "نام"])
def test_what_somebody_does_is_their_position(who, header):
    columns = [who, header, "Mobile"]
    assert guess_kind(columns, PEOPLE) == "contacts"
    found = guess_mapping(columns, "contacts", PEOPLE)
    assert found[header] == "position" and found[who] in ("contact", "first_name")


def test_a_job_that_is_work_to_be_done_is_no_position():
    work = ["Roof repair", "New kitchen", "Loft conversion", "Garden wall"]
    rows = [[row[0], job, row[2]] for row, job in zip(PEOPLE, work, strict=True)]
    assert "Job" not in guess_mapping(["Client", "Job", "Phone"], "contacts", rows)
    priced = [[*row, "1200"] for row in rows]
    columns = ["Client", "Job", "Phone", "Amount"]
    assert guess_kind(columns, priced) == "deals"
    assert guess_mapping(columns, "deals", priced)["Job"] == "title"


ENGLISH = "Client,Spoke to,Notes,Date\nAcme Ltd,Sarah Whitfield,Wants a quote,2026-05-12\n"
PERSIAN = "مشتری,با کی صحبت شد,توضیحات,تاریخ\nشرکت نور,سارا رضایی,قیمت خواست,1404/05/12\n"


@pytest.mark.parametrize(
    ("text", "said", "firm"),
    [(ENGLISH, "Wants a quote", "Acme Ltd"), (PERSIAN, "قیمت خواست", "شرکت نور")],
    ids=["en", "fa"],
)
def test_whom_one_spoke_to_and_when_is_a_call_whatever_the_sheet_is_called(
    admin, pipeline, bring, text, said, firm
):
    one = bring(text, admin)
    assert (one.kind, one.created_count) == ("activities", 1)
    call = Activity.objects.get(source=None)
    assert call.done_at is not None and call.company.name == firm
    assert said in (call.result, call.notes, call.name)


@pytest.mark.parametrize(
    "more", [{"Phone": "020 7123 4567"}, {"Amount": "1200"}, {"Stage": "Quoted"}, {"Project": "Pump"}]
)
def test_a_list_of_people_or_deals_that_says_whom_one_spoke_to_stays_one(more):
    rows = [["Acme Ltd", "Sarah", "Wants a quote", "2026-05-12", *more.values()]] * 3
    assert guess_kind(["Client", "Spoke to", "Notes", "Date", *more], rows) != "activities"


def test_a_job_with_a_step_is_work_though_one_of_them_is_called_like_a_post():
    rows = [
        ["Morley Ltd", "pedestals", "send drawing"],
        ["Elm Ltd", "reception", "visit"],
        ["Ash Ltd", "panels", "ring"],
    ]
    assert guess_mapping(["Customer", "Job", "Next step"], "deals", rows).get("Job") != "position"
