"""Lists of invoices where every line has its row and its amount: the deal has what its rows add up to."""

from decimal import Decimal

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping
from kariz.reading.deals.repeats import amounts_of

INVOICES = (
    "شماره فاکتور,مشتری,محصول,تعداد,مبلغ (ریال),وضعیت,مسئول,ملاحظات\n"
    "1001,پارس داده,نرم‌افزار انبار,1,3000,باز,علی,\n"
    "1002,مهرگان,پشتیبانی,2,400,,,\n"
    "1001,شرکت پارس داده,دوره اکسل,2,500,,مریم,تخفیف خواست\n"
    "1001,پارس داده,پشتیبانی,1,250,,,\n"
    "1002,مهرگان,دوره اکسل,1,100,برنده,,\n"
)


def deal(key):
    return Deal.objects.get(external_id=key, deleted_at=None)


def lines(key):
    return [(line.title, int(line.quantity), line.unit_price) for line in deal(key).lines.all()]


def test_the_deal_of_an_invoice_has_the_sum_of_its_rows_and_a_line_of_each(admin, pipeline, bring):
    done = bring(INVOICES, admin)
    assert (done.created_count, done.updated_count, done.refused_count) == (2, 3, 0)
    assert (deal("1001").amount, deal("1002").amount) == (3750, 500)
    assert lines("1001") == [("نرم‌افزار انبار", 1, 3000), ("دوره اکسل", 2, 250), ("پشتیبانی", 1, 250)]


def test_what_only_a_later_row_says_is_the_deals_and_what_it_says_otherwise_is_noted(admin, pipeline, bring):
    bring(INVOICES, admin)
    assert deal("1002").outcome == "won"
    notes = deal("1001").notes
    assert "تخفیف خواست" in notes
    assert "مریم" in notes
    assert "شرکت پارس داده" not in notes


def test_the_title_of_a_deal_with_several_products_says_so(admin, pipeline, bring):
    bring(INVOICES, admin)
    assert "نرم‌افزار انبار" in deal("1001").title
    assert "2" in deal("1001").title or "۲" in deal("1001").title


@pytest.mark.parametrize("existing", ["skip", "fill", "update"])
def test_the_same_invoices_again_change_nothing(admin, pipeline, bring, existing):
    bring(INVOICES, admin)
    before = dict(Deal.objects.values_list("pk", "version"))
    again = bring(INVOICES, admin, existing=existing)
    assert (again.created_count, again.updated_count) == (0, 0)
    assert dict(Deal.objects.values_list("pk", "version")) == before


def test_a_further_row_in_the_next_export_adds_its_amount_and_its_line(admin, pipeline, bring):
    bring(INVOICES, admin, existing="update")
    bring(INVOICES + "1002,مهرگان,نصب,1,90,,,\n", admin, existing="update")
    assert deal("1002").amount == 590
    assert lines("1002")[-1] == ("نصب", 1, 90)


def test_the_rehearsal_counts_what_the_run_then_does(admin, pipeline, upload):
    one = upload(INVOICES, admin)
    checked = finish(imports.check(one=one, by=admin))
    assert checked.outcome["counts"]["created"] == 2
    done = finish(imports.start(one=checked, by=admin))
    assert (done.created_count, done.updated_count) == (2, 3)


def test_taken_back_and_brought_again_the_sums_are_the_same(admin, pipeline, bring):
    done = bring(INVOICES, admin)
    finish(imports.take_back(one=done, by=admin))
    bring(INVOICES, admin)
    assert (deal("1001").amount, len(lines("1001"))) == (3750, 3)


def test_an_amount_that_every_row_repeats_counts_once(admin, pipeline, bring):
    repeated = "external id,title,amount,product,quantity\n7,Boiler,900,Pump,2\n7,Boiler,900,Hose,1\n"
    bring(repeated, admin, unit="rial")
    assert deal("7").amount == 900


def test_a_manager_may_say_that_the_amounts_are_those_of_the_whole_deal(admin, pipeline, bring):
    bring(INVOICES, admin, amounts_of="deal")
    assert deal("1001").amount == 3000


def test_rows_of_one_number_without_products_are_added_up_too(admin, pipeline, bring):
    bring("invoice number,company,amount\n5,Atlas,100\n5,Atlas,250\n6,Boreas,70\n", admin, unit="rial")
    assert (deal("5").amount, deal("6").amount, Deal.objects.count()) == (350, 70, 2)


def test_a_number_that_different_customers_share_is_not_that_of_a_deal(admin, pipeline, bring):
    rows = "".join(f"{n % 2},Firm {n},Pump,{n}00\n" for n in range(1, 9))
    bring("code,company,product,amount\n" + rows, admin, unit="rial")
    assert Deal.objects.count() == 8


def test_amounts_tell_by_themselves_what_they_are_of():
    assert amounts_of([("7", "900"), ("7", "900"), ("8", 5)]) == "deal"
    assert amounts_of([("7", "900"), ("7", "۹۰۱"), ("8", 5)]) == "row"
    assert amounts_of([("7", "۹۰۰"), ("7", 900), ("7", "900 تومان")]) == "deal"
    assert amounts_of([("7", "900"), ("8", "900"), ("", 1), ("", 2), ("8", "-")]) == ""


def test_a_number_of_one_customer_stays_the_number_of_the_deal():
    rows = [["1", "پارس"], ["1", "شرکت پارس"], ["2", "مهر"], ["2", "مهر"]]
    assert guess_mapping(["شماره فاکتور", "شرکت"], "deals", rows)["شماره فاکتور"] == "external_id"


def test_a_share_of_a_line_is_a_whole_number_of_rials(admin, pipeline, bring):
    bring("invoice no,company,product,quantity,amount\n5,A,Pump,3,100\n5,A,Hose,1,7\n", admin, unit="rial")
    held = list(Deal.objects.get().lines.values_list("quantity", "unit_price"))
    assert held == [(Decimal(3), 33), (Decimal(1), 7)]
    assert Deal.objects.get().amount == 107


def test_an_amount_in_another_currency_is_not_added_and_stands_in_the_notes(admin, pipeline, bring):
    rows = "شماره فاکتور,مشتری,محصول,مبلغ (ریال)\n5,پارس,الف,\n5,پارس,ب,3000\n5,پارس,پ,500 $\n6,مهر,الف,10\n6,مهر,ب,20\n"
    bring(rows, admin)
    assert (deal("5").amount, deal("5").currency) == (3000, "IRR")
    assert "500" in deal("5").notes
    assert [price for _title, _quantity, price in lines("5")] == [0, 3000, 0]


def test_a_blank_currency_is_the_one_of_the_file(admin, pipeline, bring):
    bring("invoice no,company,amount,currency\n5,A,3000,IRR\n5,A,500,\n", admin, unit="rial")
    assert deal("5").amount == 3500


def test_while_one_row_of_a_number_cannot_be_read_none_comes_and_mended_they_all_come(admin, pipeline, bring):
    rows = "invoice no,company,amount,quantity\n5,A,3000,1\n5,A,500,x\n5,A,700,1\n6,B,1,1\n6,B,2,1\n"
    done = bring(rows, admin, unit="rial")
    assert (done.created_count, done.refused_count, Deal.objects.count()) == (1, 3, 1)
    bring(rows.replace("500,x", "500,2"), admin, unit="rial", existing="update")
    assert deal("5").amount == 4200


def test_a_row_with_a_price_alone_is_worth_its_pieces(admin, pipeline, bring):
    rows = "invoice no,company,product,quantity,unit price,amount\n5,A,Pump,2,250,\n5,A,Hose,1,,3000\n5,A,Pipe,1,,10\n"
    bring(rows, admin, unit="rial")
    assert deal("5").amount == 3510


def test_who_says_what_amounts_are_of_together_with_the_columns_is_heard(admin, pipeline, upload):
    one = upload(INVOICES, admin)
    mapping = dict(one.mapping)
    one = imports.change(one=one, by=admin, mapping={c: f for c, f in mapping.items() if f != "external_id"})
    one = imports.change(one=one, by=admin, mapping=mapping, options={"amounts_of": "deal"})
    assert one.options["amounts_of"] == "deal"
