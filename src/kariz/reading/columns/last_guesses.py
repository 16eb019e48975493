"""What a list of deals must have and no header names: its amount and what its deals are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.units import LONGEST_UNIT, counts, is_of_amounts
from kariz.reading.cells.values import BadValue, read_currency
from kariz.reading.columns.net_amounts import FOREIGN, is_in_own, is_net
from kariz.reading.columns.settling import days_in, most, tomorrow
from kariz.reading.columns.what_for import is_called, says_what
from kariz.reading.deals.repeats import are_of_deals
from kariz.reading.deals.stages import outcome_told
from kariz.reading.layout.asides import kind_of

KINDS = ("deals", "contacts", "companies", "products", "activities")
SHORT = 90
"""Characters of what may be called a title."""
_OTHER = re.compile(
    r"مالیات|ارزش افزوده|تخفیف|مانده|بدهی|بدهکار|بستانکار|طلب|دریافت|وصول|پرداخت|واریز|بیعانه|هدف|تارگت|پورسانت|کمیسیون"
    r"|هزینه|بودجه|حمل|واحد|ضمانت|سود|خرید"
    r"|tax|vat|discount|balance|paid|payment|received|deposit|target|commission|cost|budget|freight|unit|each|margin|profit"
)
"""Amounts of something else than the whole deal."""
_LAST = re.compile(r"(?:اخرین|last|latest)\b")
_PRIVATE = re.compile(
    r"(?:یادداشت|نظر|توضیح\w*|ملاحظات) (?:های )?(?:خصوصی|شخصی|محرمانه)|^(?:خصوصی|محرمانه)$"
    r"|(?:private|confidential|personal) (?:note|remark|comment)s?|^(?:private|confidential)$"
)
_BRACKETS = re.compile(r"[(\[{«].{0,200}?[)\]}»]")
_SUM_WORDS = (
    "جمع|جمع مبلغ|جمع ردیف|مبلغ جمع|جمع به ریال|جمع به تومان|مجموع|مبلغ خالص|subtotal|net amount|net total|line total|"
    "قابل پرداخت|مبلغ قابل پرداخت|جمع قابل پرداخت|مبلغ نهایی|amount due|total due|payable"
)
_SUMS = tuple(map(squash, _SUM_WORDS.split("|")))
"""The sooner the better."""
_WORDS = (
    "شرح|شرح کالا|شرح درخواست|شرح سفارش|شرح کار|شرح پروژه|شرح خدمات|شرح معامله|description|details|scope|memo"
)
_DESCRIBES = frozenset(map(squash, _WORDS.split("|")))


def fill_up(
    mapping: dict[str, str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    values: Mapping[str, Sequence[Cell]],
    means: Callable[[str, str], str] = lambda _column, _kind: "",
) -> None:
    """Add the amount and the title to the mapping of a list of deals that has none. `means`: what a header says in a list
    of such a kind."""
    given = set(mapping.values())
    if "amount" not in given and (
        column := _sum(mapping, columns, values) or _amount(mapping, columns, values)
    ):
        mapping[column] = "amount"
    if "title" not in given and (
        column := _title(mapping, columns, rows, values) or _says_what(mapping, columns, rows, values, means)
    ):
        mapping[column] = "title"


def notes_too(mapping: dict[str, str], called: Sequence[str]) -> None:
    """Where «شرح» turned out to be the title, «توضیحات» beside it are the notes. `called`: columns that are called so."""
    left = [column for column in called if column not in mapping]
    if left and "notes" not in mapping.values():
        mapping[left[0]] = "notes"


def currency_of_rows(
    mapping: dict[str, str], columns: Sequence[str], values: Mapping[str, Sequence[Cell]]
) -> None:
    """«واحد» with «ریال», «تومان» and «م تومان» below it, "Cur" with EUR and GBP: in what each row counts, as nearly all of
    its cells say, whatever the column is called."""
    given = set(mapping.values())
    if "currency" in given or not given & {"amount", "unit_price"}:
        return
    for column in columns:
        if mapping.get(column, "product_unit") == "product_unit" and values[column]:
            said = [
                isinstance(cell, str) and len(cell) <= LONGEST_UNIT and _is_currency(cell)
                for cell in values[column]
            ]
            if len(said) >= FEWEST and sum(said) >= SURE * len(said):
                mapping[column] = "currency"
                return


FEWEST, SURE = 2, 0.9


def _is_currency(cell: str) -> bool:
    try:
        return bool(read_currency(cell))
    except BadValue:
        return False


def day_that_passed(mapping: dict[str, str], values: Mapping[str, Sequence[Cell]]) -> None:
    """The only day of a list of what was said is when it was, where all of them lie behind."""
    days = [column for column, name in mapping.items() if name in ("due_at", "done_at", "done")]
    if "said" not in mapping.values() or len(days) != 1 or mapping[days[0]] != "due_at":
        return
    read = days_in(values[days[0]])
    if read and max(read) < tomorrow():
        mapping[days[0]] = "done_at"


def leave_the_story(mapping: dict[str, str], values: Mapping[str, Sequence[Cell]]) -> None:
    """«آخرین وضعیت» beside the stage is what was heard last, unless it says how deals ended."""
    if "stage" not in mapping.values():
        return
    for column in [
        column for column, name in mapping.items() if name == "outcome" and _LAST.match(fold(column))
    ]:
        if not most(bool(outcome_told(str(cell))) for cell in values[column]):
            mapping[column] = "notes"


def is_private(column: str) -> bool:
    """What somebody wrote for themselves is shown to nobody, unless they say so."""
    return _PRIVATE.search(fold(column)) is not None


def _amount(mapping: Mapping[str, str], columns: Sequence[str], values: Mapping[str, Sequence[Cell]]) -> str:
    """«مبلغ فروش (میلیون تومان)»: the only column that is of money, as its header and its cells say."""
    found = [
        column
        for column in columns
        if column not in mapping
        and (is_in_own(column) or (is_of_amounts(column) and not FOREIGN.search(fold(column))))
        and (is_net(column) or not _OTHER.search(fold(column)))
        and values[column]
        and most(map(counts, values[column]))
    ]
    return found[0] if len(found) == 1 else ""


def _sum(mapping: Mapping[str, str], columns: Sequence[str], values: Mapping[str, Sequence[Cell]]) -> str:
    """«جمع», else «قابل پرداخت»: what the goods of a row come to, rather than what is paid with tax."""
    free = {
        key: column
        for column in reversed(columns)
        if column not in mapping
        and (key := _bare(column)) in _SUMS
        and values[column]
        and most(map(counts, values[column]))
    }
    return next((free[key] for key in _SUMS if key in free), "")


def _bare(column: str) -> str:
    return squash(_BRACKETS.sub(" ", column))


def _title(
    mapping: Mapping[str, str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    values: Mapping[str, Sequence[Cell]],
) -> str:
    """«شرح» with a few words in nearly each row: what the deal is about, no notes on it."""
    deals = _deals(mapping, columns, rows)
    for place, column in enumerate(columns):
        described = _bare(column) in _DESCRIBES or is_called(_BRACKETS.sub(" ", column))
        if mapping.get(column, "notes") != "notes" or not described:
            continue
        texts = [str(cell) for cell in values[column]]
        short = most(len(text) <= SHORT and "\n" not in text for text in texts)
        if short and _in_each(deals, place):
            return column
    return ""


def _says_what(
    mapping: Mapping[str, str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    values: Mapping[str, Sequence[Cell]],
    means: Callable[[str, str], str],
) -> str:
    """The only column below which each deal says what it is for, where its header means nothing in any list; of a list
    that says whose its deals are, and what they are worth or where they stand."""
    given = set(mapping.values())
    if not given & {"company", "contact"} or not given & {"amount", "stage", "outcome"} or "product" in given:
        return ""
    deals = _deals(mapping, columns, rows)
    found = [
        column
        for place, column in enumerate(columns)
        if column not in mapping
        and not any(means(column, kind) for kind in KINDS)
        and says_what(column, values[column])
        and _in_each(deals, place)
    ]
    return found[0] if len(found) == 1 else ""


def _in_each(deals: Sequence[Sequence[Cell]], place: int) -> bool:
    told = [place < len(row) and row[place] != "" for row in deals]
    return sum(told) >= 0.9 * len(told) > 0


def _deals(
    mapping: Mapping[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """The rows without those that divide the list or add it up: a deal has a customer and an amount, as far as columns
    say them."""
    given = {name: place for place, column in enumerate(columns) if (name := mapping.get(column))}
    needed = [given[name] for name in ("amount", "company", "contact") if name in given][:2]
    return [
        row
        for row in rows
        if all(place < len(row) and row[place] != "" for place in needed)
        and not kind_of([cell for cell in row if cell != ""], columns)
    ]


def leave_the_number(mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """A number that rows of several customers share is not that of a deal."""
    named = {name: columns.index(column) for column, name in mapping.items()}
    customer = named.get("company", named.get("contact"))
    if (number := named.get("external_id")) is None or customer is None:
        return
    pairs = [(row[number], row[customer]) for row in rows if max(number, customer) < len(row)]
    if not are_of_deals(pairs):
        del mapping[columns[number]]
