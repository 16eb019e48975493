"""«نگار/مهدی» is a cell of two sellers: the first has the deal, and nobody new is invited."""

import pytest

from kariz.access.actions import users
from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_all
from kariz.pipeline.models import Deal

NAMES = {"fa": ("نگار فیروزی", "مهدی دهقان", "نگار/مهدی"), "en": ("Ann Daly", "Tom Okafor", "Ann & Tom")}
HEAD = {"fa": "عنوان,شرکت,مبلغ,مسئول", "en": "Title,Company,Amount,Owner"}


@pytest.fixture
def sellers(admin):
    def make(language):
        return [
            users.create(by=admin, name=name, role="seller", email=f"s{at}@nikan.example")
            for at, name in enumerate(NAMES[language][:2])
        ]

    return make


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_first_of_two_known_sellers_has_the_deal_and_both_stand_in_its_notes(
    admin, pipeline, sellers, upload, client, language
):
    first, _second = sellers(language)
    both = NAMES[language][2]
    one = upload(f"{HEAD[language]}\nپمپ,پارس,5,{both}\n", admin)
    assert one.options["people"] == {both: str(first.pk)}
    client.force_login(admin)
    assert "چند فروشنده" in client.get(f"/imports/{one.pk}/").content.decode()
    before = User.objects.count()
    finish(imports.start(one=one, by=admin))
    deal = Deal.objects.get()
    assert (deal.owner, both in deal.notes, User.objects.count()) == (first, True, before)


def test_sellers_whom_only_the_lists_name_are_no_third_one(admin, pipeline):
    head = ["عنوان", "شرکت", "مبلغ", "مسئول"]
    rows = [head, ["پمپ", "پارس", 5, "کشاورز"], ["شیر", "مهر", 6, "دهقان"]]
    whole = upload_all(admin, a=rows, b=[head, ["لوله", "ماه", 7, "کشاورز و دهقان"]])
    assert parts_of(whole)[1].options["people"] == {"کشاورز و دهقان": "as:کشاورز"}
    run(whole, admin)
    assert Deal.objects.get(title="لوله").owner == Deal.objects.get(title="پمپ").owner


def test_a_half_that_is_nobodys_leaves_the_question(admin, pipeline, sellers, upload):
    sellers("fa")
    one = upload("عنوان,شرکت,مبلغ,مسئول\nپمپ,پارس,5,نگار/کاوه\n", admin)
    assert one.options["people"] == {"نگار/کاوه": "new"}
