"""Which deal, person and company the rows of activities, notes and product lines belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.refs import FirmsOfBefore
from kariz.exchange.actions.rows import named_links
from kariz.localisation.said import gettext as _
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal

MODELS: dict[str, Any] = {"deal": Deal, "contact": Contact, "company": Company}


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
    """{row number: records that it names, by number or else by name}; what nobody knows is warned of."""
    wanted = {result.draft.number: _numbers(result) for result in results}
    for kind in MODELS:
        keys = {key for found in wanted.values() for held, key in found if held in (kind, "parent")}
        context.refs.ask(kind, keys)
    named = [key for found in wanted.values() for held, key in found if held == "company"]
    before = context.refs.firms_of_before(named)
    records = _records(wanted, before, context)
    links: dict[int, Links] = {}
    for result in results:
        links[result.draft.number] = one = Links()
        for held, key in wanted[result.draft.number]:
            kinds = list(MODELS) if held == "parent" else [held]
            found = [(kind, record) for kind in kinds if (record := records.get((kind, key))) is not None]
            if not found:
                text = _("Nothing here has the number %(key)s.") % {"key": key[:60]}
                bare = held == "company" and key in before.bare
                result.draft.warn(f"{held}_ref", before.why_none(key) if bare else text)
            elif held == "company" and key in before.ids:
                text = _("The number %(key)s is that of a company of an earlier list.")
                result.draft.warn("company_ref", text % {"key": key}, often=True)
            for kind, record in found[:1]:
                if getattr(one, kind) is None:
                    setattr(one, kind, record)
                elif kind == "contact":
                    one.participants.append(record)
    named_links.find(results, links, context)
    return links


def _numbers(result: Result) -> list[tuple[str, str]]:
    values = result.draft.values
    named = [(kind, values[f"{kind}_ref"]) for kind in (*MODELS, "parent") if f"{kind}_ref" in values]
    return named + [("contact", key) for key in values.get("participants", [])]


def _records(
    wanted: dict[int, list[tuple[str, str]]], before: FirmsOfBefore, context: Context
) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for kind, model in MODELS.items():
        keys = {key for numbers in wanted.values() for held, key in numbers if held in (kind, "parent")}
        ids = {key: pk for key in keys if (pk := context.refs.id(kind, key))}
        if kind == "company":
            ids |= before.ids
        rows = model.objects.filter(pk__in=set(ids.values()))
        if kind == "deal":
            rows = rows.select_related("pipeline", "stage", "company", "contact", "owner")
        by_id = {record.pk: record for record in rows} if ids else {}
        found |= {(kind, key): by_id[pk] for key, pk in ids.items() if pk in by_id}
    return found
