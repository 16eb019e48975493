"""How much taking an import back takes, before anybody presses the button."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.models import Import, ImportRow, ImportSet
from kariz.exchange.queries.known.living import MODELS
from kariz.exchange.queries.pages.going_people import LEFT, Staying, going_people
from kariz.pipeline.models import Product
from kariz.records.models import CustomField, File

MADE_BY = {
    "deal": ("deal.created",),
    "activity": ("activity.planned", "activity.done"),
}

BROUGHT = {
    "product": ("product.created", "product.reactivated"),
    "user": ("user.created", "user.reactivated"),
}


@dataclass(frozen=True, slots=True)
class Going:
    """How many records that the import made go with it, of each kind; `field`: of the company's own fields.
    `updated` records were there before: they become again what they were."""

    deal: int
    contact: int
    company: int
    activity: int
    note: int
    file: int
    field: int
    product: int
    seller: int
    """Names on records; whoever has an account by now is none."""
    updated: int
    staying: list[Staying] = dataclasses.field(default_factory=list)
    """Companies and people that it made and that stay, by reason; they are not counted above."""

    @property
    def stays(self) -> list[Staying]:
        return [one for one in self.staying if one.why != LEFT]

    @property
    def left(self) -> Staying | None:
        """What stayed before and goes with this one."""
        return next((one for one in self.staying if one.why == LEFT), None)


def going(*parts: Import) -> Going:
    """Of an import or of all parts of a set; the queries grow with thousands of people only."""
    batches = [one.batch for one in parts]
    counts = {}
    for kind, verbs in MADE_BY.items():
        told = Event.objects.filter(batch__in=batches, verb__in=verbs, subject_kind=kind)
        counts[kind] = MODELS[kind].objects.filter(pk__in=told.values("subject_id"), deleted_at=None).count()
    people = going_people(parts)
    counts |= people.counts
    named = {
        kind: Event.objects.filter(batch__in=batches, verb__in=verbs, subject_kind=kind).values("subject_id")
        for kind, verbs in BROUGHT.items()
    }
    fields = {pk for one in parts for pk in one.layout.get("fields", ())}
    rows = ImportRow.objects.filter(of__in=parts, taken_back=False)
    changed, made = (rows.filter(action=one) for one in (ImportRow.Action.UPDATED, ImportRow.Action.CREATED))
    came = made.filter(result_kind=OuterRef("result_kind"), result_id=OuterRef("result_id"))
    files = made.filter(result_kind="file").values("result_id")
    return Going(
        **counts,
        staying=people.staying,
        note=made.filter(result_kind="note").count(),
        file=File.objects.filter(pk__in=files, deleted_at=None).count(),
        field=CustomField.objects.filter(pk__in=fields, removed_at=None).count(),
        product=Product.objects.filter(pk__in=named["product"], retired_at=None).count(),
        seller=User.objects.active().filter(pk__in=named["user"], email=None).count(),
        updated=changed.exclude(Q(result_id=None) | Exists(came))
        .values("result_kind", "result_id")
        .distinct()
        .count(),
    )


def may_go_back() -> Q:
    """Imports that ran, and those of which something stayed when they were taken back: it may go by now."""
    ended = Q(phase__in=[Import.Phase.DONE, Import.Phase.FAILED])
    return ended | Q(Q(kept_count__gt=0) | ~Q(stayed=[]), phase=Import.Phase.TAKEN_BACK)


def goes_back(one: Import) -> bool:
    """Is there something that another try may take? Colleagues who stay have an account, or records that are theirs: they
    go with those."""
    if one.phase == Import.Phase.TAKEN_BACK:
        return any(told["kind"] != "user" for told in one.stayed) or bool(one.kept_count and not one.stayed)
    return one.phase in (Import.Phase.DONE, Import.Phase.FAILED)


def set_goes_back(whole: ImportSet) -> bool:
    """The same of files that came in together."""
    if whole.phase == ImportSet.Phase.TAKEN_BACK:
        return any(map(goes_back, whole.parts.all()))
    return whole.phase in (ImportSet.Phase.DONE, ImportSet.Phase.FAILED)
