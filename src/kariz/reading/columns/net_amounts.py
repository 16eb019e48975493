"""A list that says its sums with the tax and without ("Net £", "VAT", "Gross £"): a deal is worth what is sold, and the tax
goes on to the state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.money import OF_DOLLARS
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.units import counts
from kariz.reading.columns.settling import most

_BRACKETS = re.compile(r"[(\[{«].{0,200}?[)\]}»]")
_SIGNS = re.compile(
    r"[£€$%]|\b(?:gbp|eur|usd|aed|irr|irt|rial|toman|k)\b|\d+|(?<!\w)(?:ریال|تومان|تومن)(?!\w)"
)
FOREIGN = re.compile(r"ارز(?!ش)|دلار|یورو|درهم|لیر|پوند|یوان|usd|eur|aed|gbp|dollar|foreign|[$€£]")
_NET = (
    "net|net value|net amount|net price|net total|net sum|total net|ex|ex vat|exc vat|excl vat|excluding vat|ex tax|"
    "excl tax|total ex vat|total exc vat|total excl vat|value ex vat|amount ex vat|price ex vat|before vat|before tax|"
    "خالص|مبلغ خالص|جمع خالص|بدون مالیات|مبلغ بدون مالیات|جمع بدون مالیات|قبل از مالیات|مبلغ قبل از مالیات|"
    "بدون ارزش افزوده|مبلغ بدون ارزش افزوده|جمع بدون ارزش افزوده|قبل از ارزش افزوده"
)
_SUM = "subtotal|sub total|goods|goods total|جمع|جمع کالا|جمع اقلام|جمع مبلغ"
"""Before the tax where one stands beside, and before a discount where that does."""
_GROSS = (
    "gross|gross value|gross amount|gross total|total|grand total|total gross|inc vat|incl vat|including vat|total inc vat|"
    "total incl vat|inc tax|incl tax|with vat|جمع کل|مبلغ کل|با مالیات|مبلغ با مالیات|جمع با مالیات|با ارزش افزوده|"
    "مبلغ با ارزش افزوده|قابل پرداخت|مبلغ قابل پرداخت|مبلغ نهایی|ناخالص|مبلغ ناخالص"
)
_TAX = (
    "vat|tax|sales tax|gst|vat amount|tax amount|مالیات|مبلغ مالیات|ارزش افزوده|مالیات بر ارزش افزوده|"
    "مالیات و عوارض|عوارض"
)
_LESS = "discount|disc|less|تخفیف|مبلغ تخفیف|کسورات"


NET, SUM, GROSS, TAX, LESS = map(keys_of, (_NET, _SUM, _GROSS, _TAX, _LESS))


def told(columns: Sequence[str], kind: str, values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """{column: "amount"} of the one sum without tax, where the tax, or the sum with it, stands in the list too; else of the
    only column that says nothing but the company's own currency: "£"."""
    if kind != "deals":
        return {}
    said = {column: _bare(column) for column in columns}
    found = set(said.values())
    if not found & (TAX | GROSS):
        signs = [one for one, key in said.items() if not key and is_in_own(one) and _are_sums(values[one])]
        return {signs[0]: "amount"} if len(signs) == 1 else {}
    net = [column for column, key in said.items() if key in NET and _are_sums(values[column])]
    if not net and found & TAX and not found & LESS:
        net = [column for column, key in said.items() if key in SUM and _are_sums(values[column])]
    return {net[0]: "amount"} if len(net) == 1 else {}


def is_in_own(column: str) -> bool:
    """ "£", "Net £", "Order £k" to whoever counts in pounds: the sign, and the code, of another currency say another."""
    own = CURRENCIES[preferences.current().currency]
    own_sign = own.sign or ("$" if own.code in OF_DOLLARS else "")
    sign = re.compile("|".join(filter(None, [re.escape(own_sign), rf"(?<!\w){own.code.lower()}(?!\w)"])))
    text = fold(column)
    return own.code != "IRR" and bool(sign.search(text)) and not FOREIGN.search(sign.sub(" ", text))


def is_net(column: str) -> bool:
    """Does the header say a sum without tax: "£ ex VAT"?"""
    return _bare(column) in NET


def _bare(column: str) -> str:
    """«مبلغ خالص (ریال)» is «مبلغ خالص»."""
    text = _SIGNS.sub(" ", fold(_BRACKETS.sub(" ", column)))
    return squash(text)


def _are_sums(cells: Sequence[Cell]) -> bool:
    return bool(cells) and most(map(counts, cells))
