"""A file whose import was taken back comes in whole again, whatever it holds."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import products
from kariz.pipeline.models import Deal, Product

FILES = {
    "products": "کد,نام محصول,قیمت واحد\nP1,پمپ,100\nP2,لوله,200\n",
    "companies": "کد,نام شرکت,شهر\n71,کاوش,یزد\n72,نیکان,تهران\n",
    "contacts": "کد,نام,نام خانوادگی,شرکت,موبایل\n5,سارا,محمدی,کاوش,09121112233\n6,رضا,یگانه,نیکان,\n",
    "deals": "کد معامله,عنوان معامله,شرکت,محصول,تعداد\n1,خرید,کاوش,پمپ,2\n2,فروش,نیکان,لوله,3\n",
    "activities": "کد,موضوع,نوع فعالیت,تاریخ انجام\n1,زنگ,تماس,1403/01/02\n2,بازدید,جلسه,1403/02/02\n",
    "notes": "کد,یادداشت,شرکت\n1,سلام,آب\n2,خداحافظ,آب\n",
    "users": "کد,نام کاربر,ایمیل\n1,نوید,\n2,بهار,\n",
}


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("kind", list(FILES))
def test_mina_brings_a_file_again_after_she_took_it_back(kind, numbered, admin, pipeline, bring):
    if kind == "notes":
        bring("نام شرکت\nآب\n", admin, kind="companies")
    lines = FILES[kind].splitlines()
    text = "\n".join(lines if numbered else [line.split(",", 1)[1] for line in lines])
    one = bring(text, admin, kind=kind)
    assert (one.created_count, one.refused_count) == (2, 0)
    finish(imports.take_back(one=one, by=admin))
    assert bring(text, admin, kind=kind).created_count == 2


def test_a_product_of_deals_that_were_taken_back_is_made_and_linked_again(admin, pipeline, bring):
    one = bring(FILES["deals"], admin)
    finish(imports.take_back(one=one, by=admin))
    bring(FILES["deals"], admin)
    sold = Deal.objects.filter(deleted_at=None).values_list("lines__product__name", flat=True)
    assert set(sold) == {"پمپ", "لوله"}
    assert Product.objects.filter(retired_at=None).count() == 2


def test_a_product_that_stayed_is_not_made_twice(admin, company, bring):
    one = bring(FILES["products"], admin, kind="products")
    pump = Product.objects.get(name="پمپ")
    products.change(product=pump, by=admin, version=pump.version, price=900)
    finish(imports.take_back(one=one, by=admin))
    again = bring(FILES["products"], admin, kind="products")
    assert (again.created_count, again.skipped_count) == (1, 1)
    assert Product.objects.get(name="پمپ").price == 900
