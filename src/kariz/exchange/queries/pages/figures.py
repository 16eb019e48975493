"""The control figures: what lists of deals come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kariz.exchange.queries.pages.marked import Marked
from kariz.exchange.queries.pages.standings import Standings
from kariz.exchange.queries.pages.stated import Stated
from kariz.reading.deals.here import LEFT as HERE_LEFT
from kariz.reading.files.colours import in_order
from kariz.reading.rows.signs import OTHERS


@dataclass(slots=True)
class Control:
    """`sums` are {currency: minor units} of `deals`; `twice` those of rows that repeat the number of another deal and
    do not count again. `beside` are {column that is left out: rows without an amount that have a number there}. `more`
    totals of the file are not among the `stated` ones."""

    deals: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    without_amount: int = 0
    without_customer: int = 0
    stepless: int = 0
    """Open ones whose next step no row names: their stage plans its first one."""
    repeated: int = 0
    twice: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    stated: list[Stated] = field(default_factory=list)
    more: int = 0
    continued: int = 0
    """Deals of another list of the set with which this one goes on; they count there."""
    again: int = 0
    """Those of them that are none by a number: a row says them a second time, and a person said that it is that deal."""
    marked: list[Marked] = field(default_factory=list)
    binned: int = 0
    """Rows of deals that lie in the bin; they count nowhere."""
    coloured: Counter[str] = field(default_factory=Counter)
    """{colour: rows of it that say no status}; of so many (`unmeant`) nobody said what it means."""
    unmeant: int = 0
    standings: Standings = field(default_factory=Standings)
    of: int = 0
    """The import, where it is one."""
    lists: list[tuple[str, int, Standings]] = field(default_factory=list)
    """The same of each of several lists: its name, its import."""
    told: Counter[str] = field(default_factory=Counter)
    """The same of colours that a file explains, of rows whose words say a status."""

    @property
    def going_on(self) -> int:
        """Told apart from the deals that stand twice: each deal under one heading."""
        return self.continued - self.again

    @property
    def amounts(self) -> list[tuple[str, int]]:
        """(currency, sum) for pages: a template would ask a Counter for its key "items"."""
        return list(self.sums.items())

    @property
    def waiting(self) -> int:
        """Rows that wait for a person's word."""
        return sum(one.count for one in self.marked if one.sign == OTHERS)

    @property
    def stays_out(self) -> int:
        """Rows that seem to be here already, and are left out for it."""
        return sum(one.count for one in self.marked if one.sign == HERE_LEFT)

    @property
    def colours(self) -> list[tuple[str, int]]:
        return [(colour, self.coloured[colour]) for colour in in_order(+self.coloured)]

    @property
    def explained(self) -> list[tuple[str, int]]:
        return [(colour, self.told[colour]) for colour in in_order(+self.told) if not self.coloured[colour]]

    @property
    def not_counted(self) -> list[tuple[str, int]]:
        return list(self.twice.items())

    @property
    def columns(self) -> list[tuple[str, int]]:
        return [(column, rows) for column, rows in self.beside.items() if rows]


def together(several: Sequence[tuple[str, Control]]) -> Control | None:
    """What files, each with its name, come to; None without any."""
    whole = Control()
    for name, one in several:
        whole.deals += one.deals
        whole.without_amount += one.without_amount
        whole.without_customer += one.without_customer
        whole.stepless += one.stepless
        whole.repeated += one.repeated
        whole.more += one.more
        whole.unmeant += one.unmeant
        whole.continued += one.continued
        whole.again += one.again
        whole.binned += one.binned
        whole.standings.add(one.standings)
        if one.deals:
            whole.lists.append((name, one.of, one.standings))
        for all_of_it, part in (
            (whole.sums, one.sums),
            (whole.twice, one.twice),
            (whole.beside, one.beside),
            (whole.coloured, one.coloured),
            (whole.told, one.told),
        ):
            all_of_it.update(part)
        whole.marked += [
            replace(found, file=name if len(several) > 1 else "") for found in one.marked if found.count
        ]
        whole.stated += [replace(said, file=name if len(several) > 1 else "") for said in one.stated]
    if len(whole.lists) < 2:
        whole.lists = []
    return whole if several else None
