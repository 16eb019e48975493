"""Write `nowruz.json`: the Gregorian day of 1 Farvardin of every known year, for the browser's tests."""

import json
from pathlib import Path

from kariz.localisation.calendar import MAX_YEAR, MIN_YEAR, from_jalali

TABLE = Path(__file__).parent / "nowruz.json"


def table() -> str:
    """The JSON text."""
    return (
        json.dumps(
            {year: from_jalali(year, 1, 1).isoformat() for year in range(MIN_YEAR, MAX_YEAR + 1)}, indent=0
        )
        + "\n"
    )


if __name__ == "__main__":
    TABLE.write_text(table())
