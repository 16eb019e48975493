"""Which numbers of records are named anywhere, though the record be gone: none of them may be another record's.

They were, where SQLite made a table again or a backup was restored: both count on from the rows that are left.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import BigIntegerField, Max
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from kariz.web.numbering import never_again

TABLES = {
    "activity": ("pipeline", "Activity"),
    "comment": ("records", "Comment"),
    "company": ("people", "Company"),
    "contact": ("people", "Contact"),
    "custom_field": ("records", "CustomField"),
    "deal": ("pipeline", "Deal"),
    "pair": ("people", "DuplicatePair"),
    "event": ("events", "Event"),
    "file": ("records", "File"),
    "import": ("exchange", "Import"),
    "import_set": ("exchange", "ImportSet"),
    "invitation": ("access", "Invitation"),
    "note": ("records", "Comment"),
    "obstacle": ("pipeline", "Obstacle"),
    "pipeline": ("pipeline", "Pipeline"),
    "pipeline_draft": ("pipeline", "PipelineDraft"),
    "product": ("pipeline", "Product"),
    "profile": ("people", "Profile"),
    "saved_view": ("records", "SavedView"),
    "team": ("access", "Team"),
    "token": ("access", "ApiToken"),
    "user": ("access", "User"),
}
"""{kind, as events and references call it: model}"""
OF_KINDS = (
    ("events", "Event", "subject_kind", "subject_id"),
    ("records", "Comment", "subject_kind", "subject_id"),
    ("records", "File", "subject_kind", "subject_id"),
    ("records", "RecentRecord", "kind", "object_id"),
    ("records", "SearchEntry", "kind", "object_id"),
    ("people", "DuplicateKey", "kind", "record_id"),
    ("people", "DuplicatePair", "kind", "second_id"),
    ("exchange", "ExternalRef", "record_kind", "record_id"),
    ("exchange", "ImportRow", "result_kind", "result_id"),
    ("exchange", "ExpectedRow", "result_kind", "result_id"),
)
"""(area, model, what says the kind, the number)"""
OF_ONE_KIND = (
    ("events", "Event", "deal_id", "deal"),
    ("events", "Event", "actor_id", "user"),
    ("events", "Event", "undone_by_id", "event"),
    ("events", "ReaderCursor", "event_id", "event"),
    ("records", "Comment", "deal_id", "deal"),
    ("records", "File", "deal_id", "deal"),
    ("records", "SearchEntry", "owner_id", "user"),
    ("people", "DuplicatePair", "judged_by", "user"),
    ("pipeline", "Deal", "next_step_id", "activity"),
    ("pipeline", "StageVisit", "entered_by", "user"),
    ("web", "IdempotencyKey", "actor_id", "user"),
)
IN_EVENTS = {"comment": "comment.", "file": "file.", "pair": ".duplicate_"}
"""{what the data of an event calls it: what the verbs hold that do}"""


def keep_given(apps: Any, link: Any) -> None:
    """Let every table count on above all numbers of it that anything names. `apps` holds the models of all areas."""
    highest = _named(apps) | _said(apps)
    with link.cursor() as cursor:
        for kind, number in highest.items():
            if kind in TABLES:
                never_again(cursor, link, apps.get_model(*TABLES[kind])._meta.db_table, number)


def _named(apps: Any) -> Counter[str]:
    """{kind: the highest number that a column names}"""
    highest: Counter[str] = Counter()
    for area, name, kind, number in OF_KINDS:
        rows = apps.get_model(area, name)._base_manager.exclude(**{number: None}).order_by()
        highest |= Counter(dict(rows.values_list(kind).annotate(Max(number))))
    for area, name, number, kind in OF_ONE_KIND:
        rows = apps.get_model(area, name)._base_manager
        highest |= Counter({kind: rows.aggregate(most=Max(number))["most"] or 0})
    return highest


def _said(apps: Any) -> Counter[str]:
    """The same for what stands in the data of events."""
    highest: Counter[str] = Counter()
    for key, verbs in IN_EVENTS.items():
        told = apps.get_model("events", "Event")._base_manager.filter(verb__contains=verbs, data__has_key=key)
        numbers = told.annotate(said=KT(f"data__{key}")).filter(said__regex=r"^[0-9]{1,18}$")
        most = numbers.aggregate(most=Max(Cast("said", BigIntegerField())))["most"]
        highest |= Counter({key: most or 0})
    return highest
