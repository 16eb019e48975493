"""A deal whose row names a company and a mobile number, but nobody, is with whoever has that number."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

HEAD = "تاریخ,شرکت,شماره تماس,شرح کار,مبلغ (ریال)\n"
PEOPLE = "شرکت,نام رابط,تلفن\nهتل پارسیان آبادگران,کاوه یزدانی,09111920033\nسپهر,نیما فرجی,09126666667\n"


def test_the_deal_is_with_the_person_and_the_number_stays_theirs(admin, pipeline):
    deals = HEAD + "1404/01/25,هتل پارسیان,0911-192-0033,سرویس,64\n1404/02/25,پارس,09125556677,پمپ,70\n"
    files = [
        ContentFile(text.encode(), name) for text, name in ((deals, "deals.csv"), (PEOPLE, "people.csv"))
    ]
    work(set_runs.start(whole=sets.upload(files=files, by=admin), by=admin))
    deal = Deal.objects.get(title="سرویس")
    assert deal.contact == Contact.objects.get(name="کاوه یزدانی")
    assert not Company.objects.filter(phone_normal="+989111920033").exists()
    assert Deal.objects.get(title="پمپ").contact is None
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("said", ["پویاطرح", "پویا طرح", "مشاور پویا طرح"])
def test_a_company_may_be_written_in_another_way(admin, pipeline, bring, said):
    ali = known(admin, "مهندسین مشاور پویا طرح")
    bring(HEAD + f"1404/01/25,{said},09121234567,سرویس,64\n", admin)
    assert Deal.objects.get().contact == ali


def known(admin, company, name="علی رضایی"):
    firm = companies.create(by=admin, name=company)
    points = [{"kind": "mobile", "value": "09121234567"}]
    return contacts.create(by=admin, name=name, company=firm, points=points)


def test_somebody_who_is_here_is_known_by_the_number_too(admin, pipeline, bring):
    ali = known(admin, "نیکان")
    bring(HEAD + "1404/01/25,نیکان,09121234567,سرویس,64\n", admin)
    assert Deal.objects.get().contact == ali


@pytest.mark.parametrize(("firm", "number"), [("کاوش", "09121234567"), ("نیکان", "02112345678")])
def test_who_works_elsewhere_and_whom_an_office_number_tells_is_not(admin, pipeline, bring, firm, number):
    known(admin, "نیکان")
    bring(HEAD + f"1404/01/25,{firm},{number},سرویس,64\n", admin)
    assert Deal.objects.get().contact is None


def test_a_number_of_two_people_tells_of_neither(admin, pipeline, bring):
    known(admin, "نیکان")
    known(admin, "نیکان نو", "سارا احمدی")
    bring(HEAD + "1404/01/25,نیکان,09121234567,سرویس,64\n", admin)
    assert Deal.objects.get().contact is None
