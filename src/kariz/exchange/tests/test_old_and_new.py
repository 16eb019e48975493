"""A list comes again with other cells: each row says what it changes, and one that changes nothing is none that changed."""

import pytest

from kariz.access.actions import users
from kariz.exchange.actions.at_work import checking
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal

HEADER = "نام شرکت,عنوان معامله,مبلغ (میلیون تومان),مسئول,تاریخ ثبت,مرحله"
ROWS = [
    "کلینیک یک,یونیت,950,حامد ایمانی,1405/08/01,مذاکره",
    "کلینیک دو,اتوکلاو,200,حامد ایمانی,1405/08/02,مذاکره",
    "کلینیک سه,تخت,300,حامد ایمانی,1405/08/03,مذاکره",
    "کلینیک چهار,پایه,400,حامد ایمانی,1405/08/04,مذاکره",
    "کلینیک پنج,چراغ,500,حامد ایمانی,1405/08/05,مذاکره",
    "کلینیک شش,صندلی,600,حامد ایمانی,1405/08/06,مذاکره",
]
LATER = [
    ROWS[0].replace("950", "960"),
    ROWS[1].replace("حامد ایمانی", "حامد"),
    ROWS[2].replace("تخت", "تخت برقی").replace("مذاکره", "فروخته شد"),
    *ROWS[3:],
]


@pytest.fixture
def hamed(admin):
    return users.create(by=admin, name="حامد ایمانی", role="seller", email="hamed@nikan.example")


def text(rows):
    return "\n".join([HEADER, *rows])


def told(results):
    return {result.draft.number: [note["text"] for note in result.draft.warnings] for result in results}


def came(one):
    return {row.number: row.told for row in one.rows.exclude(warnings=[])}


@pytest.fixture
def listed(admin, hamed, pipeline, bring):
    return bring(text(ROWS), admin)


def test_what_was_and_what_is_stands_at_the_row_before_and_after(admin, listed, upload):
    one = imports.change(one=upload(text(LATER), admin), by=admin, options={"existing": "update"})
    before = told(result for part in checking.rehearse(one, admin) for result in part)
    one = finish(imports.start(one=one, by=admin))
    for rows in (before, came(one)):
        assert "مبلغ: از ۹۵۰٬۰۰۰٬۰۰۰ تومان به ۹۶۰٬۰۰۰٬۰۰۰ تومان" in rows[2]
        assert "عنوان: از تخت به تخت برقی" in rows[4]
        assert any(line.startswith("نتیجه: از ") for line in rows[4])


def test_another_name_of_the_same_seller_is_no_change(admin, listed, bring):
    one = bring(text(LATER), admin, existing="update")
    assert (one.updated_count, one.skipped_count) == (2, 4)
    assert not any("پیش‌تر وارد شده" in line for line in came(one).get(3, []))


def test_where_nothing_is_written_both_are_told(admin, listed, bring):
    one = bring(text(LATER), admin)
    assert "مبلغ: اینجا ۹۵۰٬۰۰۰٬۰۰۰ تومان، در فایل ۹۶۰٬۰۰۰٬۰۰۰ تومان" in came(one)[2]
    assert Deal.objects.get(title="یونیت").amount == 9_500_000_000


def test_what_neda_changed_here_stays_and_both_are_told(admin, listed, bring):
    deal_actions.change(deal=Deal.objects.get(title="یونیت"), by=admin, amount=9_990_000_000)
    one = bring(text(LATER), admin, existing="update")
    assert "مبلغ: اینجا ۹۹۹٬۰۰۰٬۰۰۰ تومان، در فایل ۹۶۰٬۰۰۰٬۰۰۰ تومان" in came(one)[2]
