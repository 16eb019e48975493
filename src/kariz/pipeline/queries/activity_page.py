"""Everything that the page of one activity shows, read with a fixed number of queries."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from kariz.access.models import User
from kariz.people.models import Contact
from kariz.people.queries.main_phone import main_phone
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.agenda import visible_activities
from kariz.pipeline.queries.deal_page import people_of
from kariz.pipeline.queries.put_away import readable_activities
from kariz.web.errors import NotFound

LINKS = ("deal__pipeline", "company__owner", "contact__owner", "owner")


def find(user: User, pk: int) -> Activity:
    """The activity with all it belongs to, if the user may see it. Raises NotFound."""
    return _one(visible_activities(user), pk)


def find_to_read(user: User, pk: int) -> Activity:
    """The same, also of what was put away with its deal and carries what was said. Raises NotFound."""
    return _one(readable_activities(user), pk)


def _one(rows: QuerySet[Activity], pk: int) -> Activity:
    phone = main_phone(OuterRef("contact"))
    found = rows.filter(pk=pk).select_related(*LINKS).annotate(contact_phone=phone).first()
    if found is None:
        raise NotFound
    return found


def who_may_have_taken_part(activity: Activity) -> list[Contact]:
    """The people of its deal, its own person, and who is said to have been there."""
    people = people_of(activity.deal) if activity.deal is not None else []
    more = [activity.contact] if activity.contact is not None else []
    return list({person.pk: person for person in (*people, *more, *activity.participants.all())}.values())
