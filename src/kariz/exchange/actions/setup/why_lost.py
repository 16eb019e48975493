"""Words for why deals were lost that are none of the company's reasons: what a person says that they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.models import Import
from kariz.exchange.queries.known.lost import Reasons
from kariz.exchange.queries.pages.together import of_set
from kariz.pipeline.actions import reasons
from kariz.pipeline.models import Deal, LostReason
from kariz.reading.cells.values import same_name
from kariz.reading.rows.settings import NEW, Settings, as_spelled
from kariz.reading.shapes import kariz
from kariz.web.errors import FieldErrors

WORDS = "lost_words"
"""Under which the layout keeps {word that is none of the reasons: rows}, the commonest first."""
GUESSED = "guessed_words"
"""The same of those that are taken for one of the reasons by what they say, and are called otherwise: a person is asked."""
BESIDE = "words_beside"
"""The same of words behind a status, "Lost - no decision", that mean none: unless a person says otherwise, only a note."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
MOST = 12
LONGEST = 200
DESIGN = "pipeline.design"


def words_of(part: Import) -> list[str]:
    """All that are asked about."""
    return [word for name in (WORDS, GUESSED, BESIDE) for word in part.layout.get(name, {})]


def check(said: Mapping[str, str], by: User, before: Mapping[str, str]) -> None:
    """Raises FieldErrors for reasons that are not there, and new ones that this person may not make."""
    fresh = {word: meaning for word, meaning in said.items() if before.get(word) != meaning}
    ids = {int(meaning) for meaning in fresh.values() if meaning not in ("", NEW)}
    if LostReason.objects.filter(pk__in=ids, retired_at=None).count() != len(ids):
        raise FieldErrors({"reasons": [_("There is no such reason.")]})
    if NEW in fresh.values() and not by.can(DESIGN):
        raise FieldErrors({"reasons": [_("You may not make reasons.")]})


def today(said: Mapping[str, str], by: User) -> dict[str, str]:
    """Of what was said of such words that which still holds, and which this person may say."""
    ids = [int(meaning) for meaning in said.values() if meaning not in ("", NEW)]
    here = LostReason.objects.filter(pk__in=ids, retired_at=None).values_list("pk", flat=True)
    allowed = {"", *map(str, here)} | ({NEW} if by.can(DESIGN) else set())
    return {word: meaning for word, meaning in said.items() if meaning in allowed}


def say(made: Import, settings: Settings, said: Mapping[str, int], beside: Mapping[str, int]) -> None:
    """Keep which words of the rows mean none of the reasons, and which are only taken for one, those `beside` a status
    among them; of each that is shown a meaning can be said."""
    known = Reasons()
    here = {str(reason.pk) for reason in known.live}
    settings.reasons = {
        word: meaning for word, meaning in settings.reasons.items() if meaning in (*here, "", NEW)
    }
    unknown = {word: rows for word, rows in said.items() if known.find(word) is None}
    if unknown or WORDS in made.layout:
        made.layout = made.layout | {WORDS: unknown}
    guessed = {
        word: rows
        for word, rows in {**beside, **said}.items()
        if known.find(word) is not None and known.named(word) is None
    }
    if guessed or GUESSED in made.layout:
        made.layout = made.layout | {GUESSED: guessed}
    stray = {
        word: rows for word, rows in beside.items() if known.find(word) is None and _LETTERS.search(word)
    }
    stray = {word: rows for word, rows in stray.items() if word not in unknown}
    if stray or BESIDE in made.layout:
        made.layout = made.layout | {BESIDE: stray}
    ours = settings.source == kariz.SHAPE.name
    for word in list(unknown) if ours else list(unknown)[:MOST]:
        # Reasons of another installation are reasons here, too.
        settings.reasons.setdefault(word, NEW if ours else "")


def said_of_all(one: Import) -> dict[str, str]:
    """{word: meaning} as the lists that come together agree."""
    told: dict[str, set[str]] = {}
    for part in of_set(one) or [one]:
        for word, meaning in part.options.get("reasons", {}).items():
            if meaning:
                told.setdefault(word, set()).add(meaning)
    return {word: meanings.pop() for word, meanings in told.items() if len(meanings) == 1}


def meant(text: str, known: Reasons, settings: Settings, by: User) -> LostReason | None:
    """The reason that a cell means: as a person said, else as it reads."""
    meaning = settings.reason_of(text[:LONGEST])
    if meaning and meaning != NEW:
        return next((reason for reason in known.live if str(reason.pk) == meaning), None)
    guesses = as_spelled(text[:LONGEST], settings.reasons) not in settings.reasons
    found = known.find(text) if guesses else known.named(text)
    if found is None and meaning == NEW and by.can(DESIGN):
        found = _made(text[:LONGEST], by)
        known.keep(found)
    return found


def _made(name: str, by: User) -> LostReason:
    """One that was put away comes back."""
    away = LostReason.objects.exclude(retired_at=None)
    found = next((reason for reason in away if same_name(str(reason.title)) == same_name(name)), None)
    if found is not None:
        return reasons.retire(reason=found, by=by, retired=False)
    return reasons.create(by=by, name=name)


def take_back(one: Import, by: User) -> None:
    """Reasons that came with the import, or came back with it, and that no deal has are put away."""
    if not by.can(DESIGN):
        return
    told = Event.objects.filter(batch=one.batch, verb__in=("reason.created", "reason.changed"))
    made = told.values_list("subject_id", flat=True)
    used = Deal.objects.filter(lost_reason__in=list(made), deleted_at=None)
    gone: Any = LostReason.objects.filter(pk__in=list(made), retired_at=None)
    for reason in gone.exclude(pk__in=used.values("lost_reason")):
        reasons.retire(reason=reason, by=by, retired=True)
