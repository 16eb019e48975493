"""Headers of small firms that keep their books in Excel: what stands below, and beside them, says what they mean."""

import pytest

from kariz.exchange.models import Import
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

CUSTOMERS = {
    "en": (
        "Account,Customer name,Main contact,Site contact(s),Telephone,Post code\n"
        "A100,Fat Badger Pub Co,Mark Lister,Joe Bloggs,01423 555555,HG1 2BQ\n"
        "A101,Roundhay Golf & Country Club,Paul Storr,Ann Other,01947 555555,YO21 1DH\n"
    ),
    "fa": (
        "شرکت,نام مشتری,رابط اصلی,تلفن,کد پستی\n"
        "م-۱۰۰,پخش آرتا,سارا قاسمی,02188776655,1587733611\n"
        "م-۱۰۱,کافه و قنادی نیلوفر,کامران جعفری,02188776656,1587733612\n"
    ),
}


@pytest.mark.parametrize("language", CUSTOMERS)
def test_short_codes_beside_names_are_the_companies_numbers(admin, pipeline, bring, language):
    bring(CUSTOMERS[language], admin, kind=Import.Kind.CONTACTS)
    rows = [line.split(",") for line in CUSTOMERS[language].splitlines()[1:]]
    assert sorted(Company.objects.values_list("name", flat=True)) == sorted(row[1] for row in rows)
    for row in rows:
        person = Contact.objects.get(name=row[2])
        assert person.company.name == row[1]
        assert person.company.address.endswith(row[-1])


def test_who_is_met_on_site_is_a_person_of_the_company_too(admin, upload):
    one = upload(CUSTOMERS["en"], admin)
    assert one.kind == "contacts" and one.mapping["Site contact(s)"]
    assert one.mapping["Account"] == "company_ref" and one.mapping["Post code"] == "post_code"


def test_the_only_column_of_companies_is_that_whatever_its_cells_look_like(admin, upload):
    one = upload("Company,Contact,Amount\nM3,Ann Lee,10\nB52,Tom Ray,20\n", admin)
    assert one.mapping["Contact"] == "contact"


JOBS = {
    "en": (
        "Job,Site / customer,Spoke to,Price,Where are we,Why not,In,Done date\n"
        "Fan,Alpha Ltd,Joe Bloggs,1200,lost,Price,01/10/2025,13/11/2025\n"
        "Duct,Beta Ltd,Ann Other,2200,quoted,,01/11/2025,\n"
        "Hood,Gamma Ltd,Tom Ray,3200,won,,20/11/2025,05/12/2025\n"
    ),
    "fa": (
        "کار,محل / مشتری,صحبت با,مبلغ,کجاییم,چرا نشد,تاریخ استعلام,تاریخ سفارش\n"
        "فن,پخش آرتا,سارا قاسمی,1200,باخت,قیمت,1404/02/01,1404/02/20\n"
        "کانال,فولاد کویر,نگار رها,2200,باز,,1404/03/01,\n"
        "هود,سیمان شرق,کامران جعفری,3200,برد,,1404/03/05,1404/04/01\n"
    ),
}


@pytest.mark.parametrize("language", JOBS)
def test_what_gazs_book_says_of_jobs_is_read_without_a_word(admin, pipeline, upload, language):
    one = upload(JOBS[language], admin)
    names = list(one.mapping.values())
    columns = JOBS[language].splitlines()[0].split(",")
    assert one.kind == "deals"
    assert one.mapping[columns[1]] == "company" and one.mapping[columns[5]] == "lost_reason"
    assert one.mapping[columns[6]] == "created_at" and one.mapping[columns[7]] == "closed_at"
    assert "contact" in names


def test_an_order_date_alone_is_when_the_deal_began(admin, pipeline, upload):
    one = upload("Company,Job,Amount,Order date\nAlpha,Fan,10,13/11/2025\nBeta,Duct,20,14/11/2025\n", admin)
    assert one.mapping["Order date"] == "created_at"


def test_days_before_the_inquiry_are_no_ends(admin, pipeline, upload):
    rows = "Company,Job,Amount,Enq. date,Done date\nAlpha,Fan,10,13/11/2025,14/10/2025\n"
    one = upload(rows + "Beta,Duct,20,14/11/2025,15/10/2025\n", admin)
    assert "closed_at" not in one.mapping.values()


def test_a_day_below_call_back_is_that_of_the_next_step(admin, pipeline, bring):
    rows = "Date,Customer,Spoke to,What was said,Call back\n13/10/2025,Alpha Ltd,Joe Bloggs,Wants a price by Easter,\n"
    rows += "14/10/2025,Beta Ltd,Ann Other,Ring again when the PO is in,20/10/2025\n"
    one = bring(rows, admin)
    assert one.kind == "activities" and one.mapping["Call back"] == "next_step_on"


def test_two_words_for_one_thing_are_that(admin, pipeline, upload):
    one = upload("Company,Job,Value / price,Notes / comments\nAlpha,Fan,10,a\nBeta,Duct,20,b\n", admin)
    assert one.mapping["Value / price"] == "amount" and one.mapping["Notes / comments"] == "notes"
    assert not Deal.objects.exists()
