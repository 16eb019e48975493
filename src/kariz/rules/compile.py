"""A rule as one condition in SQL.

Every leaf is two-valued: a comparison is joined with "is not null", so NOT is a plain complement and a
missing value cannot make a row vanish from both a rule and its opposite.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, lookups

from kariz.localisation.text import fold, spellings

from . import conditions, fields
from .conditions import AllOf, AnyOf, Condition, Not, Rule
from .fields import Field, Kept
from .meaning import Meaning, Missing, OneOf, Range, Test, Text, meaning
from .moment import Moment
from .operators import Type

_NEVER = Q(pk__in=[])
_ALWAYS = ~_NEVER
_OUTPUT: dict[Type, type[models.Field]] = {
    Type.TEXT: models.TextField,
    Type.CHOICE: models.TextField,
    Type.DATE: models.DateField,
    Type.DATETIME: models.DateTimeField,
    Type.BOOLEAN: models.BooleanField,
    Type.REFERENCE: models.BigIntegerField,
    Type.MONEY: models.BigIntegerField,
}
_TEXT_LOOKUPS = {
    "equals": (lookups.Exact, lookups.IExact),
    "contains": (lookups.Contains, lookups.IContains),
    "starts": (lookups.StartsWith, lookups.IStartsWith),
}

_AT = {"equals": r"^\s*%s\s*$", "contains": "%s", "starts": r"^\s*%s"}


def to_q(rule: Rule | dict, *, subject: str, user: Any = None, today: date | None = None) -> Q:
    """The condition for querysets of the subject's model. Parses JSON first. Raises RuleError.

    `user` answers "is it me"; `today` is the day relative dates count from, by default now in the current
    zone.
    """
    parsed = conditions.parse(rule, subject=subject)
    if parsed == conditions.ALWAYS:
        return Q()
    return _Compiler(subject, Moment.of(user, today)).node(parsed)


def apply(
    queryset: QuerySet, rule: Rule | dict, *, subject: str, user: Any = None, today: date | None = None
) -> QuerySet:
    """The records of the queryset that meet the rule. Never repeats a row. Raises RuleError."""
    return queryset.filter(to_q(rule, subject=subject, user=user, today=today))


class _Compiler:
    def __init__(self, subject: str, moment: Moment):
        self.subject, self.moment = subject, moment
        self.known = fields.all_of(subject)

    def node(self, rule: Rule) -> Q:
        match rule:
            case AllOf(parts):
                joined = Q(*map(self.node, parts))
                return joined if parts else _ALWAYS
            case AnyOf(parts):
                return Q(*map(self.node, parts), _connector=Q.OR)
            case Not(part):
                return ~self.node(part)
            case Condition(name, op, value):
                field = fields.pick(self.known, name)
                return self.leaf(field, meaning(field, op, value, self.moment))

    def leaf(self, field: Field, asked: Meaning) -> Q:
        if field.kept is not None:
            found = _kept(field, field.kept(), asked.test)
        else:
            found = self.several(field, asked.test) if field.many else _single(field, asked.test)
        return ~found if asked.negated else found

    def several(self, field: Field, test: Test) -> Q:
        """Whether any of the values passes."""
        if callable(field.path):
            rows = field.path()
        else:
            model = fields.model_of(self.subject)
            rows = model._base_manager.filter(pk=OuterRef("pk")).annotate(rule_value=F(field.path))
            if field.folded_path:
                rows = rows.annotate(rule_folded=_column(field.folded_path))
        column, folded = F("rule_value"), F("rule_folded") if field.folded_path else None
        if isinstance(test, Missing):
            return ~Q(Exists(rows.filter(~_missing(field, column))))
        return Q(Exists(rows.filter(_compare(field, test, column, folded))))


def _single(field: Field, test: Test) -> Q:
    column = F(field.path) if isinstance(field.path, str) else _typed(field, field.path())
    if isinstance(test, Missing):
        return _missing(field, column)
    return _compare(field, test, column, _column(field.folded_path) if field.folded_path else None)


def _column(path: str | Callable[[], Any]) -> Any:
    return F(path) if isinstance(path, str) else path()


def _kept(field: Field, kept: Kept, test: Test) -> Q:
    """Whether a value that passes is among those of the record: asked of the table of values, whose index finds them."""
    if isinstance(test, Missing):
        return ~_among(kept, kept.rows)
    column = F(kept.column)
    passing = kept.rows.filter(_compare(field, test, column, column if kept.folded else None))
    return _among(kept, passing)


def _among(kept: Kept, rows: QuerySet) -> Q:
    found = Q(**{f"{kept.link}__in": rows.values("record")})
    # A link that leads nowhere is in no list, and must not be in the opposite of one either.
    return found if kept.link == "pk" else found & Q(**{f"{kept.link}__isnull": False})


def _typed(field: Field, expression: Any) -> ExpressionWrapper:
    return ExpressionWrapper(expression, output_field=_OUTPUT.get(Type(field.type), models.FloatField)())


def _missing(field: Field, column: Any) -> Q:
    empty = Q(lookups.IsNull(column, True))
    return (
        empty | Q(lookups.Exact(column, Value("", models.TextField()))) if field.blank_is_missing else empty
    )


def _compare(field: Field, test: Test, column: Any, folded: Any) -> Q:
    match test:
        case OneOf(values):
            return _one_of(field, column, values)
        case Text(how, needles):
            column = column if folded is None else folded
            asked = [q for n in needles for q in _said(field, how, n, column, is_folded=folded is not None)]
            return Q(*asked, _connector=Q.OR) & Q(lookups.IsNull(column, False))
        case Range(low, high, with_low, with_high):
            ends = []
            if low is not None:
                lookup: Any = lookups.GreaterThanOrEqual if with_low else lookups.GreaterThan
                ends.append(Q(lookup(column, _constant(field, low))))
            if high is not None:
                lookup = lookups.LessThanOrEqual if with_high else lookups.LessThan
                ends.append(Q(lookup(column, _constant(field, high))))
            return Q(*ends, Q(lookups.IsNull(column, False)))
    raise LookupError(test)


def _said(field: Field, how: str, needle: str, column: Any, *, is_folded: bool) -> list[Q]:
    exact, loose = _TEXT_LOOKUPS[how]
    if is_folded:
        found = [Q(exact(column, fold(needle)))]
    else:
        found = [Q(loose(column, needle))]
        if field.by_letters:
            found.append(Q(lookups.IRegex(column, _AT[how] % spellings(needle))))
    if normal := field.normal:
        found += [Q(exact(F(normal.path), form)) for form in normal.asked(needle)]
    return found


def _one_of(field: Field, column: Any, values: tuple[Any, ...]) -> Q:
    if not values:
        return _NEVER
    asked = [Q(lookups.Exact(column, _constant(field, value))) for value in values]
    return Q(*asked, _connector=Q.OR) & Q(lookups.IsNull(column, False))


def _constant(field: Field, value: Any) -> Value:
    """The value by its own type: a column's type would round 0.5 to fit an integer column."""
    if isinstance(value, bool):
        return Value(value, models.BooleanField())
    if isinstance(value, int):
        return Value(value, models.BigIntegerField())
    if isinstance(value, float):
        return Value(value, models.FloatField())
    if isinstance(value, str):
        return Value(value, models.TextField())
    dates_only = field.type is Type.DATE or (field.type is Type.AGE and not field.instant)
    return Value(value, models.DateField() if dates_only else models.DateTimeField())
