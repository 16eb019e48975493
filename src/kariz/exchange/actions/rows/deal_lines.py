"""Product lines that rows bring: the first ones of new deals, and those of deals that are there, which change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from kariz.events.models import Event
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.models import ImportRow
from kariz.localisation.said import gettext as _
from kariz.localisation.said import ngettext
from kariz.pipeline.actions import lines
from kariz.pipeline.actions.lines import NewLine
from kariz.pipeline.models import Deal, DealLine
from kariz.reading.cells.values import same_name
from kariz.reading.rows.settings import GOES_ON, UPDATE
from kariz.web.errors import DomainError

Said = tuple[Result, NewLine]
"""A row and the line that it states."""


def line_of_deal(result: Result, amount: int | None, context: Context) -> NewLine | None:
    """The line in a row that is about a deal; without a price, the deal's amount is that of its line."""
    values = result.draft.values
    if not (name := values.get("product", "")):
        return None
    quantity = values.get("quantity", Decimal(1))
    price = values.get("unit_price")
    if price is None:
        price = int(Decimal(values.get("line_amount", amount) or 0) / quantity)
    product = context.products.known(values.get("product_ref", ""), values.get("product_code", ""), name)
    product = product or context.products.named(name)
    return NewLine(
        title=product.name if product else name,
        unit_price=price,
        quantity=quantity,
        discount=values.get("discount", Decimal(0)),
        product=product,
    )


def more(rows: Sequence[tuple[Result, int]], first: Sequence[tuple[Deal, NewLine]], context: Context) -> None:
    """Write the first lines of new deals, and those of further rows with the number of a deal that this import made."""
    pairs = list(first)
    ids = {pk for _result, pk in rows}
    deals = Deal.objects.select_related("pipeline", "stage").in_bulk(ids) if ids else {}
    held = {(pk, _mark(line)) for pk, found in lines_of(deals).items() for line in found}
    held |= {(deal.pk, _mark(line)) for deal, line in first}
    made = {deal.pk for deal, _line in first}
    for result, pk in rows:
        deal = deals.get(pk)
        line = line_of_deal(result, 0, context)
        if deal is not None and deal.deleted_at is not None:
            result.skip(_("This deal is in the bin; restore it there."), "deal", pk)
        elif deal is not None and not context.by.can("deal.change", deal):
            result.refuse(_("You may not change this deal."), "external_id")
        elif deal is not None and line is None and "line_amount" in result.draft.values:
            # Its amount is part of the deal's.
            result.end(ImportRow.Action.UPDATED, "deal", pk)
        elif deal is None or line is None or (_is_told_again(result) and (pk, _mark(line)) in held):
            result.skip(_("Another row with this number came before."), "deal", pk)
        else:
            held.add((pk, _mark(line)))
            pairs.append((deal, line))
            result.end(ImportRow.Action.UPDATED, "deal", pk)
    if pairs:
        lines.add_lines(pairs=pairs, by=context.by, made=made)


def _is_told_again(result: Result) -> bool:
    """May the row repeat a line for another reason? Not where each has an amount of its own."""
    return "line_amount" not in result.draft.values


def bring_changes(rows: Iterable[tuple[Result, Deal | None]], context: Context) -> None:
    """What rows about deals that are there say of their lines; rows whose deal is None had their answer."""
    stated = [
        (result, deal, line)
        for result, deal in rows
        if deal is not None and (line := line_of_deal(result, 0, context))
    ]
    change(stated, context)


def change(rows: Sequence[tuple[Result, Deal, NewLine]], context: Context) -> None:
    """Bring the lines of each deal to what its rows state: further lines are added, others changed; a line that no
    row names stays. A row that came before is only believed where nobody has touched the lines here."""
    by_deal: dict[int, list[tuple[Result, Deal, NewLine]]] = {}
    for row in rows:
        by_deal.setdefault(row[1].pk, []).append(row)
    held = lines_of(by_deal)
    touched: set[int] | None = None
    for pk, found in by_deal.items():
        said = [(result, line) for result, _deal, line in found]
        left = list(held.get(pk, ()))
        unlike = [one for one in said if not _claim(one, left)]
        if any(result.before for result, _line in unlike):
            touched = _touched(by_deal) if touched is None else touched
            unlike = [one for one in unlike if not one[0].before or pk not in touched]
        if unlike:
            _write(found[0][1], held.get(pk, []), left, unlike, context)
        for result, _line in said:
            if not result.action:
                result.skip(result.before or _("Nothing is different."), "deal", pk)


def brought(deals: Iterable[int], context: Context, *, with_set: bool = False) -> set[int]:
    """Those of the deals that earlier rows of this import made, or `with_set` the set that it is part of."""
    ids = list(deals)
    if not ids:
        return set()
    events = Event.objects.filter(subject_kind="deal", subject_id__in=ids, verb="deal.created")
    found = set(events.filter(batch=context.one.batch).values_list("subject_id", flat=True))
    if not found or with_set or context.one.part_of_id is None:
        return found
    rows = ImportRow.objects.filter(of=context.one, result_kind="deal", result_id__in=found, action="created")
    return {pk for pk in rows.values_list("result_id", flat=True) if pk}


def lines_of(deals: Iterable[int]) -> dict[int, list[DealLine]]:
    """{deal: its lines}, in one query."""
    ids = list(deals)
    found: dict[int, list[DealLine]] = {}
    for line in DealLine.objects.filter(deal__in=ids).select_related("product") if ids else ():
        found.setdefault(line.deal_id, []).append(line)
    return found


def _claim(said: Said, left: list[DealLine]) -> bool:
    """Is there such a line already? It is taken out of those that are left."""
    for place, one in enumerate(left):
        if _same_thing(said[1], one) and _same_terms(said, one):
            del left[place]
            return True
    return False


def _same_terms(said: Said, held: DealLine) -> bool:
    """A row without a price says nothing of it."""
    line = said[1]
    same = held.quantity == line.quantity and held.discount == line.discount
    return same and (not _priced(said[0]) or held.unit_price == line.unit_price)


def _priced(result: Result) -> bool:
    return bool({"unit_price", "line_amount"} & set(result.draft.values))


def _same_thing(line: NewLine, held: DealLine) -> bool:
    if line.product is not None and held.product_id is not None:
        return held.product_id == line.product.pk
    return same_name(held.title) == same_name(line.title)


def _touched(deals: Iterable[int]) -> set[int]:
    """Deals whose lines a person has changed: what an import and its taking back wrote does not count."""
    events = Event.objects.filter(deal_id__in=list(deals), verb__in=["deal.lines", "deal.lines.undone"])
    others = events.exclude(Q(batch__startswith="import") | Q(batch__startswith="undo:"))
    return {pk for pk in others.values_list("deal_id", flat=True) if pk is not None}


def _write(
    deal: Deal, held: Sequence[DealLine], left: list[DealLine], unlike: Sequence[Said], context: Context
) -> None:
    """Through the deal's own action; where that may not be, the rows say why."""
    now: list[NewLine] = [_as_new(line) for line in held]
    places = {line.pk: place for place, line in enumerate(held)}
    taken: list[Result] = []
    for result, line in unlike:
        known = next((one for one in left if _same_thing(line, one)), None)
        if known is None:
            now.append(line)
            taken.append(result)
        elif (result.policy or context.settings.existing) in (UPDATE, GOES_ON):
            left.remove(known)
            price = line.unit_price if _priced(result) else known.unit_price
            now[places[known.pk]] = replace(line, unit_price=price)
            taken.append(result)
        elif not result.action:
            result.skip(_("The deal already has this product; its line stays as it is."), "deal", deal.pk)
    if not taken:
        return
    try:
        with transaction.atomic():
            changed = lines.set_lines(deal=deal, by=context.by, lines=now, keep_amount=True)
    except DomainError as error:
        why = next(iter(error.errors.values()), [str(error)])[0]
        for result in taken:
            result.refuse(why, "product")
        return
    deal.version = changed.version
    for result in taken:
        result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
    if left:
        text = ngettext(
            "The deal has %(count)d line that these rows do not name; it stays.",
            "The deal has %(count)d lines that these rows do not name; they stay.",
            len(left),
        )
        taken[0].draft.warn("product", text % {"count": len(left)})


def _as_new(line: DealLine) -> NewLine:
    return NewLine(line.title, line.unit_price, line.quantity, line.discount, line.product)


def _mark(line: Any) -> tuple[str, Decimal, int]:
    return line.title, line.quantity, line.unit_price
