"""Amounts as English-speaking sellers write them: what says nothing of how much it is becomes a note, and no deal is lost
for an amount that nobody has said yet."""

import pytest

from kariz.exchange.queries.pages.imports import preview
from kariz.pipeline.models import Deal
from kariz.reading.cells.beside_amounts import without_words
from kariz.reading.cells.no_amounts import is_other, is_unsaid


@pytest.mark.parametrize(
    ("cell", "cents", "currency"),
    [
        ("9,800 ex VAT", 980_000, "EUR"),
        ("90,450 + VAT", 9_045_000, "EUR"),
        ("12,500 +VAT", 1_250_000, "EUR"),
        ("€12,500 plus VAT", 1_250_000, "EUR"),
        ("12,500 inc VAT", 1_250_000, "EUR"),
        ("12,500 VAT incl.", 1_250_000, "EUR"),
        ("9k ex. VAT", 900_000, "EUR"),
        ("c. €9k", 900_000, "EUR"),
        ("€8,400 (est)", 840_000, "EUR"),
        ("€8,400 est", 840_000, "EUR"),
        ("8400 EUR net", 840_000, "EUR"),
        ("approx £5k", 500_000, "GBP"),
        ("£12.5k pa", 1_250_000, "GBP"),
        ("£12.5k per annum", 1_250_000, "GBP"),
    ],
)
def test_niamhs_amount_counts_and_her_words_stay_as_a_note(admin, pipeline, bring, cell, cents, currency):
    done = bring(f'Deal,Customer,Value\nBratt pan,McHughs,"{cell}"\n', admin, currency="EUR", rate="1")
    assert (done.created_count, done.refused_count) == (1, 0)
    deal = Deal.objects.get()
    assert (deal.amount, deal.currency, cell in deal.notes) == (cents, currency, True)


@pytest.mark.parametrize("cell", ["12,500 per unit", "1,200 deposit", "12500 VAT", "280 crore", "4500 each"])
def test_words_that_may_make_another_amount_of_it_stay_with_it(cell):
    assert without_words(cell) == cell
    assert not is_other(cell)


@pytest.mark.parametrize("cell", ["POA", "tbc", "TBA", "T.B.C.", "price on application", "to be agreed"])
def test_a_deal_without_an_amount_yet_comes_without_one_and_the_word_is_a_note(admin, pipeline, bring, cell):
    done = bring(f"Deal,Customer,Value\nBratt pan,McHughs,{cell}\n", admin, currency="EUR", rate="1")
    deal = Deal.objects.get()
    assert (done.refused_count, deal.amount, cell in deal.notes) == (0, None, True)


@pytest.mark.parametrize("cell", ["?", "n/a", "-"])
def test_a_sign_for_nothing_leaves_no_note(admin, pipeline, bring, cell):
    bring(f"Deal,Customer,Value\nBratt pan,McHughs,{cell}\n", admin, currency="EUR", rate="1")
    deal = Deal.objects.get()
    assert (deal.amount, deal.notes) == (None, "")


@pytest.mark.parametrize("cell", ["350 monthly", "350/month", "€350 pcm", "a good bit"])
def test_a_monthly_rate_costs_no_deal_and_is_named_among_the_rows_to_look_at(
    admin, pipeline, bring, upload, cell
):
    text = f"Deal,Customer,Value\nBratt pan,McHughs,{cell}\nFryer suite,Derryglad,5800\n"
    done = bring(text, admin, currency="EUR", rate="1")
    deal = Deal.objects.get(title="Bratt pan")
    assert (done.refused_count, deal.amount, cell in deal.notes) == (0, None, True)
    seen = preview(upload(text, admin), admin)
    [mark] = [mark for mark in seen.control.marked if mark.sign == "unpriced"]
    assert mark.rows == [2]


def test_in_rial_words_may_be_an_amount_that_is_written_out_and_are_refused(admin, pipeline, bring):
    assert bring("عنوان,مبلغ (تومان)\nپمپ,یه مبلغ خوب\n", admin).refused_count == 1


def test_no_number_is_taken_for_words():
    assert not any(map(is_unsaid, ("POA 5", "Vacuum packer", "12 tbc", "", 5, "a lot")))
    assert not any(map(is_other, ("091-885435", "12-11-2025", "18-15k", "2 x 4500", "1405-01-02", 5)))


def test_a_price_on_application_is_no_price_of_the_product(admin, bring):
    one = bring("code,product,price\nA1,Pump,POA\n", admin, kind="products")
    assert one.refused_count == 0
