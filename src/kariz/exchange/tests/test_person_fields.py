"""Lists say what people decide, where they are found in social networks, who spoke first, and to whom they report."""

import csv
import io

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from kariz.exchange.actions.exports import export
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping

PERSIAN = """\
نام و نام خانوادگی,شرکت,تصمیم‌گیرنده,نقش در خرید,لینکدین,تلگرام,اینستاگرام,واتساپ,نحوهٔ آشنایی,شروع‌کننده,مدیر مستقیم
مریم رضایی,آبسان,خیر,ارزیاب فنی,linkedin.com/in/maryam-r/,@maryam_r,maryam.r,09121112233,نمایشگاه,ما,علی کریمی
علی کریمی,آبسان,بله,تصمیم‌گیرنده,,https://t.me/karimi,,,معرفی,آن‌ها,
حسن مرادی,نیکان,شاید,رابط محلی,ندارم نمی‌دانم,,,,سایت,مشتری,پدرش
"""
ENGLISH = """\
Name,Company,Decision maker,Buying role,LinkedIn URL,Telegram,Instagram,WhatsApp,Source,Inbound/Outbound,Reports to
Una Park,Pumps,N,Technical buyer,linkedin.com/in/una,@una,https://instagram.com/una.p,+447911123456,Event,Outbound,Tom Lee
Tom Lee,Pumps,Yes,Economic buyer,,,,,Referral,Inbound,
"""


def shown():
    return {
        one.name: (
            one.decision_maker,
            one.role,
            one.channel,
            one.started_by,
            one.reports_to.name if one.reports_to else "",
            sorted((point.kind, point.normal) for point in one.points.all()),
        )
        for one in Contact.objects.filter(deleted_at=None)
    }


def test_mina_brings_what_she_knows_of_people_from_a_persian_list_without_a_typed_mapping(
    bring, admin, pipeline
):
    one = bring(PERSIAN, admin)
    assert one.kind == "contacts", one.mapping
    assert (one.created_count, one.refused_count) == (3, 0), list(one.rows.values_list("errors", "warnings"))
    found = shown()
    assert found["مریم رضایی"] == (
        False,
        "technical_judge",
        "event",
        "us",
        "علی کریمی",
        [
            ("instagram", "maryam.r"),
            ("linkedin", "in/maryam-r"),
            ("telegram", "maryam_r"),
            ("whatsapp", "+989121112233"),
        ],
    )
    assert found["علی کریمی"] == (True, "decision_maker", "referral", "them", "", [("telegram", "karimi")])
    told = one.rows.get(number=4)
    assert {note["field"] for note in told.warnings} == {"decision_maker", "role", "linkedin", "reports_to"}
    notes = Contact.objects.get(name="حسن مرادی").notes
    assert all(word in notes for word in ("شاید", "رابط محلی", "ندارم نمی‌دانم", "پدرش")), notes


def test_una_brings_the_same_in_english(bring, admin, pipeline):
    one = bring(ENGLISH, admin)
    assert (one.created_count, one.refused_count) == (2, 0), list(one.rows.values_list("errors", "warnings"))
    found = shown()
    assert found["Una Park"][:5] == (False, "technical_judge", "event", "us", "Tom Lee")
    assert [kind for kind, _normal in found["Una Park"][5]] == [
        "instagram",
        "linkedin",
        "telegram",
        "whatsapp",
    ]
    assert found["Tom Lee"][:5] == (True, "economic_buyer", "referral", "them", "")
    assert not any(note["field"] != "channel" for row in one.rows.all() for note in row.warnings)


@pytest.mark.parametrize("text", [PERSIAN, ENGLISH])
@pytest.mark.parametrize("policy", ["fill", "update"])
def test_the_same_list_again_changes_nothing_and_taking_it_back_leaves_nothing(
    bring, admin, pipeline, text, policy
):
    one = bring(text, admin)
    before = shown(), sorted(Contact.objects.values_list("pk", "version", "notes"))
    again = bring(text, admin, existing=policy)
    assert (again.created_count, again.updated_count, again.refused_count) == (0, 0, 0), list(
        again.rows.values_list("action", "warnings")
    )
    assert (shown(), sorted(Contact.objects.values_list("pk", "version", "notes"))) == before
    for part in (again, one):
        finish(imports.take_back(one=part, by=admin))
    assert not shown()


def test_what_a_list_fills_in_of_people_who_are_here_is_put_back(bring, admin, pipeline):
    bring("Name,Company\nUna Park,Pumps\nTom Lee,Pumps\n", admin)
    before = shown()
    one = bring(ENGLISH, admin, existing="fill")
    assert one.updated_count == 2 and shown()["Una Park"][4] == "Tom Lee"
    finish(imports.take_back(one=one, by=admin))
    assert shown() == before


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_of_people_comes_back_unchanged_and_whole(bring, admin, pipeline, language, ending):
    bring(PERSIAN, admin)
    before = shown()
    with translation.override(language):
        data = b"".join(export(kind="contacts", ending=ending, by=admin))
        one = imports.upload(file=ContentFile(data, f"people.{ending}"), by=admin)
        one = imports.change(one=one, by=admin, options={"existing": "update"})
        one = finish(imports.start(one=one, by=admin))
    assert (one.skipped_count, one.total) == (3, 3), list(
        one.rows.values_list("action", "errors", "warnings")
    )
    assert shown() == before
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        bare = io.StringIO()
        csv.writer(bare).writerows(row[1:] for row in rows)
        Contact.objects.all().delete()
        one = bring(bare.getvalue(), admin)
        assert shown() == before, one.mapping


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Role", ["Decision maker", "Champion", "User"], "role"),
        ("Role", ["Sales manager", "Buyer", "Engineer"], "position"),
        ("نقش", ["تصمیم‌گیرنده", "حامی", "کاربر"], "role"),
        ("Profile", ["https://www.linkedin.com/in/a", "linkedin.com/in/b"], "linkedin"),
        ("Social", ["@una", "https://t.me/tom"], "social"),
        ("صفحه", ["https://instagram.com/abc", "instagram.com/d"], "instagram"),
        ("Lead source", ["Inbound", "Outbound", "Inbound"], "started_by"),
        ("نقش رابط", ["تصمیم‌گیرنده", "حامی", "کاربر"], "role"),
        ("Handle", ["@una", "@ann_b", "@tom"], "social"),
        ("LinkedIn", ["https://www.linkedin.com/company/a", "https://www.linkedin.com/company/b"], "website"),
        ("Instagram followers", ["1200 of them", "3000 or so"], None),
        ("Web", ["https://a.example", "https://b.example"], "website"),
    ],
)
def test_a_column_of_people_is_known_by_its_cells(header, cells, field):
    rows = [
        [f"{name} Park", "Pumps Ltd", cell] for name, cell in zip(["Una", "Ann", "Tom"], cells, strict=False)
    ]
    found = guess_mapping(["Name", "Company", header], "contacts", rows)
    assert found.get(header) == field, found


def test_a_list_of_deals_says_who_decides_and_where_they_are_found(bring, admin, pipeline):
    text = (
        "عنوان معامله,شرکت,رابط,تصمیم‌گیرنده,تلگرام,شروع‌کننده,مبلغ\n"
        "پمپ,آبسان,علی کریمی,بله,@karimi,مشتری,1000\nشیر,نیکان,,بله,@nobody,ما,2000\n"
    )
    one = bring(text, admin)
    assert one.kind == "deals" and one.created_count == 2, one.mapping
    assert shown()["علی کریمی"] == (True, "unknown", "", "them", "", [("telegram", "karimi")])
    assert "@nobody" in Deal.objects.get(title="شیر").notes


def test_who_stands_below_decision_maker_decides(bring, admin, pipeline):
    one = bring("Deal,Company,Decision maker,Amount\nPump,Otley,Una Park,100\nMill,Acme,Tom Lee,200\n", admin)
    assert one.mapping["Decision maker"] == "contact"
    assert {name: said[0] for name, said in shown().items()} == {"Una Park": True, "Tom Lee": True}


def test_several_ways_may_stand_in_one_cell(bring, admin, pipeline):
    one = bring(
        "Name,Company,Social\nUna Park,Otley,@una و https://t.me/una_p\nTom Lee,Otley,instagram.com/tom\n",
        admin,
    )
    assert one.mapping["Social"] == "social"
    assert shown()["Una Park"][5] == [("other", "@una"), ("telegram", "una_p")]
    assert shown()["Tom Lee"][5] == [("instagram", "tom")]


def test_a_name_that_two_of_the_company_may_have_is_of_neither_and_stands_in_the_notes(
    bring, admin, pipeline
):
    one = bring(
        "نام و نام خانوادگی,شرکت,مدیر مستقیم\nعلی کریمی,آبسان,\nرضا کریمی,آبسان,\n"
        "مریم رضایی,آبسان,آقای کریمی\nحسن مرادی,آبسان,رضا کریمی\nسارا نوری,آبسان,مرادی\n",
        admin,
    )
    heads = {person.name: person.reports_to and person.reports_to.name for person in Contact.objects.all()}
    assert heads["حسن مرادی"] == "رضا کریمی" and heads["سارا نوری"] == "حسن مرادی"
    assert heads["مریم رضایی"] is None
    assert "آقای کریمی" in Contact.objects.get(name="مریم رضایی").notes
    (told,) = one.rows.get(number=4).warnings
    assert told["left"] == "آقای کریمی" and "چند نفر" in told["text"]


def test_of_two_who_are_each_the_superior_of_the_other_one_is_told_why_not(bring, admin, pipeline):
    one = bring("Name,Company,Reports to\nTom Lee,Pumps,Ann Bell\nAnn Bell,Pumps,Tom Lee\n", admin)
    assert Contact.objects.get(name="Tom Lee").reports_to.name == "Ann Bell"
    assert Contact.objects.get(name="Ann Bell").reports_to is None
    (told,) = one.rows.get(number=3).warnings
    assert "cannot be above" in told["msgid"][0] and told["left"] == "Tom Lee"


def test_whom_somebody_reports_to_who_stays_stays_when_the_list_is_taken_back(bring, admin, pipeline):
    one = bring(
        "Name,Company,Reports to\nUna Park,Pumps,Tom Lee\nTom Lee,Pumps,Ann Bell\nAnn Bell,Pumps,\n", admin
    )
    una = Contact.objects.get(name="Una Park")
    deals.create(new=deals.NewDeal(title="Pump", contact=una, pipeline=pipeline), by=admin)
    finish(imports.take_back(one=one, by=admin))
    here = Contact.objects.filter(deleted_at=None).values_list("name", flat=True)
    assert set(here) == {"Una Park", "Tom Lee", "Ann Bell"}
