"""A value that stands on one line: a name, a title, a subject."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from kariz.web.errors import FieldErrors


def one_line(text: str | None, *, field: str, limit: int, required: bool = True) -> str:
    """The text without outer space. FieldErrors when it is empty, too long or holds control letters."""
    line = (text or "").strip()
    if required and not line:
        raise FieldErrors({field: [_("This field is required.")]})
    if len(line) > limit:
        raise FieldErrors({field: [_("At most %(limit)d characters fit here.") % {"limit": limit}]})
    if any(unicodedata.category(letter) == "Cc" for letter in line):
        raise FieldErrors({field: [_("Line breaks and control characters are not allowed here.")]})
    return line
