"""Products as rows name them: with their code in one cell, and by name where the check shows a row."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import products
from kariz.pipeline.models import Deal, Product


@pytest.mark.parametrize(
    "cell",
    ["پرکن وزنی چهار توزین 4W-100", "4W-100 پرکن وزنی چهار توزین", "پرکن وزنی چهار توزین (4w 100)", "4W-100"],
)
def test_a_product_is_known_by_its_name_and_code_in_one_cell(admin, pipeline, bring, cell):
    filler = products.create(by=admin, name="پرکن وزنی چهار توزین", code="4W-100")
    products.create(by=admin, name="پرکن وزنی چهار توزین", code="4W-200")
    bring(f"عنوان,محصول\nپمپ,{cell}\n", admin)
    assert Deal.objects.get().lines.get().product == filler and Product.objects.count() == 2


def test_a_product_that_is_called_so_goes_before(admin, pipeline, bring):
    products.create(by=admin, name="پرکن", code="A1")
    whole = products.create(by=admin, name="پرکن A1")
    bring("عنوان,محصول\nپمپ,پرکن A1\n", admin)
    assert Deal.objects.get().lines.get().product == whole


def test_a_quantity_is_shown_as_people_write_it(admin, pipeline, upload, client):
    one = upload("عنوان,محصول,تعداد\nپمپ,فیلتر,1\nلوله,فیلتر,2.5\n", admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "1.000" not in page and "۱٫۰۰۰" not in page and "۲٫۵" in page


@pytest.mark.parametrize(
    ("kind", "text", "title"),
    [
        ("products", "نام کالا,قیمت,کد کالا\nپمپ,5,A1\n", "پمپ · A1"),
        ("users", "مسئول\nسارا احمدی\n", "سارا احمدی"),
    ],
)
def test_the_check_says_which_row_is_meant(admin, pipeline, upload, kind, text, title):
    one = imports.change(one=upload(text, admin), by=admin, kind=kind)
    one = finish(imports.check(one=one, by=admin))
    assert one.expected.get().title == title
