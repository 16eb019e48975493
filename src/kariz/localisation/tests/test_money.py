from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.money import MAX_AMOUNT, Money, MoneyError, format_money, money_words, parse_money
from kariz.localisation.number_words import number_words

amounts = st.integers(-MAX_AMOUNT // 10, MAX_AMOUNT // 10)
units = st.sampled_from(["toman", "rial"])
digit_sets = st.sampled_from(["persian", "latin"])
languages = st.sampled_from(["fa", "en"])


@given(amounts, st.sampled_from(sorted(CURRENCIES)), units, languages, digit_sets)
def test_every_amount_shown_exactly_is_read_back_exactly(amount, currency, unit, language, digits):
    shown = format_money(amount, currency, unit, language, digits)
    assert parse_money(shown, currency, "rial" if unit == "toman" else "toman") == Money(amount, currency)


@given(amounts, units, languages, digit_sets)
def test_the_short_form_is_read_back_within_its_rounding(amount, unit, language, digits):
    read = parse_money(format_money(amount, "IRR", unit, language, digits, "compact"), "IRR", "rial").amount
    assert abs(Decimal(read - amount)) <= max(abs(Decimal(amount)) / 20, 0)


@pytest.mark.parametrize(
    ("amount", "unit", "language", "digits", "exact", "short"),
    [
        (120_000_000, "toman", "fa", "persian", "۱۲٬۰۰۰٬۰۰۰ تومان", "۱۲ میلیون تومان"),
        (12_000_000_000, "toman", "fa", "persian", "۱٬۲۰۰٬۰۰۰٬۰۰۰ تومان", "۱٫۲ میلیارد تومان"),
        (12_000_000_000, "toman", "en", "latin", "1,200,000,000 toman", "1.2B toman"),
        (12_345, "toman", "fa", "persian", "۱٬۲۳۴٫۵ تومان", "۱٫۲ هزار تومان"),
        (12_345, "rial", "en", "latin", "12,345 rial", "12.3K rial"),
        (9_999_990, "toman", "en", "latin", "999,999 toman", "1M toman"),
        (9_500_000, "toman", "en", "latin", "950,000 toman", "950K toman"),
        (20 * 10**12, "toman", "fa", "persian", "۲٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰ تومان", "۲ هزار میلیارد تومان"),
        (0, "toman", "fa", "persian", "۰ تومان", "۰ تومان"),
        (-50, "toman", "fa", "persian", "\u2066-۵\u2069 تومان", "\u2066-۵\u2069 تومان"),
    ],
)
def test_rials_are_shown_in_the_unit_of_the_company(amount, unit, language, digits, exact, short):
    assert format_money(amount, "IRR", unit, language, digits) == exact
    assert format_money(amount, "IRR", unit, language, digits, "compact") == short


@pytest.mark.parametrize(
    ("pounds", "short"),
    [
        (6_850, "£6.9K"),
        (1_650, "£1.7K"),
        (5_250, "£5.3K"),
        (6_849, "£6.8K"),
        (-6_850, "-£6.9K"),
        (999_950, "£1M"),
    ],
)
def test_a_half_of_a_short_amount_is_rounded_up(pounds, short):
    shown = format_money(pounds * 100, "GBP", language="en", digits="latin", style="compact")
    assert shown.strip("\u2066\u2069") == short


def test_other_currencies_have_cents_and_signs():
    assert format_money(120_050, "USD", language="en", digits="latin") == "$1,200.50"
    assert format_money(120_000, "USD") == "۱٬۲۰۰ دلار"
    assert format_money(120_000_000, "AED", language="en", digits="latin", style="compact") == "1.2M AED"


@pytest.mark.parametrize(
    ("text", "rials"),
    [
        ("۱۲٬۰۰۰٬۰۰۰", 120_000_000), ("12,000,000", 120_000_000), ("۱۲،۰۰۰،۰۰۰ ریال", 12_000_000), ("۱۲ میلیون",
        120_000_000),
        ("12 ميليون تومان", 120_000_000), ("2.5m", 25_000_000), ("2.5 million rials", 2_500_000), ("۱٫۵ میلیارد تومان",
        15_000_000_000),
        ("۱/۵ میلیارد", 15_000_000_000), ("۱،۵ میلیارد", 15_000_000_000), ("۱ میلیارد و ۲۰۰ میلیون", 12_000_000_000),
        ("۵۰۰ هزار تومن", 5_000_000), ("1.500.000", 15_000_000), ("12000000 ﷼", 12_000_000), ("۱٫۲ همت", 12 * 10**12),
        ("IRR 5,000", 5_000), ("123.4", 1_234), ("-5", -50), ("0", 0),
    ],
)  # fmt: skip
def test_amounts_people_type_are_understood(text, rials):
    assert parse_money(text, "IRR", "toman").amount == rials


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("", "IRR", "empty"), ("سلام", "IRR", "unknown"), ("1.500", "IRR", "ambiguous"), ("1,50", "IRR", "ambiguous"),
        ("12 dollars", "IRR", "other_currency"), ("۱۲ تومان", "USD", "other_currency"), ("1.234 rial", "IRR", "ambiguous"),
        ("0.55 ریال", "IRR", "too_fine"), ("1.005", "USD", "ambiguous"), ("10000000 t", "IRR", "too_large"), ("تومان", "IRR",
        "unknown"),
        ("2 هزار 3 میلیون", "IRR", "unknown"), ("1e9", "IRR", "unknown"), ("--5", "IRR", "unknown"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_the_reason(text, currency, code):
    with pytest.raises(MoneyError) as caught:
        parse_money(text, currency)
    assert caught.value.code == code
    assert str(caught.value)


@given(st.text(max_size=90), st.sampled_from(["IRR", "USD"]))
def test_any_text_is_an_amount_or_a_money_error(text, currency):
    try:
        assert isinstance(parse_money(text, currency).amount, int)
    except MoneyError as error:
        assert str(error)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 150 + "x",
        "1هزار" * 30 + "x",
        "یک" * 79,
        "1" * 100_000,
        "1," * 50_000,
        "میلیون " * 15_000,
        " " * 100_000,
    ],
)
def test_very_long_text_is_refused_at_once(text, cpu_seconds):
    def refused():
        with pytest.raises(MoneyError):
            parse_money(text)

    assert cpu_seconds(refused) < 0.1


def test_amounts_in_words():
    assert money_words(120_000_000) == "دوازده میلیون تومان"
    assert money_words(1_235) == "صد و بیست و سه تومان و پنج ریال"
    assert money_words(510, "USD", language="en") == "five US dollars and ten cents"
    assert money_words(-10) == "منفی یک تومان"
    assert number_words(1_001_000) == "یک میلیون و هزار"
    assert number_words(123, "en") == "one hundred twenty-three"
    with pytest.raises(ValueError, match="too large"):
        number_words(10**21)


@given(st.integers(-(10**21) + 1, 10**21 - 1), st.integers(-(10**21) + 1, 10**21 - 1), languages)
def test_different_numbers_have_different_words(one, other, language):
    assert (number_words(one, language) == number_words(other, language)) == (one == other)


def test_money_of_one_currency_adds_up():
    assert Money(5) + Money(7) == Money(12)
    assert int(-Money(5)) == -5
    with pytest.raises(ValueError, match="do not add up"):
        Money(5) + Money(5, "USD")


@given(st.integers(1, MAX_AMOUNT), units)
def test_every_amount_in_words_is_read_back(amount, unit):
    words = number_words(amount)
    if amount % 1000 and amount > 10**6 and amount // 1000 % 1000 == 0:
        # «نه میلیون و هفده» may leave out its last word; nobody knows.
        with pytest.raises(MoneyError):
            parse_money(words, "IRR", "rial")
        return
    assert parse_money(words, "IRR", "rial").amount == amount
    assert parse_money(f"{words} ریال", "IRR", unit).amount == amount
    assert (
        parse_money(words.replace(" و ", "\u200cو\u200c").replace(" ", "\u200c"), "IRR", "rial").amount
        == amount
    )


@pytest.mark.parametrize(
    ("text", "rials"),
    [
        ("یک میلیارد و دویست میلیون تومان", 12_000_000_000), ("هشتصد و پنجاه میلیون", 8_500_000_000),
        ("دو میلیون و سیصد هزار ریال", 2_300_000), ("یک و نیم میلیارد تومان", 15_000_000_000),
        ("دو میلیون و نیم", 25_000_000), ("نیم میلیون", 5_000_000), ("۲ و نیم میلیون", 25_000_000),
        ("۱ میلیارد و دویست میلیون", 12_000_000_000), ("پانصدهزار تومن", 5_000_000), ("صد و بیست ملیون", 1_200_000_000),
        ("دو هزار و پانصد میلیارد ریال", 2_500 * 10**9), ("پنج صد هزار", 5_000_000), ("هزار تومان", 10_000),
        ("سی‌وپنج میلیون", 350_000_000), ("بیست میلیون تومان", 200_000_000), ("يكصد ميليون", 1_000_000_000),
    ],
)  # fmt: skip
def test_amounts_people_say_are_understood(text, rials):
    assert parse_money(text, "IRR", "toman").amount == rials


@pytest.mark.parametrize(
    "text",
    ["دو سه میلیون", "پنج شش تا", "بیست سی میلیون", "دو میلیون سه میلیون", "سه میلیون و دو میلیارد و", "یک و", "ده بیست",
    "دو هزار سه میلیون", "نیم و نیم", "شده", "۲۰۰ پنج"],
)  # fmt: skip
def test_words_that_say_no_one_amount_are_refused(text):
    with pytest.raises(MoneyError):
        parse_money(text)


def test_an_amount_in_words_may_be_in_another_currency():
    assert parse_money("پنج هزار دلار", "USD") == Money(500_000, "USD")
