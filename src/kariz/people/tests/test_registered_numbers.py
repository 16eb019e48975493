"""One national id or economic code is one company, whatever it is called."""

import pytest

from kariz.people.actions import companies, duplicate_search
from kariz.people.likeness import CERTAIN, LIKELY, Firm, of_firms
from kariz.people.models import DuplicatePair
from kariz.people.queries import duplicates

pytestmark = pytest.mark.django_db
ID, CODE = "10320894878", "411112345678"


def search(admin):
    duplicate_search.start(kind="company", by=admin)
    duplicate_search.work_all()


@pytest.mark.parametrize("key", ["national_id", "economic_code"])
def test_the_brand_and_the_name_in_the_register_are_one_company_by_their_number(admin, key):
    companies.create(by=admin, name="Foo Holdings", city="تهران", **{key: ID})
    companies.create(by=admin, name="Bar Steel", city="قم", **{key: "۱۰۳۲۰۸۹۴۸۷۸"})
    search(admin)
    pair = DuplicatePair.objects.get()
    assert (pair.verdict, pair.reasons[0], pair.identical) == (CERTAIN, key, False)


def test_where_the_national_ids_differ_one_economic_code_is_worth_a_look():
    one = Firm.of(name="Foo Holdings", national_id=ID, economic_code=CODE)
    other = Firm.of(name="Bar Steel", national_id="10320894879", economic_code=CODE)
    likeness = of_firms(one, other)
    assert likeness.verdict == LIKELY and likeness.reasons[0] == "economic_code"


def test_branches_of_a_chain_under_one_national_id_are_left_to_a_person():
    one = Firm.of(name="فروشگاه کوروش شعبه تهران", national_id=ID, city="تهران", phone="02188001122")
    other = Firm.of(name="نمایندگی مهران شعبه قم", national_id=ID, city="قم", phone="02532001122")
    assert of_firms(one, other).verdict == LIKELY


def test_a_number_that_stands_for_none_makes_no_two_companies_one():
    one, other = (Firm.of(name=name, national_id="11111111111") for name in ("Foo Holdings", "Bar Steel"))
    assert of_firms(one, other).verdict == ""


def test_sara_is_told_of_the_economic_code_that_she_types_though_the_night_was_not_yet(sara):
    companies.create(by=sara, name="Foo Holdings", economic_code=CODE)
    [found] = duplicates.of_company(by=sara, name="Bar Steel", economic_code="4111-1234-5678")
    assert (found.record.name, found.verdict) == ("Foo Holdings", CERTAIN)
