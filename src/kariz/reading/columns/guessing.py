"""What each column means, and what the file holds, by its headers and by the shape of its values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import partial

from kariz.localisation.text import fold, squash
from kariz.reading.cells import reach_cells
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.units import unit_of_header
from kariz.reading.columns import (
    brief_headers,
    by_content,
    call_sheets,
    composed,
    contracts,
    customers_of_sellers,
    days_of_orders,
    days_over,
    deliveries,
    done_jobs,
    last_guesses,
    last_spoken,
    more_people,
    net_amounts,
    plain_headers,
    refuted,
    titles_of_lists,
    without_names,
)
from kariz.reading.columns.codes_of_firms import told as numbers_of_firms
from kariz.reading.columns.days_or_words import told_apart
from kariz.reading.columns.either import names_a_firm, said_twice
from kariz.reading.columns.everyday_headers import at_length, exact_only, written_out, yielding
from kariz.reading.columns.fields import CODES, NUMBERS, OWN_NUMBER, TARGETS, of_kind
from kariz.reading.columns.first_names import first_name_is_all, name_is_first_name
from kariz.reading.columns.other_firms import is_of_others
from kariz.reading.columns.people_columns import (
    leave_the_phone,
    number_of_firm,
    people_below,
    promised,
)
from kariz.reading.columns.settling import CUSTOMER, PAST, firms_of, is_price_list, most, of_the_past, settle
from kariz.reading.layout.grouped import spoken
from kariz.reading.layout.sums import is_nought
from kariz.reading.rows import of_persons

_JOINED = re.compile(r"[&+]| و |\band\b|\b(?:contact|name)s?\s?/|/\s?(?:contact|name)s?\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[{«].{0,200}?[)\]}»]")
_MONEY_WORDS = keys_of("تومان|تومن|ریال|toman|rial|irr|irt|usd|eur|هزار تومان|ریالی|تومانی")
_ROUGHLY = frozenset(
    map(fold, "حدودی حدود تقریبی تخمینی برآوردی approx approximate approximately estimated est rough".split())  # noqa: SIM905
)
"""«مبلغ حدودی» is the amount."""
_DEAL_SIGNS = call_sheets.DEAL_ONLY - {"lost_reason"} | {"product"}
_PERSON_SIGNS = frozenset({"contact", "first_name", "last_name", "mobile", "email", "position"})
_OWN_NAMES = frozenset({"first_name", "last_name"})
_PERSONAL = _OWN_NAMES | {"mobile", "email", "position"}
_WITH_PERSON = _PERSONAL | {"contact"}
"""A list of companies that names a person of each is one of people: it keeps both."""
_COMPANY_SIGNS = frozenset({"industry", "size", "website", "national_id", "economic_code"})
_FOREIGN = re.compile(r"ارز|دلار|یورو|درهم|لیر|پوند|یوان|usd|eur|aed|gbp|dollar|foreign|[$€£]")
_NAMES = {
    "contacts": ("contact", ("name", "نام", "اسم")),
    "companies": (
        "company",
        (
            "name",
            "نام",
            "اسم",
            "عنوان",
            "مشتری",
            "نام مشتری",
            "طرف حساب",
            "خریدار",
            "customer",
            "customer name",
            "client",
        ),
    ),
    "products": ("product", ("name", "نام", "شرح", "شرح کالا", "شرح محصول", "مدل", "model", "description")),
}


def guess_kind(columns: Sequence[str], rows: Sequence[Sequence[Cell]] = (), sheet: str = "") -> str:
    """deals, contacts or companies."""
    columns = written_out(spoken(without_names.named(columns, rows)))
    if other := _other_kind(columns, sheet):
        return other
    if call_sheets.are_of_work(means(columns, "activities"), means(columns, "deals"), columns, rows):
        return "activities"
    if is_price_list(means(columns, "products"), means(columns, "deals")):
        return "products"
    mapping = guess_mapping(columns, "deals", rows)
    found = set(mapping.values())
    if customers_of_sellers.bought(columns, rows, mapping):
        found.discard("amount")
    if found & _DEAL_SIGNS or ("title" in found and not found & _OWN_NAMES):
        return "deals"
    title = titles_of_lists.kind_of(sheet)
    if title == "companies" and not found & {*_OWN_NAMES, "position"} and not found >= {"company", "contact"}:
        return title
    if by_content.names_people({column: mapping.get(column, "") for column in columns}):
        return "contacts"
    if by_content.are_accounts(found, found & _PERSON_SIGNS):
        return "companies"
    if found & _PERSON_SIGNS and not (found & _COMPANY_SIGNS and not found & _WITH_PERSON):
        return "contacts"
    return "companies" if found & {"company", "contact", *_COMPANY_SIGNS} else title or "deals"


def _other_kind(columns: Sequence[str], sheet: str) -> str:
    """history, lines, activities, notes or products, where the headers leave no doubt; else ""."""
    deals = {_by_header(column, "deals", True) for column in columns}
    exact = {_by_header(column, "activities", True) for column in columns}
    means_there = means(columns, "activities"), means(columns, "deals")
    if call_sheets.were_said(exact, deals) or call_sheets.are_calls(columns, sheet, *means_there):
        return "activities"
    for kind, needed, some in _OTHER:
        # A list of projects, each with its kind, is none of work.
        found = {_by_header(column, kind, True) for column in columns if squash(column) not in _PROJECTS}
        sure = needed <= found and (not some or found & some)
        if kind == "notes" and {"notes", "deal_title", "noted_at"} <= found:
            sure = any(squash(column) in _NOTE_WORDS for column in columns)
        alone = not deals & (call_sheets.DEAL_ONLY - found)
        if sure and alone and not (kind not in _OF_PEOPLE and deals & _PEOPLE):
            return kind
    return ""


_PROJECTS = frozenset(map(squash, ("پروژه", "نام پروژه")))
_NOTE_WORDS = frozenset(map(squash, ("note", "notes", "یادداشت", "یادداشت ها", "متن یادداشت")))
_OF_PEOPLE = ("activities", "committee")
_PEOPLE = _PERSONAL | {"company", "contact", "industry"}
_OTHER: tuple[tuple[str, set[str], set[str]], ...] = (
    ("history", {"deal_ref", "stage", "entered_at"}, set()),
    ("committee", {"deal_ref", "contact_ref", "role"}, set()),
    ("lines", {"deal_ref", "product", "quantity"}, set()),
    ("activities", {"subject", "activity_kind"}, {"due_at", "done_at", "done"}),
    ("activities", {"activity_kind", "done_at"}, set()),
    ("activities", {"activity_kind", "deal_title"}, {"due_at", "done", "notes"}),
    ("notes", {"notes"}, {"deal_ref", "contact_ref", "company_ref", "parent_ref"}),
    ("products", {"product"}, {"product_unit", "in_use"}),
)


def guess_mapping(
    columns: Sequence[str], kind: str, rows: Sequence[Sequence[Cell]] = (), sheet: str = ""
) -> dict[str, str]:
    """{column: field}, each field at most once: exact headers, then headers that hold one, then values. A column below a
    group is read as «نام مشتری», which stands there as «مشتری: نام»."""
    said = written_out(spoken(without_names.named(columns, rows)))
    values = {
        column: [row[place] for row in rows if place < len(row) and row[place] != ""]
        for place, column in enumerate(said)
    }
    after = composed.told(said) if kind == "deals" else {}
    found = _guess_mapping(said, kind, rows, sheet, values, _yielding(after, kind, values))
    if told := refuted.by_cells(means(said, kind) | found, kind, values) | after:
        found = _guess_mapping(said, kind, rows, sheet, values, _yielding(told, kind, values))
    return {
        column: found[name]
        for column, name in zip(columns, said, strict=True)
        if name in found and not last_guesses.is_private(column)
    }


def _yielding(told: dict[str, str], kind: str, values: dict[str, list[Cell]]) -> dict[str, str]:
    """What is `told`, and the columns that another one says more properly, below which something stands as well. A
    customer is a company or a person."""
    free = [
        column
        for column, cells in values.items()
        if cells and column not in told and squash(column) not in CUSTOMER
    ]
    return yielding(means(free, kind), partial(_by_header, kind=kind, exact=True)) | told


def _guess_mapping(
    columns: Sequence[str],
    kind: str,
    rows: Sequence[Sequence[Cell]],
    sheet: str,
    values: dict[str, list[Cell]],
    told: dict[str, str],
) -> dict[str, str]:
    """`told`: columns of which the cells say that they are something else than their headers, with what they are."""
    allowed = {target.name for target in of_kind(kind)}
    said = means(columns, kind) | told
    coded = numbers_of_firms(said, kind, values)
    said |= coded
    mapping, wordy, people = _settled(columns, kind, values, said, coded, told)
    mapping = {column: name for column, name in mapping.items() if name in allowed}
    for exact in (True, False):
        for column in columns if exact else sorted(columns, key=lambda one: -_likeness(one, kind)):
            if column in mapping or column in wordy:
                continue
            if (name := _by_header(column, kind, exact)) in allowed - set(mapping.values()):
                mapping[column] = name
    for column in sorted(columns, key=of_the_past):
        if of_the_past(column) < PAST and column not in mapping:
            name = by_content.by_values(values[column], column)
            if name in allowed - set(mapping.values()):
                mapping[column] = name
    if kind in ("deals", "contacts", "activities") and not {"company", "company_ref"} & set(mapping.values()):
        free = [column for column in columns if column not in mapping and not is_of_others(column)]
        mapping |= firms_of({column: values[column] for column in free})
    leave_the_phone(mapping)
    by_content.fill(mapping, kind, values, sheet, wordy)
    if kind == "activities":
        call_sheets.say_what_was_said(mapping, values)
        last_guesses.day_that_passed(mapping, values)
    if kind == "contacts":
        number_of_firm(mapping, people)
    if kind == "companies":
        by_content.mobiles_of_firms(mapping, means(columns, "contacts"))
    if kind == "deals":
        _other_amounts(mapping, columns, rows)
        last_guesses.leave_the_number(mapping, columns, rows)
        last_guesses.leave_the_story(mapping, values)
        done_jobs.say_what(mapping, values)
        last_guesses.fill_up(mapping, columns, rows, values, partial(_by_header, exact=True))
        contracts.leave_the_end(mapping)
        deliveries.closes_then(mapping, columns, rows)
        days_over.begins_first(mapping, columns, rows, said)
        days_of_orders.close_then(mapping, columns, rows, said)
        days_over.closes_then(mapping, columns, rows)
        done_jobs.closes_then(mapping, columns, rows)
        last_guesses.notes_too(mapping, [one for one in columns if _by_header(one, kind, True) == "notes"])
    if kind in ("deals", "products"):
        last_guesses.currency_of_rows(mapping, columns, values)
    if kind in more_people.KINDS and not _OWN_NAMES & set(mapping.values()):
        mapping |= more_people.columns_of(mapping, columns, values)
    if "first_name" in mapping.values() and "last_name" not in mapping.values():
        mapping = first_name_is_all(mapping)
    elif kind == "contacts" and "last_name" in mapping.values() and "first_name" not in mapping.values():
        mapping = name_is_first_name(mapping, _NAMES["contacts"][1])
    return {column: mapping[column] for column in columns if column in mapping}


def _settled(
    columns: Sequence[str],
    kind: str,
    values: dict[str, list[Cell]],
    said: dict[str, str],
    coded: dict[str, str],
    told: dict[str, str],
) -> tuple[dict[str, str], set[str], dict[str, str]]:
    """({column: field} that headers and values settle together, the columns that are words and no field, and those of
    people). `said` by the headers, `coded` numbers of companies, `told` by the cells alone."""
    named = promised(said, kind, values)
    people = people_below(said | named, kind, values) | named
    days = told_apart(said, kind, values) | of_persons.told(said, kind, values)
    days |= last_spoken.told(said, kind, values) | plain_headers.no_outcomes(columns, kind, values)
    asked = plain_headers.asked(columns, kind, values)
    ours = plain_headers.sellers(said | people, kind, values)
    settled = settle(said | people | days | asked | ours, kind, values) | people | days | ours | told
    settled |= {column: name for column, name in coded.items() if name}
    settled |= net_amounts.told(columns, kind, values)
    settled |= brief_headers.settled(said | settled, kind, values)
    settled |= plain_headers.settled(said | settled, kind, values) | named | told
    return settled, {column for column, name in {**days, **coded, **told}.items() if not name}, people


def means(columns: Sequence[str], kind: str) -> dict[str, str]:
    """{column: field} as the header says it, in whole or in part; "" where it says none."""
    return {column: _by_header(column, kind, True) or _by_header(column, kind, False) for column in columns}


def _other_amounts(mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Where some rows say their amount in toman and others in rial, each in its column, both are the amount."""
    first = next((place for place, column in enumerate(columns) if mapping.get(column) == "amount"), None)
    if first is None:
        return
    for place, column in enumerate(columns):
        if column in mapping or not _is_bare_amount(column) or _FOREIGN.search(fold(column)):
            continue
        alone = [not _says(row, first) for row in rows if _says(row, place)]
        units = {unit_of_header(column), unit_of_header(columns[first])} - {""}
        if any(alone) and (most(alone) or len(units) > 1):
            mapping[column] = "amount"


def _is_bare_amount(column: str) -> bool:
    """«مبلغ» with its unit and nothing else: «مبلغ مالیات» is another amount."""
    words = re.findall(r"\w+", fold(_BRACKETS.sub(" ", column)))
    return "".join(word for word in words if word not in _MONEY_WORDS) in _KEYS["amount"]


def _says(row: Sequence[Cell], place: int) -> bool:
    return place < len(row) and not is_nought(row[place])


def _by_header(column: str, kind: str, exact: bool) -> str:
    bare = _BRACKETS.sub(" ", at_length(column))
    key = squash(bare) or squash(column)
    if key == "who":
        # "Who (us)" is of us, "who" alone may be anybody.
        return "owner" if squash(column) in _KEYS["owner"] and kind != "committee" else ""
    if exact and kind == "products" and key in _PRICES:
        return "unit_price"
    if exact and kind == "deals" and key in _HOW_MUCH and unit_of_header(column):
        return "amount"
    name, words = _NAMES.get(kind, ("", ()))
    if exact and key in map(squash, words):
        return name
    if exact and kind in reach_cells.KINDS and reach_cells.is_of_several(bare):
        return "phone"
    if exact and names_a_firm(bare):
        return "company"
    if exact and kind == "deals" and days_over.says_both_ends(column):
        return "closed_at"
    if kind != "companies" and key in _PERSONS_OWN:
        # The number of a citizen is not that of their company.
        return ""
    for number, keys in _NUMBERS.items():
        if key in keys:
            own = OWN_NUMBER.get(kind) == number or (kind == "companies" and key in CODES)
            return "external_id" if own else number
    for target in TARGETS:
        # "Contact & number" is no "contact number".
        fits = target.name != "phone" or not _JOINED.search(column)
        if fits and kind in target.kinds.split() and key in _KEYS[target.name]:
            return target.name
    return (
        ""
        if exact
        else said_twice(bare, partial(_by_header, kind=kind, exact=True))
        or (kind == "deals" and composed.day_of(bare))
        or _by_part(column, kind)
    )


def _likeness(column: str, kind: str) -> float:
    """How much of a header of several words the known one is."""
    return _part(column, kind)[1]


def _by_part(column: str, kind: str) -> str:
    """A header of several words: without money words, then by the longest known header it begins or ends with."""
    name = _part(column, kind)[0]
    # "Last contact" is a day, and no deal's.
    return "" if name in _OF_NOW and of_the_past(column) == PAST else name


def _part(column: str, kind: str) -> tuple[str, float]:
    words = [
        word for word in re.findall(r"\w+", fold(at_length(column))) if word not in _MONEY_WORDS | _ROUGHLY
    ]
    whole = "".join(words)
    if kind == "deals" and _is_unit(column):
        return "amount", 1.0
    best, length = "", 0
    for target in TARGETS:
        if kind not in target.kinds.split():
            continue
        for key in _PARTS[target.name]:
            if whole == key:
                return target.name, 1.0
            if len(key) > max(3, length) and (whole.startswith(key) or whole.endswith(key)):
                best, length = target.name, len(key)
    return (best, length / len(whole)) if whole and length * 2 >= len(whole) else ("", 0.0)


def _is_unit(column: str) -> bool:
    """«میلیون تومن» is a header of amounts that says nothing else."""
    words = set(re.findall(r"\w+", fold(column)))
    return bool(words & _MONEY_WORDS) and words <= _MONEY_WORDS | _TIMES


_TIMES = frozenset(map(fold, ("هزار", "میلیون", "میلیارد", "thousand", "million")))
_OF_NOW = frozenset(
    "contact phone company created_at closed_at expected_close next_step next_step_on due_at".split()  # noqa: SIM905
)
_PRICES = keys_of(
    "list|trade|trade price|rrp|each|price each|retail|retail price|sell price|selling price|net"
)
_HOW_MUCH = frozenset(map(squash, ("چند", "چنده", "چند است", "چند شد", "چند میشه", "چند تومان", "چند تومن")))
"""With a unit of money beside it no count."""
_PERSONS_OWN = frozenset(map(squash, ("national code", "کد ملی")))
_KEYS = {target.name: target.keys for target in TARGETS}
_PARTS = {target.name: target.keys - exact_only(target.name) for target in TARGETS}
_NUMBERS = {name: frozenset(map(squash, words.split("|"))) for name, words in NUMBERS.items()}


OF_A_FILE = "file-"
"""Begins the mark of what no known program wrote."""


def source_of(columns: Iterable[str]) -> str:
    """A mark of the program that wrote these columns: its next export has the same."""
    names = "\n".join(sorted(map(squash, columns)))
    return f"{OF_A_FILE}{hashlib.blake2s(names.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"
