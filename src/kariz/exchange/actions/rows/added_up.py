"""Rows that share the number of a deal, each with the amount of its own line: the deal has what they all say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.exchange.models import Import
from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import localise
from kariz.localisation.said import gettext as _
from kariz.people.normal import company_key
from kariz.reading.cells.values import read_line, same_name
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.deals.repeats import added, own_amount
from kariz.reading.rows.drafts import LONGEST_NOTE, Draft

OF_LINE = frozenset(
    {
        *("product", "product_ref", "product_code", "product_unit", "quantity", "unit_price", "discount"),
        *("amount", "currency", "external_id", "title"),
    }
)
"""What a row says of its own line, or must say again to belong to the deal."""


def add_up(drafts: Sequence[Draft], one: Import) -> None:
    """Give every row of a deal the amount of the whole deal, with its own as `line_amount`; the first row takes over
    what the others say besides. `drafts` hold all rows of their deals."""
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        if (key := draft.deal) and "id" not in draft.values and not draft.aside:
            groups.setdefault(key, []).append(draft)
    for rows in groups.values():
        if bad := next((row for row in rows if row.errors), None):
            _refuse_with(bad, rows)
        else:
            _together(rows, one)


def _refuse_with(bad: Draft, rows: Sequence[Draft]) -> None:
    """Half a deal would have half its amount, and the mended row alone would be taken for the whole."""
    text = _("Row %(number)d, which has the same number, cannot be imported; they come in together.")
    for row in rows:
        if not row.errors:
            row.refuse("external_id", text % {"number": bad.number})


def _together(rows: Sequence[Draft], one: Import) -> None:
    first, *others = rows
    usual = str(one.options.get("currency", ""))
    _sum(rows, usual)
    for row in others:
        for place, column in enumerate(one.columns):
            if place < len(row.cells) and (name := one.mapping.get(column, "")):
                label = BY_NAME[name].label if name in BY_NAME else column
                _take_over(first, row, name, f"{label}: {read_line(row.cells[place])[:LONGEST_NOTE]}")
        first.remarks += [text for text in row.remarks if text not in first.remarks]
        row.remarks.clear()
        row.values = {name: value for name, value in row.values.items() if name in OF_LINE | {"line_amount"}}
    _call(first, rows, one)


def _sum(rows: Sequence[Draft], usual: str) -> None:
    """`usual` is the currency of rows that name none."""
    said = [(own_amount(row.values), row.values.get("currency", usual)) for row in rows]
    whole = added(said)
    if whole is None:
        return
    for row, (amount, currency) in zip(rows, said, strict=True):
        row.values["line_amount"] = amount if amount is not None and currency == whole[0] else 0
        if amount is not None and currency != whole[0]:
            text = _(
                "The deal has amounts in another currency; this one is not added, and stands in its notes."
            )
            row.warn("amount", text)
            row.remarks.append(
                f"{BY_NAME['amount'].label}: {amount / CURRENCIES[currency].scale:g} {currency}"
            )
    for row in rows:
        row.values["amount"] = whole[1]
        if whole[0] != usual or "currency" in row.values:
            row.values["currency"] = whole[0]


def _take_over(first: Draft, row: Draft, name: str, note: str) -> None:
    """A field that the first row lacks; a list is added to; what says something else becomes the `note`."""
    value = row.values.get(name)
    if value is None or name in OF_LINE:
        return
    held = first.values.get(name)
    if held is None:
        first.values[name] = value
    elif isinstance(value, list) and isinstance(held, list):
        first.values[name] = [*held, *(one for one in value if one not in held)]
    elif name == "notes":
        if value not in held:
            first.values[name] = f"{held}\n{value}"
    elif not _alike(name, held, value) and note not in first.remarks:
        first.remarks.append(note)


def _alike(name: str, held: Any, value: Any) -> bool:
    if name == "company":
        return company_key(held) == company_key(value)
    return held == value or (isinstance(value, str) and same_name(str(held)) == same_name(value))


def _call(first: Draft, rows: Sequence[Draft], one: Import) -> None:
    """A deal that is called by its product says that it has several."""
    product, title = first.values.get("product", ""), first.values.get("title", "")
    several = {same_name(row.values["product"]) for row in rows if row.values.get("product")}
    if len(several) > 1 and "title" not in one.mapping.values() and product and title.startswith(product):
        count = localise(str(len(several) - 1), preferences.current().digits)
        more = _("%(product)s and %(count)s more") % {"product": product, "count": count}
        first.values["title"] = f"{more}{title[len(product) :]}"[:300]
