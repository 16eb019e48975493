"""The one company or contact that somebody means by its name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kariz.localisation.text import fold
from kariz.web.errors import FieldErrors


def one_named(model: Any, given: str, by: Any, field: str) -> Any:
    """The record of that name (in either script's spelling) that `by` may see; None when empty. Raises FieldErrors."""
    words = " ".join(given.split())
    if not words or words == "—":
        return None
    found = list(model.objects.visible_to(by).filter(folded=fold(words)[:400]).order_by("id")[:2])
    if len(found) == 1:
        return found[0]
    if found:
        message = _("Several are called “%(name)s”: choose on the deal's page.")
    else:
        message = _("There is no “%(name)s” yet: add it first.")
    raise FieldErrors({field: [message % {"name": words[:60]}]})
