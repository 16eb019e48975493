"""Exports of other products, with the names of columns that they really have, are known without a question."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ImportSet
from kariz.exchange.tests.test_set_doors import uploads
from kariz.people.models import Contact
from kariz.pipeline.models import Activity, Deal, Stage, StageVisit
from kariz.reading.cells.markup import plain
from kariz.reading.columns.fields import REQUIRED, of_kind
from kariz.reading.deals import stages
from kariz.reading.rows.cells_of_rows import MANY
from kariz.reading.rows.settings import Settings, settings_of
from kariz.reading.shapes.registry import SHAPES, recognise

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value"
)
PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,"
    "Deal - Organization ID,Deal - Contact person,Deal - Contact person ID,Deal - Stage,Deal - Status,"
    "Deal - Deal created,Deal - Won time,Deal - Lost reason,Deal - Expected close date,Deal - Source channel"
)
HEADERS = {
    ("google", "contacts"): GOOGLE,
    ("pipedrive", "deals"): PIPEDRIVE,
    (
        "pipedrive",
        "companies",
    ): "Organization - ID,Organization - Name,Organization - Address,Organization - Owner",
    ("pipedrive", "contacts"): "Person - ID,Person - Name,Person - Organization,Person - Organization ID,"
    "Person - Email - Work,Person - Phone - Mobile",
    (
        "pipedrive",
        "activities",
    ): "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done",
    ("zoho", "companies"): "Record Id,Account Owner.id,Account Owner,Account Name,Phone,Website,Industry",
    ("zoho", "contacts"): "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,"
    "Account Name,Email,Phone,Mobile",
    ("zoho", "deals"): "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,"
    "Account Name,Stage,Contact Name.id,Created Time",
    ("zoho", "notes"): "Record Id,Note Owner,Note Title,Note Content,Parent Id,Created Time",
    ("odoo", "deals"): "id,name,contact_name,partner_name,email_from,phone,expected_revenue,stage_id,user_id,"
    "date_deadline,create_date",
    ("hubspot", "deals"): "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date,"
    "Last Activity Date,Pipeline,Associated Company,Associated Company IDs,Associated Contact IDs,Lead source",
    (
        "salesforce",
        "history",
    ): "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate",
    (
        "salesforce",
        "lines",
    ): "Id,OpportunityId,SortOrder,PricebookEntryId,Product2Id,ProductCode,Name,Quantity,"
    "TotalPrice,UnitPrice,ListPrice",
}


@pytest.mark.parametrize(("wanted", "headers"), HEADERS.items())
def test_an_export_is_known_by_its_columns(wanted, headers):
    known = recognise(headers.split(","))
    assert (known.shape.name, known.part.kind) == wanted
    assert set(REQUIRED[known.part.kind]) & set(known.mapping.values())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_what_a_shape_names_is_there(shape):
    for part in shape.parts:
        allowed = {target.name for target in of_kind(part.kind)}
        assert set(part.fields) <= allowed, (part.kind, set(part.fields) - allowed)
    assert settings_of(Settings().as_json() | dict(shape.options)).existing == "fill"


def test_a_firms_own_list_is_no_export_of_anything():
    assert recognise(["نام شرکت", "شهر", "تلفن", "مبلغ"]) is None
    assert recognise(["title", "company", "amount", "stage"]) is None
    assert recognise(["Deal title", "Company", "Amount"]) is None


@given(st.lists(st.text(max_size=20), max_size=30))
def test_no_columns_whatever_make_recognition_stumble(columns):
    known = recognise(columns)
    assert known is None or not [
        name
        for name in known.mapping.values()
        if list(known.mapping.values()).count(name) > 1 and name not in MANY
    ]


def run(files, by):
    set_runs.start(whole=sets.upload(files=uploads(files), by=by), by=by)
    runs.work_all()
    return ImportSet.objects.order_by("-pk").first()


def test_a_contact_of_google_keeps_both_addresses_and_both_phones(admin, pipeline):
    row = "رضا,,یگانه,,,,,,,,گاز فارس,مدیر خرید,,,یادداشت,,* myContacts,* Work,reza@gaz.example,Home,r@home.example,"
    text = f"{GOOGLE}\n{row}Work,021 8877 6655 ::: +98 913 111 2233\n"
    run({"contacts.csv": text, "empty.csv": "شهر,نام شرکت\nیزد,کاوش\n"}, admin)
    reza = Contact.objects.get(name="رضا یگانه")
    assert (reza.company.name, reza.position) == ("گاز فارس", "مدیر خرید")
    assert {point.value for point in reza.points.all()} == {
        "reza@gaz.example", "r@home.example", "021 8877 6655", "+98 913 111 2233",
    }  # fmt: skip


TRIMMED = (
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Birthday,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value"
)


def test_maire_of_google_has_her_phone_though_columns_were_taken_out(admin, pipeline):
    row = "Máire,,McLoughlin,,Gort Community,head chef,,,* myContacts,* Work,m@gort.example,Mobile,00353834848707,,"
    run({"contacts.csv": f"{TRIMMED}\n{row}\n", "empty.csv": "شهر,نام شرکت\nیزد,کاوش\n"}, admin)
    maire = Contact.objects.get(name="Máire McLoughlin")
    assert {point.normal for point in maire.points.all()} == {"m@gort.example", "+353834848707"}
    assert recognise(["First Name", "Last Name", "Phone 1 - Value", "Shoe size"]).shape.name == "google"


def test_a_deal_of_pipedrive_has_its_day_and_outcome(admin, pipeline):
    row = "12,Pumps,Sam,1200.50,USD,Nikan,3,Reza Y,4,Proposal Made,Won,2026-01-05 10:00:00,2026-02-01 12:00:00,,,Web"
    text = f"{PIPEDRIVE}\n{row}\n"
    whole = sets.upload(
        files=uploads({"a.csv": text, "b.csv": "Organization - ID,Organization - Name\n3,Nikan\n"}), by=admin
    )
    sets.change(whole=whole, by=admin, options={"currency": "USD", "rate": "900000"})
    set_runs.start(whole=ImportSet.objects.get(), by=admin)
    runs.work_all()
    deal = Deal.objects.select_related("company", "contact").get(external_id="12")
    assert (deal.amount, deal.outcome, deal.company.name, deal.contact.name) == (
        120_050,
        "won",
        "Nikan",
        "Reza Y",
    )


def test_the_tables_of_hubspot_come_in_as_they_are(admin, pipeline):
    folder = DATA / "hubspot_shape"
    if not folder.exists():
        pytest.skip(f"no sample of HubSpot at {folder}")
    names = ("company_data.csv", "contact_data.csv", "deal_data.csv", "deal_stage_data.csv")
    whole = run({name: (folder / name).read_bytes() for name in names}, admin)
    assert (whole.shape, whole.phase) == ("hubspot", "done")
    kinds = [part.kind for part in whole.parts.order_by("pk")]
    assert kinds == ["companies", "contacts", "deals", "history"]
    count = sum(1 for _row in csv.DictReader((folder / "deal_data.csv").open()))
    assert Deal.objects.count() == count
    assert StageVisit.objects.count() >= count


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>یک&nbsp;<b>دو</b></p><p>سه</p>", "یک دو\n\nسه"),
        ("<ul><li>الف</li><li>ب</li></ul>", "• الف\n• ب"),
        ("<script>alert(1)</script>سلام<style>p{}</style>", "سلام"),
        ('<a href="javascript:alert(1)">این</a>', "این"),
        ('<a href="https://x.example">این</a>', "این (https://x.example)"),
        ("۲ < ۳ و ۵ > ۴", "۲ < ۳ و ۵ > ۴"),
        ('<img src=x onerror=alert(1)><div hx-get="/x" data-controller="y">متن</div>', "متن"),
    ],
)
def test_markup_of_notes_becomes_plain_text(markup, text):
    assert plain(markup) == text


def test_activities_that_only_name_their_records_find_them_where_the_name_is_one(admin, pipeline):
    deals = "Deal - ID,Deal - Title,Deal - Organization\n1,Pumps,Nikan\n2,Wells,Kavosh\n3,Wells,Kavosh\n"
    head = "Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Activity - Deal"
    work = f"{head}\nCall Reza,Call,2026-01-05,Done,Pumps\nVisit,Meeting,2026-01-06,Done,Wells\n"
    assert run({"deals.csv": deals, "activities.csv": work}, admin).phase == "done"
    assert Activity.objects.get(name="Call Reza").deal.title == "Pumps"
    assert Activity.objects.get(name="Visit").deal is None


@pytest.mark.parametrize(
    ("word", "stage"),
    [("ارتباط مشتری", "prospecting"), ("ارسال نمونه - اعلام قیمت", "proposal"), ("۲. ارسال پیشنهاد به مشتری", "proposal"),
     ("Negotiation with CFO", "negotiation"), ("چیز دیگر", "")],
)  # fmt: skip
def test_stages_of_other_systems_are_proposed_a_place(pipeline, word, stage):
    live = list(Stage.objects.filter(pipeline=pipeline).order_by("position"))
    found = stages.match(word, live)
    assert [one.template for one in live if str(one.pk) == found] == ([stage] if stage else [])
