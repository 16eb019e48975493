"""What the commands say of deals that stay where they are, for their stage does not let them go where their rows say."""

from __future__ import annotations

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.stopped import expected_stopped, stopped_rows

SHOWN = 20


def tell_came(one: Import) -> None:
    """The rows of an import that has run; nothing where there are none."""
    rows = stopped_rows(one)
    if count := rows.count():
        print(f"  {count} of them left their deal in its stage")
    for row in rows[:SHOWN]:
        print(f"    row {row.number}: {row.told[0]}")


def tell_expected(one: Import) -> None:
    """The same as the rehearsal found it."""
    if count := one.outcome.get("stopped"):
        print(f"  {count} of them would leave their deal in its stage")
        for row in expected_stopped(one)[:SHOWN]:
            print(f"    row {row.number}: {row.told[0]}")
