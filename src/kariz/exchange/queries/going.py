"""How much taking an import back takes, before anybody presses the button."""

from __future__ import annotations

from dataclasses import dataclass

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.living import MODELS
from kariz.pipeline.models import Product
from kariz.records.models import CustomField

MADE_BY = {
    "deal": ("deal.created",),
    "contact": ("contact.created",),
    "company": ("company.created",),
    "activity": ("activity.planned", "activity.done"),
}

BROUGHT = {
    "product": ("product.created", "product.reactivated"),
    "user": ("user.created", "user.reactivated"),
}


@dataclass(frozen=True, slots=True)
class Going:
    """How many records that the import made are here still, of each kind; `field`: of the company's own fields.
    `updated` records were there before: they become again what they were."""

    deal: int
    contact: int
    company: int
    activity: int
    note: int
    field: int
    product: int
    seller: int
    """Names on records; whoever has an account by now is none."""
    updated: int


def going(*parts: Import) -> Going:
    """Of an import or of all parts of a set; a fixed number of queries."""
    batches = [one.batch for one in parts]
    counts = {}
    for kind, verbs in MADE_BY.items():
        made = Event.objects.filter(batch__in=batches, verb__in=verbs, subject_kind=kind)
        counts[kind] = MODELS[kind].objects.filter(pk__in=made.values("subject_id"), deleted_at=None).count()
    named = {
        kind: Event.objects.filter(batch__in=batches, verb__in=verbs, subject_kind=kind).values("subject_id")
        for kind, verbs in BROUGHT.items()
    }
    fields = {pk for one in parts for pk in one.layout.get("fields", ())}
    rows = ImportRow.objects.filter(of__in=parts, taken_back=False)
    changed = rows.filter(action=ImportRow.Action.UPDATED)
    return Going(
        **counts,
        note=rows.filter(action=ImportRow.Action.CREATED, result_kind="note").count(),
        field=CustomField.objects.filter(pk__in=fields, removed_at=None).count(),
        product=Product.objects.filter(pk__in=named["product"], retired_at=None).count(),
        seller=User.objects.active().filter(pk__in=named["user"], email=None).count(),
        updated=changed.exclude(result_id=None).values("result_kind", "result_id").distinct().count(),
    )
