"""The cells of when a deal began and how it ended: the day, the reason and the day of return, corrected in the table."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.pipeline.actions import beginnings, corrections
from kariz.pipeline.actions.corrections import Said
from kariz.pipeline.actions.deal_sets import Chosen
from kariz.pipeline.models import Deal, LostReason
from kariz.records.tables import Column, Edit, Group, typed
from kariz.rules.operators import Type
from kariz.web.changes import Outcome
from kariz.web.errors import FieldErrors


def ending_columns() -> list[Column]:
    return [
        Column(
            name="closed_at",
            label=gettext_lazy("Closed on"),
            type=Type.DATE,
            show=lambda deal, shower: shower.day(deal.closed_at),
            order="closed_at",
            edit=_edit("closed_on", "closed_on", read=partial(_day, "closed_on")),
            usual=False,
            width=104,
        ),
        Column(
            name="lost_reason",
            label=gettext_lazy("Reason for the loss"),
            type=Type.REFERENCE,
            show=lambda deal, shower: str(deal.lost_reason.title) if deal.lost_reason else "",
            reads=("lost_reason__name", "lost_reason__template"),
            group=Group(path="lost_reason_id", names=_titles),
            edit=_edit("reason", "lost_reason", read=_reason, options=_offered),
            usual=False,
            width=140,
        ),
        Column(
            name="resting_until",
            label=gettext_lazy("Rests until"),
            type=Type.DATE,
            show=lambda deal, shower: shower.day(deal.resting_until),
            order="resting_until",
            edit=_edit("resting_until", "resting_until", read=partial(_day, "resting_until")),
            usual=False,
            width=104,
        ),
    ]


def _edit(field: str, said: str, **how: Any) -> Edit:
    one, many = partial(_correct, said), partial(_correct_many, said)
    return Edit(field=field, save=one, save_many=many, needed=True, **how)


def _titles() -> dict[int, str]:
    return {one.pk: str(one.title) for one in LostReason.objects.all()}


def _offered(by: Any) -> list[tuple[int, str]]:
    return [(one.pk, str(one.title)) for one in LostReason.objects.filter(retired_at=None)]


def _day(name: str, given: str, deal: Any, by: Any) -> date:
    day = typed.day(name)(given, deal, by)
    if day is None:
        raise FieldErrors({name: [_("Give a day.")]})
    found: date = day
    return found


def read_beginning(given: str, deal: Any, by: Any) -> datetime:
    """When a deal began that is said to have begun on that day. Raises FieldErrors."""
    return beginnings.moment_on(deal, _day("created_at", given, deal, by))


def _reason(given: str, deal: Any, by: Any) -> LostReason:
    pk = typed.choice("reason", _offered, None)(given, deal, by)
    reason = LostReason.objects.filter(pk=pk or 0).first()
    if reason is None:
        raise FieldErrors({"reason": [_("Choose why the deal was lost.")]})
    return reason


def _correct(name: str, *, record: Deal, value: Any, by: Any, version: int | None) -> Deal:
    return corrections.correct(deal=record, by=by, said=Said(**{name: value}), version=version)


def _correct_many(name: str, *, chosen: Chosen, value: Any, by: Any) -> list[Outcome]:
    return corrections.correct_many(chosen=chosen, by=by, said=Said(**{name: value}))
