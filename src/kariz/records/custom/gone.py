"""Addresses of lists, and rules, that ask for custom fields which were removed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from kariz.rules.url import PARAMETER

from ..models import CustomField, CustomSubject
from . import definitions
from .values import PREFIX

Named = tuple[str, str]
"""The kind of record and the key of its field."""
ORDERED = ("sort", "group")


def named_in(query: QueryDict, subject: str) -> set[Named]:
    """The custom fields that an address filters, sorts or groups by."""
    names = [name.partition("__")[0] for name in query]
    names += [word.strip().removeprefix("-") for name in ORDERED for word in query.get(name, "").split(",")]
    found = {named for name in names if (named := _named(name, subject))}
    return found | named_in_rule(_tree(query), subject)


def named_in_rule(tree: Any, subject: str) -> set[Named]:
    """The custom fields that a rule, as JSON, asks for."""
    return {named for leaf in _leaves(tree) if (named := _named(str(leaf["field"]), subject))}


def without(query: QueryDict, subject: str) -> tuple[QueryDict, list[str]]:
    """The address without what asks for removed fields, and what these are called; as it was where there are none."""
    known = {kind: {field.key for field in definitions.of(kind).values()} for kind in CustomSubject.values}
    missing = {(kind, key) for kind, key in named_in(query, subject) if key not in known[kind]}
    removed = CustomField.objects.filter(removed_at__isnull=False, key__in={key for _kind, key in missing})
    labels = {(one.subject, one.key): one.label for one in removed} if missing else {}
    gone = missing & labels.keys()
    if not gone:
        return query, []
    left = query.copy()
    for name in query:
        if _named(name.partition("__")[0], subject) in gone:
            left.pop(name)
    for name in ORDERED:
        words = left.get(name, "").split(",")
        kept = [word for word in words if _named(word.strip().removeprefix("-"), subject) not in gone]
        if kept != words:
            left.pop(name)
            left.update({name: ",".join(kept)} if kept else {})
    if named_in_rule(_tree(query), subject) & gone:
        left.pop(PARAMETER)
        if tree := _pruned(_tree(query), subject, gone):
            left[PARAMETER] = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return left, sorted(labels[one] for one in gone)


def _named(name: str, subject: str) -> Named | None:
    """("company", "tier") of "custom.tier" of companies, or of "company.custom.tier" of anything."""
    path, found, key = name.rpartition(PREFIX)
    kind = path.removesuffix(".") or subject
    return (
        (kind, key) if found and kind in CustomSubject.values and (not path or path.endswith(".")) else None
    )


def _tree(query: QueryDict) -> Any:
    try:
        return json.loads(query.get(PARAMETER) or "null")
    except (ValueError, RecursionError):
        return None


def _leaves(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for one in tree:
            yield from _leaves(one)
    elif isinstance(tree, dict) and "field" in tree:
        yield tree
    elif isinstance(tree, dict):
        yield from _leaves(list(tree.values()))


def _pruned(tree: Any, subject: str, gone: set[Named]) -> Any:
    """The rule without its conditions on the fields; None where nothing is left."""
    if not isinstance(tree, dict):
        return tree
    if "field" in tree:
        return None if _named(str(tree["field"]), subject) in gone else tree
    if "not" in tree:
        inner = _pruned(tree["not"], subject, gone)
        return {"not": inner} if inner else None
    kept = {
        word: [one for part in parts if (one := _pruned(part, subject, gone))]
        if isinstance(parts, list)
        else parts
        for word, parts in tree.items()
    }
    return {word: parts for word, parts in kept.items() if parts} or None
