"""Steps whose day was long past when their list was last written in are notes, which is told before they come."""

import pytest

from kariz.pipeline.models import Activity, Deal

LISTS = {
    "en": (
        "Company,Title,Amount,Stage,Created on,Next action,Action date\n"
        "Nova,Pump,1200,Quoted,2024-03-01,Call the buyer,2024-04-01\n"
        "Acme,Valve,900,Quoted,2025-10-05,Visit,2025-10-01\n"
        "Beta,Fan,700,Won,2024-02-01,Send invoice,2024-03-01\n",
        "Call the buyer (1 April 2024)",
    ),
    "fa": (
        "شرکت,عنوان,مبلغ,مرحله,تاریخ ایجاد,اقدام بعدی,تاریخ اقدام\n"
        "نور,Pump,1200,مذاکره,1402/12/11,تماس با خریدار,1403/01/13\n"
        "پارس,Valve,900,مذاکره,1404/07/13,بازدید,1404/07/09\n"
        "مهر,Fan,700,برنده,1402/11/12,ارسال فاکتور,1402/12/11\n",
        "تماس با خریدار (۱۳ فروردین ۱۴۰۳)",
    ),
}
both = pytest.mark.parametrize("language", ["en", "fa"])


@pytest.fixture
def speaks(admin, language):
    admin.language = language
    admin.save()
    return admin


def steps():
    return {one.deal.title: one.name for one in Activity.objects.filter(source=None, done_at=None)}


@both
def test_a_step_that_is_long_past_is_a_note_and_one_of_late_is_open(speaks, pipeline, bring, language):
    text, said = LISTS[language]
    one = bring(text, speaks)
    assert one.created_count == 3
    assert set(steps()) == {"Valve"}
    pump = Deal.objects.get(title="Pump")
    assert said.partition(" (")[0] in pump.notes and pump.is_open
    # The stage plans what comes next.
    assert Activity.objects.filter(deal=pump, done_at=None).exclude(source=None).exists()
    assert Deal.objects.get(title="Fan").notes.count("\n") == 0


@both
def test_it_is_told_before_the_list_comes(speaks, pipeline, upload, client, language):
    one = upload(LISTS[language][0], speaks)
    client.force_login(speaks)
    marked = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]["marked"]
    assert [(mark["sign"], mark["count"], mark["rows"]) for mark in marked if mark["sign"] == "old_step"] == [
        ("old_step", 1, [2])
    ]
    assert 'data-control-mark="old_step"' in client.get(f"/imports/{one.pk}/").content.decode()


@both
def test_in_a_list_that_is_old_itself_the_last_steps_stay_open(speaks, pipeline, bring, language):
    rows = LISTS[language][0].splitlines()
    bring("\n".join(rows[:2]), speaks)
    assert set(steps()) == {"Pump"}


@pytest.mark.parametrize(
    ("head", "old", "new"),
    [
        (
            "Customer,Spoke to,What was said,Call date,Next step,Next step on",
            "Nova,Ann,Wants a price,2024-03-01,Send it,2024-03-05",
            "Acme,Bob,Asked again,2025-10-05,Ring,2025-10-09",
        ),
        (
            "مشتری,با کی صحبت شد,چی گفت,تاریخ تماس,اقدام بعدی,تاریخ اقدام بعدی",
            "نور,سارا,قیمت خواست,1402/12/11,ارسال قیمت,1402/12/15",
            "پارس,علی,دوباره پرسید,1404/07/13,تماس,1404/07/17",
        ),
    ],
    ids=["en", "fa"],
)
def test_what_was_to_follow_a_call_long_ago_stands_in_its_notes(admin, pipeline, bring, head, old, new):
    one = bring(f"{head}\n{old}\n{new}\n", admin)
    assert one.kind == "activities" and one.refused_count == 0
    step = old.split(",")[4]
    assert not Activity.objects.filter(name=step).exists()
    assert Activity.objects.filter(notes__contains=step).exists()
    assert Activity.objects.filter(done_at=None, name=new.split(",")[4]).exists()
