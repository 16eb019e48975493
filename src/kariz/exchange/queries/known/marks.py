"""By what it is told whether a file is still read in the way in which it was read before."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kariz.exchange.models import Import


def mark_of(one: Import) -> str:
    """The same as long as the file is read in the same way."""
    return f"{one.stored}-{digest([one.layout, one.columns, one.mapping, one.lines_left_out])}"


def digest(said: Any) -> str:
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
