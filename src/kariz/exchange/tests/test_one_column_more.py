"""Mina's book comes again with a column more, or with its columns in another order: its deals are those that are here."""

import pytest

from kariz.people.models import Company
from kariz.pipeline.models import Deal

BEFORE = "عنوان,شرکت,شخص,مبلغ\nپمپ,پارس,سارا احمدی,500\nشیر,مهر,رضا نوری,600\nلوله,البرز,مریم کیا,700\n"
WIDER = (
    "عنوان,شرکت,شهر,شخص,مبلغ\nپمپ,پارس,تبریز,سارا احمدی,500\nشیر,مهر,شیراز,رضا نوری,650\n"
    "لوله,البرز,کرج,مریم کیا,700\nکولر,سپاهان,اصفهان,نیما راد,900\n"
)


def deals():
    return dict(Deal.objects.values_list("title", "amount"))


@pytest.mark.parametrize("how", ["skip", "fill", "update"])
def test_no_deal_comes_twice_and_the_new_one_comes(admin, pipeline, bring, how):
    bring(BEFORE, admin, unit="rial")
    bring(WIDER, admin, unit="rial", existing=how)
    expected = {"پمپ": 500, "شیر": 650 if how == "update" else 600, "لوله": 700, "کولر": 900}
    assert deals() == expected and Deal.objects.count() == 4
    bring(WIDER, admin, unit="rial", existing=how)
    assert deals() == expected and Deal.objects.count() == 4


def test_what_the_new_column_says_is_filled_in(admin, pipeline, bring):
    bring(BEFORE, admin, unit="rial")
    bring(WIDER, admin, unit="rial", existing="fill", existing_company="fill")
    assert dict(Company.objects.values_list("name", "city")) == {
        "پارس": "تبریز",
        "مهر": "شیراز",
        "البرز": "کرج",
        "سپاهان": "اصفهان",
    }


def test_columns_in_another_order_make_no_other_list(admin, pipeline, bring):
    bring(BEFORE, admin, unit="rial")
    lines = [line.split(",") for line in BEFORE.splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines) + "\n"
    bring(turned, admin, unit="rial")
    assert Deal.objects.count() == 3


def test_a_list_of_other_columns_is_another_list(admin, pipeline, bring):
    bring(BEFORE, admin, unit="rial")
    bring("عنوان,شرکت,مبلغ\nپمپ,دریا,500\n", admin, unit="rial")
    assert Deal.objects.count() == 4


def test_a_person_says_that_such_a_row_is_a_new_deal(admin, pipeline, bring):
    bring(BEFORE, admin, unit="rial")
    bring(WIDER, admin, unit="rial", rows={"2": "take"})
    assert Deal.objects.filter(title="پمپ").count() == 2
