"""What stops deals, as an installation of Kariz says it: its whole export, or a list of obstacles from here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.links import links_of
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.choices import choice_of
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import obstacle_batches
from kariz.pipeline.models import Deal, Obstacle
from kariz.reading.cells.values import same_name
from kariz.reading.shapes import kariz

Span = tuple[datetime, datetime | None]
"""When something began to stop a deal, and when it was cleared."""


def write_obstacles(results: Sequence[Result], context: Context) -> None:
    """One that its deal has already stays as it is."""
    results = _not_ours(results, context)
    links = links_of(results, context)
    good = [
        (result, deal)
        for result in results
        if (deal := _may_have(result, links[result.draft.number].deal, context))
    ]
    held = _held({deal.pk for _result, deal in good})
    news: list[obstacle_batches.NewObstacle] = []
    for result, deal in good:
        others = held.setdefault((deal.pk, same_name(result.draft.values["obstacle"])), [])
        if any(_is_same(result, other, context) for other in others):
            result.skip(_("This already exists."), "deal", deal.pk)
            continue
        new = _new(result, deal, context)
        others.append((new.opened_at or context.now, new.cleared_at))
        news.append(new)
        result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
    obstacle_batches.bring_in(news=news, by=context.by)


def _held(deals: Collection[int]) -> dict[tuple[int, str], list[Span]]:
    """{deal and what stops it: when} of what deals have."""
    held: dict[tuple[int, str], list[Span]] = {}
    rows = Obstacle.objects.filter(deal__in=deals)
    for deal, text, opened, cleared in rows.values_list("deal_id", "text", "opened_at", "cleared_at"):
        held.setdefault((deal, same_name(text)), []).append((opened, cleared))
    return held


def _is_same(result: Result, other: Span, context: Context) -> bool:
    """Does the row mean this one of the same words? What stopped a deal, was cleared and stops it anew is another."""
    values = result.draft.values
    if "opened_at" not in values:
        return True
    opened, cleared = other
    said = values["opened_at"]
    if isinstance(said, datetime):
        same = _opened(values, context) == opened
    else:
        same = opened.astimezone(context.zone).date() == said
    # People open it once, whatever day a list of theirs says; what another installation has comes as it is.
    still = cleared is None and "cleared_at" not in values
    return same or (still and context.settings.source != kariz.SHAPE.name)


def _opened(values: Mapping[str, Any], context: Context) -> datetime | None:
    """Not behind the day on which it was cleared."""
    said = [context.at(values[name]) for name in ("opened_at", "cleared_at") if name in values]
    return min(said) if "opened_at" in values else None


def _not_ours(results: Sequence[Result], context: Context) -> list[Result]:
    """The rows without those of a list that was exported from here: what they name stays as it is."""
    ids = {result.draft.values["id"] for result in results if "id" in result.draft.values}
    seen = Deal.objects.visible_to(context.by).filter(deleted_at=None)
    rows = Obstacle.objects.filter(pk__in=ids, deal__in=seen) if ids else Obstacle.objects.none()
    here = dict(rows.values_list("pk", "deal_id"))
    for result in results:
        if (pk := result.draft.values.get("id")) is None:
            continue
        if pk in here:
            result.skip(_("This already exists."), "deal", here[pk])
        else:
            result.refuse(_("There is no such record, or you may not see it."), "id")
    return [result for result in results if not result.action]


def _may_have(result: Result, deal: Deal | None, context: Context) -> Deal | None:
    if deal is None:
        result.refuse(_("There is no such deal here."), "deal_ref")
    elif not context.by.can("deal.change", deal):
        result.refuse(_("You may not change this deal."), "deal_ref")
    else:
        return deal
    return None


def _new(result: Result, deal: Deal, context: Context) -> obstacle_batches.NewObstacle:
    values = result.draft.values
    word = values.get("obstacle_kind", "")
    kind = choice_of(word, Obstacle.Kind)
    if word and not kind:
        result.draft.warn(
            "obstacle_kind", _("Nobody knows what “%(word)s” means here.") % {"word": word[:60]}
        )
    cleared = values.get("cleared_at")
    return obstacle_batches.NewObstacle(
        deal=deal,
        text=values["obstacle"],
        kind=kind or Obstacle.Kind.OTHER,
        owner=context.sellers.of(result.draft),
        opened_at=_opened(values, context),
        due_on=values.get("due_on"),
        cleared_at=context.at(cleared) if cleared else None,
        resolution=values.get("resolution", ""),
    )
