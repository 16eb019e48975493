"""Mina's book has one column for why a deal was lost and for whatever else there is to say."""

import pytest

from kariz.pipeline.actions import reasons
from kariz.pipeline.models import Deal
from kariz.reading.columns.whys_in_notes import holds_either

ROWS = (
    ("پمپ", "باخت", "قیمت بالا بود و مدیر راضی نشد", "lost_price"),
    ("شیر", "باخت", "انبارشان پر است", ""),
    ("لوله", "باخت", "با مدیر جدید صحبت شد", None),
    ("کولر", "برنده", "قیمت خوب بود، تحویل خرداد", None),
    ("فن", "باز", "بودجه در راه است", None),
)


@pytest.mark.parametrize(
    "header", ["علت / توضیح", "توضیحات/علت", "دلیل یا توضیح", "Reason / comments", "Why (notes)"]
)
def test_what_means_a_reason_is_one_and_every_word_stays_as_a_note(admin, pipeline, bring, header):
    own = reasons.create(by=admin, name="انبارشان پر است")
    lines = [f'{name},شرکت {name},1000,{status},"{told}"' for name, status, told, _reason in ROWS]
    one = bring("\n".join([f"عنوان,شرکت,مبلغ,وضعیت,{header}", *lines]), admin)
    assert one.mapping[header] == "notes"
    for name, _status, told, template in ROWS:
        deal = Deal.objects.get(title=name)
        assert deal.notes.count(told) == 1
        reason = deal.lost_reason
        assert (reason.template or reason.pk if reason else None) == (own.pk if template == "" else template)


def test_a_column_of_reasons_alone_or_of_notes_alone_is_not_both():
    for header in (
        "علت",
        "توضیحات",
        "علت تماس",
        "Reason",
        "Notes",
        "علت و نتیجه",
        "Lost reason",
        "علت باخت / توضیحات",
    ):
        assert not holds_either(header)


def test_a_reason_in_its_own_column_goes_before(admin, pipeline, bring):
    text = "عنوان,شرکت,مبلغ,وضعیت,علت باخت,علت / توضیح\nپمپ,پارس,1000,باخت,قیمت,بودجه نداشتند\n"
    bring(text, admin)
    assert Deal.objects.get().lost_reason.template == "lost_price"


def test_a_reason_whose_letters_stand_in_another_word_of_the_notes_is_not_lost(admin, pipeline, bring):
    bring(
        "عنوان,شرکت,مبلغ,وضعیت,علت باخت,یادداشت\nچیلر,آبان,1000,باخت,چک,چکاپ سالانه خواستند\nفن,مهر,9,باز,,\n",
        admin,
    )
    said = Deal.objects.get(title="چیلر").notes.split("\n")
    assert said[0] == "چکاپ سالانه خواستند" and [line.endswith("چک") for line in said] == [False, True]
