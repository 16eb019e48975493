"""Rows of a file by their numbers, as a person writes them: "14, 27-30"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from kariz.exchange.models import Import
from kariz.exchange.queries.known.row_numbers import last_row, numbers_in
from kariz.localisation.templatetags.kariz import in_digits
from kariz.reading.rows.settings import MOST_ROWS, NAMES, SKIP, TAKE
from kariz.web.errors import FieldErrors

FIELDS = {"rows_out": SKIP, "rows_names": NAMES}
"""{field: what is said of the rows in it}"""


def given_rows(one: Import, data: QueryDict) -> dict[str, str]:
    """What the page says of rows: as its fields have it, with what was pressed beside one row. Raises FieldErrors, by the
    name of the field."""
    errors: dict[str, list[str]] = {}
    said: dict[str, set[int]] = {}
    last = last_row(one) if any(data.get(field, "").strip() for field in FIELDS) else 1
    for field, how in FIELDS.items():
        try:
            said[field] = set(numbers_in(data.get(field, ""), 1, last))
        except ValueError as error:
            errors[field] = [str(error)]
            continue
        said[field] |= _pressed(data, how)
        said[field] -= {
            number for other in (*FIELDS.values(), TAKE) if other != how for number in _pressed(data, other)
        }
    if errors:
        raise FieldErrors(errors)
    if both := said["rows_out"] & said["rows_names"]:
        text = _("Row %(number)s stands in both fields.") % {"number": in_digits(min(both))}
        raise FieldErrors({"rows_names": [text]})
    if sum(map(len, said.values())) > MOST_ROWS:
        raise FieldErrors(
            {"rows_out": [_("At most %(max)d rows can be chosen one by one.") % {"max": MOST_ROWS}]}
        )
    return _together(one, said, _pressed(data, TAKE))


def as_written(numbers: Iterable[int]) -> str:
    """The numbers as the field says them, those that follow each other as a span."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = (part for run in runs for part in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run)))
    return in_digits(_(", ").join(spans))


def _pressed(data: QueryDict, how: str) -> set[int]:
    """The numbers of rows beside which that was pressed."""
    return {int(text) for text in data.getlist(f"row_{how}") if text.isdecimal() and len(text) < 10}


def _together(one: Import, said: Mapping[str, set[int]], taken: set[int]) -> dict[str, str]:
    """With the rows that come all the same, which no field shows."""
    before = one.options.get("rows", {})
    others = {int(number) for number, how in before.items() if how == TAKE}
    named = set().union(*said.values())
    lines = {int(number) for number in one.layout.get("asides", {})}
    lines -= {int(number) for number, how in before.items() if how == NAMES}
    rows = dict.fromkeys((others | taken & lines) - named, TAKE)
    rows |= {number: how for field, how in FIELDS.items() for number in said[field]}
    return {str(number): rows[number] for number in sorted(rows)}


def fields_of(one: Import, typed: Mapping[str, str]) -> dict[str, str]:
    """What the fields show: as they were typed where that was refused."""
    rows = one.options.get("rows", {})
    return {
        field: typed.get(field) or as_written(int(number) for number, said in rows.items() if said == how)
        for field, how in FIELDS.items()
    }
