"""Rows that go on with a deal of another list: the later list knows what became of it, and nothing that the first one said
is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import OF_BEFORE, Context, Result
from kariz.exchange.actions.rows.deal_lines import brought
from kariz.exchange.actions.rows.deal_places import WORDED
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.touches import touched_here
from kariz.localisation.said import gettext as _
from kariz.people.merging import is_empty
from kariz.pipeline.models import Deal
from kariz.reading.cells.values import read_line, same_name
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names.alike import are_alike, are_one_firm
from kariz.reading.rows.drafts import LONGEST_NOTE
from kariz.reading.rows.settings import FILL, GOES_ON, UPDATE
from kariz.records.custom.values import PREFIX

LATER = ("amount", "expected_close")
"""Of the fields of a deal, what the later list knows better; where it ended, and how, it says as well."""


def prepare(results: Sequence[Result], known: Mapping[Any, Deal], context: Context) -> set[int]:
    """Say of rows what they may write into their deals; which of those this set, or this import, has made."""
    later = context.later if context.settings.existing == UPDATE else frozenset()
    going = {result.goes_on or f"{OF_BEFORE}{result.draft.follows}" for result in results}
    ids = {known[key].pk for key in going if key in known}
    ours, touched = brought(ids, context, with_set=True), touched_here(ids) if ids else set()
    for result in results:
        draft = result.draft
        deal = known.get(result.goes_on)
        own = None if draft.borrowed else known.get(result.number)
        if deal is not None and own is not None and own.pk != deal.pk:
            # It came in as a deal of its own before.
            continue
        if deal is not None and (deal.pk in ours or existing.changes(context)):
            result.policy = FILL if deal.pk in touched else GOES_ON
            result.together = deal.pk in ours
            if deal.pk in touched:
                result.moves = context.settings.existing != FILL
                draft.warn("", _touched(result, deal, context))
        elif draft.values.get("external_id") in later:
            result.policy = FILL
    return ours


def _touched(result: Result, deal: Deal, context: Context) -> str:
    if not result.moves:
        return _("Somebody changed this deal here since; only what it lacks is filled.")
    if not context.hand.moved(deal.pk):
        return unmoved()
    return _(
        "Somebody changed this deal here since; of its fields only what it lacks is filled, and where the row says that it "
        "stands elsewhere, it is moved as by hand."
    )


def unmoved() -> str:
    return _(
        "Somebody changed this deal here since, but did not move it; of its fields only what it lacks is filled, and it is "
        "placed where the list says."
    )


def wanted(result: Result, deal: Deal, given: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """What the row writes into the deal: amount and days go over what is there, anything else fills what is blank, and what
    is otherwise there stands in the notes, with the number that the row has itself."""
    draft = result.draft
    own = {name: value for name, value in given.items() if name not in ("custom", "notes")}
    taken = existing.wanted(deal, {**own, "custom": given.get("custom", {})}, FILL)
    if not (result.again and context.is_short):
        taken |= {name: own[name] for name in LATER if own.get(name)}
    if draft.surely:
        # Its title is that of the deal, which may have been put together of what is sold and to whom.
        own.pop("title", None)
    for name, value in own.items():
        if name not in LATER and not is_empty(name, getattr(deal, name)):
            _note_otherwise(result, name, getattr(deal, name), value, context)
    for key, value in given.get("custom", {}).items():
        if key in deal.custom and deal.custom[key] != value:
            note(result, PREFIX + key, context)
    if (key := draft.values.get("external_id", "")) and not draft.borrowed and key != deal.external_id:
        note(result, "external_id", context)
    if notes := given.get("notes"):
        draft.remarks.append(notes)
    return taken


def _note_otherwise(result: Result, name: str, held: Any, said: Any, context: Context) -> None:
    if name in ("company", "contact"):
        alike = are_one_firm if name == "company" else are_alike
        same = held.pk == said.pk or alike(held.name, said.name)
    else:
        same = held == said or (isinstance(said, str) and same_name(str(held)) == same_name(said))
    if not same:
        note(result, {"source": "channel"}.get(name, name), context)


def note(result: Result, name: str, context: Context) -> None:
    """Keep what the row says of a field in the notes of the deal, where it goes on with one."""
    if result.policy == GOES_ON:
        _remark(result, name, context)


def ended_before(result: Result, context: Context) -> None:
    """Two rows say that one deal ended, each in another way: it stays as the first says, and what the other says is kept."""
    result.draft.warn("outcome", _("The deal has ended as another row says; it stays so."))
    remark_place(result, context)


def remark_place(result: Result, context: Context) -> None:
    """Keep what the row says of the stage and the end of its deal for the notes."""
    for name in (*WORDED, "closed_at", "lost_reason"):
        _remark(result, name, context)


def _remark(result: Result, name: str, context: Context) -> None:
    for place, column in enumerate(context.one.columns):
        if context.one.mapping.get(column) == name and place < len(result.draft.cells):
            label = BY_NAME[name].label if name in BY_NAME and name != "external_id" else column
            said = read_line(result.draft.cells[place])[:LONGEST_NOTE]
            if said and (remark := f"{label}: {said}") not in result.draft.remarks:
                result.draft.remarks.append(remark)


def further(result: Result, deal: Deal, there: list[tuple[Result, Deal | None]]) -> None:
    """A further row of a deal that a row before it goes on with: its line, or a part of the amount."""
    if "product" in result.draft.values:
        result.policy = GOES_ON
        there.append((result, deal))
    elif "line_amount" in result.draft.values:
        result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
    else:
        result.skip(_("Another row with this number came before."), "deal", deal.pk)


def followed(
    result: Result, known: Mapping[Any, Deal], ours: Collection[int], context: Context
) -> Deal | None:
    """The deal with which an earlier row of the same number has gone on, in whatever part of the list that was."""
    deal = known.get(f"{OF_BEFORE}{result.draft.follows}") if result.draft.follows else None
    own = known.get(result.number)
    if deal is None or own is None or own.pk != deal.pk:
        return None
    return deal if deal.pk in ours or existing.changes(context) else None


def refer(result: Result, known: Mapping[Any, Deal]) -> None:
    """The row is a deal of its own, and says whose number it had: that deal did not come in, or a person wants all rows
    as new deals."""
    draft = result.draft
    if draft.continues and draft.refers not in draft.remarks:
        draft.remarks.append(draft.refers)
        if result.goes_on not in known:
            text = _("The deal with this number did not come in; the row is a deal of its own.")
            draft.warn("continues", text)
