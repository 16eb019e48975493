"""Saying what a currency is worth: deals in it that have no rate of their own are counted by it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.localisation.currencies import CURRENCIES
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import trail
from kariz.pipeline.actions.deal_values import base_amount, countable
from kariz.pipeline.actions.refresh import KEPT, recompute
from kariz.pipeline.models import CurrencyRate, Deal, Outcome
from kariz.pipeline.queries.rates import PLACES
from kariz.pipeline.queries.stages import process_of
from kariz.web import bulk_updates
from kariz.web.errors import FieldErrors, Stale

AT_ONCE = 500
BATCH = "rate:"
WRITTEN = ("rate", "base_amount", "updated_at", *KEPT)


def say(
    *, currency: str, rate: Decimal, by: Any, closed: bool = False, seen: Decimal | None = None
) -> Event | None:
    """One minor unit of `currency` is `rate` minor units of the company's; None where nothing changes.

    Open deals that have no rate, or the company's rate so far, take it; with `closed` also those that are won, lost or
    rest and have none. `seen` is the rate that the person saw, 0 for none. Raises NotAllowed, FieldErrors, Stale.
    """
    by.require("organisation.change")
    rate = rate.quantize(PLACES) if rate.is_finite() and rate < 10**11 else rate
    _check(currency, rate)
    with transaction.atomic():
        one = CurrencyRate.objects.select_for_update().filter(currency=currency).first()
        before = one.rate if one else None
        if seen is not None and seen != (before or 0):
            raise Stale
        followers = _followers(currency, before, rate, closed=closed)
        if before == rate and not followers.exists():
            return None
        one = _keep(one, currency, rate, by)
        changes = {"rate": [None if before is None else _plain(before), _plain(rate)]}
        event = log.append(
            by=by, verb="rate.said", subject=("rate", one.pk), changes=changes, data={"currency": currency}
        )
        with origin(batch=f"{BATCH}{event.pk}"):
            for ids in _parts(list(followers.values_list("pk", flat=True))):
                _give(dict.fromkeys(ids, rate), by)
    return event


def _check(currency: str, rate: Decimal) -> None:
    if currency not in CURRENCIES:
        raise FieldErrors({"currency": [_("This currency is not known.")]})
    if currency == organisation().currency:
        raise FieldErrors({"currency": [_("The company's own currency has no rate.")]})
    # One for one is how a deal says that nobody gave it a rate.
    if not rate.is_finite() or not 0 < rate < 10**11 or rate == 1:
        raise FieldErrors({"rate": [_("The rate must be a number above zero.")]})


def _followers(currency: str, before: Decimal | None, rate: Decimal, *, closed: bool) -> QuerySet[Deal]:
    """Without a rate, or open and at the company's rate so far. What was won at that rate keeps it."""
    none = Q(rate=0) if closed else Q(rate=0, outcome=Outcome.OPEN)
    at_it = Q(rate=before, outcome=Outcome.OPEN) if before not in (None, rate) else Q(pk__in=[])
    return Deal.objects.filter(none | at_it, currency=currency, deleted_at=None).order_by("pk")


def _keep(one: CurrencyRate | None, currency: str, rate: Decimal, by: Any) -> CurrencyRate:
    kept = one or CurrencyRate(currency=currency)
    kept.rate, kept.set_at, kept.set_by_id = rate, timezone.now(), by.pk
    kept.save()
    return kept


def _plain(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]


def _give(wanted: dict[int, Decimal], by: Any) -> None:
    """Write these rates on up to 500 deals, with what follows from them."""
    rows = Deal.objects.select_related("stage", "pipeline", "company", "contact").order_by("pk")
    by_pipeline: dict[int, list[Deal]] = {}
    drafts = []
    for deal in rows.filter(pk__in=wanted).select_for_update(of=("self",)):
        rate = wanted[deal.pk]
        if not countable(deal.amount, rate):
            raise FieldErrors(
                {"rate": [_("By this rate the amount of “%(deal)s” is too large.") % {"deal": deal.title}]}
            )
        changes = {"rate": [_plain(deal.rate), _plain(rate)]}
        drafts.append(log.Draft(by, "deal.rated", ("deal", deal.pk), deal.pk, changes))
        deal.rate, deal.base_amount = rate, base_amount(deal.amount, rate)
        by_pipeline.setdefault(deal.pipeline_id, []).append(deal)
    for deals in by_pipeline.values():
        _write(deals)
    log.append_many(drafts)


def _write(deals: list[Deal]) -> None:
    now, process = timezone.now(), process_of(deals[0].pipeline)
    recompute(deals, process=process, touched=False)
    for deal in deals:
        deal.updated_at = now
    lines = [(deal.pk, {name: getattr(deal, name) for name in WRITTEN}) for deal in deals]
    bulk_updates.write(Deal, lines, seen=[deal.version for deal in deals])
    trail.record_state(deals, at=now, revision=process.pipeline.revision)


def undo(event: Event, by: Any) -> None:
    """Inverse: the rate before, and each deal that took this one back to what it had. Raises NotAllowed, Stale."""
    by.require("organisation.change")
    before, after = (None if one is None else Decimal(one) for one in event.changes["rate"])
    one = CurrencyRate.objects.select_for_update().get(pk=event.subject_id)
    if one.rate != after:
        raise Stale
    given = Event.objects.filter(batch=f"{BATCH}{event.pk}", verb="deal.rated").order_by()
    had = {pk: Decimal(changes["rate"][0]) for pk, changes in given.values_list("subject_id", "changes")}
    still = Deal.objects.filter(pk__in=given.values("subject_id"), rate=after, deleted_at=None)
    for ids in _parts(list(still.order_by("pk").values_list("pk", flat=True))):
        _give({pk: had[pk] for pk in ids}, by)
    if before is None:
        one.delete()
    else:
        _keep(one, one.currency, before, by)
