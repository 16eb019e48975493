"""What was said on steps that were put away when their deal ended: it can be read there as long as the deal rests so."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kariz.access.models import User
from kariz.pipeline.models import Activity, Outcome
from kariz.pipeline.queries.binned import told_as_removed
from kariz.pipeline.queries.spoken_of import spoken_of

ENDED = Q(deleted_at__isnull=False, deal__outcome__in=[one for one in Outcome.values if one != Outcome.OPEN])


def put_away_with_words() -> Q:
    """The condition on activities: a note or file hangs on it, and it went with the end of its deal, not by hand."""
    return ENDED & spoken_of() & ~Q(told_as_removed())


def readable_activities(user: User) -> QuerySet[Activity]:
    """Activities whose page the user may open: those that they see, and what was put away with words on it."""
    own: QuerySet[Activity] = Activity.objects.visible_to(user)
    own = own.filter(Q(deal=None) | Q(deal__deleted_at=None))
    return own.filter(Q(deleted_at=None) | put_away_with_words())
