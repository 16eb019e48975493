"""How products are found by search."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kariz.pipeline.models import Product
from kariz.records.search.registry import Entry, register_kind


def register() -> None:
    """Called once when the application starts."""
    register_kind("product", model=Product, describe=describe, label=_("Product"), icon="package")


def describe(product: Product) -> Entry:
    """Its page is the list, for who may not change products has no other."""
    address = f"{reverse('pipeline:products')}?{urlencode({'q': product.name})}"
    return Entry(product.name, product.code, "", None, address)
