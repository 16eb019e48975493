"""How activities are found by search, and shown among what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kariz.localisation.templatetags.kariz import relday
from kariz.pipeline.activity_icons import ICONS, TASK
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.findable import findable
from kariz.pipeline.queries.put_away import readable_activities
from kariz.pipeline.template_texts import TEXTS
from kariz.records.models import WorkEntry
from kariz.records.search.registry import Entry, Shown, register_kind

KIND = "activity"


def register() -> None:
    """Called once when the application starts."""
    register_kind(
        KIND,
        model=Activity,
        describe=describe,
        label=_("Activity"),
        icon=TASK,
        entries=WorkEntry,
        rows=findable,
        shown_to=shown_to,
    )


def describe(activity: Any) -> Entry:
    """By its subject and what was said, by what it belongs to, and by its kind and result in each language."""
    title, *others = [activity.name] if activity.name else _template_texts(activity.template)
    names = [activity.deal.title] if activity.deal else []
    names += [part.name for part in (activity.company, activity.contact) if part is not None]
    said = [*others, *_result(activity.result), activity.notes]
    # Its own page shows all of it to whoever sees it; the deal's, which may be closed to them, only the last few.
    url = f"/activities/{activity.pk}/"
    text = "\n".join(filter(None, said))
    return Entry(title, " · ".join(names), text, activity.owner_id, url, " ".join(_kind(activity.kind)))


@cache
def _template_texts(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_in_each_language(TEXTS.get(template, ""))))


@cache
def _kind(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_in_each_language(Activity.Kind(kind).label)))


@cache
def _result(result: str) -> tuple[str, ...]:
    """That something is done is true of most, so nobody looks for it."""
    if result in ("", Activity.Result.DONE):
        return ()
    return tuple(dict.fromkeys(_in_each_language(Activity.Result(result).label)))


def _in_each_language(text: Any) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield str(text)


def shown_to(user: Any, ids: Collection[int]) -> Mapping[int, Shown]:
    """Those that the user sees, with their day, whose they are and what for; one query."""
    rows = readable_activities(user).filter(pk__in=ids)
    return {one.pk: _shown(one) for one in rows.select_related("deal", "company", "contact", "owner")}


def _shown(activity: Activity) -> Shown:
    at = activity.done_at or activity.due_at
    state = [] if activity.done_at else [gettext("To be done")]
    whose = [activity.owner.name] if activity.owner else []
    customers = [part.name for part in (activity.company, activity.contact) if part is not None]
    home = [activity.deal.title] if activity.deal else customers
    parts = [part for part in (*state, relday(at), *whose, *home) if part]
    label = str(activity.get_kind_display())
    return Shown(str(activity.title), parts, label, ICONS.get(activity.kind, TASK), at)
