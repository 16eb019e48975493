"""A list is exported with the columns that it shows, or with all; with all it comes back unchanged."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.localisation.dates import format_date
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities, closures, deals
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.models import Activity, Deal, LostReason
from kariz.records.actions import custom_fields

MOBILE = {"kind": "mobile", "value": "09121112233"}
MAIL = {"kind": "email", "value": "una@nikan.example"}
WHOLE = {
    "companies": "&columns=all",
    "contacts": "&columns=all",
    "deals": "&columns=all&outcome__in=open,lost,resting",
}
PHONE = {"kind": "phone", "value": "02188776655"}


@pytest.fixture
def house(admin, pipeline):
    """Nikan with Una, an open deal with a step, a lost one, a resting one; all know the company's own field."""
    gate = custom_fields.create(subject="deal", label="درگاه", type="text", by=admin)
    nikan = companies.create(by=admin, name="Nikan", city="Shiraz", industry="Pumps", owner=admin)
    ofogh = companies.create(by=admin, name="Ofogh", owner=admin)
    una = contacts.create(
        by=admin,
        name="Una Park",
        company=nikan,
        position="Buyer",
        points=[MOBILE, PHONE, MAIL],
        role="champion",
        owner=admin,
    )
    given = {"pipeline": pipeline, "company": nikan, "contact": una, "owner": admin, "channel": "referral"}
    pump = deals.create(
        new=NewDeal(title="Pump", amount=12_340, custom={gate.key: "A"}, **given, notes="two lines\nof text"),
        by=admin,
    )
    Activity.objects.filter(deal=pump).delete()
    at = datetime(2031, 1, 5, 20, 29, 59, tzinfo=UTC)
    activities.plan(by=admin, deal=pump, kind="call", name="Ring Una", owner=admin, due_at=at)
    lost = deals.create(new=NewDeal(title="Pipe", **given | {"company": ofogh}), by=admin)
    closures.lose(deal=lost, by=admin, lost_reason=LostReason.objects.first(), note="")
    rests = deals.create(new=NewDeal(title="Valve", **given), by=admin)
    closures.rest(deal=rests, by=admin, until=timezone.localdate() + timedelta(days=90))
    return admin


def read(data, ending):
    if ending == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def asked(client, kind, ending="csv", query="&columns=all", door="/exports/"):
    answer = client.get(f"{door}{kind}.{ending}?shown=1{query}")
    assert answer.status_code == 200, answer.content
    return answer.getvalue()


def versions():
    return [
        sorted(model.objects.values_list("pk", "version")) for model in (Deal, Contact, Company, Activity)
    ]


@pytest.mark.parametrize("door", ["/exports/", "/api/v1/exports/"])
def test_mina_takes_the_shown_columns_or_all(client, house, door):
    client.force_login(house)
    few = read(asked(client, "deals", query="&columns=title,owner", door=door), "csv")
    every = read(asked(client, "deals", query="&columns=title" + WHOLE["deals"], door=door), "csv")
    assert list(few[0]) == ["شماره در کاریز", "عنوان معامله", "مسئول"]
    pump = next(row for row in every if row["عنوان معامله"] == "Pump")
    said = set(pump.values())
    assert {"0912 111 2233", "una@nikan.example", "021 8877 6655", "Buyer", "A", "Ring Una"} <= said
    assert {"گام بعدی", "تاریخ گام بعدی", "دلیل باخت", "تاریخ ایجاد", "تاریخ بسته شدن", "درگاه"} <= set(pump)
    pipe = next(row for row in every if row["عنوان معامله"] == "Pipe")
    assert pipe["دلیل باخت"] and pipe["تاریخ بسته شدن"]


@pytest.mark.parametrize("kind", ["companies", "contacts"])
def test_a_file_says_the_day_and_not_how_long_ago_it_was(client, house, kind):
    client.force_login(house)
    with translation.override("fa"):
        today = format_date(
            timezone.localdate(timezone=ZoneInfo("Asia/Tehran")), "jalali", "latin", "fa", "short"
        )
    assert {row["تاریخ ایجاد"] for row in read(asked(client, kind), "csv")} == {today}


def test_all_columns_keep_the_filter_and_the_order_of_the_list(client, house):
    client.force_login(house)
    titles = [
        row["عنوان معامله"]
        for row in read(asked(client, "deals", query=WHOLE["deals"] + "&sort=title"), "csv")
    ]
    assert titles == ["Pipe", "Pump", "Valve"]
    assert len(read(asked(client, "deals", query=WHOLE["deals"] + "&q=pump"), "csv")) == 1


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["companies", "contacts", "deals"])
def test_what_went_out_with_all_columns_comes_back_unchanged(client, house, language, ending, kind):
    house.language = language
    house.save()
    client.force_login(house)
    data = asked(client, kind, ending, WHOLE[kind])
    before = versions()
    one = imports.upload(file=ContentFile(data, f"list.{ending}"), by=house)
    assert one.kind == kind
    one = imports.change(one=one, by=house, options={"existing": "update", "existing_contact": "update"})
    one = finish(imports.start(one=one, by=house))
    told = list(one.rows.values_list("action", "errors", "warnings"))
    assert (one.skipped_count, one.total) == (one.total, one.total), (one.mapping, told)
    assert versions() == before


def test_a_deal_that_was_removed_comes_back_as_it_was(client, house):
    client.force_login(house)
    data = asked(client, "deals", query=WHOLE["deals"])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out).writerows(row[1:] for row in rows)
    names = ("title", "outcome", "amount", "channel", "notes", "custom", "resting_until", "stage", "company")
    before = sorted(map(str, Deal.objects.values_list(*names, "contact", "lost_reason")))
    for deal in Deal.objects.all():
        deals.delete(deal=deal, by=house)
    one = imports.upload(file=ContentFile(out.getvalue().encode(), "list.csv"), by=house, kind="deals")
    finish(imports.start(one=one, by=house))
    made = Deal.objects.filter(deleted_at=None)
    assert sorted(map(str, made.values_list(*names, "contact", "lost_reason"))) == before
    step = Activity.objects.get(deal__in=made, deleted_at=None)
    assert (step.name, timezone.localtime(step.due_at).date()) == ("Ring Una", date(2031, 1, 5))


def test_what_is_told_alone_means_nothing_to_the_import(client, house):
    for language in ("fa", "en"):
        house.language = language
        house.save()
        client.force_login(house)
        with translation.override(language):
            head = next(csv.reader(io.StringIO(asked(client, "contacts").decode("utf-8-sig"))))
            one = imports.upload(file=ContentFile(asked(client, "contacts"), "list.csv"), by=house)
        left = [column for column in head if column not in one.mapping]
        assert len(left) >= 2 and one.mapping[head[0]] == "id", (left, one.mapping)


def test_the_phone_that_the_list_shows_goes_out_whatever_kind_of_number_it_is(client, house):
    client.force_login(house)
    [una] = read(asked(client, "contacts", query="&columns=name,phone"), "csv")
    assert "0912 111 2233" in una.values() and "021 8877 6655" in una.values()


def test_the_step_that_the_list_shows_goes_out_with_its_day(client, house):
    client.force_login(house)
    rows = read(asked(client, "deals", query="&columns=title,next_step"), "csv")
    assert {"گام بعدی": "Ring Una", "تاریخ گام بعدی": "1409/10/15"}.items() <= rows[0].items()


@pytest.mark.parametrize(("language", "words"), [("fa", "همهٔ ستون‌ها"), ("en", "All columns")])
def test_the_window_offers_both(client, house, language, words):
    house.language = language
    house.save()
    client.force_login(house)
    page = client.get("/contacts/?view=all&role=champion").content.decode()
    assert (
        words in page
        and "/exports/contacts.xlsx?shown=1&amp;view=all&amp;role=champion&amp;columns=all" in page
    )
    assert 'name="columns"' in page and '<option value="all">' in page


@pytest.mark.parametrize("calendar", ["gregorian", "jalali"])
def test_every_day_of_a_file_is_written_in_one_way(client, admin, house, calendar):
    admin.language, admin.calendar = "en", calendar
    admin.save()
    client.force_login(admin)
    for kind, headers in (
        ("deals", {"Created on", "Rests until", "Changed"}),
        ("companies", {"created", "changed"}),
    ):
        rows = read(asked(client, kind, query=WHOLE[kind]), "csv")
        days = {(name, said) for row in rows for name, said in row.items() if name in headers and said}
        assert {name for name, _said in days} == headers
        assert all(re.fullmatch(r"\d{4}[-/]\d\d[-/]\d\d", said) for _name, said in days), days
        assert len({said[4] for _name, said in days}) == 1
