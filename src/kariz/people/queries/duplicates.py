"""Records that look like what somebody is typing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation.text import fold

from .. import normal
from ..models import Company, Contact

MOST = 5


@dataclass(frozen=True, slots=True)
class Lookalike:
    kind: str
    record: Any
    reason: Any

    def as_data(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.record.pk, "name": self.record.name, "reason": str(self.reason)}


def of_contact(
    *, by: User, name: str = "", points: Iterable[Mapping[str, Any]] = (), except_id: int | None = None
) -> list[Lookalike]:
    """Contacts with one of the phones or addresses, then those of the same folded name."""
    normals = {
        same for row in points if (same := normal.point(str(row.get("kind")), str(row.get("value") or "")))
    }
    seen = Contact.objects.visible_to(by).exclude(pk=except_id).select_related("company")
    alike = seen.filter(points__normal__in=normals).distinct()[:MOST] if normals else []
    found = {one.pk: Lookalike("contact", one, _("same phone or e-mail")) for one in alike}
    if folded := fold(name)[:400]:
        for one in seen.filter(folded=folded)[:MOST]:
            found.setdefault(one.pk, Lookalike("contact", one, _("same name")))
    return list(found.values())[:MOST]


def of_company(
    *, by: User, name: str = "", phone: str = "", national_id: str = "", except_id: int | None = None
) -> list[Lookalike]:
    """Companies of the same name (legal form aside), phone or national id."""
    same = Q(pk__in=[])
    if key := normal.company_key(name):
        same |= Q(match_key=key)
    if number := normal.phone(phone):
        same |= Q(phone_normal=number)
    if code := normal.to_latin(national_id.strip()):
        same |= Q(national_id=code)
    seen = Company.objects.visible_to(by).exclude(pk=except_id).filter(same)[:MOST]
    return [Lookalike("company", one, _("same name, phone or national id")) for one in seen]
