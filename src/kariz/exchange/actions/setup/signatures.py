"""By what a file is known again: the names of its columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils import translation

from kariz.exchange.actions.at_work import refused
from kariz.localisation.text import squash


def signature(columns: Iterable[str], sheet: str = "") -> str:
    """The same for files whose columns are called alike, in any order and spelling, and for what was refused of them."""
    names = sorted({squash(column) or column for column in columns} - _added())
    if sheet:
        names.append(f"\x1e{squash(sheet) or sheet}")
    return hashlib.blake2s("\x1f".join(names).encode("utf-8", "replace"), digest_size=16).hexdigest()


@cache
def _added() -> frozenset[str]:
    """What the columns are called that a file of refused rows has besides its own, in every language."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {squash(str(header)) for header in refused.ADDED}
    return frozenset(found)
