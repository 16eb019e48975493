"""Whose phones are those of a list of customers: landlines are the company's, mobiles somebody's."""

from __future__ import annotations

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_set
from kariz.people.models import Company, Contact

CUSTOMERS = """کد,نام شرکت,صنف,شهر,رابط‌ها,تلفن,آدرس
101,شیرین‌گل سهند,شیرینی,تبریز,آقای فرهاد رضایی 09149228164,04135301229,خ امام
102,قنادی مینا,شیرینی,تبریز,سعید زارع (کارشناس بازرگانی) 0941 600 9942,041-35253954,جاده تهران
103,شکلات ساوالان,شیرینی,تبریز,مهسا کریمی (مدیر خرید) 0936-4188121,041 34430334,جاده تهران
"""
BESIDE = """نام شرکت,رابط,موبایل,تلفن
چاپ ارم,مهدی قاسمی,09141234567,04135301220
کارتن البرز,نرگس یوسفی,09141234568,04135301221
"""
PEOPLE = """نام,شرکت,موبایل,تلفن
مهدی قاسمی,چاپ ارم,09141234567,04135301220
نرگس یوسفی,کارتن البرز,09141234568,04135301221
"""


def test_the_landline_behind_people_with_their_mobiles_is_the_companys(admin, upload):
    one = upload(CUSTOMERS, admin, "لیست مشتریان.csv")
    assert one.mapping["تلفن"] == "company_phone"
    finish(imports.start(one=one, by=admin))
    assert Company.objects.get(name="قنادی مینا").phone_normal == "+984135253954"
    person = Contact.objects.get(name__contains="زارع")
    assert [point.normal for point in person.points.all()] == ["+989416009942"]


def test_so_is_one_beside_a_column_of_mobiles_but_not_in_an_address_book_of_people(admin, upload):
    assert upload(BESIDE, admin, "a.csv").mapping["تلفن"] == "company_phone"
    assert upload(PEOPLE, admin, "b.csv").mapping["تلفن"] == "phone"


def test_a_mobile_beside_the_line_of_a_company_without_a_person_is_noted_as_a_mobile(admin, upload):
    text = "نام شرکت,شناسه ملي,تلفن1,موبايل,شهر\nكلوچه نمونه,10156680675,04133283145,09416347591,تبريز\n"
    text += "چاپ نمونه,10156680676,04133283146,09416347592,تبريز\n"
    one = upload(text, admin, "اشخاص.csv")
    finish(imports.start(one=one, by=admin))
    firm = Company.objects.get(phone_normal="+984133283145")
    assert "موبایل: 09416347591" in firm.notes and "تلفن:" not in firm.notes


CITIES = """کد,نام شرکت,شهر,رابط‌ها,تلفن
101,شیرین‌گل سهند,تبریز,آقای رضایی 09149228164,04135301229
102,قنادی مینا,تبریز,آقای زارع 09416009942,041-35253954
103,شکلات ساوالان,تبریز,خانم کریمی 09364188121,34430334
104,نوقای سبلان,تبریز,خانم بهنام 09414362414,۰۴۱ ۳۴۳۶۴۸۲۵
105,حلوای دریا,ارومیه,آقای نوری 09143194997,32223344
"""


def test_a_number_without_area_code_gets_that_of_the_other_numbers_of_its_city_and_no_other(admin, upload):
    one = finish(imports.start(one=upload(CITIES, admin, "لیست مشتریان.csv"), by=admin))
    assert Company.objects.get(name="شکلات ساوالان").phone_normal == "+984134430334"
    assert "34430334" in str([row.warnings for row in one.rows.filter(number=4)])
    # Of Urmia the list says no code.
    assert Company.objects.get(name="حلوای دریا").phone == "32223344"


def test_where_numbers_of_one_city_have_several_codes_nobody_knows(admin, upload):
    mixed = CITIES.replace("041-35253954", "02135253954")
    finish(imports.start(one=upload(mixed, admin, "لیست مشتریان.csv"), by=admin))
    assert Company.objects.get(name="شکلات ساوالان").phone == "34430334"


def test_the_code_of_a_city_is_known_from_the_lists_that_come_together(admin, pipeline):
    firms = [
        ["نام شرکت", "شهر", "تلفن ثابت"],
        ["آلفا", "تبریز", "041-35301229"],
        ["بتا", "تبریز", "34430334"],
    ]
    people = [["رابط", "شرکت", "شهر", "تلفن ثابت"]]
    people += [
        ["سارا احمدی", "گاما", "تبریز", "041-35253954"],
        ["رضا کیانی", "دلتا", "تبریز", "041-34364825"],
    ]
    run(upload_set(admin, firms=firms, people=people), admin)
    assert Company.objects.get(name="بتا").phone_normal == "+984134430334"


def test_a_number_with_its_code_takes_the_place_of_the_same_without_and_the_other_way_round_nothing_changes(
    admin, upload
):
    bare, whole = (f"نام شرکت,شهر,تلفن\nآرد سحر,تربت,{phone}\n" for phone in ("52230915", "05152230915"))
    for text in (bare, whole, bare):
        finish(imports.start(one=upload(text, admin, "اشخاص.csv"), by=admin))
    firm = Company.objects.get()
    assert (firm.phone_normal, firm.notes) == ("+985152230915", "")


def test_another_number_leaves_the_one_that_is_here(admin, upload):
    for phone in ("52230915", "05152230916"):
        text = f"نام شرکت,شهر,تلفن\nآرد سحر,تربت,{phone}\n"
        finish(imports.start(one=upload(text, admin, "اشخاص.csv"), by=admin))
    assert Company.objects.get().phone == "52230915"
