"""Where the deal of a row stands and how it ended, as the words of the row mean it."""

from __future__ import annotations

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.pipeline.models import Outcome, Stage
from kariz.reading.cells.values import LOST, OPEN, WON, outcome_of
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.deals import parts_of_status, stages
from kariz.reading.deals.ends_said import WORDED, end_of, meaning_of, words_of
from kariz.reading.deals.outcome_hints import says_no_more
from kariz.reading.deals.results import is_signed
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.signs import COLOUR_STAGE, COLOURED


def place(result: Result, context: Context) -> tuple[Stage, str]:
    """Where the deal stands and how it ended; where the row does not say, it begins."""
    draft = result.draft
    words = words_of(draft)
    stage, outcome = meant(draft, context)
    name = "stage" if "stage" in words else "outcome"
    if words and stage is None and not outcome:
        said = {"word": words[name][:60], "stage": context.default_stage.title}
        draft.warn(name, _("No stage is called “%(word)s”; the deal begins in “%(stage)s”.") % said)
    elif len(words) > 1 and _unknown_outcome(draft, words["outcome"], context):
        text = _("“%(word)s” is not a known outcome; the deal stays open.")
        draft.warn("outcome", text % {"word": words["outcome"][:60]})
    stage, outcome = fitting(stage, outcome or "open", context)
    keep_words(draft, outcome, context)
    return stage, outcome


def meant(draft: Draft, context: Context) -> tuple[Stage | None, str]:
    """The stage and the outcome that the words of the row mean. A stage is believed from its own column first, an end
    from that of the outcome."""
    words = words_of(draft)
    if not words and (stage := context.stages.get(draft.values.get(COLOUR_STAGE, ""))):
        return stage, ""
    meanings = {name: _meaning(draft, name, word, context) for name, word in words.items()}
    begun = (stage for name in WORDED if (stage := context.stages.get(meanings.get(name, ""))))
    is_open = OPEN in meanings.values() or any(stages.outcome_said(word) == OPEN for word in words.values())
    return next(begun, None), end_of(meanings) or (OPEN if is_open else "")


def _meaning(draft: Draft, name: str, word: str, context: Context) -> str:
    return meaning_of(name, word, context.fields, lambda said: context.meaning(draft, said))


def _unknown_outcome(draft: Draft, word: str, context: Context) -> bool:
    return not _meaning(draft, "outcome", word, context) and stages.outcome_said(word) != OPEN


def keep_words(draft: Draft, outcome: str, context: Context) -> None:
    """What the cells say beside a word that is known does not vanish, whatever they are taken to mean: of a deal that
    is lost it is the reason, else a note. Words of a known product, and of our own files, are only names."""
    source = context.settings.source
    if "id" in context.fields or (source and not source.startswith("file-")):
        return
    for name, word in words_of(draft).items():
        if stages.is_word(word, context.process.stages) or _says_only(word, outcome):
            continue
        if outcome == Outcome.LOST and "lost_reason" not in draft.values and COLOURED not in draft.signs:
            head, rest = stages.apart(word)
            beside = rest if outcome_of(head) == LOST else parts_of_status.beside(word)
            draft.values["lost_reason"] = beside or word
        elif _is_answered(draft, word, context):
            continue
        elif (remark := f"{BY_NAME[name].label}: {word}") not in draft.remarks:
            draft.remarks.append(remark)


def _says_only(word: str, outcome: str) -> bool:
    """Does the word say no more than how the deal ended?"""
    return (outcome == stages.outcome_told(word) and says_no_more(word)) or _is_signed_win(word)


def _is_signed_win(word: str) -> bool:
    """ "Won - signed": one end in two words; that it is paid as well would say more."""
    head, behind = stages.apart(word)
    return outcome_of(head) == WON and is_signed(behind)


def _is_answered(draft: Draft, word: str, context: Context) -> bool:
    """Has a person said what the single word means, as nobody would have guessed it? More words say more than that."""
    key = context.settings.stage_key(draft.values.get("pipeline", ""), word)
    said = context.settings.meaning_of(key)
    return bool(said) and len(word.split()) == 1 and said != stages.match(word, context.process.stages)


def fitting(stage: Stage | None, outcome: str, context: Context) -> tuple[Stage, str]:
    """A won deal stands in the last stage, an open one before it."""
    process = context.process
    if outcome == "won":
        return process.won_stage or stage or process.stages[-1], Outcome.WON
    if stage is not None and stage.holds_won:
        return (stage, Outcome.WON) if outcome == "open" else (context.default_stage, Outcome(outcome))
    return stage or context.default_stage, Outcome(outcome)
