"""What words of a file are taken to mean here, and how sure that is: stages, and the people of the owner column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kariz.access.models import User
from kariz.access.queries.people import retired
from kariz.exchange.models import Import
from kariz.exchange.queries.known import said_words
from kariz.exchange.queries.known.coming_sellers import as_invited
from kariz.exchange.queries.known.known_people import known_people
from kariz.exchange.queries.known.said_sellers import said_before
from kariz.pipeline.models import Outcome, Stage
from kariz.reading.cells.values import OPEN, same_name
from kariz.reading.deals.results import is_signed, won_here
from kariz.reading.deals.stages import is_guess, match, outcome_said
from kariz.reading.files.colours import with_shades
from kariz.reading.layout.legends import LEGEND, meanings
from kariz.reading.names import owners
from kariz.reading.names.shared_owners import halves
from kariz.reading.rows.settings import NEW, SAME_AS, UNSAID, WITHIN


def by_legend(one: Import, pipeline: int | None) -> dict[str, str]:
    """{colour: meaning}, as a line above the table explains them."""
    legend = one.layout.get(LEGEND)
    if not legend:
        return {}
    live = Stage.objects.filter(pipeline=pipeline, retired_at=None).order_by("position", "pk")
    return with_shades(meanings(legend, list(live)), one.layout.get("colours", {}))


def words_of(options: Mapping[str, Any], labels: Mapping[str, str], by: User) -> list[dict[str, Any]]:
    """[{"text", "label", "meaning", "stages", "unknown", "guess", "remembered"}] of the words of stages, each with the
    stages that it may mean. `unknown`: nobody has said what it is, and it is no word for what is open. `guess`: the stage or
    the outcome that it is taken to mean, by no more than a part of the word. `remembered`: it was said so before."""
    chosen, named = options.get("pipeline"), options.get("pipelines", {})
    ids = {int(pk) for pk in named.values() if pk.isdecimal()} | ({chosen} if chosen else set())
    live: dict[str, list[Stage]] = {}
    for stage in Stage.objects.filter(pipeline__in=ids, retired_at=None).order_by("position"):
        live.setdefault(str(stage.pipeline_id), []).append(stage)
    found = []
    for text, meaning in options.get("stages", {}).items():
        pipeline, within, word = text.partition(WITHIN)
        other = named.get(pipeline, "") if within else ""
        label = labels.get(word if other else text, word if other else text)
        shown = f"{labels.get(pipeline, pipeline)}{WITHIN}{label}" if other else label
        mine = live.get(other or str(chosen), [])
        found.append(
            {
                "text": text,
                "label": shown,
                "meaning": meaning,
                "stages": mine,
                "guess": _guess(labels.get(word, word) if other else label, meaning, mine),
                "unknown": not meaning and outcome_said(word or text) != OPEN,
            }
        )
    before = said_words.said_before([one["label"] for one in found], by, live.get(str(chosen), []))
    for one in _with_results(found):
        one["remembered"] = bool(one["meaning"]) and before.get(one["label"]) == one["meaning"]
        one["guess"] = "" if one["remembered"] else one["guess"]
    return found


def _with_results(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """«قرارداد» among results is a guess, too."""
    lists: dict[str, dict[str, str]] = {}
    for one in words:
        pipeline, within, _word = one["label"].rpartition(WITHIN)
        lists.setdefault(pipeline if within else "", {})[one["label"].rpartition(WITHIN)[2]] = one["meaning"]
    for one in words:
        pipeline, _within, word = one["label"].rpartition(WITHIN)
        if one["meaning"] == Outcome.WON and (is_signed(word) or won_here(word, lists[pipeline])):
            one["guess"] = str(Outcome.WON.label)
    return words


def _guess(word: str, meaning: str, live: Sequence[Stage]) -> str:
    if not meaning or meaning != match(word, live) or not is_guess(word, live):
        return ""
    if meaning in Outcome.values:
        return str(Outcome(meaning).label)
    return next((str(stage.title) for stage in live if str(stage.pk) == meaning), "")


def people_of(said: Mapping[str, str], people: Sequence[User], by: User) -> list[dict[str, Any]]:
    """[{"text", "meaning", "unsaid", "retired", "proposed", "together", "likely", "likely_name", "remembered", "me"}] of
    the names
    in the owner column. `unsaid`: several people have the name, or only somebody who has left (`retired`). `proposed`: it
    stands for a person who is called otherwise, as nobody else has that name. `together`: by which other name it is the
    same new seller. `likely`: what the name of a new seller may well mean instead, and who that is. `remembered`: this
    person said so of an earlier import. `me`: it means whoever wrote the list, which nobody says."""
    known, here = known_people(people), {str(user.pk): user for user in people}
    gone = owners.by_name(retired()) if UNSAID in said.values() else {}
    maybe = _likely(said, people)
    before = said_before([text for text in said if same_name(text) not in known], by)
    coming = as_invited([text for text, meaning in said.items() if meaning.startswith(SAME_AS)], by)
    sellers = owners.together([text for text, meaning in said.items() if meaning == NEW])
    return [
        {
            "text": text,
            "meaning": meaning,
            "unsaid": meaning == UNSAID,
            "retired": _who_left(text, known, gone, by) if meaning == UNSAID else "",
            "likely": (perhaps := maybe.get(text, "")),
            "likely_name": here[perhaps].name if perhaps in here else perhaps.removeprefix(SAME_AS),
            "together": one if (one := sellers.get(text, text)) != text else "",
            "several": meaning not in ("", NEW, UNSAID) and len(halves(text)) > 1,
            "remembered": meaning != UNSAID and before.get(text) == meaning,
            "me": same_name(text) in owners.ME,
            "proposed": meaning == coming.get(text)
            or (
                meaning in here
                and meaning == owners.match(text, known, by)
                and not owners.is_exact(text, here[meaning])
            ),
        }
        for text, meaning in said.items()
    ]


def _who_left(text: str, known: Mapping[str, Any], gone: Mapping[str, User], by: User) -> str:
    """The name of who is meant, where only somebody who has left is called so."""
    if owners.match(text, known, by) == UNSAID:
        return ""
    meant = owners.match(text, gone, by)
    return next((user.name for user in gone.values() if str(user.pk) == meant), text if gone else "")


def _likely(said: Mapping[str, str], people: Iterable[User]) -> dict[str, str]:
    """{name of a new seller: what it may well mean instead}: a user, or another new seller of the files."""
    new = [name for name, meaning in said.items() if meaning == NEW]
    here = {str(user.pk): user.name for user in people}
    joined = owners.together(new)
    found = {}
    for name in new:
        # Of whom it is taken to be one with anyway nobody need be asked.
        others = {one for other in new if (one := joined.get(other, other)) != joined.get(name, name)}
        named = {f"{SAME_AS}{other}": other for other in others if len(other) > len(name)}
        if meaning := owners.likely(name, here) or owners.likely(name, named):
            found[name] = meaning
    return found
