"""Changes of many records at once: what an action is given for each, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kariz.web.errors import DomainError


@dataclass(frozen=True, slots=True)
class Change:
    """What to change of one record: `values` by the names of its fields, seen in `version` (None: as it is here).

    Changes that give many records the same share one `values`, which is then read once.
    """

    record: Any
    values: Mapping[str, Any]
    version: int | None = None


Outcome = DomainError | None
"""Of one record among many: None where it went, else why it stayed as it was."""
