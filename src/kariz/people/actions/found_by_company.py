"""The people of a company are found by its name, too."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.records.search import index

from ..models import Contact

AT_ONCE = 500


def renew_people_of(companies: Sequence[int]) -> None:
    """Renew the search entries of all who are in these companies, in pieces of 500, in the transaction of who calls."""
    people = Contact.objects.filter(company__in=companies, deleted_at=None).order_by("pk")
    ids = list(people.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        rows = Contact.objects.filter(pk__in=ids[start : start + AT_ONCE])
        index.put("contact", rows.select_related("company").prefetch_related("points"))
