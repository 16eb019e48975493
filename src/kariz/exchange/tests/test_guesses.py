"""What a column means is told by the columns beside it and by its values, where its header alone does not say."""

import pytest

from kariz.access.models import User
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal, Product
from kariz.reading.columns.guessing import guess_kind, guess_mapping

NIKAN = ["شرکت نیکان", "علی رضایی", "09121234567", "02188776655"]


def guessed(columns, *rows):
    kind = guess_kind(columns, rows)
    return kind, guess_mapping(columns, kind, rows)


@pytest.mark.parametrize("customer", ["مشتری", "نام مشتری", "طرف حساب", "Customer"])
@pytest.mark.parametrize("person", ["رابط", "شخص رابط", "مسئول خرید", "نام و نام خانوادگی"])
def test_beside_a_person_the_customer_is_the_company(customer, person):
    kind, mapping = guessed([customer, person, "موبایل"], ["نیکان", "علی رضایی", "09121234567"])
    assert (kind, mapping) == ("contacts", {customer: "company", person: "contact", "موبایل": "mobile"})


def test_customers_who_are_called_like_firms_are_companies_and_people_are_people():
    firms = [["صنایع نیکان", "تهران"], ["شرکت کاوش", "یزد"], ["آبسان", "کرج"]]
    assert guessed(["نام مشتری", "شهر"], *firms) == ("companies", {"نام مشتری": "company", "شهر": "city"})
    people = [["علی رضایی", "09121234567"], ["سارا احمدی", "09121234568"]]
    assert guessed(["نام مشتری", "شماره"], *people)[1] == {"نام مشتری": "contact", "شماره": "mobile"}


def test_customers_of_quotes_who_are_called_by_no_name_of_a_person_are_companies():
    names = [
        "رنگ و رزین هاویر",
        "عسل کوهستان سبلان",
        "چای دبش لاهیجان",
        "آقای سلطانی (شخصی)",
        "Aras Snacks FZE",
    ]
    rows = [[name, "لیبل‌زن", "۶۴۰ میلیون ریال", "پیگیری"] for name in names]
    kind, mapping = guessed(["مشتری", "دستگاه", "مبلغ کل (ریال)", "وضعیت"], *rows)
    assert (kind, mapping["مشتری"], mapping["دستگاه"]) == ("deals", "company", "product")
    people = ["علی رضایی", "خانم احمدی", "سارا محمدی", "مهندس کیانی", "پارسا"]
    rows = [[name, "لیبل‌زن", 5, "باز"] for name in people]
    assert guessed(["مشتری", "دستگاه", "مبلغ", "وضعیت"], *rows)[1]["مشتری"] == "contact"


def test_a_list_of_quotes_has_its_numbers_its_days_and_its_customers():
    rows = [[n, f"1403/0{n}/05", "شرکت نیکان", "علی", "02188776655", 100] for n in (1, 2, 3)]
    kind, mapping = guessed(["شماره", "تاریخ", "طرف حساب", "مسئول خرید", "تلفن", "مبلغ"], *rows)
    assert kind == "deals"
    assert list(mapping.values()) == ["external_id", "created_at", "company", "contact", "phone", "amount"]


def test_a_column_of_numbers_that_repeat_is_no_number_of_the_other_system():
    rows = [[5, "پمپ", "نیکان"], [5, "لوله", "نیکان"]]
    assert "شماره" not in guessed(["شماره", "عنوان معامله", "شرکت"], *rows)[1]


@pytest.mark.parametrize(
    "columns", [["ردیف", "کد", "نام", "قیمت", "واحد"], ["#", "Code", "Name", "Unit price", "Unit"]]
)
def test_mina_brings_a_price_list_and_its_rows_are_products(columns, admin, pipeline, bring):
    one = bring(",".join(columns) + "\n1,A1,پمپ,500,عدد\n2,A2,لوله,700,متر\n", admin, unit="toman")
    assert (one.kind, one.created_count) == ("products", 2)
    pump = Product.objects.get(code="A1")
    assert (pump.name, pump.price, pump.unit) == ("پمپ", 5000, "عدد")
    newer = bring(",".join(columns) + "\n1,A1,پمپ,600,عدد\n", admin, unit="toman", existing="update")
    pump.refresh_from_db()
    assert (newer.updated_count, pump.price, Product.objects.count()) == (1, 6000, 2)


def test_a_price_beside_a_customer_is_a_deal():
    row = ["نیکان", "پمپ", "A1", 500]
    assert guessed(["شرکت", "کالا", "کد کالا", "قیمت"], row)[0] == "deals"


LIST = (
    "نام شرکت,نام رابط,موبایل,تلفن شرکت,کد اقتصادی,شناسه ملی,آدرس,وب‌سایت\n"
    "نیکان,علی رضایی,09121234567,02188776655 / 02188776656,411111111118,10101234567,تهران خیابان آزادی,nikan.ir\n"
)


def test_what_a_list_of_people_says_of_their_company_goes_to_the_company(admin, company, bring):
    assert bring(LIST, admin).kind == "contacts"
    nikan, ali = Company.objects.get(), Contact.objects.get()
    assert (nikan.phone, nikan.economic_code, nikan.national_id) == (
        "02188776655",
        "411111111118",
        "10101234567",
    )
    assert (nikan.address, nikan.website) == ("تهران خیابان آزادی", "nikan.ir")
    assert [point.value for point in ali.points.all()] == ["09121234567"]
    assert "02188776656" in ali.notes


def test_the_fixed_line_beside_a_person_and_a_company_is_the_companys():
    columns = ["شرکت", "رابط", "موبایل", "تلفن ثابت"]
    assert guessed(columns, NIKAN)[1]["تلفن ثابت"] == "company_phone"
    mobile = [*NIKAN[:3], "09351234567"]
    assert guessed(columns, mobile)[1]["تلفن ثابت"] == "phone"
    alone = guessed(["نام و نام خانوادگی", "موبایل", "تلفن شرکت"], NIKAN[1:])
    assert alone[1]["تلفن شرکت"] == "phone"


def test_deals_too_know_the_phone_of_their_company(admin, pipeline, bring):
    bring("عنوان معامله,شرکت,رابط,تلفن دفتر,آدرس\nپمپ,نیکان,علی رضایی,02188776655,یزد\n", admin)
    deal = Deal.objects.select_related("company").get()
    assert (deal.company.phone, deal.company.address) == ("02188776655", "یزد")
    assert not deal.contact.points.exists()


def test_the_number_of_a_citizen_is_not_that_of_their_company():
    columns = ["نام شرکت", "نام و نام خانوادگی", "کد ملی"]
    assert "کد ملی" not in guessed(columns, ["نیکان", "علی رضایی", "0012345678"])[1]


SENTENCES = ["کی", "چه روزی", "کجا", "با کی حرف زدیم", "چی شد", "نوبت بعد", "نحوه"]
VISIT = ["مینا راد", "1404/05/02", "پارس داده", "آقای احمدی", "دمو خواست", "1404/09/15", "حضوری"]


def test_a_sheet_of_calls_may_have_its_headers_as_people_ask():
    fields = ["owner", "done_at", "company", "contact", "said", "next_step_on", "activity_kind"]
    kind, mapping = guessed(SENTENCES, VISIT)
    assert (kind, list(mapping.values())) == ("activities", fields)
    when = ["1404/05/02", *VISIT[2:]]
    assert guessed(["کی", *SENTENCES[2:]], when)[1]["کی"] == "done_at"


@pytest.mark.parametrize("who", ["کی پیگیرشه", "کی", "کی پیگیره"])
def test_who_follows_a_deal_up_is_its_owner(who):
    rows = [["پمپ", "نیکان", "100", "سارا"], ["لوله", "کاوش", "200", "رضا"]]
    assert guessed(["عنوان", "شرکت", "مبلغ", who], *rows)[1][who] == "owner"


def test_the_first_acquaintance_is_its_day_where_days_stand_in_it_and_else_the_source():
    columns = ["عنوان", "شرکت", "مبلغ", "اولین آشنایی"]
    rows = [["پمپ", "نیکان", "100", "1403/05/02"], ["لوله", "کاوش", "200", "1403/06/02"]]
    assert guessed(columns, *rows)[1]["اولین آشنایی"] == "created_at"
    rows = [["پمپ", "نیکان", "100", "نمایشگاه"], ["لوله", "کاوش", "200", "معرفی"]]
    assert guessed(columns, *rows)[1]["اولین آشنایی"] == "channel"


def test_when_a_deal_came_is_no_owner_of_it():
    rows = [["بارز کرمان", "50", "۱۸ آبان", "زنگ"], ["پاک آوران", "88", "۶/۱۶", "زنگ"]]
    assert guessed(["مشتری", "میلیون تومن", "کی", "قرار بعدی"], *rows)[1]["کی"] == "created_at"


def test_a_rough_amount_is_the_amount():
    rows = [["پمپ", "نیکان", "1000000"], ["لوله", "کاوش", "2000000"]]
    assert guessed(["شرح کالا", "شرکت", "مبلغ حدودی"], *rows)[1]["مبلغ حدودی"] == "amount"
    assert guessed(["Product", "Company", "Estimated amount"], *rows)[1]["Estimated amount"] == "amount"


IN_CHARGE = [
    ["کلینیک آفتاب", "هدی سلیمی (حسابداری) 09121234567 / کاوه نادری 09351234567"],
    ["درمانگاه باران", "مدیر داخلی: سپهر رادمنش ۰۹۱۲۱۲۳۴۵۶۸"],
    ["مطب دکتر صالحی", "دکتر رویا صالحی"],
    ["کلینیک مهتاب", "یلدا پاکزاد (منشی)"],
]


@pytest.mark.parametrize("header", ["مسئول", "مسئول و تلفن", "کارشناس"])
def test_who_is_in_charge_at_each_customer_is_their_person_and_no_seller(header):
    kind, mapping = guessed(["نام مرکز", header], *IN_CHARGE)
    assert (kind, mapping) == ("contacts", {"نام مرکز": "company", header: "contact"})
    assert header not in guess_mapping(["نام مرکز", header], "companies", IN_CHARGE)


def test_sellers_who_repeat_stay_the_owners_though_their_numbers_stand_beside_them():
    rows = [[f"کلینیک {n}", ("هدی سلیمی 09121234567", "کاوه نادری 09351234567")[n % 2]] for n in range(8)]
    assert guessed(["نام مرکز", "مسئول"], *rows)[1]["مسئول"] == "owner"
    names = [[f"کلینیک {n}", name] for n, name in enumerate(["هدی سلیمی", "کاوه نادری", "سپهر", "یلدا"])]
    assert guessed(["نام مرکز", "مسئول"], *names)[1]["مسئول"] == "owner"


def test_a_technician_named_in_a_list_of_repairs_is_no_person_of_the_customer():
    rows = [["کلینیک آفتاب", "کمپرسور", name, "تعمیر"] for name in ("رضا نادری", "علی سلیمی", "مریم پاکزاد")]
    assert "تکنسین" not in guessed(["مشتری", "دستگاه", "تکنسین", "وضعیت"], *rows)[1]


def test_each_clinic_comes_with_its_people_and_nobody_is_made_a_seller(admin, pipeline, bring):
    sellers = User.objects.count()
    bring("نام مرکز,مسئول و تلفن\n" + "\n".join(map(",".join, IN_CHARGE)) + "\n", admin)
    people = {one.name: (one.company.name, one.position) for one in Contact.objects.select_related("company")}
    assert people["هدی سلیمی"] == ("کلینیک آفتاب", "حسابداری")
    assert people["کاوه نادری"] == ("کلینیک آفتاب", "")
    assert people["سپهر رادمنش"] == ("درمانگاه باران", "مدیر داخلی")
    assert (len(people), Company.objects.count(), User.objects.count()) == (5, 4, sellers)


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        ("contacts", "شرکت / مشتری"),
        ("contacts", "Company or customer"),
        ("deals", "خریدار/شرکت"),
        ("companies", "مشتری/شرکت"),
    ],
)
def test_a_header_that_names_the_customer_by_two_words_is_of_companies(kind, header):
    assert guess_mapping([header, "تلفن"], kind)[header] == "company"


@pytest.mark.parametrize("header", ["نام خریدار / نام مشتری", "نام / موبایل"])
def test_a_header_of_two_words_of_which_none_is_a_company_is_none(header):
    assert guess_mapping([header, "تلفن"], "contacts").get(header) != "company"
