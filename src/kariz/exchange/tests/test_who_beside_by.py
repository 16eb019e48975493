"""Beside who of us it was, "Who" says with whom a call was; where no column does, what was said may name them."""

import pytest

from kariz.pipeline.models import Activity, Deal

CALLS = {
    "en": "Date,By,Who,Company,What was said\n"
    "2026-11-03,Gail,Karen,Otley Park,wants a price\n2026-11-04,Luis,Steve Nguyen,Acme Mills,no answer\n"
    "2026-11-05,Gail,Janet K.,Elmo Church,left a message\n2026-11-06,Luis,Hank,Hutto Park,back on Monday\n",
    "fa": "تاریخ تماس,توسط,{who},شرکت,چی گفت\n"
    "2026-11-03,مریم,سعید,نیکان,قیمت خواست\n2026-11-04,علی,آقای کریمی,سبلان,جواب نداد\n"
    "2026-11-05,مریم,مینا صالحی,آبسان,پیش‌فاکتور رفت\n2026-11-06,علی,خانم احمدی,فولاد غرب,شنبه زنگ بزنیم\n",
}


THERE = (
    "Name,Company\nKaren Holloway,Otley Park\nSteve Nguyen,Acme Mills\nJanet Krause,Elmo Church\nHank Dorsey,Hutto Park\n"
    "سعید رضایی,نیکان\nآقای کریمی,سبلان\nمینا صالحی,آبسان\nخانم احمدی,فولاد غرب\n"
)


@pytest.mark.parametrize("who", ["en", "کی بود", "با که", "با کی", "طرف"])
def test_who_is_the_person_of_the_customer(bring, admin, pipeline, who):
    bring(THERE, admin, name="people.csv")
    text = CALLS["en"] if who == "en" else CALLS["fa"].format(who=who)
    one = bring(text, admin, calendar="gregorian", name="calls.csv")
    assert (one.kind, one.created_count) == ("activities", 4)
    calls = Activity.objects.exclude(done_at=None).order_by("done_at")
    assert [call.contact.name.split()[0] for call in calls] in (
        ["Karen", "Steve", "Janet", "Hank"],
        ["سعید", "آقای", "مینا", "خانم"],
    )


PEOPLE = {
    "en": "Name,Company\nSam Whitaker,Hutto Park\nHank Dorsey,Hutto Park\n",
    "fa": "نام,شرکت\nسام وفایی,سبلان\nکاوه امینی,سبلان\n",
}
DEALS = {
    "en": "Title,Company,Contact,Created on\nDock,Hutto Park,Sam Whitaker,2026-03-01\n",
    "fa": "عنوان,شرکت,رابط,تاریخ ایجاد\nچیلر,سبلان,سام وفایی,2026-03-01\n",
}
SAID = {
    "en": "Date,Company,What was said\n2026-04-05,Hutto Park,{}\n",
    "fa": "تاریخ تماس,شرکت,چی گفت\n2026-04-05,سبلان,{}\n",
}


@pytest.mark.parametrize(
    ("language", "said", "who"),
    [
        ("en", "Hank is back on Monday", "Hank Dorsey"),
        ("en", "asks for the price", "Sam Whitaker"),
        ("fa", "کاوه گفت شنبه برمی‌گردد", "کاوه امینی"),
        ("fa", "قیمت خواست", "سام وفایی"),
    ],
)
def test_a_call_that_speaks_of_a_colleague_is_with_that_one(bring, admin, pipeline, language, said, who):
    bring(PEOPLE[language], admin, name="people.csv")
    bring(DEALS[language], admin, name="deals.csv", calendar="gregorian")
    bring(SAID[language].format(said), admin, name="calls.csv", calendar="gregorian")
    call = Activity.objects.get(done_at__isnull=False)
    assert (call.deal, call.contact.name) == (Deal.objects.get(), who)
