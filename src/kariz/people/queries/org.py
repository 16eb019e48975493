"""The people of one company as a tree of who reports to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kariz.access.models import User

from ..models import Contact

MOST = 300


@dataclass(slots=True)
class Node:
    """One person with those who report to them."""

    contact: Contact
    reports: list[Node] = field(default_factory=list)

    def everybody(self) -> Iterator[Node]:
        """This person and all below."""
        yield self
        for one in self.reports:
            yield from one.everybody()


def people_of(company_id: int, user: User) -> list[Contact]:
    """At most 300 people of the company that the user may see, by name."""
    rows = Contact.objects.visible_to(user).filter(company=company_id)
    return list(rows.order_by("name_key", "id")[:MOST])


def tree(people: list[Contact]) -> list[Node]:
    """The trees of these people. Who reports to somebody who is not among them stands at the top; so does one of a
    ring, which actions refuse but a merge of two records can leave behind."""
    nodes = {one.pk: Node(one) for one in people}
    below: dict[int, list[Node]] = defaultdict(list)
    roots = []
    for one in people:
        head = one.reports_to_id
        if head in nodes and head != one.pk and not _ring(one, nodes):
            below[head].append(nodes[one.pk])
        else:
            roots.append(nodes[one.pk])
    for pk, reports in below.items():
        nodes[pk].reports = reports
    return sorted(roots, key=lambda node: not node.reports)


def _ring(one: Contact, nodes: dict[int, Node]) -> bool:
    """Does the way up from this person come back to them?"""
    seen: set[int] = set()
    at = one.reports_to_id
    while at in nodes and at not in seen:
        if at == one.pk:
            return True
        seen.add(at)
        at = nodes[at].contact.reports_to_id
    return False
