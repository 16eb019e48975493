"""What a person must have said before an import can run."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import STAGED
from kariz.reading.columns.fields import REQUIRED
from kariz.reading.rows.settings import UNSAID
from kariz.web.errors import FieldErrors


def check(one: Import) -> None:
    """Raises ImportBusy, and FieldErrors for what a person must say before it can run."""
    if not one.changeable:
        raise ImportBusy
    if not set(REQUIRED[one.kind]) & set(one.mapping.values()):
        raise FieldErrors(
            {"mapping": [_("Say which column holds the name of the record: its title, company or person.")]}
        )
    if one.kind == Import.Kind.DEALS and one.options.get("rate") == "":
        raise FieldErrors({"rate": [_("Say the rate of the currency; sums are counted by it.")]})
    if unsaid := [name for name, meaning in one.options.get("people", {}).items() if meaning == UNSAID]:
        text = _(
            "Each of these is the name of several people, or of somebody who has left: %(names)s. Say who is meant."
        )
        raise FieldErrors({"people": [text % {"names": _(", ").join(unsaid[:10])}]})
    if one.kind in STAGED and one.options.get("pipeline") is None:
        raise FieldErrors({"pipeline": [_("Choose a pipeline.")]})
