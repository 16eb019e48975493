"""A list that comes in again where only blank fields are filled: what stays is told, and nobody is new twice."""

import pytest

from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ImportRow
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

DEALS = "کد معامله,عنوان,شرکت,مبلغ (ریال),وضعیت,مسئول\n7,پمپ,پارس,100,{status},خانم کاظمی\n"


def told(one):
    return [note["text"] for row in ImportRow.objects.filter(of=one) for note in row.warnings]


def test_mina_reads_that_the_status_stays_and_why(admin, pipeline, bring):
    bring(DEALS.format(status="باز"), admin)
    again = bring(DEALS.format(status="باخت"), admin, existing="fill")
    assert (Deal.objects.get().outcome, again.skipped_count) == ("open", 1)
    assert told(again) == [
        "«وضعیت» همان که اینجاست می‌ماند؛ فایل چیز دیگری می‌گوید، ولی فقط جاهای خالی پر می‌شود."
    ]


def test_of_a_row_that_fills_in_something_what_stays_is_told_too(admin, pipeline, bring):
    bring("کد معامله,عنوان,شرکت,مبلغ (ریال)\n7,پمپ,پارس,100\n", admin)
    again = bring("کد معامله,عنوان,شرکت,مبلغ (ریال),منبع\n7,پمپ,پارس,200,نمایشگاه\n", admin, existing="fill")
    assert (Deal.objects.get().amount, again.updated_count) == (100, 1)
    assert "مبلغ (ریال)" in told(again)[0]


@pytest.mark.parametrize(
    ("kind", "columns", "first", "then"),
    [
        ("companies", "کد,نام شرکت,شهر", "7,پارس,یزد", "7,پارس,قم"),
        ("contacts", "کد,نام و نام خانوادگی,سمت", "7,سارا محمدی,خرید", "7,سارا محمدی,فروش"),
    ],
)
def test_of_companies_and_people_too(admin, pipeline, bring, kind, columns, first, then):
    bring(f"{columns}\n{first}\n", admin, kind=kind)
    again = bring(f"{columns}\n{then}\n", admin, kind=kind, existing="fill")
    assert again.skipped_count == 1 and columns.split(",")[2] in told(again)[0]


def test_where_nothing_is_different_nothing_stays(admin, pipeline, bring):
    bring(DEALS.format(status="باز"), admin)
    again = bring(DEALS.format(status="باز").replace("پمپ", "پمپ "), admin, existing="fill")
    assert not any("می‌ماند" in text for text in told(again))


def test_a_seller_whom_the_first_import_made_is_no_new_one_in_the_next(admin, pipeline, upload):
    one = upload(DEALS.format(status="باز"), admin)
    assert one.options["people"] == {"خانم کاظمی": "new"}
    finish(imports.start(one=one, by=admin))
    made = User.objects.get(name="خانم کاظمی")
    again = upload(DEALS.format(status="باخت"), admin)
    assert again.options["people"] == {"خانم کاظمی": str(made.pk)}
