"""What the words of the stage column of a list mean here: as this person or the others said it before, else as it is
guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known.said_words import said_before
from kariz.exchange.queries.known.tables import closed_by_word
from kariz.localisation.text import squash
from kariz.pipeline.models import Pipeline, Stage
from kariz.reading.columns import contracts
from kariz.reading.deals import results, stages
from kariz.reading.rows.settings import Settings


def say(made: Import, settings: Settings, said: Sequence[tuple[str, str]], by: User) -> None:
    """Say of every pipeline and every word, (pipeline, word), of which nothing was said, what it means."""
    open_ones = (
        list(Pipeline.objects.filter(archived_at=None)) if any(pipeline for pipeline, _stage in said) else []
    )
    for pipeline in {pipeline: None for pipeline, _stage in said if pipeline}:
        settings.pipelines.setdefault(pipeline, stages.match_pipeline(_called(made, pipeline), open_ones))
    live: dict[int, list[Stage]] = {}
    used = settings.all_pipelines()
    for stage in Stage.objects.filter(pipeline__in=used, retired_at=None).order_by("position", "id"):
        live.setdefault(stage.pipeline_id, []).append(stage)
    lists: dict[str, list[str]] = {}
    for pipeline, text in said:
        if text:
            lists.setdefault(pipeline, []).append(text)
    for pipeline, words in lists.items():
        keys = {settings.stage_key(pipeline, text): _called(made, text) for text in words}
        if keys.keys() <= settings.stages.keys():
            continue
        here = live.get(settings.pipeline_of(pipeline) or 0, [])
        meant = guess(made, pipeline, list(keys.values()), here)
        if "id" not in made.mapping.values():
            # Our own exports say what they mean.
            meant |= said_before([word for word in meant if word not in settings.stages], by, here)
        for key, word in keys.items():
            settings.stages.setdefault(key, meant[word])


def guess(made: Import, pipeline: str, words: Sequence[str], here: Sequence[Stage]) -> dict[str, str]:
    """{word: what it means} as far as the list itself tells; `here`: the stages of its pipeline."""
    alone = {word: stages.match(word, here) for word in words}
    meant = results.read_in_list(alone, _over_by_days(made, pipeline, alone))
    called = [str(made.layout.get("sheet") or made.name), str(made.layout.get("title", ""))]
    return meant | contracts.running(called, made.columns, meant)


def _over_by_days(made: Import, pipeline: str, alone: Mapping[str, str]) -> frozenset[str]:
    """Which of the words for what is signed mean that it was won, by the closing days of the rows."""
    if made.kind != Import.Kind.DEALS or not any(map(results.is_signed, alone)) or not made.stored:
        return frozenset()
    rows = [(_called(made, word), has_day) for of, word, has_day in closed_by_word(made) if of == pipeline]
    spelled = {squash(word): word for word in alone}
    return results.over_by_days([(spelled.get(squash(word), word), day) for word, day in rows], alone)


def _called(made: Import, key: str) -> str:
    """The label of what the file only numbers, where another file of the set says it."""
    return str(made.layout.get("labels", {}).get(key, key))
