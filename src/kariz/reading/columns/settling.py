"""Headers that mean several things, settled by the columns beside them and by their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone

from kariz.localisation.dates import DateError, parse_import_date
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.people import normal
from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.documents import are_documents
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.columns.whys_in_notes import holds_either
from kariz.reading.days.days import is_short
from kariz.reading.names.firm_names import is_firm
from kariz.reading.names.names import TITLES

CUSTOMER = keys_of(
    "مشتری|نام مشتری|اسم مشتری|مشتری/شرکت|طرف حساب|نام طرف حساب|اسم طرف حساب|خریدار|نام خریدار|اسم خریدار|"
    "طرف قرارداد|نام طرف قرارداد|customer|customer name|client|client name|buyer|buyer name"
)
_NUMBER = keys_of("شماره|number|no|no.|num")
_CUSTOMERS_NUMBER = keys_of("شماره مشتری|شماره طرف حساب|customer number|client number")
"""By which customers are reached, or counted."""
_LANDLINE = keys_of("تلفن ثابت|شماره ثابت|شماره تلفن ثابت|ثابت|landline|office phone")
DAY = keys_of("تاریخ|date")
_WHO = keys_of("کی|کیه|چه کسی|چه کسی پیگیر است|کی پیگیره|کی پیگیر است|who")
"""«کی» is who, or when: the cells say which."""
_WHERE = keys_of("کجا|کجا رفتیم|کجا زنگ زدیم|where")
_CODE = keys_of("کد|کد کالا|کد محصول|code|product code|item code|sku|part number|شماره فنی|کد فنی")
_WHY = keys_of("why|reason|reasons|why not|علت|دلیل")
_WHY_NOT = keys_of("why not|why didn't we get it|چرا نشد|چرا نه|چرا نگرفتیم|چرا نخرید|چرا نخریدند")
_ACTED = frozenset(map(squash, ("تاریخ اقدام", "موعد اقدام", "زمان اقدام", "مهلت اقدام")))
_FOLLOWED = keys_of(
    "follow up|followup|follow-up|f/up|next action|next step|next steps|action|chase|"
    "call back|callback|call again|ring back|phone back|تماس مجدد|تماس دوباره"
)
_PURSUED = keys_of("پیگیری|پیگیری ها|پی گیری")
_NEXT = keys_of("پیگیری بعدی|قرار بعدی|تماس بعدی|اقدام بعدی")
_ANY_NEXT = re.compile(r"^next\s|\sبعدی?$")
"""«قول بعدی»"""
_BUILDING = keys_of("ساختمان|نام ساختمان|ملک|آدرس پروژه|محل|محل نصب")
"""What work is done in, where each row is a piece of work."""
_PIECE = keys_of(
    "قطعه|قطعات|نام قطعه|شرح قطعه|قطعه یدکی|قطعات یدکی|part|parts|part name|part description|spare part|spare parts|spares"
)
"""What is sold, above words; above numbers a plot of land, or how many."""
FIRMS = 0.3
"""Of the names of a column: many firms are called without a word that says so, people never with one."""
_PEOPLE = 0.4
"""Of the names of a column: in a list of people most have a common given name or a title."""
SURE = 0.5
"""Of the names below a header that says nothing of firms."""
LONGEST = 60
SENTENCE = 3
"""Words: fewer may be a day («آخر ماه», «۲۱ اردیبهشت»)."""
TOLD = 4
"""Different names that say anything of a column."""
PERSON = frozenset({"contact", "first_name", "last_name"})
_RUNNING = re.compile(r"[\w./-]{1,24}")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_LANDLINES = re.compile(r"\+98[1-8]\d{9}")

Values = Mapping[str, Sequence[Cell]]


def settle(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: field} of the columns whose header alone does not say it. `means` is what each header says."""
    found = _two_customers(means, values)
    for column in means:
        if column in found:
            continue
        key = squash(column)
        others = {name for other, name in {**means, **found}.items() if other != column}
        name = ""
        if key in CUSTOMER:
            name = _customer(others, values[column])
        elif key in _NUMBER:
            name = _number(kind, values[column])
            if kind == "activities" and name in ("mobile", "phone"):
                name = "called"
        elif key in _CUSTOMERS_NUMBER:
            name = _customers_number(kind, values[column])
        elif key in _WHO and kind in ("deals", "activities", "contacts", "companies"):
            name = _who(kind, others, values[column])
        elif key in _WHERE and kind == "activities":
            name = "company"
        elif key in DAY and kind == "deals":
            name = _day(others, values[column])
        elif key in _CODE and kind == "products":
            name = "product_code"
        elif kind == "deals" and holds_either(column):
            found[column] = "notes"
            continue
        elif key in _WHY | _WHY_NOT and kind == "deals":
            # A stage says that it was lost, too; "why" beside it may be of anything.
            ends = {"outcome", "closed_at"} | ({"stage"} if key in _WHY_NOT else set())
            if not others & ends:
                # Several columns may be notes.
                found[column] = "notes"
                continue
            name = "lost_reason"
        elif key in _FOLLOWED and kind in ("deals", "activities"):
            name = _followed(values[column])
        elif key in _ACTED and kind == "deals" and most(map(is_day, values[column])):
            name = "next_step_on"
        elif key in _BUILDING and kind == "deals" and others & {"amount", "outcome", "stage"}:
            name = "title"
        elif key in _PIECE and kind == "deals" and values[column] and most(map(_is_word, values[column])):
            name = "title" if "product" in others else "product"
        elif key in _PURSUED and kind in ("deals", "activities") and are_words(values[column]):
            # Several columns may be notes.
            found[column] = "notes"
            continue
        elif kind in ("deals", "activities") and _says_next(column, means[column], values[column]):
            name = "next_step"
        elif key in _LANDLINE and kind != "companies":
            name = _landline(others | _firm_of(means, values), values[column])
        if name and name not in others | set(found.values()):
            found[column] = name
    return found


def _says_next(column: str, said: str, cells: Sequence[Cell]) -> bool:
    """«پیگیری بعدی» above sentences, «قول بعدی» above words of which some say a kind of work: what is to be done next."""
    if squash(column) in _NEXT:
        return are_words(cells)
    words = [str(cell) for cell in cells]
    if said or not words or not _ANY_NEXT.search(fold(column)) or not most(map(_is_word, words)):
        return False
    return 3 * sum(bool(kind_of(word)) for word in words) >= len(words)


def _is_word(cell: Cell) -> bool:
    """«۱۲» and «۱۲/ب» are none."""
    return _LETTERS.search(str(cell)) is not None


def _two_customers(means: Mapping[str, str], values: Values) -> dict[str, str]:
    """Of two headers of customers, the one below which people stand is the person's, the other the company's."""
    customers = [column for column in means if squash(column) in CUSTOMER and values[column]]
    named = {name for column, name in means.items() if column not in customers}
    if len(customers) != 2 or named & (PERSON | {"company"}):
        return {}
    firm, person = sorted(customers, key=lambda column: _likeness_of_people(values[column]))
    if _likeness_of_people(values[firm]) == _likeness_of_people(values[person]):
        return {}
    return {firm: "company", person: "contact"}


def _likeness_of_people(cells: Sequence[Cell]) -> float:
    """The share of people among different names, less that of firms."""
    names = {str(cell) for cell in cells}
    firms = sum(map(is_firm, names))
    return (sum(map(_is_person, names)) - firms) / len(names)


def _customer(others: set[str], cells: Sequence[Cell]) -> str:
    """Beside a person, and where few people or some firms stand in it, the customer is the company."""
    if "company" in others:
        return ""
    names = {str(cell) for cell in cells}
    firms = sum(map(is_firm, names))
    people = sum(map(_is_person, names))
    # Whoever has a job is somebody.
    told = len(names) >= TOLD and people < _PEOPLE * len(names) and "position" not in others
    return "company" if others & PERSON or (names and firms >= FIRMS * len(names)) or told else ""


def firms_of(values: Values) -> dict[str, str]:
    """The column, of those without a meaning, below which firms stand, as their words say; none where there are two."""
    found = []
    for column, cells in values.items():
        names = {str(cell) for cell in cells if isinstance(cell, str)}
        firms = sum(len(name) < LONGEST and is_firm(name) for name in names)
        if len(names) >= TOLD and firms >= SURE * len(names):
            found.append(column)
    return {found[0]: "company"} if len(found) == 1 else {}


def _is_person(name: str) -> bool:
    """Is somebody called so: by a title, a common given name, or a number?"""
    words = [fold(word) for word in name.split()]
    if not words or words[0] in TITLES:
        return bool(words)
    return words[0] in GIVEN_NAMES or normal.phone(to_latin(name)) is not None


def _firm_of(means: Mapping[str, str], values: Values) -> set[str]:
    customers = [column for column in means if squash(column) in CUSTOMER]
    return {_customer({means[c] for c in means if c != column}, values[column]) for column in customers}


def _number(kind: str, cells: Sequence[Cell]) -> str:
    """Phones, or what the other system counts its records by."""
    texts = [to_latin(str(cell)).strip() for cell in cells]
    if are_documents(cells):
        return "external_id" if len(set(texts)) == len(texts) else ""
    numbers = [normal.phone(text) if len(text) >= 8 else None for text in texts]
    if len(texts) > 1 and most(number is not None for number in numbers) and kind != "products":
        mobile = most(
            normal.is_mobile(number or "") or text.startswith("9")
            for number, text in zip(numbers, texts, strict=True)
        )
        return "mobile" if mobile and kind != "companies" else "phone"
    counts = len(set(texts)) == len(texts) > 1 and most(
        _RUNNING.fullmatch(text) is not None and any(map(str.isdigit, text)) for text in texts
    )
    return "external_id" if counts else ""


def _customers_number(kind: str, cells: Sequence[Cell]) -> str:
    name = _number(kind, cells)
    if name in ("mobile", "phone"):
        return "called" if kind == "activities" else name
    return "external_id" if kind in ("companies", "contacts") else "contact_ref"


def _landline(others: set[str], cells: Sequence[Cell]) -> str:
    """Of a person and a company, the fixed line is the company's."""
    if "company" not in others or not others & PERSON or not cells:
        return ""
    lines = most(_LANDLINES.match(normal.phone(str(cell)) or "") is not None for cell in cells)
    return "company_phone" if lines else ""


def _day(others: set[str], cells: Sequence[Cell]) -> str:
    """Nothing was created tomorrow."""
    days = days_in(cells)
    if not days:
        return ""
    if "created_at" in others or any(found > tomorrow() for found in days):
        return "expected_close" if any(found > tomorrow() for found in days) else ""
    return "created_at"


def _who(kind: str, others: set[str], cells: Sequence[Cell]) -> str:
    if cells and most(map(is_day, cells)):
        return "due_at" if kind == "activities" else _day(others, cells)
    return "owner"


def _followed(cells: Sequence[Cell]) -> str:
    """ "Follow up" may be a day or what is to be done."""
    days = bool(cells) and most(isinstance(cell, date) or is_day(cell) for cell in cells)
    return "next_step_on" if days else "next_step"


PAST = 2
_PAST = re.compile(
    r"(?<!\w)(?:last|latest|previous|prev|spoke|spoken|contacted|visited|birth\w*|dob|valid\w*|warranty|آخرین|اخرین|تولد|قبلی)(?!\w)"
)
_COMING = re.compile(
    r"clos|expect|\bexp\b|\best\b|forecast|target|due|decision|likely|\beta\b|احتمالی|بستن|سررسید|انتظار"
)


def of_the_past(column: str) -> int:
    """PAST where the header says what the day is of, and that is no deal; 0 where it says that a deal is to close."""
    text = fold(column)
    return PAST if _PAST.search(text) else 0 if _COMING.search(text) else 1


_OF_NUMBERS = re.compile(
    r"(?<!\w)(?:no|nr|num|number|numbers|ref|reference|id|code|شماره|ش|کد|شناسه)(?!\w)|(?<=\w)\s?[#№]|^[#№]"
)
_OF_DAYS = re.compile(r"(?<!\w)(?:date|day|on|when|تاریخ|روز|زمان|موعد|مورخ)(?!\w)")


def says_number(column: str) -> bool:
    """Does the header promise numbers, and no days beside them?"""
    text = fold(column)
    return _OF_NUMBERS.search(text) is not None and not _OF_DAYS.search(text)


def are_words(cells: Sequence[Cell]) -> bool:
    """Do people write sentences here, and few days?"""
    said = [
        isinstance(cell, str) and len(cell.split()) >= SENTENCE and day_of(cell) is None for cell in cells
    ]
    return sum(said) * 2 > len(said)


def is_price_list(products: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """Names with a price and a code or a unit, of nobody. Both say what each header means in a file of that kind."""
    fields = set(products.values())
    named = [column for column, name in products.items() if name == "product"]
    if not named or "unit_price" not in fields:
        return False
    said = any(deals[column] == "product" for column in named)
    others = {name for column, name in deals.items() if not products[column]}
    return (said or bool(fields & {"product_code", "product_unit", "external_id"})) and not others & _SOLD


_SOLD = PERSON | frozenset(
    [
        "title",
        "company",
        "mobile",
        "email",
        "stage",
        "outcome",
        "owner",
        "created_at",
        "closed_at",
        "expected_close",
        "quantity",
        "amount",
    ]
)


def tomorrow() -> date:
    return timezone.now().date() + timedelta(days=1)


def day_of(value: Cell) -> date | None:
    """The day of a cell that is written as one, or as its eight digits: 14050705."""
    if isinstance(value, int | float) and not _EIGHT_DIGITS.fullmatch(f"{value:.15g}"):
        return None
    try:
        return parse_import_date(value)
    except DateError:
        return None


def is_day(value: Cell) -> bool:
    """Is it written as a day, also where «05/04/04» leaves open which one? The column tells that."""
    return day_of(value) is not None or is_short(value)


_EIGHT_DIGITS = re.compile(r"(?:1[34]|20)\d{6}")
_OF_THIS_AGE = re.compile(r"(?<!\d)20\d\d(?!\d)")


def days_in(cells: Iterable[Cell]) -> list[date]:
    """The days of a column."""
    return [day for day in read_days(cells) if day is not None]


def read_days(cells: Iterable[Cell]) -> list[date | None]:
    """Each cell's day. Among days like 14/04/2026 a short one, 08/06/26, is of 2026, too, and not of 1408."""
    told = [*cells]
    whole = any(
        isinstance(cell, date) or (isinstance(cell, str) and _OF_THIS_AGE.search(to_latin(cell)))
        for cell in told
    )
    return [None if whole and is_short(cell) else day_of(cell) for cell in told]


def most(signs: Iterable[bool]) -> bool:
    found = list(signs)
    return sum(found) >= 0.8 * len(found)
