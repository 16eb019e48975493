"""Mehdi writes «قرارداد» where a deal is won, and the day beside it; of what goes on there is no day."""

import pytest

from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, run, upload
from kariz.reading.deals.results import over_by_days

WORDS = {
    "fa": (
        ["مشتری", "موضوع", "مبلغ (ریال)", "مرحله", "شروع", "تاریخ بسته شدن"],
        "قرارداد",
        "مذاکره",
        "از دست رفته",
    ),
    "en": (
        ["Customer", "Subject", "Amount", "Stage", "Started", "Closed on"],
        "Contract",
        "Negotiation",
        "Lost",
    ),
}
BEGAN, ENDED = "2026-04-01", "2026-05-20"


def sheet(language, *rows):
    head, contract, going, lost = WORDS[language]
    words = {"contract": contract, "going": going, "lost": lost}
    return [
        head,
        *([f"شرکت {at}", f"کار {at}", 500 + at, words[w], BEGAN, day] for at, (w, day) in enumerate(rows)),
    ]


def outcomes():
    return list(alive().order_by("amount").values_list("outcome", flat=True))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_contract_with_a_closing_day_is_won_where_only_what_is_over_has_one(admin, pipeline, language):
    rows = ("contract", ENDED), ("going", ""), ("lost", ENDED), ("contract", ENDED)
    run(upload(admin, **{"1405": sheet(language, *rows)}), admin)
    assert outcomes() == ["won", "open", "lost", "won"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_contract_that_is_still_to_be_signed_stays_open_and_those_with_a_day_are_told(
    admin, pipeline, language
):
    rows = ("contract", ENDED), ("going", ""), ("lost", ENDED), ("contract", "")
    whole = upload(admin, **{"1405": sheet(language, *rows)})
    [told] = [one for one in coming(parts_of(whole)).control.marked if one.sign == "closed_open"]
    assert (told.count, told.rows) == (1, [2])
    run(whole, admin)
    assert outcomes() == ["open", "open", "lost", "open"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_of_all_sheets_says_how_each_reads_a_word(admin, pipeline, client, language):
    won, going = [("contract", ENDED), ("lost", ENDED)], [("contract", ""), ("going", "")]
    whole = upload(admin, Ended=sheet(language, *won), Running=sheet(language, *going))
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "<bdi>Ended</bdi>: <bdi>برنده</bdi>" in page and "<bdi>Running</bdi>: <bdi>" in page


def test_where_what_goes_on_has_days_too_they_say_nothing():
    rows = [("قرارداد", True), ("مذاکره", True), ("باخت", True)]
    assert over_by_days(rows, {"قرارداد": "5", "مذاکره": "4", "باخت": "lost"}) == frozenset()
