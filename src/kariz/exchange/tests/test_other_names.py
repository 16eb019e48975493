"""What one import understood as another name of a company is known to the next one, and goes with the import."""

import pytest
from django.db import connection

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import, ImportSet, OtherName
from kariz.exchange.queries.known.other_names import all_renames
from kariz.exchange.queries.known.spellings import found_in
from kariz.exchange.queries.known.whose_numbers import whose_numbers
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.people.actions import companies, erasing, merging
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

CUSTOMERS = [
    ["نام شرکت", "رابط", "موبایل", "شهر"],
    ["دامپزشکی رازی دام", "سارا قاسمی", "09149228164", "تبریز"],
    ["فنرسازی ظفر", "کامران جعفری", "09149228165", "تبریز"],
    ["قنادی ایپک", "نگار رها", "09149228166", "تبریز"],
]
HEADERS = ["کد", "تاریخ", "شرکت", "شخص", "کار", "مبلغ", "وضعیت"]
SALES = [
    HEADERS,
    ["05-028", "1405/07/12", "رازی‌دام", "سارا قاسمی", "جعبه قرص", 100, "باز"],
    ["05-029", "1405/07/13", "ایپک", "نگار رها", "جعبه شیرینی", 200, "باز"],
    ["05-030", "1405/07/14", "ظفر", "کامران جعفری", "کارتن فنر", 300, "باز"],
    ["05-031", "1405/07/15", "قنادی ایپک", "نگار رها", "ساک", 400, "باز"],
]


def firms():
    return sorted(Company.objects.filter(deleted_at=None).values_list("name", flat=True))


def first(by):
    whole = upload(by, customers=CUSTOMERS, sales=SALES)
    return run(whole, by)


def again(by, *rows):
    """The sheet of sales alone, with these rows in place of those with their codes, and what else is new."""
    changed = {row[0]: row for row in rows}
    known = {row[0] for row in SALES[1:]}
    sheet = [HEADERS, *(changed.get(row[0], row) for row in SALES[1:])]
    sheet += [row for row in rows if row[0] not in known]
    return upload(by, sales=sheet)


def brought(whole, by):
    one = Import.objects.get(pk=whole.parts.get().pk)
    imports.change(one=one, by=by, options={"existing": "update"})
    return run(ImportSet.objects.get(pk=whole.pk), by).parts.get()


def test_nimas_sheet_alone_finds_next_week_the_companies_that_its_names_meant(admin, pipeline):
    first(admin)
    assert firms() == sorted(row[0] for row in CUSTOMERS[1:])
    rows = [["05-028", "1405/07/12", "رازی‌دام", "سارا قاسمی", "جعبه قرص", 150, "باز"]]
    one = brought(again(admin, *rows), admin)
    assert (one.updated_count, one.asked_count) == (1, 0)
    assert Deal.objects.get(external_id="05-028").amount == 1500
    assert firms() == sorted(row[0] for row in CUSTOMERS[1:])
    assert Contact.objects.filter(deleted_at=None).count() == 3


def test_a_company_that_nima_renamed_in_the_table_is_found_by_its_other_names_and_the_one_of_before(
    admin, pipeline
):
    first(admin)
    firm = Company.objects.get(name="فنرسازی ظفر")
    companies.change(company=firm, by=admin, name="گروه فنر ظفر شرق")
    rows = [
        ["05-045", "1405/08/12", "ظفر", "کامران جعفری", "کارتن", 500, "باز"],
        ["05-046", "1405/08/12", "فنرسازی ظفر", "کامران جعفری", "لیبل", 600, "باز"],
    ]
    one = brought(again(admin, *rows), admin)
    assert (one.created_count, one.asked_count) == (2, 0)
    assert {deal.company for deal in Deal.objects.filter(amount__gte=5000)} == {firm}
    assert len(firms()) == 3 and Contact.objects.filter(deleted_at=None).count() == 3


def test_the_name_that_nima_typed_by_mistake_means_the_company_that_is_really_called_so(admin, pipeline):
    firm = companies.create(by=admin, name="پارس")
    companies.change(company=firm, by=admin, name="کاوه")
    brought(again(admin, ["05-060", "1405/08/12", "پارس", "پریسا ملکی", "چیلر", 500, "باز"]), admin)
    found = Deal.objects.get(external_id="05-060").company
    assert found.name == "پارس" and found != firm


def test_a_rename_that_was_taken_back_means_nothing(admin, pipeline):
    first(admin)
    firm = Company.objects.get(name="فنرسازی ظفر")
    companies.change(company=firm, by=admin, name="شیر آذر")
    undo(event=Event.objects.filter(verb="company.changed").latest("pk"), by=admin)
    one = brought(again(admin, ["05-050", "1405/08/12", "شیر آذر", "پریسا ملکی", "قوطی", 500, "باز"]), admin)
    assert one.created_count == 1
    assert Deal.objects.get(external_id="05-050").company != firm


def test_names_go_with_the_import_that_understood_them(admin, pipeline):
    whole = first(admin)
    assert sorted(OtherName.objects.values_list("name", flat=True)) == ["ایپک", "رازی‌دام", "ظفر"]
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert not OtherName.objects.exists() and not firms()


def test_a_name_of_which_somebody_says_that_it_is_another_company_is_one_from_then_on(admin, pipeline):
    first(admin)
    whole = again(admin, ["05-051", "1405/08/12", "ایپک", "پریسا ملکی", "قوطی", 500, "باز"])
    one = whole.parts.get()
    assert ("قنادی ایپک", ["ایپک"]) in [(group.name, group.typed) for group in found_in([one], admin).groups]
    imports.change(one=one, by=admin, options={"apart": ["ایپک"]})
    brought(whole, admin)
    assert Deal.objects.get(external_id="05-051").company.name == "ایپک"


def test_a_merged_company_is_found_by_the_other_names_of_before(admin, pipeline):
    first(admin)
    stays = companies.create(by=admin, name="گروه دارویی ارک")
    gone = Company.objects.get(name="دامپزشکی رازی دام")
    merging.merge(survivor=stays, others=[gone], by=admin)
    brought(again(admin, ["05-052", "1405/08/12", "رازی‌دام", "سارا قاسمی", "قوطی", 500, "باز"]), admin)
    assert Deal.objects.get(external_id="05-052").company == stays


def test_names_of_companies_that_name_an_erased_person_are_forgotten(admin, pipeline):
    first(admin)
    OtherName.objects.filter(name="ظفر").update(name="ظفر / کامران جعفری")
    person = Contact.objects.get(name="کامران جعفری")
    erasing.erase(contact=person, by=admin, confirm=person.name)
    assert set(OtherName.objects.values_list("name", flat=True)) == {"رازی‌دام", "ایپک"}


def test_the_same_lists_again_warn_of_no_deals_of_other_companies(admin, pipeline):
    first(admin)
    sales = part(upload(admin, customers=CUSTOMERS, sales=SALES), "sales")
    assert whose_numbers(sales) == {"whose": "", "met": 4, "others": 0, "of": []}
    companies.change(company=Company.objects.get(name="قنادی ایپک"), by=admin, name="شیرینی ساوالان")
    sales = part(upload(admin, customers=CUSTOMERS, sales=SALES), "sales")
    assert whose_numbers(sales)["others"] == 0


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_what_people_renamed_is_found_without_reading_every_event_of_a_company():
    assert "event_company_changed" in all_renames().order_by("-pk").explain()
