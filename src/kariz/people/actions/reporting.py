"""Who reports to whom among the people of one company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.web.errors import FieldErrors

from ..models import Contact
from . import changing
from .changing import Plan

DEEPEST = 50
"""Steps upwards after which a chain counts as a ring."""


def check(contacts: Sequence[Contact], by: User) -> None:
    """Raises FieldErrors where somebody reports to a stranger, to themselves or round in a ring."""
    wanted = {contact.reports_to_id for contact in contacts} - {None}
    if not wanted:
        return
    heads = Contact.objects.visible_to(by).in_bulk(wanted)
    for contact in contacts:
        if contact.reports_to_id is None:
            continue
        head = heads.get(contact.reports_to_id)
        if head is None:
            raise FieldErrors({"reports_to": [_("There is no such contact, or you may not see it.")]})
        if contact.company_id is None or head.company_id != contact.company_id:
            raise FieldErrors({"reports_to": [_("Both must work for the same company.")]})
        if contact.pk is not None and _reaches(head, contact.pk):
            raise FieldErrors({"reports_to": [_("That would make a loop in who reports to whom.")]})


def check_each(plans: Iterable[Plan], by: User) -> None:
    """Refuses the plans that would let somebody report to the wrong person; few name any."""
    named = [plan for plan in plans if plan.error is None and "reports_to" in plan.changes]
    changing.tried(named, lambda plan: check([plan.record], by))


def left_company(contact: Contact, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Who goes to another company leaves their superior behind, unless a new one is named."""
    goes = "company" in cleaned and cleaned["company"] != contact.company_id
    return {"reports_to": None} if goes and contact.reports_to_id and "reports_to" not in cleaned else {}


def _reaches(head: Contact, pk: int) -> bool:
    """Does the chain upwards from `head` come to `pk`? One small read a step."""
    at: int | None = head.pk
    for _step in range(DEEPEST):
        if at is None:
            return False
        if at == pk:
            return True
        at = Contact.objects.filter(pk=at).values_list("reports_to_id", flat=True).first()
    return True
