"""A rule on one record: whether it is met, and why, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kariz.localisation.text import fold

from . import conditions, fields, words
from .conditions import AllOf, AnyOf, Condition, Not, Rule
from .fields import Field
from .meaning import Missing, OneOf, Range, Test, Text, meaning
from .moment import Moment
from .sentence import condition_text


@dataclass(frozen=True)
class Explanation:
    """One part of a rule on one record. `label` and `actual_text` are in the language current when it was
    made."""

    kind: Literal["all", "any", "not", "condition"]
    met: bool
    label: str
    parts: tuple[Explanation, ...] = ()
    field: str = ""
    actual: Any = None
    actual_text: str = ""

    def unmet(self) -> Iterator[Explanation]:
        """The parts that stand in the way, innermost; for a choice of ways, the choice as a whole."""
        if self.met:
            return
        if self.kind == "all":
            for part in self.parts:
                yield from part.unmet()
        else:
            yield self

    def as_dict(self) -> dict[str, Any]:
        """For JSON: what was asked, whether it holds, what was found."""
        found: dict[str, Any] = {"kind": self.kind, "met": self.met, "label": self.label}
        if self.kind == "condition":
            return found | {"field": self.field, "actual": self.actual_text}
        return found | {"parts": [part.as_dict() for part in self.parts]}


def explain(
    rule: Rule | dict, record: Model, *, subject: str, user: Any = None, today: date | None = None
) -> Explanation:
    """Whether the record meets the rule, with each part. Agrees with `compile.to_q`. Raises RuleError."""
    parsed = conditions.parse(rule, subject=subject)
    return _Explainer(record, fields.all_of(subject), Moment.of(user, today)).node(parsed)


def is_met(
    rule: Rule | dict, record: Model, *, subject: str, user: Any = None, today: date | None = None
) -> bool:
    """Whether the record meets the rule, without the words. Raises RuleError."""
    parsed = conditions.parse(rule, subject=subject)
    return _holds(parsed, record, fields.all_of(subject), Moment.of(user, today))


def _holds(rule: Rule, record: Model, known: dict[str, Field], moment: Moment) -> bool:
    match rule:
        case AllOf(parts):
            return all(_holds(part, record, known, moment) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, record, known, moment) for part in parts)
        case Not(part):
            return not _holds(part, record, known, moment)
        case Condition(name, op, value):
            field = fields.pick(known, name)
            return _answer(field, op, value, field.values_of(record), moment)


class _Explainer:
    def __init__(self, record: Model, known: dict[str, Field], moment: Moment):
        self.record, self.known, self.moment = record, known, moment

    def node(self, rule: Rule) -> Explanation:
        match rule:
            case AllOf(parts):
                found = tuple(map(self.node, parts))
                return Explanation("all", all(p.met for p in found), _("all of these"), found)
            case AnyOf(parts):
                found = tuple(map(self.node, parts))
                return Explanation("any", any(p.met for p in found), _("any of these"), found)
            case Not(part):
                inner = self.node(part)
                return Explanation("not", not inner.met, _("not this"), (inner,))
            case Condition(name, op, value):
                return self.condition(fields.pick(self.known, name), op, value)

    def condition(self, field: Field, op: str, value: Any) -> Explanation:
        values = field.values_of(self.record)
        shown = pgettext("between items of a list", ", ").join(words.show(field, one) for one in values)
        return Explanation(
            kind="condition",
            met=_answer(field, op, value, values, self.moment),
            label=condition_text(field, op, value),
            field=field.name,
            actual=values if field.many else (values[0] if values else None),
            actual_text=shown or _("empty"),
        )


def _answer(field: Field, op: str, value: Any, values: list[Any], moment: Moment) -> bool:
    asked = meaning(field, op, value, moment)
    if isinstance(asked.test, Missing):
        return (not values) != asked.negated
    return any(_passes(field, asked.test, one) for one in values) != asked.negated


def _passes(field: Field, test: Test, value: Any) -> bool:
    match test:
        case OneOf(values):
            return any(_comparable(value, one) == one for one in values)
        case Text(how, needles):
            if _says(fold(str(value)), how, map(fold, needles)):
                return True
            normal = field.normal
            return normal is not None and any(
                _says(normal.of(str(value)), how, normal.asked(needle)) for needle in needles
            )
        case Range(low, high, with_low, with_high):
            if low is not None:
                found = _comparable(value, low)
                if not (found >= low if with_low else found > low):
                    return False
            if high is not None:
                found = _comparable(value, high)
                return found <= high if with_high else found < high
            return True
    raise LookupError(test)


def _says(text: str, how: str, needles: Iterable[str]) -> bool:
    check = {"equals": text.__eq__, "contains": text.__contains__, "starts": text.startswith}[how]
    return any(map(check, needles))


def _comparable(value: Any, asked: Any) -> Any:
    # The database compares a decimal with a fraction as floating point; so do we.
    return float(value) if isinstance(asked, float) else value
