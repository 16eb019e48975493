"""Customers who are people: the list of customers has them without a company, the list of deals among the companies."""

from kariz.exchange.queries.known.spellings import found_in
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.names.private import Private

CUSTOMERS = [
    ["شرکت / مشتری", "نام رابط", "موبایل", "شهر"],
    ["هتل پارسیان آبادگران", "کاوه یزدانی", "09111920033", "چالوس"],
    ["تاسیساتی رحیمی", "داود رحیمی", "09197654321", "کرج"],
    ["بهین سازان اقلیم", "مهندس کیوان رحیمی", "09121876543", "تهران"],
    ["", "مهران پورعلی", "09121212000", "کرج"],
    ["", "مهندس بابک ستوده", "09124040404", "تهران"],
    ["", "حاج حسن کرمی", "09123030303", "ماهدشت"],
]
SALES = [
    ["مشتری", "رابط", "تلفن", "موضوع", "مبلغ", "وضعیت"],
    ["هتل پارسیان آبادگران", "یزدانی", "09111920033", "چیلر", 500, "باز"],
    ["مهران پورعلی", "", "09121212000", "کولر گازی", 85, "باز"],
    ["مهندس ستوده", "", "09124040404", "گرمایش از کف", 230, "باز"],
    ["بهین سازان اقلیم", "مهندس رحیمی", "09121876543", "دمپر", 180, "باز"],
    ["تاسیساتی رحیمی", "رحیمی", "09197654321", "اسپلیت", 210, "باز"],
]
CALLS = [
    ["تاریخ تماس", "با کی", "چی شد"],
    ["1405/08/23", "مهندس ستوده", "نقشه را فرستاد"],
    ["1405/08/24", "حاجی کرمی", "چانه زد"],
    ["1405/09/05", "داود رحیمی", "نمونه می‌خواهد"],
]


def alive(model):
    return model.objects.filter(deleted_at=None)


def test_a_deal_with_somebody_who_has_no_company_is_with_that_person(admin, pipeline):
    whole = upload(admin, customers=CUSTOMERS, sales=SALES)
    assert [(one.name, one.typed) for one in found_in(whole.parts.all(), admin).groups] == []
    run(whole, admin)
    assert sorted(alive(Company).values_list("name", flat=True)) == sorted(row[0] for row in CUSTOMERS[1:4])
    assert alive(Contact).count() == 6
    found = {
        deal.title: (deal.company_id, deal.contact.name) for deal in alive(Deal).select_related("contact")
    }
    assert found["کولر گازی"] == (None, "مهران پورعلی")
    assert found["گرمایش از کف"] == (None, "مهندس بابک ستوده")
    assert found["چیلر"][0] is not None


def test_a_company_that_is_called_like_a_person_stays_one_where_the_list_of_customers_has_it(admin, pipeline):
    customers = [*CUSTOMERS, ["مهران پورعلی", "سارا نیک", "09120000001", "کرج"]]
    run(upload(admin, customers=customers, sales=SALES[:1] + SALES[2:3]), admin)
    assert alive(Deal).get().company.name == "مهران پورعلی"


def test_a_list_of_people_that_says_no_companies_makes_nobody_a_private_customer(admin, pipeline):
    people = [["نام رابط", "موبایل"], *[row[1:3] for row in CUSTOMERS[1:]]]
    run(upload(admin, customers=people, sales=SALES[:1] + SALES[2:3]), admin)
    assert alive(Deal).get().company.name == "مهران پورعلی"


def test_calls_find_private_customers_and_whoever_is_called_just_so(admin, pipeline):
    run(upload(admin, customers=CUSTOMERS, sales=SALES, calls=CALLS), admin)
    calls = alive(Activity).exclude(done_at=None).order_by("done_at").select_related("contact", "company")
    assert [(one.contact.name, one.company and one.company.name) for one in calls] == [
        ("مهندس بابک ستوده", None),
        ("حاج حسن کرمی", None),
        ("داود رحیمی", "تاسیساتی رحیمی"),
    ]


def test_what_has_a_legal_form_or_only_a_first_name_is_nobody_of_the_list():
    known = Private(["احمدی", "کیان", "علی ستوده", "رضا احمدی"], [])
    for name in ("شرکت احمدی", "شرکت کیان", "کیان", "مهندس علی", "دکتر رضا", "شرکت علی ستوده"):
        assert known.find(name) == ""
    assert (known.find("مهندس ستوده"), known.find("علي ستوده")) == ("علی ستوده", "علی ستوده")


def test_a_list_of_calls_with_five_hundred_people_comes_in(admin, pipeline, bring):
    contacts.create(by=admin, name="سارا نیک‌نام۴۴۴")
    rows = "\n".join(f"1405/08/01,سارا نیک‌نام{number},حرف زدیم" for number in range(500))
    one = bring(f"تاریخ تماس,با کی,چی شد\n{rows}\n", admin, kind="activities")
    assert one.created_count == 500


DEALS = [
    ["مشتری", "رابط", "تلفن", "موضوع", "مبلغ", "وضعیت"],
    ["مهدی صادقی", "مهدی صادقی", "09121212000", "آسانسور ویلا", 500, "باز"],
    ["آقای مهندس یوسفی", "کامران یوسفی", "09124040404", "پله برقی", 85, "باز"],
    ["خانم مهندس یزدانی", "", "09121212001", "بالابر", 230, "باز"],
    ["Mr Tom Kelly", "Tom Kelly", "09121212002", "Lift", 90, "باز"],
    ["دکتر عبیدی", "سارا نیک", "09121212003", "سرویس", 180, "باز"],
    ["داروسازی دکتر لقمان", "داروسازی دکتر لقمان", "09121212004", "تعمیر", 210, "باز"],
    ["شرکت مهدی صادقی", "مهدی صادقی", "09121212000", "نقشه", 60, "باز"],
    ["حسین خسروی", "آقای خسروی", "09121212006", "دکمه", 40, "باز"],
    ["کیان سازه", "کیان سازه", "09121212005", "کابین", 70, "باز"],
]


def test_a_customer_who_is_the_person_of_the_row_or_has_a_title_is_no_company(admin, pipeline):
    run(upload(admin, sales=DEALS), admin)
    found = {
        deal.title: (deal.company and deal.company.name, deal.contact and deal.contact.name)
        for deal in alive(Deal).select_related("contact", "company")
    }
    assert found["آسانسور ویلا"] == (None, "مهدی صادقی")
    assert found["پله برقی"] == (None, "کامران یوسفی")
    assert found["بالابر"] == (None, "خانم مهندس یزدانی")
    assert found["Lift"][0] is None and "Tom Kelly" in found["Lift"][1]
    assert found["سرویس"] == ("دکتر عبیدی", "سارا نیک")
    assert found["تعمیر"][0] == "داروسازی دکتر لقمان"
    assert found["نقشه"][0] == "شرکت مهدی صادقی"
    assert found["دکمه"][0] is None
    assert found["کابین"][0] == "کیان سازه"
