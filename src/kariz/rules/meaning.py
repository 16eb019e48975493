"""What a condition asks, reduced to four tests. SQL (`compile`) and Python (`explain`) each carry out these
four, so that they cannot disagree about open ends, days, or missing values: a missing value passes `Missing`
alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from . import operators
from .fields import Field
from .moment import Moment
from .operators import Type


@dataclass(frozen=True)
class Missing:
    pass


@dataclass(frozen=True)
class OneOf:
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Range:
    """From `low` to `high`; None is open-ended. Each end is included or not."""

    low: Any = None
    high: Any = None
    with_low: bool = True
    with_high: bool = False


@dataclass(frozen=True)
class Text:
    how: Literal["equals", "contains", "starts"]
    needles: tuple[str, ...]


Test = Missing | OneOf | Range | Text


@dataclass(frozen=True)
class Meaning:
    """The test, and whether the condition is its opposite."""

    test: Test
    negated: bool = False


def meaning(field: Field, op: str, value: Any, moment: Moment) -> Meaning:
    """What a condition with a canonical value asks of the field at this moment."""
    if op in operators.OPPOSITE:
        return Meaning(_test(field, operators.OPPOSITE[op], value, moment), negated=True)
    return Meaning(_test(field, op, value, moment))


def _test(field: Field, op: str, value: Any, moment: Moment) -> Test:
    if op == operators.IS_EMPTY:
        return Missing()
    if op == operators.IS_ME:
        return OneOf(() if moment.user_id is None else (moment.user_id,))
    match field.type:
        case Type.TEXT:
            return _text(op, value)
        case Type.DATE | Type.DATETIME:
            return _bounds(_days(op, value, moment), moment, instant=field.type is Type.DATETIME)
        case Type.AGE:
            return _bounds(_age(op, value, moment.today), moment, instant=field.instant)
        case _:
            return _plain(op, value)


def _text(op: str, value: Any) -> Text:
    how: Any = {operators.CONTAINS: "contains", operators.STARTS_WITH: "starts"}.get(op, "equals")
    return Text(how, value if isinstance(value, tuple) else (value,))


def _plain(op: str, value: Any) -> Test:
    match op:
        case operators.EQUAL:
            return OneOf((value,))
        case operators.IN:
            return OneOf(value)
        case operators.GREATER:
            return Range(low=value, with_low=False)
        case operators.GREATER_EQUAL:
            return Range(low=value)
        case operators.LESS:
            return Range(high=value)
        case operators.LESS_EQUAL:
            return Range(high=value, with_high=True)
        case operators.BETWEEN:
            return Range(low=value[0], high=value[1], with_high=True)
    raise LookupError(op)


def _days(op: str, value: Any, moment: Moment) -> tuple[date | None, date | None]:
    """The days asked for, as a half-open span: from the first to before the second."""
    day, today = timedelta(days=1), moment.today
    if op in operators.WITH_DAYS:
        span = timedelta(days=value)
        return {
            operators.WITHIN_LAST: (today - span, today + day),
            operators.WITHIN_NEXT: (today, today + span + day),
            operators.OLDER_THAN: (None, today - span),
        }[op]
    if op == operators.BETWEEN:
        return moment.day(value[0]), moment.day(value[1]) + day
    asked = moment.day(value)
    return {
        operators.EQUAL: (asked, asked + day),
        operators.GREATER: (asked + day, None),
        operators.AFTER: (asked + day, None),
        operators.GREATER_EQUAL: (asked, None),
        operators.LESS: (None, asked),
        operators.BEFORE: (None, asked),
        operators.LESS_EQUAL: (None, asked + day),
    }[op]


def _age(op: str, value: Any, today: date) -> tuple[date | None, date | None]:
    """The days on which something of the asked age happened, as a half-open span."""
    low, high = value if isinstance(value, tuple) else (value, value)
    youngest, oldest = today - timedelta(days=low), today - timedelta(days=high)
    day = timedelta(days=1)
    return {
        operators.EQUAL: (oldest, youngest + day),
        operators.BETWEEN: (oldest, youngest + day),
        operators.GREATER: (None, youngest),
        operators.GREATER_EQUAL: (None, youngest + day),
        operators.LESS: (youngest + day, None),
        operators.LESS_EQUAL: (youngest, None),
    }[op]


def _bounds(span: tuple[date | None, date | None], moment: Moment, *, instant: bool) -> Range:
    if not instant:
        return Range(*span)
    low, high = (None if day is None else moment.midnight(day) for day in span)
    return Range(low, high)
