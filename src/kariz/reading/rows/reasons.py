"""Why rows are refused, in words that many rows share."""

from __future__ import annotations

import re

_SAID = re.compile(r"“[^”]*”|«[^»]*»")
_NUMBER = re.compile(r"\d+")


def reason_of(text: str) -> str:
    """The reason without the words and the number of the one row. Several numbers are examples of what to write."""
    bare = _SAID.sub("…", text)
    alone = len(_NUMBER.findall(bare)) == 1
    return (_NUMBER.sub("…", bare) if alone else bare).replace("(…)", "").strip()
