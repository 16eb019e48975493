"""A row is not lost for one cell: dates tell their order, what cannot be read becomes a note, if the person says so."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.actions.at_work import refused
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ImportRow, ImportSet
from kariz.exchange.queries.pages.imports import records_made
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts, duplicate_search
from kariz.people.models import Company, Contact, DuplicateSearch
from kariz.pipeline.models import Deal
from kariz.reading.cells import blanks
from kariz.reading.cells import values as v
from kariz.reading.days import days, days_of_files
from kariz.reading.rows.reasons import reason_of

TODAY = date(2026, 11, 25)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from("/.-"))
def test_a_day_is_read_as_the_file_writes_it(day, sign):
    for order, text in (("day", f"{day:%d{sign}%m{sign}%Y}"), ("month", f"{day:%m{sign}%d{sign}%Y}")):
        assert days.read_date(text, today=TODAY, calendar="gregorian", order=order) == day


def test_without_a_word_a_date_that_could_be_two_is_refused():
    with pytest.raises(v.BadValue):
        days.read_date("05/03/2027", today=TODAY, calendar="gregorian")
    assert days.read_date("13/03/2027", today=TODAY, calendar="gregorian") == date(2027, 3, 13)


def test_jalali_days_do_not_turn():
    for text in ("1405/03/05", "۵/۳/۱۴۰۵", "05/03/1405"):
        assert days.read_date(text, today=TODAY, calendar="jalali", order="month") == date(2026, 5, 26)


def test_one_cell_of_the_file_decides_for_all():
    assert days_of_files.day_order([["05/03/2027"], ["22/03/2027"]]) == "day"
    assert days_of_files.day_order([["05/03/2027"], ["03/22/2027"]]) == "month"
    assert days_of_files.day_order([["22/03/2027"], ["03/22/2027"]]) == ""
    assert days_of_files.day_order([["05/03/2027"], ["1405/02/30"]]) == ""


def test_mina_brings_a_file_whose_dates_begin_with_the_day(admin, pipeline, bring):
    one = bring("Title,Expected close\nPump,05/03/2027\nPipe,22/03/2027\n", admin)
    assert (one.created_count, one.refused_count) == (2, 0)
    assert Deal.objects.get(title="Pump").expected_close == date(2027, 3, 5)


def test_ali_takes_rows_without_the_cells_that_cannot_be_read(admin, pipeline, upload):
    text = "Title,Amount,Expected close\nPump,a lot,end of March\nPipe,12,2027-03-22\n,7,soon\n"
    one = imports.change(one=upload(text, admin), by=admin, options={"unreadable": "leave"})
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.refused_count) == (2, 1)
    pump = Deal.objects.get(title="Pump")
    assert pump.amount is None and pump.expected_close is None
    assert "a lot" in pump.notes and "end of March" in pump.notes
    assert len(ImportRow.objects.get(of=one, number=2).warnings) == 2


def test_by_itself_a_row_with_a_wrong_cell_is_refused(admin, pipeline, bring):
    assert bring("Title,Amount\nPump,a lot\n", admin).refused_count == 1


def test_the_page_offers_to_take_them_and_says_why_in_few_words(admin, pipeline, upload, client):
    rows = "".join(f"Pump {number},a lot\n" for number in range(12))
    rows += "".join(f"Fan {number},{number}00\n" for number in range(1, 9))
    one = upload(f"Title,Amount\n{rows}", admin)
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "Take 12 of them, and keep what cannot be read as notes" in page
    client.post(
        f"/imports/{one.pk}/mapping/", {"version": str(one.version), "header": "on", "unreadable": "leave"}
    )
    assert "All 20 rows can be read." in client.get(f"/imports/{one.pk}/").content.decode()


def test_a_range_of_people_is_told_not_silently_cut(admin, bring):
    one = bring("Company,Employees\nNikan,10-50\nKavosh,~200\nPars,12\n", admin, kind="companies")
    assert one.created_count == 3
    assert dict(Company.objects.values_list("name", "size")) == {"Nikan": 10, "Kavosh": 200, "Pars": 12}
    assert "10-50" in Company.objects.get(name="Nikan").notes and not Company.objects.get(name="Pars").notes


def test_what_a_second_row_of_a_person_adds_is_kept_in_the_same_part_as_in_the_next(admin, bring):
    text = "Name,Mobile,E-mail\nSara Ahmadi,09121234567,\nSara Ahmadi,0912 123 4567,sara@nikan.example\n"
    one = bring(text, admin, kind="contacts", existing="fill")
    assert (one.created_count, one.updated_count) == (1, 1)
    reached = Contact.objects.get().points.values_list("kind", flat=True)
    assert sorted(reached) == ["email", "mobile"]


def test_the_example_of_a_date_stays_readable_in_a_reason():
    assert "1405/09/02" in reason_of("Write a date like 1405/09/02, or tomorrow. («soon»)")
    assert reason_of("Row 12 is the same.") == reason_of("Row 7 is the same.")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_file_of_refused_rows_is_known_by_what_was_said_of_the_first(admin, pipeline, upload, language):
    admin.language = language
    admin.save()
    one = imports.change(
        one=upload("Thing,Amount\nPump,a lot\n", admin),
        by=admin,
        mapping={"Thing": "title", "Amount": "amount"},
    )
    one = finish(imports.start(one=one, by=admin))
    with translation.override(language):
        again = upload(b"".join(refused.export(one=one, ending="csv", by=admin)), admin)
    assert (
        again.mapping == {"Thing": "title", "Amount": "amount"} and again.layout["remembered"] == admin.name
    )


def test_the_result_counts_those_whom_rows_only_name_and_looks_for_duplicates(admin, pipeline, bring, client):
    one = bring("Title,Company,Contact\nPump,Nikan,Ali\nPipe,Nikan,Sara\n", admin)
    assert records_made(one) == {"deal": 2, "company": 1, "contact": 2}
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    assert "2 people" in client.get(f"/imports/{one.pk}/").content.decode()


def test_after_an_import_duplicates_are_looked_for_without_waiting_for_the_night(admin, pipeline, bring):
    DuplicateSearch.objects.create(kind="contact", due_at=duplicate_search.next_night())
    bring("Title,Contact\nPump,Ali\n", admin)
    assert duplicate_search.pending()


def test_what_cannot_be_read_is_added_to_notes_and_replaces_none(admin, bring):
    contacts.create(
        by=admin,
        name="Sara Ahmadi",
        notes="Only call mornings",
        points=[{"kind": "email", "value": "sara@nikan.example"}],
    )
    companies.create(by=admin, name="Nikan", notes="Pays late")
    text = "Name,E-mail,Mobile\nSara Ahmadi,sara@nikan.example,call the office\n"
    for existing in ("update", "fill"):
        bring(text, admin, kind="contacts", existing=existing, unreadable="leave")
        bring("Company,Employees\nNikan,50-100\n", admin, kind="companies", existing=existing)
    notes = Contact.objects.get().notes
    assert notes.startswith("Only call mornings\n") and notes.count("call the office") == 1
    notes = Company.objects.get().notes
    assert notes.startswith("Pays late\n") and notes.count("50-100") == 1


def test_only_columns_of_dates_say_how_dates_are_written(admin, pipeline, upload):
    text = "Title,Expected close,Notes\nPump,05/03/2027,met on 25/12/2026\n"
    assert upload(text, admin).options["day_order"] == ""


def test_new_is_a_first_stage_and_no_outcome_that_nobody_can_choose(admin, pipeline, upload):
    one = upload("Title,Stage\nPump,new\nPipe,in progress\n", admin)
    first = pipeline.stages.order_by("position").first()
    assert one.options["stages"] == {"new": str(first.pk), "in progress": ""}
    assert imports.change(one=one, by=admin, options={"owner": "nobody"}).options["stages"]["new"] == str(
        first.pk
    )


def test_the_example_of_an_amount_stays_readable_in_a_reason():
    text = "Write an amount like 12,500,000, 12 million or 1.5 billion toman. (“a lot”)"
    assert "1.5 billion" in reason_of(text) and "a lot" not in reason_of(text)


def test_the_preview_strikes_out_what_will_be_left_out(admin, pipeline, upload, client):
    one = imports.change(
        one=upload("Title,Amount\nPump,a lot\n", admin), by=admin, options={"unreadable": "leave"}
    )
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'line-through" title="a lot"' in page


def test_the_page_of_a_set_takes_rows_without_cells_that_cannot_be_read(admin, pipeline, client):
    client.force_login(admin)
    files = [
        ContentFile(b"Title,Amount\nPump,a lot\n", "deals.csv"),
        ContentFile(b"Name,Mobile\nSara,call\n", "people.csv"),
    ]
    url = client.post("/imports/", {"file": files})["Location"]
    assert 'name="unreadable"' in client.get(url).content.decode()
    whole = ImportSet.objects.get()
    client.post(f"{url}options/", {"version": whole.version, "unreadable": "leave"})
    assert {part.options["unreadable"] for part in whole.parts.all()} == {"leave"}


NOTHING = ["-", "—", "–", "ـ", "ندارد", "؟", "?", "n/a", "#N/A", "نامشخص", "---", "…", "مشخص نیست", "TBD"]


@pytest.mark.parametrize("said", NOTHING)
def test_ali_writes_that_there_is_no_amount_no_day_and_no_phone_and_the_row_comes(
    admin, pipeline, bring, said
):
    text = f"عنوان معامله,مبلغ (تومان),تاریخ بستن مورد انتظار,موبایل,نام و نام خانوادگی\nپمپ,{said},{said},{said},رضا کیا\n"
    one = bring(text, admin)
    assert (one.created_count, one.refused_count) == (1, 0), list(one.rows.values_list("errors", flat=True))
    deal = Deal.objects.get()
    assert (deal.amount, deal.expected_close, deal.notes) == (None, None, "")
    assert Contact.objects.get().notes == ""


def test_a_sign_is_no_company_no_owner_and_no_stage(admin, pipeline, bring):
    one = bring("Title,Company,Contact,Owner,Stage,Notes\nPump,-,—,؟,...,-\n", admin)
    assert (one.created_count, one.options["people"], one.options["stages"]) == (1, {}, {})
    deal = Deal.objects.get()
    assert (deal.company, deal.contact, deal.owner) == (None, None, admin)
    assert not Company.objects.exists() and not Contact.objects.exists()


def test_a_word_for_nothing_stays_where_it_is_a_value(admin, pipeline, bring):
    bring("Title,Company\nPump,Unknown\n", admin)
    assert Company.objects.get().name == "Unknown"


@given(st.text(min_size=1, max_size=30))
def test_no_cell_with_a_digit_is_taken_for_nothing(text):
    assert not (blanks.says_nothing(text + "7") or blanks.is_mark(text + "7"))
