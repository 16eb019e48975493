"""A list that somebody keeps lies beside the export of a product, or the contacts of a phone: it stays their own list."""

import pytest

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.models import ExternalRef, ImportSet
from kariz.exchange.tests.test_sets import upload
from kariz.exchange.tests.test_two_sheets import book
from kariz.people.models import Company
from kariz.pipeline.models import Deal

BOOK = """کد,مشتری,عنوان پروژه,مبلغ (تومان),مرحله
P5001,مهر ورزان مسکن,آسانسور برج رز,254000000,مذاکره
P5002,معماران خانه آبی,بالابر ویلای لواسان,37000000,مذاکره
P5003,نمای نو,سرویس سالانه,20500000,مذاکره
"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:مینا زارع\nTEL;TYPE=CELL:09192335648\nORG:مهرورزان مسکن\nEND:VCARD\n"
PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Organization,Deal - Value,Deal - Status,Deal - Stage\n"
    "330,Full refit,Sligo Grammar,106100,Open,Proposal\n"
)


def bring(files, by, **options):
    whole = upload({name: text.encode() for name, text in files.items()}, by)
    for part in whole.parts.filter(kind="deals"):
        part.options |= options
        part.save()
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def counts(whole, kind="deals"):
    return [(part.created_count, part.updated_count) for part in whole.parts.filter(kind=kind)]


@pytest.mark.parametrize(
    ("name", "text"), [("contacts.vcf", CARD), ("deals-330.csv", PIPEDRIVE)], ids=["vcard", "pipedrive"]
)
def test_sara_brings_her_list_beside_another_file_and_next_week_alone(admin, pipeline, name, text):
    first = bring({"فروش.csv": BOOK, name: text}, admin)
    assert first.phase == "done"
    assert first.shape == ""
    sources = ExternalRef.objects.filter(kind="deal", key__startswith="P50").values_list("source", flat=True)
    assert all(source.startswith("file-") for source in sources)
    before = Deal.objects.count()
    book = BOOK.replace("254000000", "260000000") + "P5004,هتل آریان,پله برقی,90000000,مذاکره\n"
    again = bring(
        {"فروش.csv": book, "یادداشت.csv": "نام,موبایل\nرضا کریمی,09121112233\n"}, admin, existing="update"
    )
    assert counts(again) == [(1, 1)]
    assert Deal.objects.count() == before + 1


def test_names_of_a_phone_and_of_a_list_are_spellings_of_one_company(admin, pipeline):
    card = CARD.replace("مهرورزان مسکن", "شرکت مهرورزان مسکن (سهامی خاص)")
    bring({"فروش.csv": BOOK, "contacts.vcf": card}, admin)
    assert Company.objects.filter(folded__contains="ورزان").count() == 1


def test_cards_alone_are_still_told_as_such(admin):
    whole = upload(
        {"a.vcf": CARD.encode(), "b.vcf": CARD.replace("مینا زارع", "کیوان امینی").encode()}, admin
    )
    assert whole.shape == "vcard"


def test_sheets_of_a_workbook_without_numbers_beside_an_export_are_somebodys_own(admin, pipeline):
    customers = [["Company", "Main contact", "Town"], ["Erne Waters Hotel", "Emma Joyce", "Galway"]]
    calls = [
        ["Date", "Company", "Contact", "Notes of the call"],
        ["2026-10-12", "Erne Waters", "Emma", "Rang"],
    ]
    files = {"Sales.xlsx": book(customers=customers, calls=calls), "deals-330.csv": PIPEDRIVE.encode()}
    whole = upload(files, admin)
    sources = {(part.name, part.options["source"].partition("-")[0]) for part in whole.parts.all()}
    assert sources == {("Sales.xlsx", "file"), ("deals-330.csv", "pipedrive")}
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    assert set(Company.objects.values_list("name", flat=True)) == {"Erne Waters Hotel", "Sligo Grammar"}


def test_a_shorter_name_is_the_company_where_the_same_person_works(admin, pipeline):
    customers = "Customer,Contact\nLittle Acorns Crèche,Orla Feeney\nErne Waters Hotel,Kevin Silva\n"
    deals = (
        "Deal,Customer,Contact,Amount\n"
        "Fryer,Little Acorns,Orla Feeney,1200\nGrill,Erne Waters Spa,Anna Daly,900\nOven,Erne Waters,Kevin Silva,700\n"
    )
    bring({"customers.csv": customers, "deals.csv": deals}, admin)
    assert set(Company.objects.values_list("name", flat=True)) == {
        "Little Acorns Crèche", "Erne Waters Hotel", "Erne Waters Spa",
    }  # fmt: skip
    assert Deal.objects.get(title="Oven").company.name == "Erne Waters Hotel"
