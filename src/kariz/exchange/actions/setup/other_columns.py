"""Rows that came in before, of which columns or words mean something else now: they are compared with their records, in
what means something else. What the other cells say was written before, and what people did here since stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import unchanged
from kariz.exchange.queries.known.living import living
from kariz.exchange.queries.known.said_before import SaidBefore
from kariz.localisation.said import gettext as _
from kariz.reading.columns.person_fields import SOCIAL
from kariz.reading.columns.proposals import OF_FIRM
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.deals.ends_said import WORDED
from kariz.reading.rows.finishing import FIRMS
from kariz.reading.rows.settings import FILL
from kariz.reading.rows.signs import COLOUR_STAGE

Row = tuple[int, int, str, int | None, int]
"""(import, row, kind, record, last import) of a row that came in: who brought it, and the import that wrote it last."""
Known = dict[str, Row]
"""{fingerprint: its row}"""
COMPARED = frozenset({"deal", "contact", "company"})
"""Kinds of records that rows change."""
NAMES: Mapping[str, frozenset[str]] = {
    "contact": frozenset({"contact"}),
    "company": frozenset({"company"}),
}
WAYS = frozenset({"mobile", "phone", "email", "external_id", *SOCIAL})
"""By which somebody is known whatever they are called."""
PARTS = {"first_name": "contact", "last_name": "contact"}
OF_FIRMS, WHOSE = frozenset({*FIRMS, FIRMS_NOTES}), frozenset({"company", "company_ref"})
"""What rows of people say of the companies that they name, and by what they name them."""
LINES = frozenset({"product", "line_amount"})
"""Of one of several rows of a deal: each spoke of its own line."""


def find(results: Sequence[Result], known: Known, context: Context) -> None:
    """Keep of each row that came in before which fields its cells fill otherwise, and which record it brought. Nothing is
    asked twice of one import; where no column differs, no more than that."""
    if context.own not in COMPARED:
        return
    came = {
        one.draft.number: known[one.draft.fingerprint] for one in results if one.draft.fingerprint in known
    }
    said = context.columns_before.of(row[4] for row in came.values())
    for result in results:
        if (row := came.get(result.draft.number)) is None:
            continue
        if fields := _otherwise(result, said[row[4]], context):
            last = max(row[4], context.columns_before.compared.get(result.draft.fingerprint, 0))
            if last != row[4]:
                fields = _otherwise(result, context.columns_before.of([last])[last], context)
            result.otherwise = fields
    _find_records([result for result in results if result.otherwise], came, context)


def _find_records(results: Sequence[Result], came: Mapping[int, Row], context: Context) -> None:
    rows = {result.draft.number: came[result.draft.number] for result in results}
    ids = {pk for _of, _number, kind, pk, _last in rows.values() if kind == context.own and pk}
    alive = living(context.own, ids) if ids else {}
    for result in results:
        _of, _number, kind, pk, _last = rows[result.draft.number]
        context.came[result.draft.number] = alive.get(pk or 0, 0) if kind == context.own else 0
        # A row of a list of people may have brought its company alone.
        if not context.came[result.draft.number] and (
            kind == context.own or not _is_another(result, context)
        ):
            result.otherwise = set()


def _otherwise(result: Result, before: SaidBefore | None, context: Context) -> set[str]:
    if before is None:
        return set()
    draft, one = result.draft, context.one
    found = {
        PARTS.get(name, name)
        for place, column in enumerate(one.columns)
        if (name := one.mapping.get(column, "")) != before.mapping.get(column, "")
        and name
        and place < len(draft.cells)
        and draft.cells[place] != ""
    }
    return found | (unchanged.means_otherwise(draft, before, context) if context.own == "deal" else set())


def comes(result: Result, context: Context) -> bool:
    """Is the row compared with its record? It is led there, and says nothing but what is said otherwise now; a row that
    speaks of another person or company by it is one that never came."""
    if not result.otherwise or "id" in result.draft.values:
        return False
    if _is_another(result, context):
        result.otherwise = set()
        return True
    if not existing.changes(context):
        return False
    if context.own == "deal":
        return _leads_to_deal(result, context)
    context.chosen[result.draft.number] = context.came[result.draft.number]
    _say_only(result, context)
    if context.settings.existing == FILL and result.otherwise & NAMES[context.own]:
        result.draft.warn("", _("It keeps its name here; only blank fields are filled."), stays=True)
    return True


def _is_another(result: Result, context: Context) -> bool:
    names = NAMES.get(context.own, frozenset())
    if not names & result.otherwise & set(result.draft.values):
        return False
    return (
        not context.came.get(result.draft.number) or not (WAYS & set(result.draft.values)) - result.otherwise
    )


def _leads_to_deal(result: Result, context: Context) -> bool:
    draft = result.draft
    key = draft.values.get("external_id", "")
    if LINES & set(draft.values) or draft.group or draft.follows:
        result.otherwise = set()
        return False
    named = key and "external_id" not in result.otherwise and context.refs.record("deal", key)
    if not named or draft.continues:
        context.changed[draft.number] = context.came[draft.number]
        _say_only(result, context)
    return True


def _say_only(result: Result, context: Context) -> None:
    values, now = result.draft.values, result.otherwise
    result.said = dict(values)
    mapped = context.one.mapping.values()
    said = {*mapped, *(PARTS[name] for name in mapped if name in PARTS), COLOUR_STAGE, "people"}
    said -= unchanged.KEPT | now
    if "next_step" in now and "next_step_on" not in mapped:
        said.discard("next_step_on")
    if "contact" in now:
        said.discard("people")
    if context.own == "contact" and (now & OF_FIRMS or any(name.startswith(OF_FIRM) for name in now)):
        # Whose that is stands in the other cells.
        said -= WHOSE
    if context.own == "deal" and now & {*WORDED, COLOUR_STAGE}:
        # How it ended belongs to where it stands.
        said -= {*WORDED, COLOUR_STAGE, "closed_at", "lost_reason"}
    for name in said:
        values.pop(name, None)


def skip(result: Result, kind: str, pk: int | None) -> None:
    """A row that came in before, of which nothing is taken."""
    if result.otherwise:
        text = _(
            "This row came in before, when its columns meant something else; what is here stays as it is."
        )
        result.draft.warn("", text, stays=True)
        result.otherwise = set()
    result.skip(_("This row was imported before."), kind, pk)
