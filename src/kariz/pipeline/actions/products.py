"""The list of products: what can be sold, at which price."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.localisation.money import MAX_AMOUNT
from kariz.localisation.text import fold, squash
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions.deal_changes import plain
from kariz.pipeline.models import DealLine, Product
from kariz.pipeline.queries.products import PUT_AWAY, put_away
from kariz.records.search import index
from kariz.web.errors import FieldErrors, Stale


def create(
    *, by: Any, name: str, price: int | None = None, currency: str = "", code: str = "", unit: str = ""
) -> Product:
    """Raises NotAllowed, FieldErrors."""
    by.require("product.change")
    _check_product(name, price)
    with transaction.atomic():
        product = Product.objects.create(
            name=name.strip(),
            code=code.strip(),
            folded=fold(f"{name} {code}")[:260],
            price=price,
            currency=currency or organisation().currency,
            unit=unit.strip(),
        )
        log.append(
            by=by, verb="product.created", subject=("product", product.pk), data={"name": product.name}
        )
        index.put("product", [product], new=True)
    return product


def change(*, product: Product, by: Any, version: int, **values: Any) -> Product:
    """Set name, code, price, unit or `retired`. Raises NotAllowed, FieldErrors, Stale."""
    by.require("product.change")
    if unknown := set(values) - {"name", "code", "price", "unit", "retired"}:
        raise FieldErrors({name: [_("This cannot be set.")] for name in unknown})
    _check_product(values.get("name", product.name), values.get("price", product.price))
    if "retired" in values:
        values["retired_at"] = timezone.now() if values.pop("retired") else None
    name, code = values.get("name", product.name), values.get("code", product.code)
    changes = {key: [plain(getattr(product, key)), plain(value)] for key, value in values.items()}
    with transaction.atomic():
        rows = Product.objects.filter(pk=product.pk, version=version)
        if not rows.update(version=version + 1, folded=fold(f"{name} {code}")[:260], **values):
            raise Stale
        log.append(by=by, verb="product.changed", subject=("product", product.pk), changes=changes)
        product.refresh_from_db()
        _find(product)
    return product


def undo_change(event: Event, by: Any) -> None:
    """What the product was before, where nobody changed it since. Raises NotAllowed, FieldErrors, Stale."""
    product = Product.objects.get(pk=event.subject_id)
    if any(plain(getattr(product, name)) != after for name, (_before, after) in event.changes.items()):
        raise Stale
    former = {name: before for name, (before, _after) in event.changes.items()}
    if "retired_at" in former:
        former["retired"] = former.pop("retired_at") is not None
    change(product=product, by=by, version=product.version, **former)


def bring(*, by: Any, name: str, **values: Any) -> Product:
    """A product that a file names: one that left the list when its import was taken back comes again, with what is said of
    it now. Raises NotAllowed, FieldErrors."""
    by.require("product.change")
    known = _put_away_as(name, values.get("code", ""))
    if known is None:
        return create(by=by, name=name, **values)
    # Of what is not said now nothing is left that no list says any more.
    said = {key: value for key, value in values.items() if value not in ("", None)}
    given = {"price": None, "unit": "", "code": known.code, "name": name.strip()} | said
    _check_product(name, given["price"])
    folded = fold(f"{name} {given['code']}")[:260]
    with transaction.atomic():
        rows = Product.objects.filter(pk=known.pk, version=known.version)
        if not rows.update(version=known.version + 1, folded=folded, retired_at=None, **given):
            raise Stale
        log.append(
            by=by, verb="product.reactivated", subject=("product", known.pk), data={"name": known.name}
        )
        known.refresh_from_db()
        _find(known)
    return known


def _find(product: Product) -> None:
    """Search finds what is offered."""
    if product.retired_at is None:
        index.put("product", [product])
    else:
        index.remove("product", [product.pk])


def _put_away_as(name: str, code: str) -> Product | None:
    # One written as it was then: a look at all of them for each product would take as long as the list is squared.
    near = put_away().filter(folded__startswith=fold(name)[:200]).order_by("id")
    named = (one for one in near if squash(one.name) == squash(name))
    return next((one for one in named if not code or squash(one.code) == squash(code)), None)


def held(ids: Collection[int]) -> list[Product]:
    """Those of the products that are offered, as they are now: until the transaction of the caller ends nobody changes
    them, or writes a line of them."""
    rows = Product.objects.filter(pk__in=ids, retired_at=None).order_by("pk")
    return list(rows.select_for_update())


def take_back(*, products: Sequence[Product], by: Any) -> None:
    """Remove products that an import brought; what a deal in the bin sells only leaves the list, and goes for good with
    that deal. What was changed since it was read stays.

    Raises NotAllowed.
    """
    by.require("product.change")
    with transaction.atomic():
        still = {product.pk: product.version for product in held([product.pk for product in products])}
        products = [product for product in products if still.get(product.pk) == product.version]
        kept = _with_lines(products)
        for product in products:
            if product.pk in kept:
                _put_away(product, by)
            else:
                _remove(product, by)


def forget(*, products: Sequence[Product], by: Any) -> int:
    """Remove products that left the list and that no deal has any more; how many. What came again since it was read, or
    is being written just now, stays."""
    with transaction.atomic():
        rows = Product.objects.filter(pk__in=[product.pk for product in products]).exclude(retired_at=None)
        locked = rows.order_by("pk").select_for_update(skip_locked=True)
        still = {product.pk: product.version for product in locked}
        products = [product for product in products if still.get(product.pk) == product.version]
        kept = _with_lines(products)
        gone = [product for product in products if product.pk not in kept]
        for product in gone:
            _remove(product, by)
    return len(gone)


def _with_lines(products: Sequence[Product]) -> set[int]:
    """Those that any deal has, in the bin too."""
    rows = DealLine.objects.filter(product__in=products).values_list("product_id", flat=True)
    return {pk for pk in rows if pk is not None}


def _put_away(product: Product, by: Any) -> None:
    rows = Product.objects.filter(pk=product.pk, version=product.version)
    if not rows.update(version=product.version + 1, retired_at=timezone.now()):
        raise Stale
    log.append(by=by, verb=PUT_AWAY, subject=("product", product.pk), data={"name": product.name})
    index.remove("product", [product.pk])


def _remove(product: Product, by: Any) -> None:
    log.append(by=by, verb="product.removed", subject=("product", product.pk), data={"name": product.name})
    index.remove("product", [product.pk])
    product.delete()


def _check_product(name: str, price: int | None) -> None:
    errors: dict[str, list[Any]] = {}
    if not name.strip() or len(name) > 200:
        errors["name"] = [_("Give the product a name of at most 200 characters.")]
    if price is not None and not 0 <= price <= MAX_AMOUNT:
        errors["price"] = [_("The price must be zero or more, and not too large.")]
    if errors:
        raise FieldErrors(errors)
