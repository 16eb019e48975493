"""Columns of people whom no header names: what the cells hold says it."""

from kariz.people.models import Company, Contact, ContactPoint
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping

SERVICE = [
    "مشتری,دستگاه,مبلغ (ریال),نتیجه,تماس با",
    "کنسرو دلپذیر,باسکول,340000000,انجام شد,خانم صادقی - ۰۹۳۵۶۵۱۸۹۷۸ / مهندس کیانی ۰۹۱۴۴۷۴۹۶۱۳",
    "آلومینیوم هزار,باسکول,520000000,منتظر تایید,آقای جلالی - ۰۹۱۷ ۲۴۳ ۱۹۴۱",
    "قند شیروان نو,ترازو,540000000,تمدید نکرد,دکتر جلالی (خرید)",
    "سیمان دشت ورامین,چک‌ویر,430000000,منتظر تایید,آقای عزیزی",
    "دامداری مرادی,باسکول,380000000,تمدید نکرد,مهندس میرزایی: 09128391598 - دفتر ۰۱۱۳۲۳۵۰۱۷۳",
]
CUSTOMERS = [
    "کد,نام شرکت,شهر,صنف,رابط و شماره‌ها,تلفن ثابت",
    "101,سیمان دشت ورامین,ورامین,سیمان,آقای عزیزی: +989152335648,02155410211",
    "102,گندله‌سازی آفتاب,سیرجان,معدن,مهندس ترابی (خرید) 09011610890,",
    "103,آرد کاشفی,نیشابور,آرد,خانم مهندس توکلی 09177686408,05143816566",
    "104,بازیافت سبز,کرج,بازیافت,دکتر داوودی / آقای نجفی ۰۹۳۵۲۵۶۱۴۲۹,",
    "105,باربری میثم,تبریز,حمل,,04132550099",
]


def _guess(lines, kind=""):
    columns, *rows = (line.split(",") for line in lines)
    kind = kind or guess_kind(columns, rows)
    return kind, guess_mapping(columns, kind, rows)


def test_below_a_header_of_calls_stand_people_and_so_the_customer_is_the_company():
    kind, mapping = _guess(SERVICE)
    assert (kind, mapping["تماس با"], mapping["مشتری"]) == ("deals", "contact", "company")


def test_numbers_below_that_header_stay_numbers():
    lines = [SERVICE[0], *(f"{line.rpartition(',')[0]},0912123456{n}" for n, line in enumerate(SERVICE[1:]))]
    assert _guess(lines)[1]["تماس با"] in ("phone", "mobile")


def test_who_put_it_in_is_no_contact_for_standing_there_with_a_title():
    names = ("آقای رضایی", "خانم کریمی", "مهندس صدر", "آقای نادری", "آقا سعید")
    rows = [f"{line.rpartition(',')[0]},{name}" for line, name in zip(SERVICE[1:], names, strict=True)]
    assert "نصاب" not in _guess([SERVICE[0].replace("تماس با", "نصاب"), *rows])[1]


def test_beside_a_column_of_people_the_other_stays_what_its_header_says():
    lines = [f"{line},{f'خانم صدر {place}' if place else 'رابط'}" for place, line in enumerate(SERVICE)]
    mapping = _guess(lines)[1]
    assert (mapping["رابط"], mapping["تماس با"]) == ("contact", "phone")


def test_a_list_of_companies_with_a_person_of_each_keeps_both_and_its_code_is_the_companys():
    kind, mapping = _guess(CUSTOMERS)
    assert kind == "contacts"
    assert mapping == {
        "کد": "company_ref",
        "نام شرکت": "company",
        "شهر": "city",
        "صنف": "industry",
        "رابط و شماره‌ها": "contact",
        "تلفن ثابت": "company_phone",
    }


def test_the_companies_and_their_people_come_with_their_numbers(admin, pipeline, bring):
    done = bring("\n".join(CUSTOMERS) + "\n", admin)
    assert done.refused_count == 0
    assert Company.objects.get(name="باربری میثم").phone == "04132550099"
    people = set(Contact.objects.values_list("name", "position", "company__name"))
    assert people == {
        ("آقای عزیزی", "", "سیمان دشت ورامین"),
        ("مهندس ترابی", "خرید", "گندله‌سازی آفتاب"),
        ("خانم مهندس توکلی", "", "آرد کاشفی"),
        ("دکتر داوودی", "", "بازیافت سبز"),
        ("آقای نجفی", "", "بازیافت سبز"),
    }
    assert ContactPoint.objects.filter(kind="mobile").count() == 4


def test_names_without_a_number_below_that_header_refuse_no_row(admin, pipeline, bring):
    done = bring("\n".join(SERVICE) + "\n", admin)
    assert (done.created_count, done.refused_count) == (5, 0)
    assert Deal.objects.get(company__name="قند شیروان نو").contact.name == "دکتر جلالی"
