"""Who is called about a deal, and under which number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kariz.access.models import User
from kariz.people.models import Company, Contact
from kariz.pipeline.models import CommitteeMember, Deal


@dataclass(frozen=True, slots=True)
class Reached:
    """A person, or the company itself, with the number as it was typed."""

    record: Contact | Company
    phone: str


def reached_by_phone(deal: Deal, members: Iterable[CommitteeMember], user: User) -> list[Reached]:
    """The deal's own contact, then its committee, then the company: those who have a number and whom the user may see.
    The deal comes from `deal_page.find`, the members from `deal_page.members_of`: both bring the numbers along."""
    people: dict[int, tuple[Contact, str | None]] = {}
    if deal.contact is not None:
        people[deal.contact.pk] = (deal.contact, vars(deal)["contact_phone"])
    for member in members:
        people.setdefault(member.contact_id, (member.contact, vars(member)["phone"]))
    numbers: list[tuple[Contact | Company, str | None]] = list(people.values())
    if deal.company is not None:
        numbers.append((deal.company, deal.company.phone))
    return [Reached(one, phone) for one, phone in numbers if phone and user.can("people.view", one)]
