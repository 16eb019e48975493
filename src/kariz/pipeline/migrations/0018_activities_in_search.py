"""Activities that are there already are found by search from now on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import migrations
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kariz.localisation.text import fold
from kariz.pipeline.found_activities import describe
from kariz.records.search import words
from kariz.records.search.index import ATTACHED, row_of

AT_ONCE, FORMS_AT_ONCE = 500, 5_000


def find_activities(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("records", "WorkEntry").objects
    said: set[str] = set()
    for part in _parts(_findable(apps)):
        attached, now = _attached(apps, [one.pk for one in part]), timezone.now()
        rows = []
        for one in part:
            entry = describe(one)
            rows.append(entries.model(**row_of("activity", one.pk, entry, attached.get(one.pk, ()), now)))
            said |= words.of(fold(entry.title), fold(entry.subtitle))
        entries.bulk_create(rows)
    _learn(apps, said)


def forget_activities(apps: Any, schema_editor: Any) -> None:
    apps.get_model("records", "WorkEntry").objects.filter(kind="activity").delete()


def _findable(apps: Any) -> Any:
    """What a person planned, did or wrote on; also what was put away with its deal and carries words."""
    spoken_of = Q(pk__in=[])
    for name in ("Comment", "File"):
        written = apps.get_model("records", name).objects.filter(
            subject_kind="activity", subject_id=OuterRef("pk"), deleted_at=None
        )
        spoken_of |= Q(Exists(written))
    removed = apps.get_model("events", "Event").objects.filter(
        verb="activity.removed",
        subject_kind="activity",
        subject_id=OuterRef("pk"),
        at__gte=OuterRef("deleted_at"),
    )
    put_away = Q(deleted_at__isnull=False, deal__isnull=False) & ~Q(deal__outcome="open") & spoken_of
    there = Q(deleted_at=None) | (put_away & ~Q(Exists(removed)))
    named = Q(source=None) | ~Q(name=F("source__name"))
    with_words = named | Q(done_at__isnull=False) | ~Q(notes="") | spoken_of
    rows = apps.get_model("pipeline", "Activity").objects.filter(there, with_words)
    rows = rows.filter(Q(deal=None) | Q(deal__deleted_at=None))
    return rows.select_related("deal", "company", "contact").order_by("pk")


def _parts(rows: Any) -> Iterator[list[Any]]:
    last = 0
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield part
        last = part[-1].pk


def _attached(apps: Any, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name, text in (("Comment", "body"), ("File", "name")):
        rows = apps.get_model("records", name).objects.filter(
            subject_kind="activity", subject_id__in=ids, deleted_at=None
        )
        for pk, words_of_it in rows.order_by("-id").values_list("subject_id", text):
            held = found.setdefault(pk, [])
            if sum(map(len, held)) < ATTACHED:
                held.append(words_of_it[:ATTACHED])
    return found


def _learn(apps: Any, said: set[str]) -> None:
    """What is misspelt is found, too."""
    spellings = apps.get_model("records", "SearchSpelling")
    known = spellings.objects.order_by().filter(form=F("word")).values_list("word", flat=True)
    new = [
        spellings(form=form, word=word)
        for word in sorted(said - set(known))
        for form in sorted(words.forms(word))
    ]
    spellings.objects.bulk_create(new, batch_size=FORMS_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0017_deals_apart"),
        ("records", "0011_work_entries"),
        ("events", "0003_merges_of_deals"),
        ("people", "0025_spelt_by_ear"),
    ]

    operations = [migrations.RunPython(find_activities, forget_activities)]
