"""What a row that came in before, and says something else since, changes in its deal: each field with what stood there and
what stands there now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import deal_places
from kariz.localisation.said import Said, of
from kariz.localisation.said import gettext as _
from kariz.localisation.templatetags.kariz import money
from kariz.localisation.text import squash
from kariz.pipeline.actions.deal_changes import plain
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_story import LABELS, WORDS
from kariz.reading.deals.changed import is_told
from kariz.records.custom import showing

WRITTEN = (
    *("title", "amount", "company", "contact", "owner", "expected_close", "channel", "created_at"),
    *("stage", "outcome", "lost_reason", "closed_at", "resting_until", "notes"),
)
LINKS = frozenset({"company", "contact", "owner", "stage", "lost_reason"})
PLAINLY = ("title", "amount", "expected_close", "channel")
"""What a row says of a deal without anything being looked up for it."""
LONGEST = 60


def tell(result: Result, deal: Deal, changed: Deal) -> None:
    """What the row has made of its deal."""
    if not is_told(result.draft.warnings):
        return
    for name in WRITTEN:
        at = f"{name}_id" if name in LINKS else name
        if getattr(deal, at) != getattr(changed, at) and (name != "closed_at" or deal.closed_at):
            words = {"before": _word(deal, name), "after": _word(changed, name)}
            result.draft.warn("", _changed() % ({"field": of(LABELS[name])} | words))
    made = {key: [deal.custom.get(key), changed.custom.get(key)] for key in {**deal.custom, **changed.custom}}
    own = {key: pair for key, pair in made.items() if pair[0] != pair[1]}
    for label, before, after in showing.changes(own, "deal"):
        result.draft.warn("", _changed() % {"field": label, "before": before, "after": after})


def tell_unwritten(result: Result, deal: Deal, context: Context) -> None:
    """What the row would make of its deal, which stays as it is."""
    if not is_told(result.draft.warnings):
        return
    for name, said in _said(result, deal, context):
        if said not in ("", None) and _differs(getattr(deal, name), said):
            words = {"before": _word(deal, name), "after": _shown(name, said, deal.currency)}
            text = _("%(field)s: here %(before)s, in the file %(after)s")
            result.draft.warn("", text % ({"field": of(LABELS[name])} | words))


def forget(result: Result) -> None:
    """The row says the same in other words: it is none that changed."""
    result.draft.warnings[:] = [note for note in result.draft.warnings if not is_told([note])]


def _said(result: Result, deal: Deal, context: Context) -> Iterator[tuple[str, Any]]:
    values = result.draft.values
    if values.get("currency", deal.currency) == deal.currency:
        yield from ((name, values[name]) for name in PLAINLY if name in values)
    context.enter_of(result.draft)
    stage, outcome = deal_places.meant(result.draft, context)
    if stage is not None and stage.pk != deal.stage_id:
        yield "stage", stage
    if outcome:
        yield "outcome", outcome


def _differs(held: Any, said: Any) -> bool:
    if isinstance(held, str) and isinstance(said, str):
        return squash(held) != squash(said)
    return bool(plain(held) != plain(said))


def _changed() -> Said:
    return _("%(field)s: %(before)s → %(after)s")


def _word(deal: Deal, name: str) -> str:
    return _shown(name, getattr(deal, name), deal.currency)


def _shown(name: str, value: Any, currency: str) -> str:
    if value in (None, ""):
        return "—"
    if name == "amount":
        return str(money(value, currency))
    if name in LINKS or name not in WORDS:
        text = " ".join(str(value).split())
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return str(WORDS[name](plain(value)))
