"""Erasing a person on request: what is personal goes from everywhere, what happened stays. Nothing brings it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.events.models import Event
from kariz.localisation.text import fold
from kariz.organisation.actions.organisation import renew_counts
from kariz.organisation.queries.current import organisation
from kariz.records.actions import bin, kept_values
from kariz.records.models import Notification, RecentRecord
from kariz.records.search import index
from kariz.web.errors import FieldErrors, Stale

from .. import registry
from ..models import Consent, Contact, ContactPoint, DuplicatePair, Role
from ..queries.merged import family
from ..words import Words
from . import contacts, values

LONGEST_REASON = 300


def erase(
    *, contact: Contact, by: User, confirm: str, reason: str = "", version: int | None = None
) -> dict[str, int]:
    """Erase all that is kept about the person, for good; {part: how many things it touched}.

    `confirm` is the person's name, so that nobody is erased by mistake; `reason` says who asked. Deals stay, without
    the person's words. Raises NotAllowed, FieldErrors, Stale.
    """
    by.require("people.erase", contact)
    if fold(confirm) != fold(contact.name) or contact.erased_at is not None:
        raise FieldErrors({"confirm": [_("Write the person's name as it stands here.")]})
    if len(reason) > LONGEST_REASON:
        raise FieldErrors({"reason": [_("At most %(max)d characters.") % {"max": LONGEST_REASON}]})
    if version is not None and version != contact.version:
        raise Stale(version=contact.version)
    with transaction.atomic():
        ids = family("contact", contact.pk)
        words = words_of(ids)
        counts = {one.name: one.redact(ids, words) for one in registry.personal("contact")}
        for record in Contact.objects.filter(pk__in=ids).select_for_update():
            _empty(record)
        log.append(
            by=by,
            verb="contact.erased",
            subject=("contact", contact.pk),
            data={"reason": words.strike(" ".join(reason.split()))},
        )
    return counts


def words_of(ids: Sequence[int]) -> Words:
    """What names the person: the names of all its records, and every way to reach it."""
    names = set(Contact.objects.filter(pk__in=ids).values_list("name", flat=True))
    points = ContactPoint.objects.filter(contact__in=ids).values_list("value", "normal")
    # A seat in a buying committee tells the name of its day.
    seats = Event.objects.filter(data__contact__in=list(ids)).values_list("data", flat=True)
    names |= {data["name"] for data in seats if isinstance(data.get("name"), str)}
    return Words(names=names, points={text for pair in points for text in pair if text})


def _empty(record: Contact) -> None:
    """Leave a row without a person, which holds the place for what refers to it until the bin is emptied."""
    seen, now = record.version, timezone.now()
    with translation.override(organisation().language):
        record.name = _("Erased person")
    blank: dict[str, Any] = dict.fromkeys(
        ("position", "channel", "started_by", "consent_source", "notes", "fit_band"), ""
    )
    blank |= dict.fromkeys(
        ("company_id", "decision_maker", "reports_to_id", "consent_on", "fit", "fit_known", "fit_profile_id")
    )
    blank |= {"role": Role.UNKNOWN, "consent": Consent.UNKNOWN, "custom": {}}
    for name, value in blank.items():
        setattr(record, name, value)
    record.erased_at, record.deleted_at = now, record.deleted_at or now
    contacts.derive(record)
    columns = [name.removesuffix("_id") for name in blank]
    values.write(record, ["name", "erased_at", "deleted_at", *columns, *contacts.DERIVED], seen)


def redact_facts(ids: Sequence[int], words: Words) -> int:
    """What the contact itself carries, and every copy that search and duplicates keep of it."""
    index.remove("contact", ids)
    kept_values.forget("contact", ids)
    pairs = DuplicatePair.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids), kind="contact")
    if pairs.delete()[0]:
        renew_counts()
    Contact.objects.filter(reports_to__in=ids).update(reports_to=None)
    RecentRecord.objects.filter(kind="contact", object_id__in=ids).delete()
    ContactPoint.objects.filter(contact__in=ids).delete()
    return len(ids)


def redact_attached(ids: Sequence[int], words: Words) -> int:
    """Notes and files on the contact, and who was told of them."""
    told = Q()
    for pk in ids:
        told |= Q(url=f"/contacts/{pk}/") | Q(url__startswith=f"/contacts/{pk}/#")
    Notification.objects.filter(told).delete()
    return sum(bin.drop_attached("contact", ids))


def redact_events(ids: Sequence[int], words: Words) -> int:
    """Of what happened the fact stays, without what was said; also where it is told of another whom the person was
    compared or merged with."""
    return log.redact(kind="contact", ids=ids) + log.redact_found(_told_of_others(ids))


def _told_of_others(ids: Sequence[int]) -> list[int]:
    """The events of other contacts that name the person: merges that were undone, with their undoing, and answers to
    proposals."""
    others = Event.objects.filter(subject_kind="contact").exclude(subject_id__in=ids)
    found = set(others.filter(data__other__in=list(ids)).values_list("pk", flat=True))
    merges = others.filter(verb="contact.merged").values_list("pk", "data")
    for pk, data in merges.iterator(chunk_size=500):
        if any(one["id"] in ids for one in data.get("others", ())):
            found.add(pk)
    return [*found, *others.filter(undoes_id__in=found).values_list("pk", flat=True)]
