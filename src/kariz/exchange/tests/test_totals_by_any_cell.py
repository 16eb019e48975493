"""A total is told by its word in whichever cell it stands, with nothing beside it but sums however these are written."""

import pytest

from kariz.organisation.actions import organisation
from kariz.pipeline.models import Deal

LISTS = {
    "in the column of titles, with the sign of its currency": (
        "Quote No,Enq Date,Customer,Job,Value (£),Result\n"
        'Q1,03/02/2024,Alpha,Canopy,"£1,000",Won\n'
        'Q2,13/02/2024,Beta,Fan,"£2,000",Lost\n'
        'Q3,14/02/2024,Gamma,Fan,"£2,500",Lost\n'
        ',,,TOTAL,"£5,500",\n'
    ),
    "behind its sum": (
        "Value,Job,Customer,Result\n"
        '"£1,000",Canopy,Alpha,Won\n'
        '"£2,000",Fan,Beta,Lost\n'
        '"£2,500",Fan,Gamma,Lost\n'
        '"£5,500",Grand total,,\n'
    ),
    "Persian, behind its sum": (
        "مبلغ,عنوان,مشتری,نتیجه\n"
        "۱۰۰۰ تومان,هود,آلفا,برد\n"
        "۲۰۰۰ تومان,فن,بتا,باخت\n"
        "۲۵۰۰ تومان,فن,گاما,باخت\n"
        "۵۵۰۰ تومان,جمع کل,,\n"
    ),
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_no_total_of_the_list_comes_as_a_deal(admin, pipeline, bring, text):
    if "£" in text:
        organisation.change(by=admin, currency="GBP")
    one = bring(text, admin)
    assert Deal.objects.count() == 3 and one.left_out == 1
    assert not Deal.objects.filter(title__icontains="total").exists()
    assert not Deal.objects.filter(title__contains="جمع").exists()


def test_a_firm_called_total_is_no_total(admin, pipeline, bring):
    rows = ["Company,Job,Value", "Alpha,Canopy,1000", "Total,Fan,2000", "Gamma,Fan,2500"]
    bring("\n".join(rows) + "\n", admin)
    assert Deal.objects.filter(company__name="Total").exists()
