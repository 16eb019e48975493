"""Which reasons of the company the words of a file mean."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from kariz.pipeline.models import LostReason
from kariz.reading.cells.values import same_name
from kariz.reading.deals.lost_reasons import template_of


class Reasons:
    """The reasons in use, asked for once."""

    def __init__(self) -> None:
        self.live = list(LostReason.objects.filter(retired_at=None))
        self._named = {same_name(title): reason for reason in self.live for title in titles(reason)}

    @property
    def names(self) -> set[str]:
        """As they are compared, in both languages."""
        return {*self._named}

    def named(self, text: str) -> LostReason | None:
        """The one of that name in either language."""
        return self._named.get(same_name(text))

    def find(self, text: str) -> LostReason | None:
        """The one of that name in either language, else the one that its words mean, or None."""
        means = template_of(text)
        alike = (reason for reason in self.live if means and reason.template == means)
        return self._named.get(same_name(text)) or next(alike, None)

    def keep(self, reason: LostReason) -> None:
        """Known from now on."""
        self.live.append(reason)
        self._named[same_name(str(reason.title))] = reason


def titles(record: Any) -> set[str]:
    """What a template's record is called in both languages."""
    found = set()
    for language in ("fa", "en"):
        with translation.override(language):
            found.add(str(record.title))
    return found
