"""Reasons for a loss that sellers name to say that they were none of them."""

import pytest

from kariz.reading.deals.lost_reasons import template_of


@pytest.mark.parametrize(
    "said",
    [
        "رقیبی نبود",
        "رقیب دیگری هم نداشتیم",
        "سراغ رقیب نرفت",
        "از جای دیگر نخرید",
        "از شرکت مهر خرید نکرد",
        "بدون رقیب",
        "قیمت خوب بود",
        "قیمت ما مناسب بود",
        "قیمت‌مان خوب بود",
        "قیمت خوبی دادیم",
        "قیمت مشکلی نداشت",
        "قیمت بالا نبود",
        "قیمت نداشتیم",
        "مشکل قیمت نبود",
        "دلیلش گرانی نبود",
        "گران نبود",
        "گرون هم نبود",
        "بودجه داشت ولی منصرف شد",
        "بودجه‌شان کافی بود",
        "بودجه مشکلی نداشت",
        "مشکل بودجه نداشتند",
        "زمان تحویل خوب بود",
        "پروژه لغو نشد",
        "گرانیت نبود",
        "سنگ گرانیت خواست",
        "گرانروی روغن",
    ],
)
def test_reza_denies_a_reason_and_none_is_taken_from_him(said):
    assert template_of(said) == ""


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ("قیمت مناسب بود ولی نیاز نداشت", "lost_no_need"),
        ("گرانی نبود، رقیب بود", "lost_competitor"),
        ("بودجه داشت ولی جواب نداد", "lost_no_answer"),
        ("رقیبی نبود، بودجه نداشتند", "lost_no_budget"),
        ("پروژه گرانیت لغو شد", "lost_no_need"),
    ],
)
def test_beside_a_denied_reason_sara_names_the_true_one(said, template):
    assert template_of(said) == template


@pytest.mark.parametrize(
    ("said", "template"),
    [
        ("قیمت مناسب نبود", "lost_price"),
        ("قیمت خوب نبود", "lost_price"),
        ("قیمت ما رقابتی نبود", "lost_price"),
        ("ارزان نبود", "lost_price"),
        ("گران‌تر بود", "lost_price"),
        ("گرانه", "lost_price"),
        ("به علت گرانی", "lost_price"),
        ("گرون‌تر از بقیه", "lost_price"),
        ("قیمت بود", "lost_price"),
        ("بودجه نداشتیم", "lost_no_budget"),
        ("بودجه کافی نبود", "lost_no_budget"),
        ("مشکل بودجه داشت", "lost_no_budget"),
        ("کمبود نقدینگی داشتند", "lost_no_budget"),
        ("بودجه کم بود", "lost_no_budget"),
        ("علت بودجه بود", "lost_no_budget"),
        ("زمان مناسب نبود", "lost_timing"),
        ("رقیب برد چون موجودی نداشتیم", "lost_competitor"),
        ("از شرکت آلفا خرید", "lost_competitor"),
    ],
)
def test_what_is_said_for_a_reason_is_still_one(said, template):
    assert template_of(said) == template
