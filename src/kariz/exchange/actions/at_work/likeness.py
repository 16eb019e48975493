"""New people and companies of a chunk that look like one who was here before the import: put aside, or told of.

Nobody is joined for likeness: identical numbers, addresses and names are, before this is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.people.models import Company, Contact
from kariz.people.queries import alike
from kariz.people.queries.alike import Match
from kariz.reading.rows.settings import ASK, CREATE

New = tuple[Result, dict[str, Any]]
MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
NUMBERS = frozenset({"national_id", "economic_code"})
FIND = {"contact": alike.of_contacts, "company": alike.of_companies}


def look(kind: str, new: Iterable[New], context: Context) -> list[New]:
    """The rows that are to be created: without those put aside, if the import asks; a dozen queries for all."""
    rows = list(new)
    if not rows or context.settings.existing == CREATE or not _anybody(kind, context):
        return rows
    found = FIND[kind]([_row(kind, result, values) for result, values in rows], by=context.by)
    best = {number: one for number, matches in enumerate(found) if (one := _best(matches))}
    names = _names(kind, best.values(), context)
    kept = []
    for number, (result, values) in enumerate(rows):
        match = best.get(number)
        if match is None or match.pk not in names:
            kept.append((result, values))
            continue
        text = _said(match, names)
        if context.settings.alike == ASK:
            result.ask(text, kind, match.pk)
        else:
            result.draft.warn("", text)
            kept.append((result, values))
    return kept


def tell_of_numbers(new: Iterable[New], context: Context) -> None:
    """A word on each row whose company, about to be made, has the national id or economic code of one who was here."""
    rows = [one for one in new if NUMBERS & one[1].keys()]
    if not rows or context.settings.existing_company == CREATE or not _anybody("company", context):
        return
    found = alike.of_companies([values for _result, values in rows], by=context.by)
    best = {number: one for number, matches in enumerate(found) if (one := _best(matches))}
    names = _names("company", best.values(), context)
    for number, match in best.items():
        if match.pk in names and NUMBERS & set(match.likeness.reasons):
            rows[number][0].draft.warn("company", _said(match, names))


def _said(match: Match, names: dict[int, str]) -> str:
    said = {
        "name": names[match.pk],
        "score": round(match.likeness.score * 100),
        "reasons": _(", ").join(match.reasons),
    }
    return _("Probably the same as “%(name)s” (%(score)d%%): %(reasons)s.") % said


def _anybody(kind: str, context: Context) -> bool:
    """Was there anybody before the import began? Asked once a run: a first import pays nothing for this."""
    if kind not in context.was_there:
        context.was_there[kind] = _before(kind, context).exists()
    return context.was_there[kind]


def _before(kind: str, context: Context) -> Any:
    rows = MODELS[kind].objects.filter(deleted_at=None)
    began = context.one.started_at
    return rows.filter(created_at__lt=began) if began else rows


def _row(kind: str, result: Result, values: dict[str, Any]) -> dict[str, Any]:
    if kind == "company":
        return values
    return values | {"company_name": result.draft.values.get("company", "")}


def _best(matches: list[Match]) -> Match | None:
    return next((match for match in matches if match.likeness.verdict), None)


def _names(kind: str, matches: Iterable[Match], context: Context) -> dict[int, str]:
    """{id: name} of those who were here before, and whom the same source does not know by another number."""
    ids = {match.pk for match in matches}
    if not ids:
        return {}
    claimed = context.refs.claimed(kind, ids)
    ours = {pk for pk, held in claimed.items() if any(source == context.refs.source for source, _key in held)}
    return dict(_before(kind, context).filter(pk__in=ids - ours).values_list("pk", "name"))
