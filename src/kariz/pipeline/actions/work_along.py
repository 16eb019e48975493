"""What goes with a deal that changes hands or customers: its open activities."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kariz.events.origin import JOIN
from kariz.events.origin import current as current_origin
from kariz.pipeline.models import Activity
from kariz.web import bulk_updates

Changes = Mapping[int, Mapping[str, list[Any]]]
"""{deal: {field: [before, after]}}"""


def hand_on(changes: Changes, only: Mapping[int, Sequence[int]] | None = None) -> dict[int, list[int]]:
    """Give what is planned for deals with a new owner to them, where it was the former owner's: {deal: activities}.

    A colleague's part in the work stays theirs. With `only`, no other than these go: a change that is taken back.
    """
    hands = {pk: own["owner"] for pk, own in changes.items() if "owner" in own}
    # All that is a name's goes to whom it is by itself.
    if not hands or (only is None and current_origin().batch.startswith(JOIN)):
        return {}
    rows = Activity.objects.filter(deal__in=hands, done_at=None, deleted_at=None)
    went: dict[int, list[int]] = {}
    values = []
    for one in rows.select_for_update(of=("self",)).order_by("pk"):
        deal = one.deal_id or 0
        before, after = hands[deal]
        if one.owner_id == before and (only is None or one.pk in only.get(deal, ())):
            values.append((one.pk, {"owner_id": after, "version": one.version + 1}))
            went.setdefault(deal, []).append(one.pk)
    bulk_updates.write(Activity, values)
    return went


def with_whom(changes: Changes, back: Mapping[int, Collection[int]] | None = None) -> dict[int, list[int]]:
    """What is still to be done for these deals is with whom the deals now are, where it was with whom they were. Somebody
    with whom it was planned stays; the deal's contact is given to what had none: {deal: activities that got it}. `back`:
    those of a change that is taken back, which lose it again, where they still have it."""
    if not changes:
        return {}
    rows = []
    given: dict[int, list[int]] = {}
    steps = Activity.objects.filter(deal__in=changes, done_at=None, deleted_at=None)
    for step in steps.select_for_update(of=("self",)).order_by("pk"):
        deal = step.deal_id or 0
        theirs = changes[deal]
        own = {"company": step.company_id, "contact": step.contact_id}
        new = {name: theirs[name][1] for name in own if name in theirs and theirs[name][0] == own[name]}
        if own["contact"] is not None and step.pk not in (back or {}).get(deal, ()):
            new.pop("contact", None)
        elif own["contact"] is None and new.get("contact") is not None:
            given.setdefault(deal, []).append(step.pk)
        if new:
            links = {f"{name}_id": new.get(name, own[name]) for name in own}
            rows.append((step.pk, {**links, "version": step.version + 1}))
    if rows:
        bulk_updates.write(Activity, rows)
    return given
