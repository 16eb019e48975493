"""A word for a status that says no more than where its deal stands makes no note; what it says besides does."""

import pytest

from kariz.pipeline.models import Deal

LISTS = {
    "en": "Deal,Company,Amount,Outcome\nCourt,Acme,5,{}\n",
    "fa": "عنوان,شرکت,مبلغ,نتیجه\nچیلر,سبلان,۵,{}\n",
}


@pytest.mark.parametrize(
    ("language", "word", "outcome"),
    [
        ("en", "won - signed", "won"),
        ("en", "Awaiting response", "open"),
        ("fa", "برنده - قرارداد", "won"),
        ("fa", "در انتظار پاسخ", "open"),
    ],
)
def test_it_is_read_and_stands_in_no_note(bring, admin, pipeline, language, word, outcome):
    bring(LISTS[language].format(word), admin)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.notes) == (outcome, "")


def test_what_is_said_beside_it_stays(bring, admin, pipeline):
    bring(LISTS["en"].format("won - paid"), admin)
    assert "paid" in Deal.objects.get().notes
