"""What a list of people notes of the companies that its rows name: it stands in their notes, and where nothing may be
written there, in those of the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.columns.remarks_of_firms import FIELD


def both(one: str, other: str) -> str:
    """Two notes on one company, what both say once."""
    more = [line for line in other.splitlines() if line not in one]
    return "\n".join(filter(None, [one, *more]))


def keep_rest(results: Sequence[Result], ids: Mapping[int, int], context: Context) -> None:
    """Notes that their companies have not become are added to those of the people."""
    rows = [result for result in results if FIELD in result.draft.values]
    known = {ids[number] for result in rows if (number := result.draft.number) in ids}
    made = {pk: one for pk in known if (one := context.made.get(("company", pk)))}
    firms = {**context.hand.firms.of(sorted(known - made.keys())), **made} if known else {}
    for result in rows:
        said = result.draft.values[FIELD]
        firm = firms.get(ids.get(result.draft.number, 0))
        if firm is None or any(line not in firm.notes for line in said.splitlines()):
            result.draft.remarks.append(f"{BY_NAME[FIELD].label}: {said}")
