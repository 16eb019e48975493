"""What may be asked of a field, by its type, and which questions are the plain opposite of another."""

from __future__ import annotations

from enum import StrEnum


class Type(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # integer minor units of the company's currency
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"  # several values at once
    REFERENCE = "reference"  # the id of a user, stage, company, …
    DURATION = "duration"  # a stored or computed number of days
    AGE = "age"  # days gone by since a stored date or instant


EQUAL, NOT_EQUAL = "=", "!="
GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, BETWEEN = ">", ">=", "<", "<=", "between"
IN, NOT_IN = "in", "not_in"
CONTAINS, STARTS_WITH = "contains", "starts_with"
IS_EMPTY, IS_NOT_EMPTY = "is_empty", "is_not_empty"
WITHIN_LAST, WITHIN_NEXT, OLDER_THAN = "within_last", "within_next", "older_than"
BEFORE, AFTER = "before", "after"
IS_ME = "is_me"

_EMPTINESS = (IS_EMPTY, IS_NOT_EMPTY)
_ORDER = (EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, BETWEEN)
_MEMBERSHIP = (EQUAL, NOT_EQUAL, IN, NOT_IN)
_DAYS = (*_ORDER, BEFORE, AFTER, WITHIN_LAST, WITHIN_NEXT, OLDER_THAN, *_EMPTINESS)

BY_TYPE: dict[Type, tuple[str, ...]] = {
    Type.TEXT: (CONTAINS, STARTS_WITH, *_MEMBERSHIP, *_EMPTINESS),
    Type.NUMBER: (*_ORDER, IN, NOT_IN, *_EMPTINESS),
    Type.MONEY: (GREATER_EQUAL, LESS_EQUAL, GREATER, LESS, BETWEEN, EQUAL, NOT_EQUAL, *_EMPTINESS),
    Type.DATE: _DAYS,
    Type.DATETIME: _DAYS,
    Type.BOOLEAN: (EQUAL, NOT_EQUAL, *_EMPTINESS),
    Type.CHOICE: (*_MEMBERSHIP, *_EMPTINESS),
    Type.CHOICES: (*_MEMBERSHIP, *_EMPTINESS),
    Type.REFERENCE: (*_MEMBERSHIP, *_EMPTINESS),
    Type.DURATION: (*_ORDER, *_EMPTINESS),
    Type.AGE: (*_ORDER, *_EMPTINESS),
}

# A negative question is the complement of its positive one, so a missing value answers it with yes.
OPPOSITE = {NOT_EQUAL: EQUAL, NOT_IN: IN, IS_NOT_EMPTY: IS_EMPTY}

WITHOUT_VALUE = frozenset({IS_EMPTY, IS_NOT_EMPTY, IS_ME})
WITH_LIST = frozenset({IN, NOT_IN})
WITH_DAYS = frozenset({WITHIN_LAST, WITHIN_NEXT, OLDER_THAN})
