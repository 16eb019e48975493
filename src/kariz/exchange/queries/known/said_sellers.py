"""Whom names of owners mean, as one person said it of an import before, whatever its columns were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kariz.access.models import User
from kariz.exchange.models import RememberedMapping
from kariz.exchange.queries.known.owners_today import people_today
from kariz.reading.cells.values import same_name
from kariz.reading.names.owners import ME

KIND = "sellers"
"""Marks such answers among what is remembered of columns: one row a person."""
SELLERS = "people"
"""{folded name: meaning, as `Settings.people` says it}, the newest last."""
CALLED = "called"
"""{id of a user: name}: who is here no more comes again by it."""


def said_before(names: Iterable[str], by: User) -> dict[str, str]:
    """{name: what it means by now} of those of these names of which this person said it; never of "me"."""
    asked = {name: same_name(name) for name in names}
    kept = _kept(by) if set(asked.values()) - ME else {}
    said: Mapping[str, str] = kept.get(SELLERS, {})
    found = {key: said[key] for key in asked.values() if key in said and key not in ME}
    today = people_today(found, kept.get(CALLED, {})) if found else {}
    return {name: today[key] for name, key in asked.items() if key in today}


def names_said(by: User) -> frozenset[str]:
    """The folded names of which this person said that they are somebody's."""
    return frozenset(name for name, meaning in _kept(by).get(SELLERS, {}).items() if meaning)


def _kept(by: User) -> dict[str, Any]:
    row = RememberedMapping.objects.filter(signature=KIND, by=by).first()
    return dict(row.options) if row else {}
