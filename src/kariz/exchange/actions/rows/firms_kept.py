"""A row that a person takes for a deal which is here: the deal stays with its company, however the row calls that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.exchange.actions.at_work.context import Context
from kariz.exchange.actions.rows import other_names
from kariz.exchange.models import Import
from kariz.localisation.said import gettext as _
from kariz.people.models import Company
from kariz.people.normal import company_key
from kariz.people.queries.matching import match_companies
from kariz.pipeline.models import Deal
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.rows.drafts import LONGEST_NOTE, Draft


def keep(drafts: Sequence[Draft], chosen: Mapping[int, int], context: Context) -> None:
    """`chosen`: {row: deal}. A name of no company that is here makes none: it is another name of the deal's company from
    then on, and stands in the notes of the deal."""
    if context.one.kind != Import.Kind.DEALS:
        return
    named = [draft for draft in drafts if draft.values.get("company") and "company_ref" not in draft.values]
    known = match_companies({draft.values["company"] for draft in named}, by=context.by)
    firms = _firms_of(
        {pk for draft in named if draft.values["company"] not in known and (pk := chosen.get(draft.number))}
    )
    meant: dict[str, Company] = {}
    for draft in named:
        said = draft.values["company"]
        firm = firms.get(chosen.get(draft.number, 0)) if said not in known else None
        if firm is None or not context.by.can("people.view", firm):
            continue
        if company_key(said) != company_key(firm.name):
            meant[said] = firm
            text = _("“%(said)s” is no company here; the deal stays with “%(company)s”.")
            draft.warn("company", text % {"said": said[:60], "company": firm.name[:60]})
            draft.remarks.append(f"{BY_NAME['company'].label}: {said[:LONGEST_NOTE]}")
        draft.values["company"] = firm.name
    other_names.learn(context.one, meant)


def _firms_of(deals: set[int]) -> dict[int, Company]:
    """{deal: its company}"""
    rows = Deal.objects.filter(pk__in=deals, company__deleted_at=None, company__isnull=False)
    return {deal.pk: deal.company for deal in rows.select_related("company") if deal.company}
