"""Sums without the tax, and the second person of a row with their own number, as offices in both languages write them."""

from __future__ import annotations

import html

import pytest
from django.utils import translation
from django.utils.translation import gettext

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.views.preview import rows
from kariz.localisation import preferences
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.columns.guessing import guess_kind, guess_mapping


def _amount(*columns, row=None):
    rows = [row or [100, 20, 120][: len(columns)]] * 3
    mapping = guess_mapping(
        ["Company", "Job", *columns], "deals", [["Parnell", "Fascia", *one] for one in rows]
    )
    return [column for column, name in mapping.items() if name == "amount"]


@pytest.mark.parametrize(
    ("columns", "amount"),
    [
        (("Net £", "VAT 20%", "Gross £"), "Net £"),
        (("Net", "VAT", "Total"), "Net"),
        (("Subtotal", "Tax", "Total"), "Subtotal"),
        (("Ex VAT", "VAT", "Inc VAT"), "Ex VAT"),
        (("Amount", "VAT", "Total"), "Amount"),
        (("Subtotal", "Discount", "Total"), "Total"),
        (("مبلغ خالص (ریال)", "مالیات", "جمع کل"), "مبلغ خالص (ریال)"),
        (("جمع", "ارزش افزوده", "قابل پرداخت"), "جمع"),
        (("جمع", "تخفیف", "جمع کل"), "جمع کل"),
    ],
)
def test_a_deal_is_worth_what_is_sold_without_the_tax(columns, amount):
    assert _amount(*columns) == [amount]


def test_words_below_net_are_no_sum():
    assert _amount("Net", "VAT", "Total", row=["yes", 20, 120]) == ["Total"]


LIVE = [
    "Quote no.",
    "Enq. date",
    "Customer",
    "Contact",
    "Tel / mob",
    "Job",
    "Who",
    "Status",
    "Order / lost date",
]
MEANT = ["external_id", "created_at", "company", "contact", "phone", "title", "owner", "outcome", "closed_at"]


def test_the_short_headers_of_an_english_office_need_no_mapping():
    row = [
        "Q1",
        "4/11/2025",
        "Kestrel",
        "Lewis Marsh",
        "07700 900146",
        "Sign",
        "David O",
        "Lost",
        "17/3/2026",
    ]
    assert guess_mapping(LIVE, "deals", [row, row]) == dict(zip(LIVE, MEANT, strict=True))


def test_when_beside_won_or_lost_is_the_day_of_it():
    columns = ["Date", "Company", "Job", "W/L", "When"]
    rows = [
        ["23/01/24", "CostWise", "Sign", "W", "12/02/24"],
        ["25/01/24", "Ridgeway", "Sign", "L", "22/04/24"],
    ]
    assert guess_mapping(columns, "deals", rows)["When"] == "closed_at"


@pytest.mark.parametrize(
    "columns",
    [
        ["Customer name", "Office tel", "Main contact", "Mobile", "Email", "2nd contact", "2nd mobile"],
        ["Customer name", "Office tel", "Contact 1", "Mobile", "Email", "Contact 2", "Contact 2 phone"],
        ["نام شرکت", "تلفن شرکت", "رابط اصلی", "موبایل", "ایمیل", "رابط دوم", "موبایل رابط دوم"],
    ],
)
def test_ali_gets_the_second_person_of_each_customer_with_their_own_number(columns, admin, upload):
    rows = [
        [
            "Bramley",
            "0117 496 0100",
            "Ben Tierney",
            "0912 345 6701",
            "ben@b.example",
            "Andrew Pike",
            "0912 345 6702",
        ],
        ["Costwise", "", "Stuart Rennie", "", "", "Amy Rudd", "0912 345 6704"],
        ["Harker", "", "Claire Webb", "0912 345 6705", "", "", "0912 345 6706"],
    ]
    assert guess_kind(columns, rows) == "contacts"
    text = "\n".join(",".join(cells) for cells in [columns, *rows])
    one = imports.start(one=upload(text, admin), by=admin)
    runs.work_all()
    assert Import.objects.get(pk=one.pk).phase == "done"
    reached = {
        one.name: sorted(point.normal for point in one.points.all()) for one in Contact.objects.order_by("pk")
    }
    assert reached == {
        "Ben Tierney": ["+989123456701", "ben@b.example"],
        "Andrew Pike": ["+989123456702"],
        "Stuart Rennie": [],
        "Amy Rudd": ["+989123456704"],
        "Claire Webb": ["+989123456705"],
    }
    assert "0912 345 6706" in Contact.objects.get(name="Claire Webb").notes
    assert not Deal.objects.exists()


def test_a_list_to_chase_is_one_of_deals_though_its_sum_is_called_by_a_sign():
    columns = ["Company", "What for", "£", "Chase on", "What to do", "Done?"]
    rows = [["Eastfield RP", "Shelving", 4000, "14/12/2026", "Site survey", "no"]] * 2
    with preferences.using(currency="GBP", unit="", language="en", calendar="gregorian"):
        assert guess_kind(columns, rows) == "deals"
        meant = guess_mapping(columns, "deals", rows)
    assert [meant[column] for column in columns[:5]] == [
        "company",
        "title",
        "amount",
        "next_step_on",
        "next_step",
    ]


def test_contact_and_number_is_the_person_with_their_number_and_contact_number_is_the_number():
    columns = ["Client", "Contact & number", "Job", "Value"]
    rows = [
        ["Union", "Claire Cope - 07700 900162", "Sign", 100],
        ["Tallow", "Alison Hale (07700900114)", "Menu", 200],
    ]
    assert guess_mapping(columns, "deals", rows)["Contact & number"] == "contact"
    columns[1] = "Contact number"
    rows = [["Union", "07700 900162", "Sign", 100], ["Tallow", "07700900114", "Menu", 200]]
    assert guess_mapping(columns, "deals", rows)["Contact number"] == "phone"


FIRST_AND_SECOND = [
    ["Business name", "Main contact", "Phone", "2nd contact", "2nd phone", "2nd e-mail", "2nd position"],
    ["نام شرکت", "رابط اصلی", "تلفن", "رابط دوم", "تلفن رابط دوم", "ایمیل دوم", "سمت رابط دوم"],
]
ROWS = [
    ["Warra", "Greg Hollis", "0912 345 6701", "Annette Hollis", "0912 345 6702", "ann@w.example", "Manager"],
    ["Roma", "Scott Burke", "0912 345 6703", "", "", "", ""],
]


def _second(columns, by, upload):
    return upload("\n".join(",".join(cells) for cells in [columns, *ROWS]), by)


def _people():
    return {
        one.name: (one.position, sorted(point.normal for point in one.points.all()))
        for one in Contact.objects.order_by("pk")
    }


OF_THE_TWO = {
    "Greg Hollis": ("", ["+989123456701"]),
    "Annette Hollis": ("Manager", ["+989123456702", "ann@w.example"]),
    "Scott Burke": ("", ["+989123456703"]),
}


@pytest.mark.parametrize("columns", FIRST_AND_SECOND)
def test_ali_reads_on_the_page_that_the_second_phone_is_annettes(columns, admin, pipeline, upload, client):
    one = _second(columns, admin, upload)
    assert [one.mapping[column] for column in columns[3:]] == ["contact", "phone", "email", "position"]
    client.force_login(admin)
    page = html.unescape(client.get(f"/imports/{one.pk}/").content.decode())
    with translation.override(admin.language):
        called = gettext("%(field)s of “%(column)s”") % {
            "field": BY_NAME["phone"].label,
            "column": columns[3],
        }
    assert f'<option value="phone" selected>{called}</option>' in page
    assert "<bdi>Annette Hollis: 0912 345 6702</bdi>" in page
    shown = rows(one, preview(one, admin).first)[0]["cells"]
    assert [cell.text for cell in shown[3:5]] == ["Annette Hollis", "Annette Hollis: 0912 345 6702"]


@pytest.mark.parametrize("columns", FIRST_AND_SECOND)
@pytest.mark.parametrize("said", ["phone", "mobile", "contact", None])
def test_whatever_ali_calls_the_second_phone_it_stays_annettes(said, columns, admin, pipeline, upload):
    one = _second(columns, admin, upload)
    if said:
        one = imports.change(one=one, by=admin, mapping=one.mapping | {columns[4]: said})
    imports.start(one=one, by=admin)
    runs.work_all()
    assert _people() == OF_THE_TWO


def test_a_second_position_stands_beside_the_first_one(admin, pipeline, upload):
    columns = ["Company", "Contact", "Position", "2nd contact", "2nd position"]
    one = upload("\n".join([",".join(columns), "Warra,Greg Hollis,Owner,Annette Hollis,Manager"]), admin)
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"2nd position": "position"})
    imports.start(one=one, by=admin)
    runs.work_all()
    assert _people() == {"Greg Hollis": ("Owner", []), "Annette Hollis": ("Manager", [])}


def test_a_second_phone_of_somebody_alone_is_theirs(admin, pipeline, upload):
    one = upload("Name,Phone,Phone 2\nGreg Hollis,0912 345 6701,0912 345 6702", admin, kind="contacts")
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"Phone 2": "phone"})
    imports.start(one=one, by=admin)
    runs.work_all()
    assert _people() == {"Greg Hollis": ("", ["+989123456701", "+989123456702"])}
