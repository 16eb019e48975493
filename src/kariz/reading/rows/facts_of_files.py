"""What is known of a file beside how its columns are taken; it tells how its rows are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from kariz.reading.cells.short_numbers import NOTHING as NO_AREAS
from kariz.reading.cells.short_numbers import Areas
from kariz.reading.days.years import Years
from kariz.reading.deals.continued import Continued
from kariz.reading.layout.asides import BEFORE, CHOSEN, SAID_NAMES
from kariz.reading.names.known import NOTHING, Known
from kariz.reading.rows.associated import Numbers
from kariz.reading.rows.settings import NAMES, SKIP, TAKE, Settings


@dataclass(frozen=True, slots=True)
class FactsOfFile:
    asides: Mapping[str, str] = field(default_factory=dict)
    """{number of a row that looks like none of the list: its kind}"""
    left_before: Collection[int] = ()
    """Rows that were left out of an earlier import."""
    habits: Mapping[str, str] = field(default_factory=dict)
    """{column of dates: where they have their year}"""
    day_orders: Mapping[str, str] = field(default_factory=dict)
    """{column of dates: whether they begin with the day or the month, where its own cells say so}"""
    years: Years | None = None
    """Of days that are written without."""
    orders: Mapping[str, str] = field(default_factory=dict)
    """What days of two numbers begin with in columns of steps."""
    written: date | None = None
    """The day of which the file says so."""
    headers: str = ""
    """The unit that those of amounts were seen to say."""
    shares: frozenset[str] = frozenset()
    """Columns that say percents as parts of one."""
    points: frozenset[str] = frozenset()
    """Columns of amounts in which a point divides thousands."""
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    """Which numbers behind names of companies and people are ids."""
    colours: Mapping[int, str] = field(default_factory=dict)
    """{number of a row: its colour}"""
    going_on: Continued | None = None
    """Deals of another sheet that rows continue."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """{city: the area code of its phones}"""
    areas: Areas = NO_AREAS
    """Area codes of numbers that are written without."""
    reasons: frozenset[str] = frozenset()
    """What the company calls its reasons for a loss, where a column may say one among other things."""
    beside: Known = NOTHING
    """Companies and people that are known."""

    def left_out(self, settings: Settings) -> dict[int, str]:
        """{number of a row that is not to come: why}, after what a person said of each."""
        found = {} if settings.asides == TAKE else {int(number): kind for number, kind in self.asides.items()}
        for said, how in settings.rows.items():
            found.pop(int(said), None)
            if how == SKIP:
                found[int(said)] = BEFORE if int(said) in self.left_before else CHOSEN
            elif how == NAMES:
                found[int(said)] = SAID_NAMES
        return found
