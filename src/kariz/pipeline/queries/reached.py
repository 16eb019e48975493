"""Who is called about a deal or for an activity, and under which number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kariz.access.models import User
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, CommitteeMember, Deal


@dataclass(frozen=True, slots=True)
class Reached:
    """A person, or the company itself, with the number as it was typed."""

    record: Contact | Company
    phone: str


def reached_by_phone(of: Deal | Activity, members: Iterable[CommitteeMember], user: User) -> list[Reached]:
    """Its own contact, then the committee, then the company: those who have a number and whom the user may see.
    The deal or activity comes from the `find` of its page, the members from `deal_page.members_of`: all bring the numbers
    along."""
    people: dict[int, tuple[Contact, str | None]] = {}
    if of.contact is not None:
        people[of.contact.pk] = (of.contact, vars(of)["contact_phone"])
    for member in members:
        people.setdefault(member.contact_id, (member.contact, vars(member)["phone"]))
    numbers: list[tuple[Contact | Company, str | None]] = list(people.values())
    if of.company is not None:
        numbers.append((of.company, of.company.phone))
    return [Reached(one, phone) for one, phone in numbers if phone and user.can("people.view", one)]
