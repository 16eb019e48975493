"""Rows that a person left out of an earlier import stay out when they come again."""

from __future__ import annotations

from itertools import islice

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.tables import table_of
from kariz.reading.rows.drafts import fingerprint
from kariz.reading.rows.settings import LEFT_BEFORE, MOST_ROWS, SKIP

RAN = (Import.Phase.DONE, Import.Phase.FAILED, Import.Phase.TAKEN_BACK)
LOOKED_AT = 50
"""Imports of the kind before it, the last first."""
MOST_SAID = 5_000
"""Rows of which they say something, at most."""
SEEN = 100_000


def look(one: Import) -> None:
    """Leave out, unsaved, the rows of a new import that are like those left out before; the last word counts."""
    left = _left(one.kind)
    if not left:
        return
    rows = (
        str(number)
        for number, cells in islice(table_of(one).rows(), SEEN)
        if fingerprint(one.kind, one.columns, cells) in left
    )
    own = one.options.get("rows", {})
    asides = one.layout.get("asides", {})
    found = list(islice((number for number in rows if number not in (*own, *asides)), MOST_ROWS - len(own)))
    if found:
        one.options = one.options | {"rows": own | dict.fromkeys(found, SKIP)}
        one.layout = one.layout | {LEFT_BEFORE: sorted({*one.layout.get(LEFT_BEFORE, ()), *map(int, found)})}


def _left(kind: str) -> set[str]:
    """What rows were like that were left out when they came last."""
    before = Import.objects.filter(kind=kind, phase__in=RAN).order_by("-id")
    said: dict[tuple[int, int], bool] = {}
    for pk, rows, known in before.values_list("pk", "options__rows", f"layout__{LEFT_BEFORE}")[:LOOKED_AT]:
        if len(said) < MOST_SAID:
            # Who was told that a row stays out and did not leave it at that has taken it.
            said |= {
                (pk, int(number)): True for number in known or () if (rows or {}).get(str(number)) != SKIP
            }
            said |= {(pk, int(number)): how != SKIP for number, how in (rows or {}).items()}
    if all(said.values()):
        return set()
    numbers = {number for _pk, number in said}
    came = ImportRow.objects.filter(of__in={pk for pk, _number in said}, number__in=numbers)
    last: dict[str, bool] = {}
    for pk, number, mark in came.order_by("-of_id").values_list("of_id", "number", "fingerprint"):
        if (pk, number) in said:
            last.setdefault(mark, said[pk, number])
    return {mark for mark, taken in last.items() if not taken}
