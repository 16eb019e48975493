"""Products with a price, and a deal's lines of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.localisation.money import MAX_AMOUNT
from kariz.pipeline.actions import deals, trail
from kariz.pipeline.actions.deal_changes import save_changed
from kariz.pipeline.actions.deal_rights import require_to_bring
from kariz.pipeline.actions.deal_values import base_amount, countable
from kariz.pipeline.actions.moves import DealMovedMeanwhile
from kariz.pipeline.actions.work import settle
from kariz.pipeline.models import Deal, DealLine, Product
from kariz.web import bulk
from kariz.web.errors import FieldErrors


@dataclass(frozen=True, slots=True)
class NewLine:
    """Unit price in minor units of the deal's currency; discount in percent."""

    title: str
    unit_price: int
    quantity: Decimal = Decimal(1)
    discount: Decimal = Decimal(0)
    product: Product | None = None


def set_lines(
    *, deal: Deal, by: Any, lines: Sequence[NewLine], version: int | None = None, keep_amount: bool = False
) -> Deal:
    """Replace all lines; the deal's amount becomes their sum, or with `keep_amount` stays what somebody wrote.

    Raises NotAllowed, FieldErrors, DealMovedMeanwhile.
    """
    by.require("deal.change", deal)
    _check(lines)
    with transaction.atomic():
        fresh = Deal.objects.select_related("pipeline", "stage").get(pk=deal.pk)
        if version is not None and version != fresh.version:
            raise DealMovedMeanwhile(fresh)
        before = [_as_json(line) for line in fresh.lines.all()]
        fresh.lines.all().delete()
        rows = DealLine.objects.bulk_create(
            _row(fresh, line, position=place) for place, line in enumerate(lines)
        )
        old_amount = fresh.amount
        if (rows or before) and not keep_amount:
            fresh.amount = sum(row.total for row in rows) if rows else None
        if not countable(fresh.amount, fresh.rate):
            raise FieldErrors({"lines": [_("The sum of the products is too large.")]})
        fresh.base_amount = base_amount(fresh.amount, fresh.rate)
        now = timezone.now()
        save_changed(fresh, ["amount", "base_amount"], at=now)
        trail.record_state([fresh], at=now, revision=fresh.pipeline.revision)
        changes: dict[str, list[Any]] = {"lines": [before, [_as_json(row) for row in rows]]}
        if not keep_amount:
            changes["amount"] = [old_amount, fresh.amount]
        settle(deal_id=fresh.pk, by=by, verb="deal.lines", subject=("deal", fresh.pk), changes=changes)
    return fresh


def add_lines(*, pairs: Sequence[tuple[Deal, NewLine]], by: Any, made: Collection[int] = ()) -> None:
    """Give many deals that an import brings their lines; the amount that their source states stays as it is. `made`
    are the ids of deals that this very action created: who may create a deal may say what it sells.

    Raises NotAllowed, FieldErrors.
    """
    require_to_bring(by, (deal for deal, _line in pairs), made)
    _check([line for _deal, line in pairs])
    wanted: dict[int, list[tuple[Deal, NewLine]]] = {}
    for deal, line in pairs:
        wanted.setdefault(deal.pk, []).append((deal, line))
    with transaction.atomic():
        before: dict[int, list[DealLine]] = {}
        for row in DealLine.objects.filter(deal__in=wanted):
            before.setdefault(row.deal_id, []).append(row)
        new = {
            pk: [
                _row(deal, line, position=place)
                for place, (deal, line) in enumerate(more, len(before.get(pk, ())))
            ]
            for pk, more in wanted.items()
        }
        bulk.insert([row for rows in new.values() for row in rows])
        log.append_many([_draft(pk, before.get(pk, []), rows, by) for pk, rows in new.items()])


def _draft(pk: int, before: Sequence[DealLine], new: Sequence[DealLine], by: Any) -> log.Draft:
    held = [_as_json(row) for row in before]
    changes = {"lines": [held, [*held, *(_as_json(row) for row in new)]]}
    return log.Draft(by, "deal.lines", ("deal", pk), pk, changes)


def _row(deal: Deal, line: NewLine, position: int = 0) -> DealLine:
    return DealLine(
        deal=deal,
        product=line.product,
        title=line.title.strip(),
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        position=position,
    )


def undo_lines(event: Event, by: Any) -> None:
    """The lines of before, where those of the event still stand; an event without an amount left it alone."""
    deal = Deal.objects.get(pk=event.subject_id)
    now = [_as_json(line) for line in deal.lines.all()]
    amount_before, amount_after = event.changes.get("amount", (deal.amount, deal.amount))
    if (
        list(map(_measured, now)) != list(map(_measured, event.changes["lines"][1]))
        or deal.amount != amount_after
    ):
        raise DealMovedMeanwhile(deal)
    emptied = set_lines(
        deal=deal,
        by=by,
        lines=_from_json(event.changes["lines"][0]),
        keep_amount="amount" not in event.changes,
    )
    if emptied.amount != amount_before:
        # Without lines the amount is what somebody wrote.
        deals.change(deal=emptied, by=by, amount=amount_before)


def _from_json(lines: Sequence[dict[str, Any]]) -> list[NewLine]:
    products = Product.objects.in_bulk([line["product"] for line in lines if line["product"]])
    return [
        NewLine(
            line["title"],
            line["unit_price"],
            Decimal(line["quantity"]),
            Decimal(line["discount"]),
            products.get(line["product"]),
        )
        for line in lines
    ]


def _measured(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its numbers as numbers: "1" and "1.000" are one quantity."""
    return line | {name: Decimal(line[name]) for name in ("quantity", "discount")}


def _check(lines: Sequence[NewLine]) -> None:
    for place, line in enumerate(lines):
        if not line.title.strip() or len(line.title) > 200:
            raise FieldErrors({f"lines.{place}.title": [_("Name the product or service.")]})
        if line.quantity <= 0 or not 0 <= line.unit_price <= MAX_AMOUNT or not 0 <= line.discount <= 100:
            raise FieldErrors({f"lines.{place}": [_("Quantity, price or discount is out of range.")]})


def _as_json(line: DealLine) -> dict[str, Any]:
    return {
        "product": line.product_id,
        "title": line.title,
        "quantity": str(line.quantity),
        "unit_price": line.unit_price,
        "discount": str(line.discount),
    }
