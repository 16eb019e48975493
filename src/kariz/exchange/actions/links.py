"""Which deal, person and company the rows of activities, notes and product lines belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kariz.exchange.actions.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

MODELS: dict[str, Any] = {"deal": Deal, "contact": Contact, "company": Company}
NAMES = {"deal": "deal_title", "contact": "contact", "company": "company"}
"""Where a row names its records instead of numbering them."""


@dataclass(slots=True)
class Links:
    deal: Deal | None = None
    contact: Contact | None = None
    company: Company | None = None
    participants: list[Contact] = field(default_factory=list)

    @property
    def subject(self) -> tuple[str, int] | None:
        """The record that a note stands at: the deal before the person, the person before the company."""
        for kind in MODELS:
            if (record := getattr(self, kind)) is not None:
                return kind, record.pk
        return None


def links_of(results: Sequence[Result], context: Context) -> dict[int, Links]:
    """{row number: records that it names by number}; numbers that nobody knows are warned of."""
    wanted = {result.draft.number: _numbers(result) for result in results}
    for kind in MODELS:
        keys = {key for found in wanted.values() for held, key in found if held in (kind, "parent")}
        context.refs.ask(kind, keys)
    records = _records(wanted, context)
    named = {kind: _by_name(kind, results, context) for kind in MODELS}
    links: dict[int, Links] = {}
    for result in results:
        links[result.draft.number] = one = Links()
        for held, key in wanted[result.draft.number]:
            kinds = list(MODELS) if held == "parent" else [held]
            found = [(kind, record) for kind in kinds if (record := records.get((kind, key))) is not None]
            if not found:
                result.draft.warn(
                    f"{held}_ref", _("Nothing here has the number %(key)s.") % {"key": key[:60]}
                )
            for kind, record in found[:1]:
                if getattr(one, kind) is None:
                    setattr(one, kind, record)
                elif kind == "contact":
                    one.participants.append(record)
        for kind, found_here in named.items():
            if getattr(one, kind) is None and (name := result.draft.values.get(NAMES[kind])):
                setattr(one, kind, found_here.get(fold(name)[:400]))
    return links


def _by_name(kind: str, results: Sequence[Result], context: Context) -> dict[str, Any]:
    """{folded name: record} for names that only one record has among those that the person sees."""
    names = {fold(result.draft.values.get(NAMES[kind], ""))[:400] for result in results} - {""}
    found: dict[str, Any] = {}
    if not names:
        return found
    rows = MODELS[kind].objects.visible_to(context.by).filter(folded__in=names, deleted_at=None)
    if kind == "deal":
        rows = rows.select_related("pipeline", "stage", "company", "contact", "owner")
    twice = set()
    for record in rows:
        if record.folded in found:
            twice.add(record.folded)
        found[record.folded] = record
    return {name: record for name, record in found.items() if name not in twice}


def _numbers(result: Result) -> list[tuple[str, str]]:
    values = result.draft.values
    named = [(kind, values[f"{kind}_ref"]) for kind in (*MODELS, "parent") if f"{kind}_ref" in values]
    return named + [("contact", key) for key in values.get("participants", [])]


def _records(wanted: dict[int, list[tuple[str, str]]], context: Context) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for kind, model in MODELS.items():
        keys = {key for numbers in wanted.values() for held, key in numbers if held in (kind, "parent")}
        ids = {key: pk for key in keys if (pk := context.refs.id(kind, key))}
        rows = model.objects.filter(pk__in=set(ids.values()))
        if kind == "deal":
            rows = rows.select_related("pipeline", "stage", "company", "contact", "owner")
        by_id = {record.pk: record for record in rows} if ids else {}
        found |= {(kind, key): by_id[pk] for key, pk in ids.items() if pk in by_id}
    return found
