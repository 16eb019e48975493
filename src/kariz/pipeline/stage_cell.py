"""The cell of a deal's stage: chosen in the table, moved through the same gates as anywhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from kariz.pipeline.actions.moves import MoveRefused, ReasonNeeded, move
from kariz.pipeline.models import Deal, Stage
from kariz.records.tables import Edit, typed
from kariz.web.errors import FieldErrors

NAME = "stage"


def stages(by: Any) -> list[tuple[int, str]]:
    """Pairs (id, title) of all stages in use; of several pipelines each with the name of its own."""
    live = Stage.objects.filter(retired_at=None, pipeline__archived_at=None).select_related("pipeline")
    found = list(live.order_by("pipeline__position", "pipeline_id", "position", "id"))
    several = len({stage.pipeline_id for stage in found}) > 1
    titles = Counter(str(stage.title) for stage in found)
    return [
        (
            stage.pk,
            f"{stage.title} ({stage.pipeline.title})"
            if several and titles[str(stage.title)] > 1
            else str(stage.title),
        )
        for stage in found
    ]


def stages_of(by: Any, deal: Any) -> list[tuple[int, str]]:
    """Those of the deal's own pipeline: it goes to no other one."""
    live = Stage.objects.filter(retired_at=None, pipeline_id=deal.pipeline_id)
    return [(stage.pk, str(stage.title)) for stage in live.order_by("position", "id")]


def _read(given: str, deal: Any, by: Any) -> int:
    """A title is that of the deal's pipeline, where it has one of that name; else who named it is told that it has not."""
    try:
        pk = typed.choice(NAME, lambda user: stages_of(user, deal), None)(given, deal, by)
    except FieldErrors:
        pk = typed.choice(NAME, stages, None)(given, deal, by)
    if pk is None:
        raise FieldErrors({NAME: [_("Choose a stage.")]})
    return int(pk)


def _move(*, record: Deal, value: int, by: Any, version: int | None) -> Deal:
    """What is missing is said at the cell, and the deal stays where it is."""
    to = Stage.objects.get(pk=value)
    if to.pipeline_id != record.pipeline_id:
        raise FieldErrors({NAME: [_("This stage is of another pipeline.")]})
    try:
        return move(deal=record, to=to, by=by, version=version).deal
    except (MoveRefused, ReasonNeeded) as error:
        missing = [str(one["text"]) for one in error.extra.get("missing", [])]
        raise FieldErrors({NAME: [str(error), *missing]}) from None


STAGE = Edit(field=NAME, read=_read, options=stages, save=_move, of=stages_of, bulk=False)
