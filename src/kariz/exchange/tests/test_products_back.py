"""Products that an import brought go with it, unless something else has them; the page says so before."""

from datetime import timedelta

from kariz.config import housekeeping
from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.exchange.actions.back import named_back
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.going import going
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deal_bin, lines, products
from kariz.pipeline.actions.lines import NewLine
from kariz.pipeline.models import Deal, DealLine, Product

TEXT = "عنوان,شرکت,محصول,تعداد,فروشنده\nفروش ۱,پارس,پمپ,2,نادر\nفروش ۲,مهر,لوله,1,نادر\n"
AGAIN = "عنوان,شرکت,محصول,تعداد\nفروش ۳,پارس,پمپ,2\n"


def back(one, by):
    return finish(imports.take_back(one=one, by=by))


def offered():
    return set(Product.objects.filter(retired_at=None).values_list("name", flat=True))


def on_the_page(client):
    page = client.get("/settings/products/").content.decode()
    return {name for name in ("پمپ", "لوله") if f"<bdi>{name}</bdi>" in page}


def test_the_page_of_taking_back_counts_products_and_sellers(admin, pipeline, bring, client):
    one = bring(TEXT, admin)
    assert (going(one).product, going(one).seller) == (2, 1)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/taking-back/").content.decode()
    assert 'data-going-value="product"' in page and 'data-going-value="seller"' in page
    told = client.get(f"/api/v1/imports/{one.pk}/changed").json()["going"]
    assert (told["product"], told["seller"]) == (2, 1)
    back(one, admin)
    assert (going(one).product, going(one).seller) == (0, 0)


def test_what_only_the_import_sold_is_in_no_list_any_more(admin, pipeline, bring, client):
    client.force_login(admin)
    one = bring(TEXT, admin)
    assert on_the_page(client) == {"پمپ", "لوله"}
    done = back(one, admin)
    assert (done.kept_count, offered(), on_the_page(client)) == (0, set(), set())
    assert client.get("/api/v1/products?retired=true").json()["items"] == []


def test_what_another_deal_sells_stays_and_is_told(admin, pipeline, bring, deal):
    one = bring(TEXT, admin)
    pump = Product.objects.get(name="پمپ")
    lines.set_lines(deal=deal, by=admin, lines=[NewLine("پمپ", 5, product=pump)])
    done = back(one, admin)
    assert offered() == {"پمپ"}
    assert [told["name"] for told in done.stays if told["kind"] == "product"] == ["پمپ"]


def test_what_mina_priced_stays_and_is_told(admin, pipeline, bring):
    one = bring(TEXT, admin)
    pump = Product.objects.get(name="پمپ")
    products.change(product=pump, by=admin, version=pump.version, price=5)
    done = back(one, admin)
    assert offered() == {"پمپ"} and ("product", pump.pk) in [
        (told["kind"], told["id"]) for told in done.stays
    ]


def test_the_file_that_comes_again_finds_its_products_and_makes_no_doubles(admin, pipeline, bring):
    back(bring(TEXT, admin), admin)
    again = bring(TEXT, admin)
    assert Product.objects.count() == 2 and offered() == {"پمپ", "لوله"}
    back(again, admin)
    assert offered() == set() and Product.objects.count() == 2


def test_a_price_list_brings_a_product_that_was_put_away_with_its_price_of_today(admin, pipeline, bring):
    back(bring(TEXT, admin), admin)
    bring("نام کالا,قیمت (ریال)\nپمپ,500\n", admin, kind="products")
    assert Product.objects.get(name="پمپ").price == 500 and offered() == {"پمپ"}


def test_what_mina_retired_herself_is_shown_and_not_brought_back(admin, pipeline, bring, client):
    pump = products.create(by=admin, name="پمپ")
    products.change(product=pump, by=admin, version=1, retired=True)
    bring(AGAIN, admin)
    assert Product.objects.filter(name="پمپ").count() == 2
    client.force_login(admin)
    assert len(client.get("/api/v1/products?retired=true").json()["items"]) == 1


def test_a_deal_that_comes_out_of_the_bin_still_has_its_product_and_that_is_shown(
    admin, pipeline, bring, client
):
    back(bring(TEXT, admin), admin)
    gone = Deal.objects.get(title="فروش ۱")
    deal_bin.restore(deal=gone, by=admin)
    assert gone.lines.get().product.name == "پمپ"
    client.force_login(admin)
    assert on_the_page(client) == {"پمپ"}
    assert housekeeping.named_back.forget() == 0


def test_products_go_for_good_with_the_deals_in_the_bin(admin, pipeline, bring):
    back(bring(TEXT, admin), admin)
    for one in Deal.objects.all():
        Deal.objects.filter(pk=one.pk).update(deleted_at=one.deleted_at - timedelta(days=31))
    housekeeping.empty_bin()
    housekeeping.named_back.forget()
    assert not Product.objects.exists()
    assert Event.objects.filter(verb="product.removed").count() == 2


def test_products_that_deals_in_the_bin_hold_keep_no_other_from_going(admin, pipeline, bring, monkeypatch):
    monkeypatch.setattr(named_back, "MOST", 1)
    monkeypatch.setattr(named_back, "AT_ONCE", 1)
    back(bring(TEXT, admin), admin)
    second = Deal.objects.get(title="فروش ۲")
    Deal.objects.filter(pk=second.pk).update(deleted_at=second.deleted_at - timedelta(days=31))
    housekeeping.empty_bin()
    housekeeping.named_back.forget()
    assert list(Product.objects.values_list("name", flat=True)) == ["پمپ"]


def test_a_product_that_came_again_since_it_was_read_is_not_forgotten(admin, pipeline, bring):
    back(bring(TEXT, admin), admin)
    DealLine.objects.all().delete()
    read = list(Product.objects.filter(name="پمپ"))
    products.bring(by=admin, name="پمپ")
    assert products.forget(products=read, by=SYSTEM) == 0
    assert offered() == {"پمپ"}


def test_a_product_that_mina_changed_since_it_was_read_is_not_taken_back(admin, company):
    pump = products.create(by=admin, name="پمپ")
    products.change(product=Product.objects.get(), by=admin, version=1, price=5)
    products.take_back(products=[pump], by=admin)
    assert offered() == {"پمپ"}


def test_a_line_that_was_written_since_the_product_was_read_stops_neither_housekeeping_nor_loses_it(
    admin, pipeline, bring, deal
):
    back(bring(TEXT, admin), admin)
    DealLine.objects.all().delete()
    read = list(Product.objects.order_by("name"))
    pump = next(product for product in read if product.name == "پمپ")
    lines.set_lines(deal=deal, by=admin, lines=[NewLine("پمپ", 5, product=pump)])
    assert products.forget(products=read, by=SYSTEM) == 1
    assert deal.lines.get().product == pump
