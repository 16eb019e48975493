"""Whether the installation holds sample data, which one button takes out again."""

from __future__ import annotations

from typing import Any

from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh


def mark_sample(*, by: Any, present: bool) -> None:
    """Remember it. Raises NotAllowed."""
    by.require("organisation.change")
    Organisation.objects.update(sample_data=present)
    refresh()
