"""Lists of companies with a person beside each, and what people write in the cell of a phone."""

import pytest

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.people import normal
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.reading.cells.phones import read_phones
from kariz.reading.cells.values import BadValue
from kariz.reading.columns.guessing import guess_kind

HEAD = "نام شرکت,شخص رابط,شماره تماس,شهر,صنعت\n"


@pytest.mark.parametrize(
    ("cell", "numbers", "left"),
    [
        ("موبایل: 09121234567 - دفتر 021-88776655", ["09121234567", "021-88776655"], True),
        ("021-88776655 داخلی 12 (منشی)", ["021-88776655 داخلی 12"], True),
        ("09121234567 - 09351112233", ["09121234567", "09351112233"], False),
        ("0912 123 4567 و 021-88776655", ["0912 123 4567", "021-88776655"], False),
        ("02188776655 داخلی ۱۲", ["02188776655 داخلی ۱۲"], False),
        ("02188776655 د ۱۲", ["02188776655 د ۱۲"], False),
        ("داخلی ۱۲ - ۰۲۱۸۸۷۷۶۶۵۵", ["داخلی ۱۲ - ۰۲۱۸۸۷۷۶۶۵۵"], False),
        ("02188776655 داخلی ۱۲ / 09121234567", ["02188776655 داخلی 12", "09121234567"], False),
        ("02188776655 داخلی ۱۲ و ۱۳", ["02188776655 داخلی 12"], True),
        ("02188776655-6", ["02188776655"], True),
        ("موبایل: 09121234567 (علی)", ["09121234567"], True),
        (9121234568, ["09121234568"], False),
        (989121234568.0, ["+989121234568"], False),
    ],
)
def test_what_people_write_in_the_cell_of_a_phone(cell, numbers, left):
    given = int(cell) if isinstance(cell, float) else cell
    found = read_phones(given)
    assert (list(found), bool(found.left)) == (numbers, left)
    assert all(normal.phone(number) for number in found)


def test_words_alone_are_no_phone():
    with pytest.raises(BadValue):
        read_phones("call reception")


def test_an_extension_is_part_of_the_number_as_it_was_typed_and_the_same_line_without_it():
    assert normal.phone("02188776655 داخلی 12") == normal.phone("021 8877 6655")
    assert normal.readable("02188776655 داخلی 12") == "021 8877 6655 ext. 12"


@pytest.mark.parametrize(
    "typed",
    [
        "02188776655 د ۱۲",
        "021-88776655 د.12",
        "02188776655 int. 12",
        "داخلی ۱۲: 02188776655",
    ],
)
def test_an_extension_is_known_by_all_its_signs(typed):
    assert normal.phone(typed) == "+982188776655"
    assert normal.readable(typed) == "021 8877 6655 ext. 12"


def test_a_word_that_is_no_extension_makes_no_phone():
    assert normal.phone("02188776655 در 12") is None


def test_ali_sees_the_extension_in_his_language_and_the_next_file_brings_nobody_twice(
    ali, company, bring, client
):
    bring("نام و نام خانوادگی,تلفن\nرضا یگانه,۰۲۱-۸۸۷۷۶۶۵۵ د ۱۲\n", ali)
    reza = Contact.objects.get()
    client.force_login(ali)
    assert "۰۲۱ ۸۸۷۷ ۶۶۵۵ داخلی ۱۲" in client.get(reza.get_absolute_url()).content.decode()
    exported = b"".join(client.get("/exports/contacts.csv").streaming_content).decode()
    assert "د ۱۲" in exported or "داخلی" in exported
    bring("نام و نام خانوادگی,تلفن\nرضا یگانه,021 8877 6655 داخلی 12\n", ali)
    assert Contact.objects.count() == 1


def test_a_list_of_companies_with_people_keeps_people_companies_and_their_facts(admin, pipeline, upload):
    text = HEAD + "نیکان,علی رضایی,09121234567,یزد,فولاد\nکاوش,,02188776655 / 02188776656,تهران,\nکاوش,,,,\n"
    one = upload(text, admin)
    assert one.kind == "contacts"
    imports.check(one=one, by=admin)
    runs.work_all()
    one = Import.objects.get(pk=one.pk)
    assert one.outcome["records"] == {"contact": 1, "company": 2}
    assert (one.outcome["counts"]["created"], one.outcome["counts"]["refused"]) == (2, 0)
    imports.start(one=one, by=admin)
    runs.work_all()
    nikan, kavosh = Company.objects.order_by("id")
    assert (nikan.city, nikan.industry, nikan.phone) == ("یزد", "فولاد", "")
    assert (kavosh.city, kavosh.phone, "02188776656" in kavosh.notes) == ("تهران", "02188776655", True)
    assert [person.name for person in Contact.objects.all()] == ["علی رضایی"]
    imports.take_back(one=Import.objects.get(pk=one.pk), by=admin)
    runs.work_all()
    assert not Company.objects.filter(deleted_at=None).exists()


def test_the_city_of_a_person_without_a_company_stands_in_the_notes(admin, pipeline, bring):
    bring("full name,mobile,city\nAli,09121234567,Yazd\n", admin)
    assert "Yazd" in Contact.objects.get().notes


def test_further_phones_of_a_company_stand_in_its_notes(admin, pipeline, bring):
    bring("company,phone,city\nNikan,02188776655 / 02188776656,Yazd\n", admin)
    assert "02188776656" in Company.objects.get().notes


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (["عنوان معامله", "نوع فعالیت", "تاریخ", "شرح", "انجام شده"], "activities"),
        (["Deal", "Note", "Date"], "notes"),
        (["عنوان معامله", "توضیحات"], "deals"),
        (["Name", "Type", "Status"], "deals"),
        (["نام شرکت", "تلفن", "صنعت"], "companies"),
    ],
)
def test_what_a_sheet_holds_is_seen_by_its_headers(columns, kind):
    assert guess_kind(columns) == kind


def test_colleagues_who_share_the_number_of_the_office_are_two_people(admin, pipeline, bring):
    names = ("علی رضایی", "سارا احمدی", "خانم احمدی")
    rows = "".join(f"{name},02188776655,نیکان\n" for name in names)
    bring("full name,phone,company\n" + rows, admin, kind="contacts")
    assert sorted(person.name for person in Contact.objects.all()) == ["سارا احمدی", "علی رضایی"]


@pytest.mark.parametrize("known", [False, True])
def test_a_brother_and_a_namesake_on_the_number_of_the_office_are_people_of_their_own(
    admin, pipeline, bring, known
):
    if known:
        contacts.create(by=admin, name="علی رضایی", points=[{"kind": "phone", "value": "02188776655"}])
    names = ("علی رضایی", "سارا رضایی", "علی محمدی", "آقای رضایی علی", "علی رضائی", "ع. محمدی", "علی رضایی")
    rows = "".join(f"{name},02188776655,نیکان\n" for name in names)
    one = bring("full name,phone,company\n" + rows, admin, kind="contacts", existing="fill")
    assert sorted(person.name for person in Contact.objects.all()) == ["سارا رضایی", "علی رضایی", "علی محمدی"]
    assert one.created_count == (2 if known else 3)


def test_who_shares_the_number_with_an_older_contact_is_found_again_by_name(admin, pipeline, bring):
    for name in ("علی رضایی", "سارا رضایی"):
        contacts.create(by=admin, name=name, points=[{"kind": "phone", "value": "02188776655"}])
    bring("full name,phone\nخانم سارا رضایی,021-88776655\n", admin, kind="contacts", existing="fill")
    assert Contact.objects.count() == 2


def test_two_names_of_one_cell_with_the_number_of_the_office_are_two_people(admin, pipeline, bring):
    contacts.create(by=admin, name="علی رضایی", points=[{"kind": "phone", "value": "02188776655"}])
    cell = '"پری ناصری 02188776655، سارا احمدی 02188776655"'
    bring(f"full name,company\n{cell},نیکان\n", admin, kind="contacts", existing="fill")
    assert Contact.objects.count() == 3


def test_the_mobile_of_somebody_else_makes_another_person_and_says_whose_it_is(admin, pipeline, bring):
    contacts.create(by=admin, name="زهرا یزدانی", points=[{"kind": "mobile", "value": "09121234567"}])
    one = bring("full name,mobile\nعلی رضایی,09121234567\n", admin, existing="fill", alike="tell")
    assert (one.created_count, Contact.objects.count()) == (1, 2)
    assert any("زهرا یزدانی" in note["text"] for note in one.rows.get().warnings)


def test_a_name_in_another_script_with_the_same_mobile_is_the_same_person(admin, pipeline, bring):
    contacts.create(by=admin, name="Ali Rezaei", points=[{"kind": "mobile", "value": "09121234567"}])
    one = bring("full name,mobile\nعلی رضایی,09121234567\n", admin, existing="fill")
    assert (one.created_count, one.merged_count, Contact.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("1400/05/12 09121234567", ["09121234567"]),
        ("کد ۱۲۳۴۵۶۷۸ موبایل ۰۹۱۲۱۲۳۴۵۶۷", ["09121234567"]),
        ("09121234567*22", ["09121234567"]),
        ("09121234567 0012345678901234", ["09121234567"]),
    ],
)
def test_a_date_a_code_or_a_figure_too_long_is_no_number_and_the_cell_is_kept(cell, numbers):
    found = read_phones(cell)
    assert (list(found), found.left) == (numbers, cell)


def test_two_mobiles_with_a_space_between_are_two():
    assert list(read_phones("09121234567 09351234567")) == ["09121234567", "09351234567"]


def test_a_mobile_without_a_name_is_a_person_and_not_lost_with_a_company_that_is_here(admin, pipeline, bring):
    bring("name,company,mobile\nAli Rezaei,Nikan,09121234567\n,Nikan,09122222222\n", admin, kind="contacts")
    assert Contact.objects.filter(points__value__contains="09122222222").exists()


def test_landlines_of_a_row_without_a_name_stay_with_the_company_that_is_here(admin, pipeline, bring):
    text = "name,company,phone\nAli Rezaei,Nikan,\n,Nikan,02188776655\n,Nikan,02188776600\n"
    bring(text, admin, kind="contacts")
    nikan = Company.objects.get()
    assert (nikan.phone, nikan.notes) == ("02188776655", "02188776600")
    assert Contact.objects.count() == 1


def test_what_the_line_above_the_table_says_of_its_amounts_is_their_unit(admin, pipeline, bring):
    head = "گزارش فروش ۱۴۰۴,,\nمبالغ به ریال مگر آنکه ذکر شده باشد,,\n"
    rows = "عنوان,شرکت,مبلغ\nپمپ,نیکان,۲٬۵۰۰٬۰۰۰\nشیر,نیکان,۳۰۰ هزار تومان\nفیلتر,پارس,۱٬۰۰۰٬۰۰۰\n"
    one = bring(head + rows, admin)
    assert one.options["unit"] == "rial"
    held = dict(Deal.objects.values_list("title", "amount"))
    assert held == {"پمپ": 2_500_000, "شیر": 3_000_000, "فیلتر": 1_000_000}


def test_everyday_words_of_a_list_close_its_deals(admin, pipeline, bring):
    said = {
        "قطعی شد": "won",
        "کنسل": "lost",
        "از رقیب خرید": "lost",
        "پیگیری": "open",
        "در حال مذاکره": "open",
    }
    rows = "".join(f"معامله {at},نیکان,{word}\n" for at, word in enumerate(said))
    bring("عنوان,شرکت,وضعیت\n" + rows, admin)
    assert list(Deal.objects.order_by("title").values_list("outcome", flat=True)) == list(said.values())


def test_mina_is_told_beside_the_button_which_words_nobody_knows(admin, pipeline, upload, client):
    rows = "".join(f"معامله {word},نیکان,{word}\n" for word in ("قطعی شد", "پیگیری", "زردآلو"))
    one = upload("عنوان,شرکت,وضعیت\n" + rows, admin)
    client.force_login(admin)
    shown = client.get(f"/imports/{one.pk}/")
    assert [word["label"] for word in shown.context["unknown"]] == ["زردآلو"]
    assert "واژه‌های ناشناختهٔ ستون مرحله" in shown.content.decode()


def test_an_address_beside_a_phone_is_kept_and_nobody_works_for_themselves(admin, pipeline, bring):
    rows = "سارا احمدی,09121234567 sara@nikan.example,آزاد\nعلی رضایی,09121234568,شخص حقیقی\n"
    bring("full name,mobile,company\n" + rows, admin, kind="contacts")
    sara = Contact.objects.get(name="سارا احمدی")
    assert sorted(sara.points.values_list("kind", flat=True)) == ["email", "mobile"]
    assert not Company.objects.exists()
