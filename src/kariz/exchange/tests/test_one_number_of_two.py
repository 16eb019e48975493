"""Customers of Parsa with two people and one mobile: it is whose another row, another list or Kariz says that it is."""

import pytest

from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.actions import contacts
from kariz.people.models import Contact

NUMBER = "0903-756-9518"
HEAD = ["نام شرکت", "شهر", "افراد", "موبایل"]
PORT = ["بندر خشک فارس", "شیراز", "شهرام یزدانی\nنرگس امیری", NUMBER]
DAIRY = ["دامداری سپیدان", "سپیدان", "نوروز قاسمی", "09172160622"]
TEXT = (
    'نام شرکت,شهر,افراد,موبایل\nبندر خشک فارس,شیراز,"شهرام یزدانی\nنرگس امیری",{}\n'
    "دامداری سپیدان,سپیدان,نوروز قاسمی,09172160622\n"
)
TOLD = {"fa": "پیدا نیست از آنِ کیست", "en": "nothing says whose it is"}


def holders(number="+989037569518"):
    return sorted(
        Contact.objects.filter(points__normal=number, deleted_at=None).values_list("name", flat=True)
    )


def test_another_list_of_the_set_says_whose_it_is_and_nobody_comes_twice(admin, pipeline):
    sales = [["کد", "شرکت", "شخص", "موبایل", "مبلغ", "وضعیت"]]
    sales += [["1", "بندر خشک فارس", "خانم امیری", "۰۹۰۳۷۵۶۹۵۱۸", 100, "باز"]]
    run(upload(admin, customers=[HEAD, PORT, DAIRY], sales=sales), admin)
    assert holders() == ["نرگس امیری"]
    assert Contact.objects.count() == 3


def test_somebody_who_is_here_with_that_number_has_it(admin, pipeline, bring):
    point = {"kind": "mobile", "value": NUMBER}
    contacts.create(by=admin, name="نرگس امیری", points=[point])
    bring(TEXT.format(NUMBER), admin)
    assert holders() == ["نرگس امیری"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_where_nobody_says_it_the_first_has_it_and_the_row_tells(admin, pipeline, bring, client, language):
    admin.language = language
    admin.save()
    one = bring(TEXT.format(NUMBER), admin)
    assert holders() == ["شهرام یزدانی"]
    client.force_login(admin)
    answer = client.get(f"/api/v1/imports/{one.pk}/rows").json()
    told = [row for row in answer["items"] if TOLD[language] in str(row["warnings"])]
    assert len(told) == 1 and "شهرام یزدانی" in str(told[0]["warnings"])


def test_a_number_that_both_have_elsewhere_is_not_guessed(admin, pipeline, bring):
    for name in ("شهرام یزدانی", "نرگس امیری"):
        contacts.create(by=admin, name=name, points=[{"kind": "mobile", "value": NUMBER}])
    one = bring(TEXT.format(NUMBER), admin)
    assert TOLD["en"] in str(one.rows.get(number=2).warnings) or TOLD["fa"] in str(
        one.rows.get(number=2).told
    )


def test_of_two_numbers_and_three_people_each_that_is_known_goes_to_its_own(admin, pipeline, bring):
    contacts.create(by=admin, name="نرگس امیری", points=[{"kind": "mobile", "value": NUMBER}])
    text = TEXT.replace("نرگس امیری", "نرگس امیری\nلیلا شریفی").format(f"{NUMBER} / 09121112233")
    bring(text, admin)
    assert (holders(), holders("+989121112233")) == (["نرگس امیری"], ["شهرام یزدانی"])


def test_an_office_line_beside_two_people_is_told_of_nobody(admin, pipeline, bring):
    text = TEXT.replace("موبایل", "تلفن").format("071-32414757")
    one = bring(text, admin)
    assert not any(word in str(row.told) for row in one.rows.all() for word in TOLD.values())
