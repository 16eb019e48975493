"""Deals put away many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kariz.events.actions import log
from kariz.pipeline.actions import trail
from kariz.pipeline.models import Deal, DealState
from kariz.records.search import index


def delete_many(*, deals: Sequence[Deal], by: Any, never_were: bool = False) -> int:
    """Put up to 500 deals in the bin; those that are there already, or changed meanwhile, are left. Returns how many.

    `never_were`: they came by a mistake. No board of the past shows them, and another import may bring the same numbers
    again. Raises NotAllowed.
    """
    for deal in deals:
        by.require("deal.delete", deal)
    now = timezone.now()
    freed = {"external_id": ""} if never_were else {}
    with transaction.atomic():
        fresh = list(
            Deal.objects.filter(pk__in=[deal.pk for deal in deals], deleted_at=None).select_related(
                "pipeline"
            )
        )
        ids = [deal.pk for deal in fresh]
        Deal.objects.filter(pk__in=ids).update(
            deleted_at=now, on_board=False, version=F("version") + 1, updated_at=now, **freed
        )
        by_pipeline: dict[int, list[Deal]] = {}
        for deal in fresh:
            deal.on_board = False
            by_pipeline.setdefault(deal.pipeline_id, []).append(deal)
        for group in by_pipeline.values():
            trail.record_state(group, at=now, revision=group[0].pipeline.revision)
        if never_were:
            DealState.objects.filter(deal__in=ids, on_board=True).update(on_board=False)
        index.remove("deal", ids)
        log.append_many(
            [
                log.Draft(by, "deal.deleted", ("deal", deal.pk), deal.pk, {}, {"title": deal.title})
                for deal in fresh
            ]
        )
    return len(fresh)
