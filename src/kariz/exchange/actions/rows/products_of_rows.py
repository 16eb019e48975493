"""Products that rows name, by number, code or name."""

from __future__ import annotations

from kariz.access.models import User
from kariz.exchange.actions.at_work.refs import Refs
from kariz.pipeline.actions import products
from kariz.pipeline.models import Product
from kariz.reading.cells.values import same_name


class Products:
    def __init__(self, by: User, refs: Refs) -> None:
        self._by, self._refs = by, refs
        self._known: dict[str, Product] = {}

    def named(self, name: str) -> Product | None:
        """The product of that name, spaces and case aside; made where the person may."""
        known = self.known("", "", name)
        if known is None and self._by.can("product.change"):
            known = products.bring(by=self._by, name=name)
            self.keep(known)
        return known

    def known(self, key: str, code: str, name: str) -> Product | None:
        """By number in the other system, by code, then by name."""
        if not self._known:
            for product in Product.objects.filter(retired_at=None).order_by("-id"):
                self.keep(product)
        self._refs.ask("product", [key])
        if key and (pk := self._refs.id("product", key)):
            return self._known.get(f"#{pk}") or Product.objects.get(pk=pk)
        # A price list numbers its products by their codes.
        by_code = self._known.get(f"code:{same_name(code or key)}") if code or key else None
        return by_code or self._known.get(same_name(name))

    def keep(self, product: Product) -> None:
        """Known from now on by its names."""
        self._known |= {f"#{product.pk}": product, same_name(product.name): product}
        if product.code:
            self._known |= {f"code:{same_name(product.code)}": product, same_name(product.code): product}
            # People write both into one cell, in either order; a product that is called so goes before.
            for both in (f"{product.name} {product.code}", f"{product.code} {product.name}"):
                self._known.setdefault(same_name(both), product)
