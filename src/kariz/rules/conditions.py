"""A rule as it is kept (a JSON tree) and as the program reads it (these classes). Only `parse` makes the
latter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import fields, operators, values
from .errors import RuleError

MAX_DEPTH = 6
MAX_CONDITIONS = 100
MAX_NODES = 300


@dataclass(frozen=True)
class Condition:
    field: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class AllOf:
    parts: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Not:
    part: Rule


Rule = AllOf | AnyOf | Not | Condition
ALWAYS = AllOf()


def parse(data: Any, *, subject: str) -> Rule:
    """The rule in a decoded JSON tree, with every value brought to its canonical form. A Rule passes
    unchanged.

    Raises RuleError for anything outside the language, the subject's fields, or the limits of size.
    """
    if isinstance(data, AllOf | AnyOf | Not | Condition):
        return data
    if data is None or data == {}:
        return ALWAYS
    return _Parser(fields.all_of(subject)).node(data, path="", depth=1)


@dataclass
class _Parser:
    known: dict[str, fields.Field]
    nodes: int = field(default=0)
    conditions: int = field(default=0)

    def node(self, data: Any, *, path: str, depth: int) -> Rule:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise RuleError(_("The rule is nested more than %(max)d deep.") % {"max": MAX_DEPTH}, path=path)
        if self.nodes > MAX_NODES:
            raise RuleError(_("The rule has too many groups."), path=path)
        if not isinstance(data, Mapping):
            raise RuleError(_("A rule is an object with “all”, “any”, “not” or “field”."), path=path)
        if not data:
            return ALWAYS
        if len(data) == 1:
            ((key, inner),) = data.items()
            if key == "not":
                return Not(self.node(inner, path=_join(path, "not"), depth=depth + 1))
            if key in ("all", "any"):
                return self.group(key, inner, path=_join(path, key), depth=depth)
        return self.condition(data, path=path)

    def group(self, kind: str, inner: Any, *, path: str, depth: int) -> Rule:
        if not isinstance(inner, list):
            raise RuleError(_("“%(kind)s” takes a list of conditions.") % {"kind": kind}, path=path)
        if kind == "any" and not inner:
            raise RuleError(_("“any” needs at least one condition."), path=path)
        parts = tuple(self.node(one, path=f"{path}[{i}]", depth=depth + 1) for i, one in enumerate(inner))
        return AllOf(parts) if kind == "all" else AnyOf(parts)

    def condition(self, data: Mapping, *, path: str) -> Condition:
        self.conditions += 1
        if self.conditions > MAX_CONDITIONS:
            raise RuleError(
                _("The rule has more than %(max)d conditions.") % {"max": MAX_CONDITIONS}, path=path
            )
        if not {"field", "op"} <= set(data) <= {"field", "op", "value"}:
            raise RuleError(_("A rule is an object with “all”, “any”, “not” or “field”."), path=path)
        name, op = data["field"], data["op"]
        found = fields.pick(self.known, name, path)
        if not isinstance(op, str) or op not in found.operators:
            message = _("“%(label)s” cannot be asked “%(op)s”.") % {"label": found.label, "op": str(op)[:50]}
            raise RuleError(message, field=name, path=path)
        return Condition(name, op, values.canonical(found, op, data.get("value"), path=path))


def count(rule: Rule) -> int:
    """How many single conditions it is made of."""
    match rule:
        case AllOf(parts) | AnyOf(parts):
            return sum(count(part) for part in parts)
        case Not(part):
            return count(part)
        case Condition():
            return 1


def to_json(rule: Rule) -> dict[str, Any]:
    """The tree that `parse` reads back to an equal rule."""
    match rule:
        case AllOf(parts):
            return {"all": [to_json(part) for part in parts]} if parts else {}
        case AnyOf(parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part):
            return {"not": to_json(part)}
        case Condition(name, op, value):
            leaf: dict[str, Any] = {"field": name, "op": op}
            if op not in operators.WITHOUT_VALUE:
                leaf["value"] = list(value) if isinstance(value, tuple) else value
            return leaf


def normalise(rule: Rule) -> Rule:
    """An equal rule without needless nesting: groups of one, groups within their like, double negation."""
    match rule:
        case Not(part):
            inner = normalise(part)
            return inner.part if isinstance(inner, Not) else Not(inner)
        case AllOf(parts) | AnyOf(parts):
            kind = type(rule)
            flat: list[Rule] = []
            for part in map(normalise, parts):
                flat.extend(part.parts if isinstance(part, kind) else (part,))
            if kind is AnyOf and ALWAYS in flat:
                return ALWAYS
            different = tuple(dict.fromkeys(flat))
            return different[0] if len(different) == 1 else kind(different)
        case _:
            return rule


def conditions_in(rule: Rule) -> Iterator[Condition]:
    match rule:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions_in(part)
        case Not(part):
            yield from conditions_in(part)
        case Condition():
            yield rule


def used_fields(rule: Rule) -> set[str]:
    """The names of the fields that the rule asks about."""
    return {condition.field for condition in conditions_in(rule)}


def _join(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step
