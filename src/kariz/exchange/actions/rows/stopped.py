"""Rows whose deal stays where it is, for its stage does not let it go: all else of the row comes, and the row says what
stands in the way."""

from __future__ import annotations

from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import going_on
from kariz.exchange.actions.rows.deals_moved import Said
from kariz.localisation.said import gettext as _
from kariz.localisation.said import of
from kariz.pipeline.models import Deal, Outcome
from kariz.reading.deals.ends_said import words_of
from kariz.web.errors import DomainError


def tell(result: Result, deal: Deal, said: Said, error: DomainError) -> None:
    """The row says where the deal stays, what the list says, what is missing, and what a person can do."""
    told = {
        "stage": deal.stage.title if deal.is_open else Outcome(deal.outcome).label,
        "said": said.stage.title if said.outcome == Outcome.OPEN else Outcome(said.outcome).label,
    }
    missing = list(dict.fromkeys(one["text"] for one in error.extra.get("missing", ())))
    if missing:
        text = _(
            "The deal stays in “%(stage)s”; the list says “%(said)s”. What is missing: %(missing)s. "
            "Open the deal, see to that and move it."
        ) % (told | {"missing": missing})
    else:
        whys = [text for texts in error.errors.values() for text in texts] or [of(error.message)]
        text = _(
            "The deal stays in “%(stage)s”; the list says “%(said)s”. %(why)s Open the deal and move it."
        ) % (told | {"why": whys[0]})
    result.draft.warn(next(iter(words_of(result.draft)), "stage"), text, stays=True, stopped=True)
    result.stopped = True


def noted(result: Result, deal: Deal, context: Context) -> dict[str, Any]:
    """{"notes"} with what the row says of stage and end, once; nothing where they have it."""
    going_on.remark_place(result, context)
    return existing.remarked(deal, {}, result.draft.remarks)


def noted_before(result: Result, deal: Deal, context: Context) -> None:
    """What an earlier run noted so of the deal stays in its notes when the row overwrites them."""
    own, result.draft.remarks = result.draft.remarks, []
    going_on.remark_place(result, context)
    held = set(deal.notes.splitlines())
    own += [line for line in result.draft.remarks if line in held and line not in own]
    result.draft.remarks = own
