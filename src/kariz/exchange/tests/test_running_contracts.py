"""Jen's list of service agreements says which of them run: those customers have bought."""

import pytest

from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, run, upload
from kariz.reading.columns.contracts import running

LISTS = {
    "en": ("Service agreements", ["Customer", "Job", "Amount", "Status"], "Active", "Cancelled", "Proposal"),
    "fa": ("قراردادهای نگهداری", ["مشتری", "کار", "مبلغ (ریال)", "وضعیت"], "فعال", "لغو", "پیشنهاد"),
}


def outcomes(by, language, *words):
    sheet, head, *_rest = LISTS[language]
    rows = [[f"شرکت {place}", f"کار {place}", 500 + place, word] for place, word in enumerate(words)]
    run(upload(by, **{sheet: [head, *rows]}), by)
    return list(alive().order_by("amount").values_list("outcome", flat=True))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_agreements_that_run_are_won(admin, pipeline, language):
    *_names, active, ended, _open = LISTS[language]
    assert outcomes(admin, language, active, active, ended) == ["won", "won", "lost"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_beside_other_open_words_active_is_what_is_worked_on(admin, pipeline, language):
    *_names, active, _ended, proposal = LISTS[language]
    assert outcomes(admin, language, active, proposal) == ["open", "open"]


@pytest.mark.parametrize(
    ("language", "signed", "ends"), [("en", "Signed", "Renewal"), ("fa", "تاریخ امضا", "تاریخ انقضا")]
)
def test_beside_days_of_signing_and_of_renewal_only_what_is_proposed_is_open(
    admin, pipeline, language, signed, ends
):
    sheet, head, active, _ended, proposal = LISTS[language]
    rows = [["Acme", "PM", 5, active, "2025-07-18", "2026-07-18"], ["Bolt", "PM", 6, proposal, "", ""]]
    run(upload(admin, **{sheet: [[*head, signed, ends], *rows]}), admin)
    assert list(alive().order_by("amount").values_list("outcome", flat=True)) == ["won", "open"]


def test_it_is_proposed_and_a_person_says_otherwise(admin, pipeline):
    sheet, head, active, *_rest = LISTS["en"]
    (one,) = parts_of(upload(admin, **{sheet: [head, ["Acme", "PM", 5, active]]}))
    assert one.options["stages"] == {active: "won"}


@pytest.mark.parametrize(
    ("called", "columns", "words"),
    [
        (["Open contracts"], ["Customer"], {"Active": ""}),
        (["Sales"], ["Customer", "Contract"], {"Active": "", "Won": "won"}),
        (["Contractors"], ["Customer"], {"Active": ""}),
        (["قراردادهای در دست پیگیری"], ["مشتری"], {"فعال": ""}),
    ],
)
def test_lists_of_what_is_still_to_be_signed_are_none_of_contracts(called, columns, words):
    assert running(called, columns, words) == {}
