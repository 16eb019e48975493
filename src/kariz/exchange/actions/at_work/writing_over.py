"""What an import left as it was is written after all: its files come in once more, and write over what is here."""

from __future__ import annotations

from kariz.access.models import User
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.unwritten import unwritten
from kariz.reading.rows.settings import UPDATE
from kariz.web.errors import FieldErrors


def write_changes(*, parts: list[Import], by: User) -> ImportSet:
    """The new set of these parts of one import, which is over; it runs, or waits for an answer that it lacks.

    Raises NotAllowed, ImportBusy where nothing is left to write, NotFound where their files are gone, FileRefused.
    """
    by.require("import.run")
    if not unwritten(*parts):
        raise ImportBusy
    made = sets.bring_again(parts, by)
    made = sets.change(whole=made, by=by, options={"existing": UPDATE})
    try:
        return set_runs.start(whole=made, by=by)
    except FieldErrors:
        return made
