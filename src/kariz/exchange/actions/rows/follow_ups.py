"""What is to follow a call is the next step of the deal that the call is about: the one it names, else the only open one
of its person or company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.links import Links
from kariz.exchange.models import ImportRow
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import activity_batches
from kariz.pipeline.actions.activity_batches import NewActivity
from kariz.pipeline.models import Activity, Deal, Outcome
from kariz.reading.deals.steps import are_alike

Step = tuple[Result, NewActivity]
Whom = tuple[str, int | None]
"""("deal", "company" or "contact", its id)"""


def bring(steps: Sequence[Step], links: Mapping[int, Links], context: Context) -> None:
    """Called when the calls are there. A step that its deal has already comes no second time; what the stage of a deal
    planned by itself makes room, where the deal came with the same import."""
    _settle(steps, _to_deals(steps, links, context))
    held = _held(step.deal.pk for _result, step in steps if step.deal)
    new: list[Step] = []
    for result, step in steps:
        known = held.setdefault(step.deal.pk, []) if step.deal else []
        mine = (step.name, _day(step.due_at, context))
        if any(_is_same(mine, (name, _day(due, context))) for name, due in known):
            result.draft.warn("next_step", _("The deal has this next step already."), often=True)
            continue
        if known and _is_only_a_day(result, step, context):
            text = _("The deal has a next step of its own; the day of the call, which has passed, is none.")
            result.draft.warn("next_step_on", text, often=True)
            continue
        known.append((step.name, step.due_at))
        new.append((result, step))
    _make_room({step.deal.pk for _result, step in new if step.deal and step.due_at}, context)
    made = activity_batches.bring_in(news=[step for _result, step in new], by=context.by)
    for (result, _step), activity in zip(new, made, strict=True):
        result.made.append(("activity", activity.pk))


def _is_only_a_day(result: Result, step: NewActivity, context: Context) -> bool:
    """A day to call back that has passed, and no word on what for: it hides no step that somebody planned."""
    day = _day(step.due_at, context)
    return not result.draft.values.get("next_step") and day is not None and day < context.today


def _settle(steps: Sequence[Step], over: Mapping[int, datetime]) -> None:
    """A step of a row that is `over` stands in the story of its customer, not among what is late."""
    for result, step in steps:
        if (spoken := over.get(result.draft.number)) is not None:
            step.done_at, step.result = spoken, Activity.Result.DONE
            result.draft.warn("next_step", _("They were spoken with since: it counts as done."), often=True)


def _to_deals(steps: Sequence[Step], links: Mapping[int, Links], context: Context) -> dict[int, datetime]:
    """Give each step that has none its deal, where one alone may be meant and the step is still to be done for it. Returns
    {row: when they were spoken with} of steps that are over: the day has passed, no deal has it, and somebody spoke with
    the customer since."""
    loose = [(step, links[result.draft.number]) for result, step in steps if step.deal is None]
    firms = {one.company.pk for _step, one in loose if one.company}
    people = {one.contact.pk for _step, one in loose if one.contact}
    if not firms | people:
        return {}
    rows = Deal.objects.visible_to(context.by).filter(outcome=Outcome.OPEN, deleted_at=None)
    found = list(
        rows.filter(Q(company__in=firms) | Q(contact__in=people))
        .select_related("pipeline", "stage", "company", "contact", "owner")
        .order_by("pk")
    )
    spoken = _spoken(firms, people, found)
    for step, one in loose:
        deal = _meant(one, found)
        if (
            deal is not None
            and context.by.can("activity.create", deal)
            and _is_due(step, deal, spoken, context)
        ):
            step.deal = deal
    rest = [(result, step) for result, step in steps if step.deal is None]
    return {
        result.draft.number: spoken[_customer(step)]
        for result, step in rest
        if _is_over(step, spoken, context)
    }


def _is_over(step: NewActivity, spoken: Mapping[Whom, datetime], context: Context) -> bool:
    day = _day(step.due_at, context)
    last = _day(spoken.get(_customer(step)), context)
    return day is not None and day < context.today and last is not None and last >= day


def _customer(step: NewActivity) -> Whom:
    if step.company:
        return "company", step.company.pk
    return "contact", step.contact.pk if step.contact else None


def _meant(one: Links, deals: Sequence[Deal]) -> Deal | None:
    """The only open deal with the person, else the only one with the company."""
    firm = one.company.pk if one.company else None
    of_firm = [deal for deal in deals if firm is None or deal.company_id == firm]
    with_person = [deal for deal in of_firm if one.contact and deal.contact_id == one.contact.pk]
    mine = with_person or (of_firm if firm else [])
    return mine[0] if len(mine) == 1 else None


def _spoken(firms: Iterable[int], people: Iterable[int], deals: Sequence[Deal]) -> dict[Whom, datetime]:
    """When one last spoke with them, or of the deals."""
    done = Activity.objects.filter(
        Q(company__in=firms) | Q(contact__in=people) | Q(deal__in=[deal.pk for deal in deals]),
        done_at__isnull=False,
        deleted_at=None,
    )
    last: dict[Whom, datetime] = {}
    for company, contact, deal, at in done.values_list("company", "contact", "deal", "done_at"):
        for key in (("company", company), ("contact", contact), ("deal", deal)):
            if key[1] is not None:
                last[key] = max(at, last.get(key, at))
    return last


def _is_due(step: NewActivity, deal: Deal, spoken: Mapping[Whom, datetime], context: Context) -> bool:
    """A day that has passed is one of this deal's while the deal was there, and nobody spoke with them since."""
    day = _day(step.due_at, context)
    if day is None or day >= context.today:
        return True
    since = [_day(spoken.get(key), context) for key in (("deal", deal.pk), _customer(step))]
    return deal.created_at.astimezone(context.zone).date() <= day and not any(
        last is not None and last >= day for last in since
    )


def _held(deals: Iterable[int]) -> dict[int, list[tuple[str, datetime | None]]]:
    """{deal: the steps that somebody planned of it}"""
    found: dict[int, list[tuple[str, datetime | None]]] = {}
    planned = Activity.objects.filter(deal__in=set(deals), done_at=None, deleted_at=None, source=None)
    for deal, name, due in planned.order_by("pk").values_list("deal_id", "name", "due_at"):
        found.setdefault(deal or 0, []).append((name, due))
    return found


def _is_same(one: tuple[str, date | None], other: tuple[str, date | None]) -> bool:
    (name, day), (called, at) = one, other
    return (day is None or at is None or day == at) and are_alike(name, called)


def _make_room(deals: set[int], context: Context) -> None:
    """Put away what nobody planned, of deals that this import, or its set, brought."""
    one = context.one
    if not deals or one.part_of_id is None:
        return
    brought = ImportRow.objects.filter(
        of__part_of=one.part_of_id,
        action=ImportRow.Action.CREATED,
        result_kind="deal",
        result_id__in=deals,
        taken_back=False,
    )
    planned = Activity.objects.filter(
        deal__in=brought.values("result_id"),
        done_at=None,
        deleted_at=None,
        source__isnull=False,
        version=1,
    )
    rows = [row for row in planned.select_related("deal__owner") if context.by.can("activity.change", row)]
    activity_batches.remove_many(activities=rows, by=context.by)


def _day(at: datetime | None, context: Context) -> date | None:
    return at.astimezone(context.zone).date() if at else None
