"""Which records can carry comments, files and a timeline, and who may see them; the areas above register theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Model, QuerySet, Value
from django.urls import reverse

from kariz.access.models.user import User, read_reach
from kariz.web.errors import NotFound


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    model: type[Model]
    visible: Callable[[Any], QuerySet]
    deal_id: Callable[[Any], int | None]
    story: Callable[[int], list[int]]
    listed: str
    known: Callable[[Any], QuerySet]


_subjects: dict[str, Subject] = {}


def register(
    kind: str,
    model: type[Model],
    visible: Callable[[Any], QuerySet] | None = None,
    deal_id: Callable[[Any], int | None] | None = None,
    story: Callable[[int], list[int]] | None = None,
    listed: str = "",
    known: Callable[[Any], QuerySet] | None = None,
) -> None:
    """Let records of `model` carry comments and files. `visible(user)` are those the user may see (`visible_to`).

    `deal_id(record)` names the deal whose timeline shows it too. `story(id)` are the ids of all records whose events
    its timeline tells: its own and those of what was merged into it. `listed` names the page to which one comes back
    when the record is gone. `known(user)` are those the user may see in the bin as well. The record
    needs `get_absolute_url()`.
    """
    rows: Any = model._default_manager.all()
    seen = visible or rows.visible_to
    of_deal = deal_id or (lambda record: None)
    _subjects[kind] = Subject(kind, model, seen, of_deal, story or _alone, listed, known or seen)


def _alone(pk: int) -> list[int]:
    return [pk]


def story_of(kind: str, pk: int) -> list[int]:
    """The ids of the records whose events the timeline of this one tells."""
    return _subjects[kind].story(pk) if kind in _subjects else [pk]


def known(kind: str) -> bool:
    return kind in _subjects


def model_of(kind: str) -> type[Model]:
    """The model of a registered kind; KeyError for another."""
    return _subjects[kind].model


def instead_of(path: str, kind: str, pk: int, user: Any) -> str:
    """The page to go to instead of the record's own at `path`, if the user sees the record no more; else empty."""
    subject = _subjects.get(kind)
    if subject is None or not subject.listed:
        return ""
    record: Any = subject.model(pk=pk)
    if path != record.get_absolute_url() or subject.visible(user).filter(pk=pk).exists():
        return ""
    return reverse(subject.listed)


def load(kind: str, pk: int, user: Any) -> Any:
    """The record, if the user may see it. Raises NotFound."""
    subject = _subjects.get(kind)
    record = subject.visible(user).filter(pk=pk).first() if subject else None
    if record is None:
        raise NotFound()
    return record


def seen_by(kind: str, pk: int, users: Collection[User]) -> set[int]:
    """The ids of those people who may see the record: two queries, and one more for each further two hundred."""
    subject = _subjects.get(kind)
    if subject is None or not users:
        return set()
    read_reach(users)
    everyone = list(users)
    # A database takes some hundreds of questions in one.
    parts = (everyone[start : start + 200] for start in range(0, len(everyone), 200))
    return {who for part in parts for who in _seen_by(subject, pk, part)}


def _seen_by(subject: Subject, pk: int, users: Collection[User]) -> list[int]:
    first, *others = (
        subject.visible(user)
        .filter(pk=pk)
        .order_by()
        .annotate(who=Value(user.pk, output_field=BigIntegerField()))
        .values_list("who")
        for user in users
    )
    return [who for (who,) in first.union(*others, all=True)]


def load_many(kind: str, ids: Collection[int], user: Any) -> list[Any]:
    """Those of the records that the user may see."""
    subject = _subjects.get(kind)
    return list(subject.visible(user).filter(pk__in=ids)) if subject else []


def known_ids(kind: str, ids: Collection[int], user: Any) -> set[int]:
    """Those of the records that the user may see, in the bin or outside."""
    subject = _subjects.get(kind)
    return set(subject.known(user).filter(pk__in=ids).values_list("pk", flat=True)) if subject else set()


def deal_of(kind: str, record: Model) -> int | None:
    """The id of the deal that the record belongs to, if any."""
    return _subjects[kind].deal_id(record)
