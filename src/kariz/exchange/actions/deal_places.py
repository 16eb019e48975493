"""Where the deal of a row stands and how it ended, as the words of the row mean it."""

from __future__ import annotations

from kariz.exchange.actions.context import Context, Result
from kariz.exchange.rules.rows import Draft
from kariz.localisation.said import gettext as _
from kariz.pipeline.models import Outcome, Stage


def place(result: Result, context: Context) -> tuple[Stage, str]:
    """Where the deal stands and how it ended; where the row does not say, it begins."""
    values = result.draft.values
    stage, outcome = meant(result.draft, context)
    if (word := values.get("stage", "")) and stage is None and not outcome:
        said = {"word": word[:60], "stage": context.default_stage.title}
        result.draft.warn("stage", _("No stage is called “%(word)s”; the deal begins in “%(stage)s”.") % said)
    return fitting(stage, outcome or "open", context)


def meant(draft: Draft, context: Context) -> tuple[Stage | None, str]:
    """The stage and the outcome that the words of the row mean."""
    values = draft.values
    word, outcome = values.get("stage", ""), values.get("outcome", "")
    meaning = context.meaning(draft, word) if word else ""
    if meaning in ("won", "lost", "resting") and outcome in ("", "open"):
        outcome = meaning
    return context.stages.get(meaning), outcome


def fitting(stage: Stage | None, outcome: str, context: Context) -> tuple[Stage, str]:
    """A won deal stands in the last stage, an open one before it."""
    process = context.process
    if outcome == "won":
        return process.won_stage or stage or process.stages[-1], Outcome.WON
    if stage is not None and stage.holds_won:
        return (stage, Outcome.WON) if outcome == "open" else (context.default_stage, Outcome(outcome))
    return stage or context.default_stage, Outcome(outcome)
