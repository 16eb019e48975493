"""People who came without a company, from a phone or a list of names, and whose deals are all of one: they work there."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.at_work.errors import LeaseLost
from kariz.exchange.actions.rows import following
from kariz.exchange.models import Import
from kariz.exchange.queries.known.touches import OF_IMPORTS
from kariz.jobs.leases import extend
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.reading.rows.settings import FILL, UPDATE
from kariz.web.changes import Change

PLACED = "placed"
"""Under which the import tells how many they are."""


def work(one: Import, by: User) -> None:
    """Called when a list of deals is in, after the last one of a set, where people who are here are filled in. Raises
    LeaseLost."""
    if not following.is_last(one):
        return
    lists = [
        pk
        for pk, options in Import.objects.filter(pk__in=following.lists_of(one)).values_list("pk", "options")
        if options.get("existing_contact") in (FILL, UPDATE)
    ]
    deals = Deal.objects.filter(pk__in=following.deals_of(lists), deleted_at=None)
    ids = deals.exclude(company=None).order_by().values_list("contact_id", flat=True)
    for part in following.parts(set(ids) - {None} if lists else ()):
        _place(one, by, part)


def _place(one: Import, by: User, ids: list[int]) -> None:
    with transaction.atomic():
        if not extend(one):
            raise LeaseLost
        firms = _only_firms(ids)
        changes = [
            Change(record, {"company": firms[record.pk]}) for record in Contact.objects.filter(pk__in=firms)
        ]
        if not changes:
            return
        went = sum(error is None for error in contacts.change_many(changes=changes, by=by))
        following.count(one, PLACED, went)


def _only_firms(ids: list[int]) -> dict[int, Any]:
    """{who has no company: the one of all their deals}; whose company somebody took away here has none on purpose."""
    events = Event.objects.filter(subject_kind="contact", subject_id=OuterRef("contact"), undone_by_id=None)
    said = events.filter(changes__has_key="company").exclude(batch__startswith=OF_IMPORTS)
    rows = Deal.objects.filter(
        ~Exists(said), contact__in=ids, contact__company=None, contact__deleted_at=None, deleted_at=None
    )
    rows = (
        rows.order_by()
        .values("contact")
        .annotate(firms=Count("company", distinct=True), of_none=Count("pk", filter=Q(company=None)))
    )
    alone = set(rows.filter(firms=1, of_none=0).values_list("contact", flat=True))
    pairs = Deal.objects.filter(contact__in=alone, deleted_at=None, company__deleted_at=None)
    return dict(pairs.order_by().values_list("contact", F("company")).distinct())
