"""Companies whose names come to one key stay two where each is there under its own."""

import pytest

from kariz.exchange.queries.known.merging import Merge, merges
from kariz.people.actions import companies
from kariz.people.models import Contact
from kariz.pipeline.models import Deal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(admin):
    return [companies.create(by=admin, name=name) for name in ("آوای پارس", "آوا پارس")]


def test_deals_and_people_of_a_list_go_to_the_company_of_just_their_name(admin, pipeline, firms, bring):
    older, other = firms
    bring("عنوان,شرکت\nپمپ,آوا پارس\nلوله,آوای پارس\n", admin)
    bring("نام,شرکت,شماره موبایل\nمینا,آوا پارس,09121234567\nرضا,آوای پارس,09127654321\n", admin)
    assert dict(Deal.objects.values_list("title", "company")) == {"پمپ": other.pk, "لوله": older.pk}
    assert dict(Contact.objects.values_list("name", "company")) == {"مینا": other.pk, "رضا": older.pk}


def test_what_a_list_says_of_each_company_is_written_to_that_one(admin, firms, bring):
    older, other = firms
    bring("شرکت,شهر\nآوا پارس,تهران\nآوای پارس,یزد\n", admin, kind="companies", existing="update")
    older.refresh_from_db()
    other.refresh_from_db()
    assert (older.city, other.city) == ("یزد", "تهران")


def test_the_page_says_of_no_company_that_it_becomes_another(admin, firms):
    assert merges(["آوا پارس", "آوای پارس"], admin) == []
    assert merges(["شرکت آوا پارس", "آوا پارس"], admin) == [
        Merge("آوای پارس", ["شرکت آوا پارس"], True),
    ]
