"""Choices that pages of imports share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.actions.why_lost import DESIGN, MOST, WORDS
from kariz.exchange.models import Import
from kariz.exchange.queries.control import Control
from kariz.exchange.rules import owners
from kariz.exchange.rules.settings import NEW, UNSAID, WITHIN
from kariz.exchange.rules.stages import is_guess, match, outcome_said
from kariz.exchange.rules.values import OPEN
from kariz.localisation.currencies import CURRENCIES
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import LostReason, Stage

COLOUR_NAMES = {
    "green": pgettext_lazy("colour", "green"),
    "red": pgettext_lazy("colour", "red"),
    "yellow": pgettext_lazy("colour", "yellow"),
    "orange": pgettext_lazy("colour", "orange"),
    "blue": pgettext_lazy("colour", "blue"),
    "purple": pgettext_lazy("colour", "purple"),
    "grey": pgettext_lazy("colour", "grey"),
}


def policies() -> dict[str, tuple[str, str]]:
    """{policy: (what it is called, what it does)} for records that are there already."""
    return {
        "fill": (
            _("fill in what they lack"),
            _("What is here stays; only blank fields are filled from the file."),
        ),
        "update": (
            _("overwrite"),
            _("What the file says replaces what is here; blank cells change nothing."),
        ),
        "skip": (_("leave as they are"), _("The row is skipped; nothing of it is written.")),
        "create": (_("make new ones anyway"), _("A second record is made, whoever it looks like.")),
        "ask": (
            _("put the row aside and ask me"),
            _("Nothing is written until you have decided about the row."),
        ),
    }


def likenesses() -> list[tuple[str, str]]:
    """What becomes of a row that looks like a record, but is not surely the same."""
    return [
        ("ask", _("put the row aside and ask me")),
        ("tell", _("make a new record and tell me")),
    ]


def severals() -> list[tuple[str, str]]:
    """What becomes of several names in one cell."""
    return [
        ("split", _("make a person of each")),
        ("note", _("take the first, keep the rest as a note")),
        ("whole", _("one name, as it stands")),
    ]


def words_of(options: Mapping[str, Any], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """[{"text", "label", "meaning", "stages", "unknown", "guess"}] of the words of stages, each with the stages that it
    may mean. `unknown`: nobody has said what it is, and it is no word for what is open. `guess`: the title of the stage
    that it is taken to mean, by no more than a part of the word."""
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
    return found


def _guess(word: str, meaning: str, live: Sequence[Stage]) -> str:
    if not meaning or meaning != match(word, live) or not is_guess(word, live):
        return ""
    return next((str(stage.title) for stage in live if str(stage.pk) == meaning), "")


def words_shown(options: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """For a page: `words` as in words_of, the `unknown` ones among them, and the `guessed` ones."""
    words = words_of(options, labels)
    return {
        "words": words,
        "unknown": [word for word in words if word["unknown"]],
        "guessed": [word for word in words if word["guess"]],
    }


def pipelines_said(options: Mapping[str, Any], labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """[(name in the other system, its label, id of the pipeline here or "")]"""
    return [(text, labels.get(text, text), meaning) for text, meaning in options.get("pipelines", {}).items()]


def owners_of(options: Mapping[str, Any], by: User) -> list[dict[str, Any]]:
    """[{"text", "meaning", "choices", "unsaid", "proposed", "together"}] of the names in the owner column, each with
    the people whom it may mean. `proposed`: it stands for a person who is called otherwise, as nobody else has that
    name. `together`: by which other name it is the same new seller."""
    said = options.get("people", {})
    if not said:
        return []
    people = list(User.objects.active().order_by("name"))
    known, here = owners.by_name(people), {str(user.pk): user for user in people}
    choices = [(str(user.pk), user.name) for user in people]
    if by.can("user.name_seller"):
        choices = [(NEW, _("a new seller of this name")), *choices]
    sellers = owners.together([text for text, meaning in said.items() if meaning == NEW])
    return [
        {
            "text": text,
            "meaning": meaning,
            "choices": choices,
            "unsaid": meaning == UNSAID,
            "together": one if (one := sellers.get(text, text)) != text else "",
            "proposed": meaning in here
            and meaning == owners.match(text, known, by)
            and not owners.is_exact(text, here[meaning]),
        }
        for text, meaning in said.items()
    ]


def reasons_of(parts: Sequence[Import], said: Mapping[str, str], by: User) -> dict[str, Any]:
    """{"words": [{"text", "rows", "meaning", "choices"}], "rows", "more", "further"} of words for why deals were lost
    that are none of the reasons: `rows` of all; `more` words, in `further` rows, are not shown. Empty without any."""
    found: Counter[str] = Counter()
    for part in parts:
        found.update(part.layout.get(WORDS, {}) if part.kind == Import.Kind.DEALS else {})
    if not found:
        return {}
    live = LostReason.objects.filter(retired_at=None).order_by("position", "pk")
    choices = [(str(reason.pk), str(reason.title)) for reason in live]
    if by.can(DESIGN):
        choices = [(NEW, _("a new reason of this name")), *choices]
    first, rest = found.most_common()[:MOST], found.most_common()[MOST:]
    return {
        "words": [
            {"text": word, "rows": rows, "meaning": said.get(word, ""), "choices": choices}
            for word, rows in first
        ],
        "rows": found.total(),
        "more": len(rest),
        "further": sum(rows for _word, rows in rest),
    }


def colours_of(control: Control | None, options: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{"name", "label", "rows", "meaning"}] of the colours of rows that say no status."""
    said = options.get("colours", {})
    return [
        {"name": name, "label": COLOUR_NAMES[name], "rows": rows, "meaning": said.get(name, "")}
        for name, rows in (control.colours if control else ())
    ]


def rate_label(options: Mapping[str, Any]) -> str:
    """Asks for the rate by the names of both sides: a number alone could be either way round."""
    base, said = organisation().currency, CURRENCIES[options.get("currency", "IRR")]
    unit = _("toman") if str(options.get("unit", "")).endswith("toman") else _("rial")
    language = get_language() or "en"
    name = said.fa if language.startswith("fa") else said.code
    return _("Rate: how many %(unit)s is one %(currency)s?") % {
        "unit": unit if base == "IRR" else CURRENCIES[base].name(language),
        "currency": name,
    }


def units() -> list[tuple[str, str]]:
    """In which unit amounts of a file are, where its currency is the rial."""
    return [
        ("toman", _("toman")),
        ("rial", _("rial")),
        ("thousand toman", _("thousand toman")),
        ("million toman", _("million toman")),
        ("billion toman", _("billion toman")),
        ("thousand rial", _("thousand rial")),
        ("million rial", _("million rial")),
        ("billion rial", _("billion rial")),
    ]


def scales() -> list[tuple[str, str]]:
    """By how much amounts of a file in another currency are to be multiplied."""
    return [
        ("", _("as written")),
        ("thousand", _("thousands")),
        ("million", _("millions")),
        ("billion", _("billions")),
    ]


def members(by: User) -> list[tuple[str, str]]:
    """Whom rows without an owner may be given to, besides whoever imports."""
    people = User.objects.active().exclude(pk=by.pk).order_by("name")
    return [(str(user.pk), user.name) for user in people if by.reach.covers("change", user.pk)]
