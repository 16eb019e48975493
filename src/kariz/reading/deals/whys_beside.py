"""Why a deal was lost, as its status says it behind the word for the end: «لغو - پروژه متوقف شد»."""

from __future__ import annotations

from kariz.reading.cells.values import LOST, outcome_of
from kariz.reading.deals import parts_of_status, stages


def reason_beside(status: str) -> str:
    """ "" of a status that says no loss, or nothing beside it."""
    if not status:
        return ""
    head, rest = stages.apart(status)
    return rest if outcome_of(head) == LOST else _beside(status)


def _beside(status: str) -> str:
    lost = LOST in (stages.outcome_said(status), parts_of_status.begun(status)[0])
    return parts_of_status.beside(status) if lost else ""


def says_not_lost(status: str) -> bool:
    """Does it say an end that is no loss, or that the deal goes on? What stands in its row then is no reason for one."""
    end = stages.outcome_told(status) or stages.match(status, ())
    return end not in ("", LOST)
