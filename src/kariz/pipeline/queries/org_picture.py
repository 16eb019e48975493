"""The people of a customer as a picture: who reports to whom, what they think of us, when we last spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from kariz.access.models import User
from kariz.people.models import Company, Contact
from kariz.people.queries.org import Node, people_of, tree
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.pipeline.queries.committee import QUIET_DAYS, is_quiet, last_touches


@dataclass(slots=True)
class Person:
    """One person with those who report to them; `seat` is theirs in the committee."""

    contact: Contact
    seat: CommitteeMember | None
    last_touch: datetime | None
    quiet: bool
    reports: list[Person]

    def everybody(self) -> Iterator[Person]:
        """This person and all below."""
        yield self
        for one in self.reports:
            yield from one.everybody()


@dataclass(slots=True)
class Picture:
    """`linked`: does anybody report to anybody? Without that the picture is a row of people."""

    roots: list[Person]
    company: Company | None

    @property
    def people(self) -> list[Person]:
        return [one for root in self.roots for one in root.everybody()]

    @property
    def linked(self) -> bool:
        return any(root.reports for root in self.roots)


def of_deal(deal: Deal, user: User) -> Picture:
    """The people of the deal's company, and those of its committee who work elsewhere; five queries."""
    members = list(CommitteeMember.objects.filter(deal=deal).select_related("contact"))
    people = people_of(deal.company_id, user) if deal.company_id else []
    known = {one.pk for one in people}
    people += [member.contact for member in members if member.contact_id not in known]
    return _picture(tree(people), members, deal.company, deal)


def of_company(company: Company, user: User) -> Picture:
    """The people of a company with their newest seats in open deals that the user may see."""
    deals = Deal.objects.visible_to(user).filter(company=company, deleted_at=None)
    members = CommitteeMember.objects.filter(deal__in=deals).order_by("id")
    return _picture(tree(people_of(company.pk, user)), list(members), company, None)


def _picture(
    roots: Sequence[Node], members: Sequence[CommitteeMember], company: Company | None, deal: Deal | None
) -> Picture:
    seats = {member.contact_id: member for member in members}
    touches = last_touches([node.contact.pk for root in roots for node in root.everybody()])
    long_ago = timezone.now() - timedelta(days=QUIET_DAYS)

    def person(node: Node) -> Person:
        last = touches.get(node.contact.pk)
        quiet = is_quiet(last, deal) if deal else last is not None and last < long_ago
        reports = [person(one) for one in node.reports]
        return Person(node.contact, seats.get(node.contact.pk), last, quiet, reports)

    return Picture([person(root) for root in roots], company)
