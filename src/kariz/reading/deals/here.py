"""Rows of deals that seem to be here already: the sign of those that come all the same, of those that stay
out, and of those that are taken for the deals that are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kariz.localisation.said import gettext as _

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

HERE, LEFT, ONE = "here", "here_left", "here_same"


def say(draft: Draft) -> None:
    draft.warn("", _("A deal of this customer with this amount and day, or title, is here already."))
