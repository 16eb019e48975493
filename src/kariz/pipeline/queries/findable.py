"""Which activities search finds: what a person planned, did or wrote on.

What a stage planned by itself ("Research the company") stands on every deal in the same words: as long as it is only
that, it says nothing that anybody would look for, and a thousand of its kind would stand before what was said.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from kariz.pipeline.models import Activity
from kariz.pipeline.queries.put_away import put_away_with_words
from kariz.pipeline.queries.spoken_of import spoken_of

NAMED = Q(source=None) | ~Q(name=F("source__name"))
"""Called by a person, not by its stage alone."""
WITH_WORDS = NAMED | Q(done_at__isnull=False) | ~Q(notes="") | spoken_of()
THERE = (Q(deal=None) | Q(deal__deleted_at=None)) & (Q(deleted_at=None) | put_away_with_words())
"""Its own page can be opened, by whom it is shown to."""


def findable() -> QuerySet[Activity]:
    """All that may be found by those who see them, with what their entries say."""
    return Activity.objects.filter(THERE, WITH_WORDS).select_related("deal", "company", "contact")


def is_new_findable(activity: Activity) -> bool:
    """The same of one that is being written, on which nothing hangs yet."""
    named = activity.source is None or activity.name != activity.source.name
    return bool(named or activity.done_at or activity.notes)


def of_deals(ids: Any) -> QuerySet[Activity]:
    return Activity.objects.filter(deal__in=ids)
