"""The stages that deals of another system went through, as visits."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.links import links_of
from kariz.exchange.models import ImportRow
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions.retelling import Stay, retell
from kariz.pipeline.models import Deal
from kariz.reading.cells.values import OPEN


def write_history(results: Sequence[Result], context: Context) -> None:
    """Rows of one deal come together, so that its way is told once and whole."""
    links = links_of(results, context)
    ways: dict[int, tuple[Deal, list[Stay], list[Result]]] = {}
    for result in results:
        deal = links[result.draft.number].deal
        if deal is None:
            result.refuse(_("There is no such deal here."), "deal_ref")
        elif deal.pipeline_id not in context.processes:
            result.refuse(_("The deal is in another pipeline."), "deal_ref")
        elif not context.by.can("deal.change", deal):
            result.refuse(_("There is no such record, or you may not see it."), "deal_ref")
        else:
            context.enter(deal.pipeline_id)
            held = ways.setdefault(deal.pk, (deal, [], []))
            _take(result, deal, held[1], context)
            held[2].append(result)
    told = []
    for pipeline in {deal.pipeline_id for deal, _stays, _rows in ways.values()}:
        here = [(deal, stays) for deal, stays, _rows in ways.values() if deal.pipeline_id == pipeline]
        told += retell(told=here, process=context.processes[pipeline], by=context.by)
    for one in told:
        for result in ways[one.deal.pk][2]:
            if result.action:
                continue
            if one.how == "told":
                result.end(ImportRow.Action.UPDATED, "deal", one.deal.pk)
            elif one.how == "same":
                result.skip(_("Nothing is different."), "deal", one.deal.pk)
            else:
                result.skip(
                    _("The deal has moved here since; its history stays as it is."), "deal", one.deal.pk
                )


def _take(result: Result, deal: Deal, stays: list[Stay], context: Context) -> None:
    values = result.draft.values
    word = values["stage"]
    meaning = context.meaning(result.draft, word)
    if meaning in ("won", "lost", "resting"):
        result.skip(_("This is how the deal ended, not a stage."), "deal", deal.pk)
    elif (stage := context.default_stage if meaning == OPEN else context.stages.get(meaning)) is None:
        result.refuse(_("No stage is called “%(word)s”.") % {"word": word[:60]}, "stage")
    else:
        stays.append((stage, context.at(values["entered_at"])))
