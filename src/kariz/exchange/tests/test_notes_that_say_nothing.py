"""Notes of deals that came in say what their fields do not say."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.deals.outcome_hints import says_no_more


@pytest.mark.parametrize(
    ("head", "word", "outcome"),
    [
        ("عنوان,شرکت,نتیجه", "فروش", "won"),
        ("عنوان,شرکت,نتیجه", "نشد", "lost"),
        ("عنوان,شرکت,نتیجه", "معامله انجام نشد", "lost"),
        ("Deal,Company,Outcome", "Settled", "won"),
        ("Deal,Company,Outcome", "No deal", "lost"),
    ],
)
def test_a_word_that_says_no_more_than_the_outcome_is_no_note(admin, pipeline, bring, head, word, outcome):
    bring(f"{head}\nپمپ,پارس,{word}\n", admin)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.notes, word in str(deal.lost_reason)) == (outcome, "", False)


@pytest.mark.parametrize(
    "word", ["نشد چون گران بود", "ghosted", "no budget", "تسویه شد با چک", "پیش پرداخت گرفتیم", "رفت با رقیب"]
)
def test_what_says_more_is_kept(word):
    assert not says_no_more(word)


@pytest.mark.parametrize("head", ["عنوان,شرکت,تلفن", "Deal,Company,Phone"])
def test_a_second_number_of_a_company_is_noted_once(admin, pipeline, bring, head):
    bring(f"{head}\nپمپ,پارس,09171234567-09181234567\n", admin)
    deal = Deal.objects.get()
    assert deal.notes.count("8123") + deal.notes.count("918 123") + deal.notes.count("۹۱۸") <= 1
