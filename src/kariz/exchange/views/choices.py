"""Choices that pages of imports share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.actions.setup.why_lost import BESIDE, DESIGN, GUESSED, MOST, WORDS
from kariz.exchange.forms.rows import as_written
from kariz.exchange.models import Import
from kariz.exchange.queries.known.coming_sellers import Invited, invited, new_sellers
from kariz.exchange.queries.known.lost import Reasons
from kariz.exchange.queries.known.meanings import people_of, words_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.known.taken_over import TakenOver, taken_over
from kariz.exchange.queries.pages.figures import Control
from kariz.localisation.currencies import CURRENCIES
from kariz.organisation.forms.organisation import currencies
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import LostReason, Outcome, Stage
from kariz.reading.cells.values import same_name
from kariz.reading.deals.own_numbers import OWN, SAME, SHARED
from kariz.reading.files.colours import FILLS, by_row, plain
from kariz.reading.rows.settings import NEW, SAME_AS, SKIP

COLOUR_NAMES = {
    "green": pgettext_lazy("colour", "green"),
    "red": pgettext_lazy("colour", "red"),
    "yellow": pgettext_lazy("colour", "yellow"),
    "orange": pgettext_lazy("colour", "orange"),
    "blue": pgettext_lazy("colour", "blue"),
    "purple": pgettext_lazy("colour", "purple"),
    "grey": pgettext_lazy("colour", "grey"),
}


SURE_SHOWN = 6
"""So many words whose meaning is sure stand open."""


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


def words_shown(options: Mapping[str, Any], labels: Mapping[str, str], by: User) -> dict[str, Any]:
    """For a page: `words` as in words_of, each with its `number`, the `unknown` ones first and the `guessed` ones next;
    where many are sure, `sure` are folded away, and `words` are the others."""
    words = [
        word | {"number": number}
        for number, word in enumerate(
            sorted(words_of(options, labels, by), key=lambda word: (not word["unknown"], not word["guess"])),
            1,
        )
    ]
    sure = [word for word in words if not (word["unknown"] or word["guess"])]
    folded = len(sure) if len(sure) > SURE_SHOWN else 0
    return {
        "words": words[: len(words) - folded],
        "sure": sure[:folded],
        "unknown": [word for word in words if word["unknown"]],
        "guessed": [word for word in words if word["guess"]],
    }


def told_by_list(
    words: Sequence[dict[str, Any]], apart: Mapping[str, Mapping[str, Sequence[Import]]]
) -> None:
    """Say of each word that lists of a set read differently how each does: `each`, [(what it means, the names of the
    lists)]."""
    ids = {meaning for said in apart.values() for meaning in said if meaning.isdecimal()}
    titles = {str(stage.pk): str(stage.title) for stage in Stage.objects.filter(pk__in=ids)}
    called = {"": _("open, in the first stage"), SKIP: _("leave such rows out")} | titles
    called |= {str(value): str(label) for value, label in Outcome.choices}
    for word in words:
        word["each"] = [
            (called.get(meaning, meaning), " · ".join(one.own_sheet or one.name for one in lists))
            for meaning, lists in apart.get(word["text"], {}).items()
        ]


def pipelines_said(options: Mapping[str, Any], labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """[(name in the other system, its label, id of the pipeline here or "")]"""
    return [(text, labels.get(text, text), meaning) for text, meaning in options.get("pipelines", {}).items()]


def owners_of(options: Mapping[str, Any], by: User) -> list[dict[str, Any]]:
    """As people_of, each with the "choices" of whom the name may mean."""
    said = options.get("people", {})
    if not said:
        return []
    new = [name for name, meaning in said.items() if meaning == NEW]
    people = list(User.objects.active().order_by("name"))
    coming = invited(by)
    choices = [(str(user.pk), user.name) for user in people] + _as_choices(coming)
    names = by.can("user.name_seller")
    if names:
        choices = [(NEW, _("a new seller of this name")), *choices]
    found = sorted(people_of(said, people, by), key=lambda one: (not one["unsaid"], not one["likely"]))
    asked = [_as_joined(one) | {"names": names} for one in found]
    typed = {meaning for meaning in said.values() if meaning.startswith(SAME_AS)} if names else set()
    return [
        one | {"choices": _as_coming(_with_likely(choices, one, new, typed), one["text"], coming)}
        for one in asked
    ]


def _as_joined(one: dict[str, Any]) -> dict[str, Any]:
    """What is chosen says what becomes of a new seller of several names, as the line below it does."""
    joined = one["together"] and one["meaning"] == NEW
    return one | ({"meaning": f"{SAME_AS}{one['together']}"} if joined else {})


def _as_coming(choices: list[tuple[str, Any]], text: str, coming: Sequence[Invited]) -> list[tuple[str, Any]]:
    """Who is invited by just that name is no new seller of it: the same choice, called what it is."""
    same = next((one for one in coming if same_name(one.name) == same_name(text)), None)
    if same is None:
        return choices
    [(_value, called)] = _as_choices([same])
    return [(said, called if said == NEW else label) for said, label in choices if said != same.pk]


def reasons_of(parts: Sequence[Import], said: Mapping[str, str], by: User) -> dict[str, Any]:
    """{"words": [{"text", "rows", "meaning", "choices", "guess", "noted"}], "rows", "more", "further", "other"} of words
    for why deals were lost that are none of the reasons, and of those that are only taken for one (`guess`): `rows` of
    all; `more` words, in `further` rows, are not shown; `other`: those of which nothing is said have the reason "other",
    which the company has, except `noted` ones, which only statuses say. Empty without any."""
    found, guessed, beside = (_words_of_lost(parts, name) for name in (WORDS, GUESSED, BESIDE))
    # What a column of reasons says of one list, a status may say of another.
    noted = set(beside) - set(found)
    found.update(beside)
    if not found and not guessed:
        return {}
    live = LostReason.objects.filter(retired_at=None).order_by("position", "pk")
    choices = [(str(reason.pk), str(reason.title)) for reason in live]
    if by.can(DESIGN):
        choices = [(NEW, _("a new reason of this name")), *choices]
    other = any(reason.template == LostReason.OTHER for reason in live)
    first, rest = found.most_common()[:MOST], found.most_common()[MOST:]
    known = Reasons()
    means = {word: str(reason.pk) for word in guessed if (reason := known.find(word))}
    return {
        "words": [
            {"text": word, "rows": rows, "meaning": said.get(word, means.get(word, "")), "choices": choices}
            | {"guess": word in means and said.get(word, means[word]) == means[word], "noted": word in noted}
            for word, rows in [*guessed.most_common()[:MOST], *first]
        ],
        "other": other,
        "rows": found.total() + guessed.total(),
        "more": len(rest),
        "further": sum(rows for _word, rows in rest),
    }


def _words_of_lost(parts: Sequence[Import], name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in parts:
        found.update(part.layout.get(name, {}) if part.kind == Import.Kind.DEALS else {})
    return found


def colours_of(
    control: Control | None,
    options: Mapping[str, Any],
    legend: Mapping[str, str],
    agreed: Mapping[str, str],
    parts: Sequence[Import],
) -> list[dict[str, Any]]:
    """[{"name", "label", "fill", "numbers", "rows", "meaning", "legend", "stages"}] of the colours of rows that say no
    status, and of those that the file explains (`worded`); the stages of the one pipeline, [] where each file has its own.
    `legend`: what the files say of colours; `agreed`: what the words of their other rows say."""
    shown = [*control.colours, *control.explained] if control else []
    if not shown:
        return []
    said, pipeline = options.get("colours", {}), options.get("pipeline")
    fills = {name: fill for part in parts for name, fill in part.layout.get(FILLS, {}).items()}
    stages: list[tuple[str, str]] = []
    if isinstance(pipeline, int):
        live = Stage.objects.filter(pipeline=pipeline, retired_at=None).order_by("position", "pk")
        stages = [(str(stage.pk), str(stage.title)) for stage in live]
    return [
        {
            "name": name,
            "label": COLOUR_NAMES[plain(name)],
            "fill": fills.get(name, ""),
            "numbers": _rows_of(parts, name),
            "rows": rows,
            "worded": bool(control and not control.coloured[name]),
            "meaning": said.get(name, ""),
            "legend": legend.get(name, ""),
            "agreed": name in agreed and agreed[name] == said.get(name),
            "stages": stages,
        }
        for name, rows in shown
    ]


def taken_over_shown(one: Import) -> TakenOver | None:
    """What was said of a sheet of this title before, colours by their names."""
    found = taken_over(one)
    if found is None:
        return None
    return replace(
        found, colours=[(str(COLOUR_NAMES.get(plain(name), name)), said) for name, said in found.colours]
    )


def _rows_of(parts: Sequence[Import], colour: str) -> str:
    """Which rows of the one file with that colour have it, as people write it."""
    painted = [part for part in parts if part.layout.get("colours", {}).get(colour)]
    if len(painted) != 1:
        return ""
    rows = by_row({colour: painted[0].layout["colours"][colour]})
    numbers = [number for number in rows if number >= table_of(painted[0]).first]
    return as_written(numbers[:NUMBERS]) + ("…" if len(numbers) > NUMBERS else "")


NUMBERS = 30
"""Rows of a colour that are named."""
MOST_NEW = 30
"""With more new names than these, only those that are likely the same are offered for each other."""


def _with_likely(
    choices: list[tuple[str, Any]], one: Mapping[str, Any], new: Sequence[str], typed: set[str]
) -> list[tuple[str, Any]]:
    """Who is likely meant stands first of the people; the other new names of the file stand here too: «نازی» may be
    «نازنین کریمی»."""
    text = _("the same new seller as “%(name)s”")
    likely, own = one["likely"], f"{SAME_AS}{one['text']}"
    others = {said for said in (likely, one["meaning"]) if said.startswith(SAME_AS)}
    others = (others | typed) - {said for said, _label in choices}
    if len(new) <= MOST_NEW and (one["text"] in new or others):
        others |= {f"{SAME_AS}{name}" for name in new}
    named = [
        (said, text % {"name": said.removeprefix(SAME_AS)})
        for said in sorted(others - {own}, key=lambda said: (said != likely, said))
    ]
    return [*choices[:1], *named, *sorted(choices[1:], key=lambda choice: choice[0] != likely)]


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


def currencies_of_files() -> list[tuple[str, Any]]:
    """Which unit of the Iranian currency the amounts count is asked beside: "rial" alone reads as its answer."""
    return [(code, _("toman or rial (IRR)") if code == "IRR" else name) for code, name in currencies()]


def choices_of_numbers() -> list[tuple[str, str]]:
    """Whose the numbers of a list of deals are."""
    return [
        (SHARED, _("those of other lists, too; rows of other companies wait")),
        (SAME, _("those of other lists, whatever the company")),
        (OWN, _("of this list alone")),
    ]


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


def members(by: User, parts: Sequence[Import]) -> list[tuple[str, str]]:
    """Whom rows without an owner may be given to, besides whoever imports: new sellers of the files among them, and who is
    invited."""
    people = User.objects.active().exclude(pk=by.pk).order_by("name")
    here = [(str(user.pk), user.name) for user in people if by.reach.covers("change", user.pk)]
    if not by.can("user.name_seller"):
        return here
    coming = invited(by)
    new = [name for name in new_sellers(parts) if name not in {one.name for one in coming}]
    text = _("%(name)s (a new seller)")
    return here + _as_choices(coming) + [(f"{SAME_AS}{name}", text % {"name": name}) for name in new]


def _as_choices(coming: Sequence[Invited]) -> list[tuple[str, str]]:
    return [(one.pk, _("%(name)s (invited)") % {"name": one.name}) for one in coming]
