"""Short English headers that say little alone ("By", "Job", "Won?", "When"): the columns beside them and their cells do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation.digits import to_latin
from kariz.localisation.text import squash
from kariz.people import normal
from kariz.reading.cells.answers import answers, asks
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.periods import is_period, words_of
from kariz.reading.columns.by_content import WISHES
from kariz.reading.columns.days_in_words import hold_days
from kariz.reading.columns.days_or_words import FEW, MANY, share_of_days
from kariz.reading.columns.settling import PERSON, Values, most, tomorrow
from kariz.reading.columns.what_for import SHORT, are_things
from kariz.reading.days.days import TURNED, first_of_month
from kariz.reading.names.jobs import is_role
from kariz.reading.names.names import is_name, people_in

_JOB = keys_of(
    "agreement|service agreement|"
    "job|jobs|the job|work|works|what for|چی میخواد|چی می خواهد|چه می خواهد|"
    "چی میخوان|چی می خوان|چی میخواهند|چی می خواهند|چه میخواهند|چه می خواهند|چی لازم دارد|چی لازم دارند|کار|مورد"
)
DOES = keys_of(
    "job|jobs|job desc|job description|what they do|occupation|profession|چه کاره|چه کاره است|کارش"
)
"""In a list of people what each of them does."""
_OURS = keys_of(
    "by|sales|initials|inits|init|staff|sold by|quoted by|entered by|logged by|taken by|our man|our side|"
    "who has it|who has this|who took it|picked up by|in whose hands|"
    "توسط|ثبت کننده|پیگیری کننده|کی برداشت|کی برداشته|کی دارد|کی داره|کی گرفت|دست کیه|دست کیست|دست کی"
)
_WHOM = keys_of(
    "who|who was it|who picked up|who answered|who there|their side|کی|کی بود|کی بوده|چه کسی|چه کسی بود|"
    "با که|کی جواب داد|کی برداشت|طرف|طرف کی بود|طرف مقابل|آن طرف"
)
"""Beside who of us it is: who of the customer."""
_WHEN = keys_of(
    "by when|when|to do by|due|due by|due on|due date|when due|by|date due|do by|deadline|"
    "موعد|موعد انجام|مهلت|مهلت انجام|سررسید|تا کی|تا چه روزی|کی|چه روزی"
)
_STEP = keys_of("task|step|action|activity|todo|next|follow|followup|اقدام|گام|قدم|وظیفه|بعدی")
_DAY = keys_of("date|day|due|when|by|on|of|the|up|to|do|deadline|تاریخ|روز|زمان|موعد|مهلت|سررسید")
"""Words of the header of a day, beside those that say what it is of."""
_MONTH = keys_of(
    "month date|date month|month or date|month|months|quarter|qtr|period|month won|month sold|month of order"
)
_WHAT = keys_of("what|what happened|what about")
_PHONES = keys_of(
    "phone|phone no|phone number|tel|tel no|telephone|telephone no|telephone number|landline|"
    "تلفن|تلفن ثابت|شماره تلفن|تلفن تماس|شماره تماس"
)
_ENDED_ON = keys_of("signed|awarded|sold")
_STATE = keys_of("state|st|province|state prov")
_OF_DEALS = frozenset({"amount", "outcome", "stage", "expected_close"})
_CODE = re.compile(r"[\w./-]*\d[\w./-]*")
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’&/-]+[^\W\d_]*)*")
_DIGITS = re.compile(r"[0-9]")
DIGITS = 8
"""Of a phone number, at least."""
_REGIONS = keys_of(
    "al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|"
    "ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc|ohio|michigan|indiana|texas|florida|california|new york|pennsylvania|illinois|"
    "on|qc|bc|ab|mb|sk|ns|nb|ontario|quebec|nsw|vic|qld"
)
LONGEST = 30
"""Letters of who it was."""
LOOKED_AT = 50


def settled(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: field} of such columns. `means` is what each header, and the columns beside it, say so far."""
    found: dict[str, str] = {}
    columns = [*means]
    for place, column in enumerate(columns):
        now = {**means, **found}
        others = {name for other, name in now.items() if other != column}
        before = now[columns[place - 1]] if place else ""
        name = _name(squash(column), kind, others, before, values[column][:LOOKED_AT])
        if name and name not in others:
            found[column] = name
    if kind in ("deals", "activities"):
        found |= _day_of_step({**means, **found}, values)
    if kind == "contacts":
        found |= _phone_of_firm({**means, **found}, values)
    return found


def sellers(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: "owner"} of "Sold by", where no header says more surely who of us it is: "Who" beside it is somebody else."""
    if kind not in ("deals", "activities") or "owner" in means.values():
        return {}
    found = [
        column
        for column, name in means.items()
        if not name and squash(column) in _OURS and _are_ours(values[column][:LOOKED_AT])
    ]
    return {found[0]: "owner"} if found else {}


def no_outcomes(columns: Sequence[str], kind: str, values: Values) -> dict[str, str]:
    """{column: ""} of "State" below which OH and MI stand: a part of the country, not of a sale."""
    return {
        column: ""
        for column in columns
        if kind == "deals"
        and squash(column) in _STATE
        and values[column]
        and most(map(_is_region, values[column]))
    }


def _is_region(cell: Cell) -> bool:
    return isinstance(cell, str) and squash(cell) in _REGIONS


def _name(key: str, kind: str, others: set[str], before: str, cells: Sequence[Cell]) -> str:
    if kind in ("deals", "activities"):
        if key in _WHEN and _is_of_step(key, kind, others, before, cells):
            return "next_step_on"
        if key == "when" and before == "outcome" and cells and dated(cells) >= MANY:
            # When it was won or lost.
            return "closed_at"
        if key in _OURS and _are_ours(cells):
            return "owner"
    if kind in ("contacts", "companies") and key in _OURS and key != "by" and _are_ours(cells):
        return "owner"
    if key in _WHOM and kind in ("deals", "activities") and _is_of_theirs(others) and _are_people(cells):
        return "contact"
    if kind == "deals":
        return _of_deal(key, others, cells)
    if kind == "contacts" and key in DOES and _are_jobs(cells):
        return "position"
    if (
        kind == "contacts"
        and key == "main"
        and cells
        and most(normal.phone(str(one)) is not None for one in cells)
    ):
        return "company_phone"
    if kind == "activities" and key in _WHAT:
        return "subject"
    return ""


def _is_of_theirs(others: set[str]) -> bool:
    """Who of us it is, and of which customer, stands elsewhere."""
    return {"owner", "company"} <= others and "contact" not in others


def _are_jobs(cells: Sequence[Cell]) -> bool:
    """Neither numbers nor work that is to be done, "Roof repair"."""
    if not cells or most(map(_is_code, cells)):
        return False
    return not are_things(cells) or any(is_role(str(cell)) for cell in cells)


def _of_deal(key: str, others: set[str], cells: Sequence[Cell]) -> str:
    if key in _JOB and others & _OF_DEALS:
        return "" if cells and most(map(_is_code, cells)) else "title"
    if key in WISHES and others & _OF_DEALS and _are_short(cells):
        # Of what somebody wants who buys it is what they want that has a price.
        return "title"
    if key == "for" and others & _OF_DEALS and are_things(cells):
        return "title"
    if key == "name" and {"company", "contact"} <= others and others & _OF_DEALS and "title" not in others:
        # The customer and who is asked for there have columns of their own.
        return "title"
    if key in _ENDED_ON and "closed_at" not in others and cells and dated(cells) >= MANY:
        return "closed_at"
    if key in _MONTH and "closed_at" not in others and cells and most(map(_is_month, cells)):
        return "created_at"
    if _is_answered(key, cells):
        return "outcome"
    return ""


_HOW_MUCH = keys_of(
    "yes|no|y|n|urgent|high|low|medium|normal|big|small|hot|warm|lukewarm|cold|strong|weak|keen|very|quite|not|"
    "بله|خیر|دارد|ندارد|فوری|زیاد|کم|متوسط|عادی|بالا|پایین|داغ|گرم|ولرم|سرد|قوی|ضعیف|خیلی|نسبتا"
)
"""How badly somebody wants it, and not what."""


def _are_short(cells: Sequence[Cell]) -> bool:
    """No sentences, no bare numbers and no days."""
    short = [isinstance(cell, str) and len(cell) <= SHORT and "\n" not in cell for cell in cells]
    if not cells or most(_HOW_MUCH.issuperset(_words(str(cell))) for cell in cells):
        return False
    return most(short) and not most(map(_is_code, cells)) and not hold_days(cells)


def _is_answered(column: str, cells: Sequence[Cell]) -> bool:
    return asks(column) and bool(cells) and most(answers(str(cell)) is not None for cell in cells)


def asked(columns: Sequence[str], kind: str, values: Values) -> dict[str, str]:
    """{column: "outcome"} of a list of deals that asks "Sold?": "Why" beside it is why not."""
    found = [
        column for column in columns if kind == "deals" and _is_answered(column, values[column][:LOOKED_AT])
    ]
    return {found[0]: "outcome"} if len(found) == 1 else {}


def _is_of_step(key: str, kind: str, others: set[str], before: str, cells: Sequence[Cell]) -> bool:
    """Is it the day of the next step, which stands right before it?"""
    if "next_step" not in others or (cells and dated(cells) < MANY and not hold_days(cells)):
        return False
    if key == "by" and not cells:
        return False
    if kind == "activities" and not others & {"due_at", "done_at"}:
        return False
    return before == "next_step" or key == "bywhen"


def _day_of_step(means: Mapping[str, str], values: Values) -> dict[str, str]:
    """ "Task due" beside "Next task", «موعد اقدام» beside «اقدام بعدی»: its day, as the words of both headers say."""
    step = next((column for column, name in means.items() if name == "next_step"), "")
    if not step or "next_step_on" in means.values():
        return {}
    said = {*_words(step), *_STEP} - _DAY
    found = [
        column
        for column, name in means.items()
        if not name
        and (words := _words(column)) & said
        and words & _DAY
        and words <= said | _DAY
        and dated(values[column][:LOOKED_AT]) >= MANY
    ]
    return {found[0]: "next_step_on"} if len(found) == 1 else {}


def _words(column: str) -> set[str]:
    return set(map(squash, re.findall(r"\w+", column)))


def _are_ours(cells: Sequence[Cell]) -> bool:
    """Names or initials, no sums and no days."""
    if not cells or dated(cells) > FEW or hold_days(cells):
        return False
    return most(
        isinstance(cell, str) and len(cell) <= LONGEST and _NAME.fullmatch(cell.strip()) is not None
        for cell in cells
    )


def dated(cells: Sequence[Cell]) -> float:
    """The share of days, those among them that can be read two ways."""
    short = [isinstance(cell, str) and TURNED.fullmatch(cell.strip()) is not None for cell in cells]
    rest = [cell for cell, is_day in zip(cells, short, strict=True) if not is_day]
    return (sum(short) + share_of_days(rest) * len(rest)) / len(cells) if cells else 0.0


def _are_people(cells: Sequence[Cell]) -> bool:
    """Names, some of them maybe with numbers behind them."""
    names = [people_in(cell)[0][0].name if isinstance(cell, str) else "" for cell in cells]
    return _are_ours(cells) or (bool(names) and most(map(is_name, names)) and not hold_days(cells))


def _is_code(cell: Cell) -> bool:
    return isinstance(cell, int | float) or _CODE.fullmatch(str(cell).strip()) is not None


def _is_month(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return bool(dated([cell]))
    day = first_of_month(cell, tomorrow(), "gregorian")
    return day is not None or is_period(words_of(cell)) or bool(dated([cell]))


def _phone_of_firm(means: Mapping[str, str], values: Values) -> dict[str, str]:
    """In a list of customers that names the main contact of each behind it, "Phone" rings at the company: where it stands
    before the person, unless most of its numbers are mobiles; and behind, where the person's own number stands elsewhere
    and these are landlines."""
    columns = [*means]
    fields = [means[column] for column in columns]
    phones = [column for column in columns if means[column] == "phone" and squash(column) in _PHONES]
    person = min((fields.index(name) for name in PERSON if name in fields), default=-1)
    if len(phones) != 1 or "company" not in fields or "company_phone" in fields:
        return {}
    if not fields.index("company") < person:
        return {}
    numbers = [normal.phone(str(cell)) or "" for cell in values[phones[0]]]
    mobile = sum(normal.is_mobile(number) for number in numbers if number)
    if fields.index("company") < columns.index(phones[0]) < person:
        return {phones[0]: "company_phone"} if numbers and 2 * mobile < len(numbers) else {}
    apart = "mobile" in fields or _hold_numbers(values[columns[person]])
    return {phones[0]: "company_phone"} if numbers and apart and 5 * mobile <= len(numbers) else {}


def _hold_numbers(cells: Sequence[Cell]) -> bool:
    """Do most names have a phone number behind them?"""
    return bool(cells) and most(len(_DIGITS.findall(to_latin(str(cell)))) >= DIGITS for cell in cells)
