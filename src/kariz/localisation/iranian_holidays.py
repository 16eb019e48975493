"""Iran's public holidays, asked of the holidays library in a process of its own.

The library loads the holidays of all countries, 20 MB that stay for good, in each process that asks it. So
`python -m kariz.localisation.iranian_holidays 2026 2029` loads it, prints the holidays of those years and ends.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import date
from functools import lru_cache

logger = logging.getLogger("kariz.localisation")

AT_ONCE = 4
"""Years that are asked for together: to load the library takes a third of a second, a year next to nothing."""
PATIENCE = 30.0
LANGUAGES = {"fa": "fa_IR", "en": "en_US"}
Table = dict[str, dict[str, str]]
"""{language: {day as ISO 8601: name}}"""


def of_year(year: int, language: str) -> dict[date, str]:
    """The public holidays of a Gregorian year, named in "fa" or "en"."""
    found = _of_years(year - year % AT_ONCE)[language]
    return {day: name for day, name in found.items() if day.year == year}


@lru_cache(maxsize=16)
def _of_years(first: int) -> dict[str, dict[date, str]]:
    last = min(first + AT_ONCE - 1, date.max.year)
    table = _asked(max(first, date.min.year), last)
    return {
        language: {date.fromisoformat(day): name for day, name in days.items()}
        for language, days in table.items()
    }


def _asked(first: int, last: int) -> Table:
    command = [sys.executable, "-P", "-m", __name__, str(first), str(last)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 (our own module)
        return dict(json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        # Where no process may be started, the memory is spent here.
        logger.warning("Iran's holidays are asked for in this process: %s", error)
        return table(first, last)


def table(first: int, last: int) -> Table:
    """The holidays of some years; loads the library."""
    import holidays

    return {
        language: {
            day.isoformat(): name
            for day, name in sorted(
                holidays.country_holidays("IR", years=range(first, last + 1), language=locale).items()
            )
        }
        for language, locale in LANGUAGES.items()
    }


if __name__ == "__main__":
    json.dump(table(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
