"""How the deals of a list stand or ended, as its rows say it."""

from __future__ import annotations

from kariz.exchange.models import Import
from kariz.pipeline.models import Stage
from kariz.reading.deals.ends_said import end_said
from kariz.reading.deals.stages import match
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.rows import RowReader
from kariz.reading.rows.settings import settings_of


class Ends:
    """Which outcome rows of an import say. One query."""

    def __init__(self, one: Import, reader: RowReader) -> None:
        self._settings, self._fields = settings_of(one.options), reader.fields
        pipelines = self._settings.all_pipelines()
        self._stages = list(
            Stage.objects.filter(pipeline__in=pipelines, retired_at=None).order_by("position")
        )
        self._won = {str(stage.pk) for stage in self._stages if stage.holds_won}
        self._meant: dict[tuple[str, str], str] = {}

    def of(self, draft: Draft) -> str:
        """The outcome; "" where the row has no word and no colour for it."""
        pipeline = draft.values.get("pipeline", "")

        def meant(word: str) -> str:
            if (pipeline, word) not in self._meant:
                self._meant[pipeline, word] = self._meaning(pipeline, word)
            return self._meant[pipeline, word]

        return end_said(draft, self._fields, self._won, meant)

    def _meaning(self, pipeline: str, word: str) -> str:
        found = self._settings.meaning_of(self._settings.stage_key(pipeline, word))
        if found is not None:
            return found
        live = [stage for stage in self._stages if stage.pipeline_id == self._settings.pipeline_of(pipeline)]
        return match(word, live)
