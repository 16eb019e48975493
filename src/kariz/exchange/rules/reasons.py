"""Why rows are refused, in words that many rows share."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_SAID = re.compile(r"“[^”]*”|«[^»]*»")
_NUMBER = re.compile(r"\d+")
_EXAMPLE = re.compile(r"\d{4}/\d\d/\d\d[,،]")


def quoted(text: str) -> str:
    """Words of the file within the marks of the reader's language."""
    return _("“%(text)s”") % {"text": text}


def reason_of(text: str) -> str:
    """The reason without the words and numbers of the one row; days in it are examples of how to write one."""
    bare = _SAID.sub("…", text)
    return (bare if _EXAMPLE.search(bare) else _NUMBER.sub("…", bare)).replace("(…)", "").strip()
