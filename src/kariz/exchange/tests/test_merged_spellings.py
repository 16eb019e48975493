"""The book of next week goes on naming companies and people as they were called before they were merged here."""

import pytest

from kariz.exchange.models import Import
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

OF_FIRMS = {
    "fa": ("شرکت", "شماره", "عنوان", "مبلغ (ریال)", "شورای ویکفیلد", "شهرداری ناحیهٔ یک"),
    "en": ("Company", "Ref", "Title", "Amount", "Wakefield Council", "The City Authority"),
}


def book(language, amount):
    firm, number, title, money, _new, old = OF_FIRMS[language]
    return f"{number},{firm},{title},{money}\nHV-2631,{old},mezz,{amount}\nHV-2632,Granary,floor,50\n"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_changed_row_that_names_a_merged_company_by_its_old_spelling_waits_for_nobody(
    admin, pipeline, bring, language
):
    bring(book(language, 100), admin, existing="update")
    was = Deal.objects.get(external_id="HV-2631").amount
    _one, *_two, new, old = OF_FIRMS[language]
    survivor = companies.create(by=admin, name=new)
    merge(survivor=survivor, others=[Company.objects.get(name=old)], by=admin, choices={"name": survivor.pk})
    again = bring(book(language, 250), admin, existing="update")
    assert (again.asked_count, again.updated_count, again.phase) == (0, 1, Import.Phase.DONE)
    deal = Deal.objects.get(external_id="HV-2631")
    assert (deal.amount, deal.company.name) == (was * 5 // 2, new)


def test_a_row_with_a_merged_persons_old_name_is_their_deal(admin, pipeline, bring):
    text = "Ref,Contact,Title,Amount\nHV-1,Robina Tetley,mezz,{}\nHV-2,Sam Rushworth,floor,50\n"
    bring(text.format(100), admin, existing="update")
    survivor = contacts.create(by=admin, name="Mrs Oakes")
    merge(
        survivor=survivor,
        others=[Contact.objects.get(name="Robina Tetley")],
        by=admin,
        choices={"name": survivor.pk},
    )
    again = bring(text.format(250), admin, existing="update")
    assert (again.asked_count, again.updated_count) == (0, 1)
    assert Deal.objects.get(external_id="HV-1").contact.name == "Mrs Oakes"


def test_the_number_of_a_deal_of_another_company_still_waits(admin, pipeline, bring):
    bring(book("en", 100), admin, existing="update")
    other = book("en", 250).replace(OF_FIRMS["en"][-1], "Kelso Interiors")
    assert bring(other, admin, existing="update").asked_count == 1
