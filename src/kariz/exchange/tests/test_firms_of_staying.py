"""Behnam brings his phone: who is here and stays with their company leaves no empty one behind."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import OtherName
from kariz.exchange.queries.known.spellings import found_in
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact

CARD = "BEGIN:VCARD\nVERSION:3.0\nN:;{name};;;\nFN:{name}\nORG:{firm}\nTEL;TYPE=CELL:{number}\nEND:VCARD\n"
LIST = "نام,شرکت,موبایل\n{name},{firm},{number}\n"
ALI, SARA = "09139939857", "09121112233"
REMARK = {"fa": "همان که اینجاست", "en": "Stays as it is here"}


def firms():
    return sorted(Company.objects.filter(deleted_at=None).values_list("name", flat=True))


@pytest.fixture
def ali(admin):
    mill = companies.create(by=admin, name="خرمای جهرم")
    point = {"kind": "mobile", "value": ALI}
    return contacts.create(by=admin, name="علی خسروی", company=mill, points=[point], owner=admin)


def brought(upload, admin, text, name="phone.vcf", **options):
    one = upload(text, admin, name)
    one = imports.change(one=one, by=admin, options=options) if options else one
    return finish(imports.start(one=one, by=admin))


@pytest.mark.parametrize(("language", "name"), [("fa", "phone.vcf"), ("en", "list.csv")])
def test_who_is_known_by_the_mobile_and_stays_leaves_no_empty_company_and_the_row_says_so(
    admin, pipeline, upload, ali, client, language, name
):
    admin.language = language
    admin.save()
    text = (CARD if name == "phone.vcf" else LIST).format(
        name="علی خسروی", firm="نخلستان لارستان", number=ALI
    )
    one = brought(upload, admin, text, name, existing="fill")
    assert firms() == ["خرمای جهرم"]
    client.force_login(admin)
    assert REMARK[language] in client.get(f"/imports/{one.pk}/").content.decode()
    ali.refresh_from_db()
    assert ali.company.name == "خرمای جهرم"


@pytest.mark.parametrize("policy", ["skip", "ask"])
def test_rows_that_are_left_or_put_aside_make_no_company_either(admin, pipeline, upload, ali, policy):
    brought(upload, admin, CARD.format(name="علی خسروی", firm="نخلستان لارستان", number=ALI), existing=policy)
    assert firms() == ["خرمای جهرم"]


def test_who_changes_to_it_or_has_none_or_is_new_makes_it(admin, pipeline, upload, ali):
    moved = CARD.format(name="علی خسروی", firm="نخلستان لارستان", number=ALI)
    brought(upload, admin, moved, existing="update")
    ali.refresh_from_db()
    assert ali.company.name == "نخلستان لارستان"
    contacts.change(contact=ali, by=admin, company=None)
    brought(upload, admin, CARD.format(name="علی خسروی", firm="باغ داراب", number=ALI), existing="fill")
    ali.refresh_from_db()
    assert ali.company.name == "باغ داراب"
    brought(upload, admin, CARD.format(name="سارا زند", firm="بتن زند", number=SARA))
    assert Contact.objects.get(name="سارا زند").company.name == "بتن زند"


def test_a_company_of_which_the_list_says_more_is_kept(admin, pipeline, upload, ali):
    text = f"نام,شرکت,شهر,موبایل\nعلی خسروی,نخلستان لارستان,لار,{ALI}\n"
    brought(upload, admin, text, "list.csv", existing="fill")
    assert "نخلستان لارستان" in firms()


def test_the_company_that_a_workbook_names_with_a_person_is_known_to_the_phone_by_its_name_alone(
    admin, pipeline, upload
):
    customers = [["نام شرکت", "رابط", "موبایل"], ["کارخانه آرد زرین‌دشت", "علی خسروی", ALI]]
    customers += [["بتن زند", "سارا زند", SARA]]
    sales = [["کد", "شرکت", "مبلغ", "وضعیت"], ["1", "آرد زرین دشت - علی خسروی", 100, "باز"]]
    run(upload_book(admin, customers=customers, sales=sales), admin)
    assert OtherName.objects.filter(name="آرد زرین دشت", company__name="کارخانه آرد زرین‌دشت").exists()
    mill = Company.objects.get(name="کارخانه آرد زرین‌دشت")
    companies.change(company=mill, by=admin, name="گروه تولیدی فارس")
    one = upload(CARD.format(name="رضا مقدم", firm="آرد زرین دشت", number="09171112244"), admin, "phone.vcf")
    assert [(group.name, group.typed) for group in found_in([one], admin).groups] == [
        ("گروه تولیدی فارس", ["آرد زرین دشت"])
    ]
    finish(imports.start(one=one, by=admin))
    assert Contact.objects.get(name="رضا مقدم").company.name == "گروه تولیدی فارس"
