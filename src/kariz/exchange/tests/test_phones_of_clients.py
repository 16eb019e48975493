"""A list of quotes that has no names but the phone of whom each was for: who has that number is the person of the deal,
and it does not become the company's."""

import pytest

from kariz.exchange.tests.test_english_days import live_in
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.models import Company
from kariz.pipeline.models import Deal

BOOKS = {
    "en": (
        [["Company", "Contact", "Phone"], ["Otley Park", "Steve Nguyen", "(512) 555-0143"]],
        [
            ["Company", "Client phone", "Title", "Total"],
            ["Otley Park", "512-555-0143", "Audit", 18750],
        ],
        "Steve Nguyen",
    ),
    "fa": (
        [["شرکت", "رابط", "تلفن"], ["سبلان", "مینا صالحی", "09121112233"]],
        [["شرکت", "شماره تماس", "عنوان", "مبلغ"], ["شرکت سبلان", "0912 111 2233", "چیلر", 18750]],
        "مینا صالحی",
    ),
}


@pytest.mark.parametrize("language", BOOKS)
def test_the_number_of_one_person_is_theirs(admin, pipeline, language):
    if language == "en":
        live_in("US")
    people, quotes, who = BOOKS[language]
    run(upload(admin, People=people, Quotes=quotes), admin)
    assert Deal.objects.get().contact.name == who
    assert [firm.phone for firm in Company.objects.all()] == [""]


def test_the_number_of_several_is_the_companys(admin, pipeline):
    live_in("US")
    people, quotes, _who = BOOKS["en"]
    run(upload(admin, People=[*people, ["Otley Park", "Ann Poe", "(512) 555-0143"]], Quotes=quotes), admin)
    assert Deal.objects.get().contact is None
    assert "555-0143" in Company.objects.get().phone
