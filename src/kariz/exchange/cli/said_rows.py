"""`kariz import --leave-rows ROWS --name-rows ROWS`: what is said of rows by their numbers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.cli.people import stop
from kariz.exchange.models import Import
from kariz.exchange.queries.known.row_numbers import last_row, numbers_in
from kariz.localisation.text import squash
from kariz.reading.rows.settings import NAMES, SKIP


def say(parts: Sequence[Import], by: User, options: argparse.Namespace) -> list[Import]:
    """The imports, with that said of the one whose sheet, or file, is named; of a single one it need not be."""
    said: dict[int, dict[str, str]] = {}
    for how, given in ((SKIP, options.leave_rows), (NAMES, options.name_rows)):
        for text in given:
            name, _colon, rows = text.rpartition(":")
            one = _of(parts, name)
            try:
                numbers = numbers_in(rows, 1, last_row(one))
            except ValueError as error:
                stop(str(error))
            said.setdefault(one.pk, {}).update({str(number): how for number in numbers})
    return [
        imports.change(one=one, by=by, options={"rows": one.options.get("rows", {}) | said[one.pk]})
        if one.pk in said
        else one
        for one in parts
    ]


def _of(parts: Sequence[Import], name: str) -> Import:
    if not name and len(parts) == 1:
        return parts[0]
    for one in parts:
        if squash(name) in (squash(one.sheet), squash(one.name)) and name:
            return one
    names = ", ".join(repr(one.sheet or one.name) for one in parts)
    return stop(f"rows of several lists are said as SHEET:ROWS, with one of {names}")
