"""What was said of a sheet of this title before, and holds for this one: told on its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kariz.exchange.models import Import
from kariz.pipeline.models import Outcome, Stage
from kariz.reading.files.colours import by_row
from kariz.reading.rows.settings import NOTHING

TAKEN_OVER = "taken_over"
"""In the layout of an import: {"title": of the sheet from which they are, and the options that were taken over}."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    title: str
    end: str
    """Where deals stand that name no stage; "" where that was not said."""
    colours: list[tuple[str, str]]
    """[(colour, what it means)]"""


def taken_over(one: Import) -> TakenOver | None:
    """What of it still holds."""
    said = one.layout.get(TAKEN_OVER)
    if not said:
        return None
    options = one.options
    ends = {said[name]: options.get(name) == said[name] for name in ("end", "stage") if said.get(name)}
    end = next((str(meaning) for meaning, holds in ends.items() if holds), "")
    # Of a sheet that nobody painted its colours say nothing.
    painted = set(by_row(one.layout.get("colours", {})).values())
    colours = [
        (colour, meaning)
        for colour, meaning in said.get("colours", {}).items()
        if colour in painted and options.get("colours", {}).get(colour) == meaning
    ]
    if not end and not colours:
        return None
    meanings = [meaning for _colour, meaning in colours]
    titles = _titles([end, *meanings])
    told = [(colour, titles.get(meaning, meaning)) for colour, meaning in colours]
    return TakenOver(str(said["title"]), titles.get(end, ""), told)


def _titles(meanings: list[str]) -> dict[str, str]:
    """What outcomes and ids of stages are called."""
    ids = [int(meaning) for meaning in meanings if meaning.isdecimal()]
    found = {str(stage.pk): str(stage.title) for stage in Stage.objects.filter(pk__in=ids)} if ids else {}
    found |= {meaning: str(Outcome(meaning).label) for meaning in meanings if meaning in Outcome.values}
    return found | {NOTHING: _("nothing")}
