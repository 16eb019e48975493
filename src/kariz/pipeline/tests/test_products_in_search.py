"""Whoever types a product's name into the palette finds it, as long as it is offered."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from kariz.exchange.actions import sample
from kariz.pipeline.actions import products
from kariz.pipeline.models import Product
from kariz.records.models import SearchEntry
from kariz.records.search.finder import find


@pytest.fixture
def pump(admin):
    return products.create(by=admin, name="پمپ سانتریفیوژ", code="PX-200", price=1_000)


def _titles(user, q):
    return [entry.title for entry in find(user, q) if entry.kind == "product"]


@pytest.mark.parametrize("q", ["پمپ", "px-200", "سانتریفوژ", "۲۰۰"])
def test_a_viewer_finds_a_product_by_name_code_and_with_a_slip(pump, viewer, q):
    assert _titles(viewer, q) == ["پمپ سانتریفیوژ"]


def test_its_entry_leads_to_the_list_with_it(pump, viewer, client):
    [entry] = [one for one in find(viewer, "پمپ") if one.kind == "product"]
    client.force_login(viewer)
    page = client.get(entry.url)
    assert page.status_code == 200 and "پمپ سانتریفیوژ" in page.content.decode()


def test_what_is_no_longer_offered_is_not_found_and_comes_back_when_it_is(pump, admin):
    retired = products.change(product=pump, by=admin, version=pump.version, retired=True)
    assert _titles(admin, "پمپ") == []
    products.change(product=retired, by=admin, version=retired.version, retired=False, name="پمپ دوار")
    assert _titles(admin, "پمپ") == ["پمپ دوار"]


def test_a_product_that_its_import_takes_back_goes_from_search_and_comes_with_the_next(pump, admin):
    products.take_back(products=[pump], by=admin)
    assert _titles(admin, "پمپ") == [] and not SearchEntry.objects.filter(kind="product").exists()
    products.bring(by=admin, name="پمپ سانتریفیوژ", code="PX-200")
    assert _titles(admin, "پمپ") == ["پمپ سانتریفیوژ"]


def test_the_products_of_the_sample_go_with_it(admin, pipeline):
    sample.load(by=admin)
    assert SearchEntry.objects.filter(kind="product").count() == Product.objects.count() > 0
    sample.remove(by=admin)
    assert not SearchEntry.objects.filter(kind="product").exists()


def test_products_of_an_older_installation_are_found_after_its_upgrade(pump, viewer, admin):
    gone = products.create(by=admin, name="پمپ قدیمی")
    products.change(product=gone, by=admin, version=gone.version, retired=True)
    before = SearchEntry.objects.get(kind="product")
    SearchEntry.objects.filter(kind="product").delete()
    import_module("kariz.pipeline.migrations.0016_products_in_search").find_products(apps, None)
    after = SearchEntry.objects.get(kind="product")
    said = ("object_id", "title", "title_folded", "subtitle", "folded", "url", "owner_id")
    assert [getattr(after, name) for name in said] == [getattr(before, name) for name in said]
    assert _titles(viewer, "px-200") == ["پمپ سانتریفیوژ"]
