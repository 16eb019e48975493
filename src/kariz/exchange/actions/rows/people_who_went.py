"""People of a row that came in before who went with its import, while the record of the row stayed: they come again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.back.people_back import WENT
from kariz.exchange.actions.rows import further_names
from kariz.exchange.actions.setup.other_columns import Known
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.living import MODELS, living
from kariz.people.models import Contact
from kariz.people.queries import matching

OF = frozenset({"contact", "deal"})
"""Kinds of records beside which rows name people."""


def bring(results: Sequence[Result], known: Known, context: Context) -> None:
    """Whom people put in the bin stays there; nothing is asked where no such row names several."""
    came = {
        result.draft.fingerprint: result
        for result in results
        if _stayed(result) and result.draft.values.get("people") and result.draft.fingerprint in known
    }
    names = _who_went(came, known) if came else {}
    again = [result for mark, result in came.items() if _keep_only(result, names.get(mark, set()))]
    if not again:
        return
    alive = living(context.own, {result.pk for result in again if result.pk})
    firms = dict(MODELS[context.own].objects.filter(pk__in=alive.values()).values_list("pk", "company_id"))
    for result in again:
        result.pk = alive.get(result.pk or 0)
    companies = {result.draft.number: firms[result.pk] for result in again if result.pk}
    further_names.bring(again, {number: firm for number, firm in companies.items() if firm}, context)


def _stayed(result: Result) -> bool:
    return result.action == ImportRow.Action.SKIPPED and result.kind in OF and not result.binned


def _who_went(came: Mapping[str, Result], known: Known) -> dict[str, set[str]]:
    """{fingerprint: names of those who went with the last import that had the row}"""
    lasts = {known[mark][4] for mark in came}
    rows = ImportRow.objects.filter(of__in=lasts, fingerprint__in=came, taken_back=False)
    went = {
        mark: {pk for kind, pk in made if kind == WENT}
        for mark, of, made in rows.values_list("fingerprint", "of_id", "made")
        if known[mark][4] == of
    }
    ids = {pk for some in went.values() for pk in some}
    gone = Contact.objects.filter(pk__in=ids).exclude(deleted_at=None) if ids else ()
    names = {one.pk: matching.fold(one.name) for one in gone}
    return {mark: {names[pk] for pk in some if pk in names} for mark, some in went.items()}


def _keep_only(result: Result, names: set[str]) -> bool:
    people = [one for one in result.draft.values["people"] if matching.fold(one.name) in names]
    if people:
        result.draft.values["people"], result.people_went = people, True
    return bool(people)
