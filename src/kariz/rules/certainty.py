"""What is surely so, and what is surely not, when empty fields are unknown instead of wrong.

A condition on a field that nobody filled is neither. Groups follow: “all” is surely not so as soon as one part surely
is not, “any” is surely so as soon as one part is. Both answers are ordinary rules, so SQL and Python agree on them.
"""

from __future__ import annotations

from . import fields, operators
from .conditions import AllOf, AnyOf, Condition, Not, Rule
from .fields import Field


def surely(rule: Rule, *, subject: str) -> Rule:
    """A rule that holds where `rule` holds and what it depends on is known. Raises RuleError."""
    return _Reader(fields.all_of(subject)).so(rule)


def surely_not(rule: Rule, *, subject: str) -> Rule:
    """A rule that holds where `rule` does not, and what it depends on is known. Raises RuleError."""
    return _Reader(fields.all_of(subject)).not_so(rule)


class _Reader:
    def __init__(self, known: dict[str, Field]):
        self.known = known

    def so(self, rule: Rule) -> Rule:
        match rule:
            case AllOf(parts):
                return AllOf(tuple(map(self.so, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(self.so, parts)))
            case Not(part):
                return self.not_so(part)
            case Condition():
                return AllOf((rule, *self.filled(rule)))

    def not_so(self, rule: Rule) -> Rule:
        match rule:
            case AllOf(()):
                return Not(rule)
            case AllOf(parts):
                return AnyOf(tuple(map(self.not_so, parts)))
            case AnyOf(parts):
                return AllOf(tuple(map(self.not_so, parts)))
            case Not(part):
                return self.so(part)
            case Condition():
                return AllOf((Not(rule), *self.filled(rule)))

    def filled(self, asked: Condition) -> tuple[Rule, ...]:
        """That somebody knows the value; whoever asks for emptiness itself always has an answer."""
        if asked.op in (operators.IS_EMPTY, operators.IS_NOT_EMPTY):
            return ()
        field = fields.pick(self.known, asked.field)
        there: Rule = Condition(field.name, operators.IS_NOT_EMPTY)
        if not field.unknown:
            return (there,)
        return (there, Not(Condition(field.name, operators.IN, field.unknown)))
