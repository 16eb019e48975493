"""A set of imports with all that can be guessed of it, before any of it is saved: files are read for it again and again,
which is no part of a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kariz.access.models import User
from kariz.exchange.actions.at_work import look_carried
from kariz.exchange.actions.setup import (
    codes,
    continuing,
    imports,
    left_before,
    look_around,
    look_at_units,
    look_for_ends,
    own_numbers,
    remembering,
    rows_before,
    set_answers,
    whom,
)
from kariz.exchange.actions.setup.set_tables import Found
from kariz.exchange.models import Import, ImportSet
from kariz.jobs.leases import Work
from kariz.reading.columns import guessing
from kariz.reading.deals.continued import CONTINUES
from kariz.reading.layout.labels import labels_of
from kariz.reading.layout.tables import Table
from kariz.reading.rows.settings import ADDRESS_BOOKS, FILL, TELL, settings_of
from kariz.reading.shapes.base import Known
from kariz.reading.shapes.registry import BY_NAME, recognise

UNSAVED = 2**62
"""From here on unsaved imports are numbered: behind all that are saved."""


@dataclass(slots=True)
class Drawn:
    """A set that nobody has saved yet, and its parts, which know each other by numbers of their own until then."""

    whole: ImportSet
    parts: list[Import] = field(default_factory=list)

    def keep(self) -> None:
        """Save them, in the transaction of who calls."""
        self.whole.pk = None
        self.whole.save()
        save(self.parts, self.whole)


def save(parts: Sequence[Import], whole: ImportSet, others: Sequence[Import] = ()) -> None:
    """Save new parts of the set; they, and `others` of it, unsaved, go on with lists by the numbers that those have now."""
    lists = {part.pk: part for part in parts}
    for part in parts:
        part.pk, part.part_of = None, whole
        part.save()
    for part in (*parts, *others):
        said = part.layout.get(CONTINUES, {})
        if said.get("of") in lists:
            part.layout = part.layout | {CONTINUES: said | {"of": lists[said["of"]].pk}}
            if part in parts:
                part.save(update_fields=["layout"])
    for part in parts:
        part.together = None


def product_of(known: Sequence[Known | None]) -> str:
    """The product whose export most of the recognised files are. Address books are nobody's export: what lies beside one
    has nothing to do with it."""
    shapes = Counter(one.shape.name for one in known if one and one.shape.name not in ADDRESS_BOOKS)
    return shapes.most_common(1)[0][0] if shapes else ""


def of_product(part: Import) -> bool:
    return settings_of(part.options).of_product


def draw(tables: Sequence[Found], by: User) -> Drawn:
    """A set of these tables, each a part of it, unsaved."""
    labels = {key: label for _stored, _name, table in tables for key, label in labels_of(table).items()}
    known = [recognise(table.columns) for _stored, _name, table in tables]
    product = product_of(known)
    exports = {name for (_s, name, _t), one in zip(tables, known, strict=True) if one}
    source = guessing.source_of(
        {
            column
            for (_s, _n, table), one in zip(tables, known, strict=True)
            if not one
            for column in table.columns
        }
    )
    names = list(dict.fromkeys(name for _stored, name, _table in tables))
    title = "، ".join(names) if by.language.startswith("fa") else ", ".join(names)
    drawn = Drawn(ImportSet(pk=UNSAVED, name=title[:150], created_by=by))
    for place, ((stored, name, table), one) in enumerate(zip(tables, known, strict=True)):
        if labels:
            table.layout["labels"] = labels
        # A workbook beside an export is somebody's own: its sheets are not the product's.
        own = bool(table.layout.get("of_many")) and name not in exports
        maker = "" if own else product
        part = part_of(drawn.whole, stored, name, table, one, source, by, drawn.parts, maker)
        part.pk = UNSAVED + place
        drawn.parts.append(part)
    sources = {str(part.options["source"]) for part in drawn.parts}
    drawn.whole.shape = sources.pop() if len(sources) == 1 and sources <= BY_NAME.keys() else ""
    lists = [part for part in drawn.parts if not of_product(part)]
    if lists:
        whom.look_set(lists, by)
        codes.look_set(lists)
        look_around.look_for_customers(lists, by)
        look_around.look_for_people(lists, by)
        look_around.look_for_sellers(drawn.parts, by)
        look_around.look_at_nicknames(drawn.parts)
        look_around.look_at_titles(lists, by)
        set_answers.share_colours(lists)
        look_for_ends.look(lists, by)
        look_at_units.look(drawn.parts)
        continuing.propose(lists, by)
        look_around.look_for_other_books(lists)
        look_carried.look_for_carried(lists)
        own_numbers.look_set(lists)
    return drawn


def part_of(
    whole: ImportSet,
    stored: str,
    name: str,
    table: Table,
    known: Known | None,
    source: str,
    by: User,
    beside: list[Import],
    product: str = "",
) -> Import:
    """The table as a part of the set beside those, unsaved, with all that can be guessed. `source`: whose numbers a file
    that nobody knows has; `product`: unless it may be one of the files of this one, whose others lie beside it."""
    held, rows = rows_before.survey(table, stored)
    part = Import(
        part_of=whole,
        stored=stored,
        name=name,
        **held,
        created_by=by,
        state=Work.State.DONE,
        phase=Import.Phase.MAPPED,
    )
    part.together = beside
    before = imports.guess(part, by, known, together=True)
    fields = part.mapping.values()
    # What has numbers and points at nobody numbers its rows for itself.
    theirs = bool(product) and ("external_id" not in fields or any(name.endswith("_ref") for name in fields))
    part.options |= {"source": known.shape.name if known else product if theirs else source}
    if theirs and known is None and before is None:
        part.options |= {key: value for key, value in BY_NAME[product].options.items() if key in part.options}
    if before is None or not remembering.is_own_of_set(before, by):
        # What others of the set point at is not put aside: it is made, and the likeness said.
        part.options |= {"existing": FILL, "alike": TELL}
        # Nothing that a row says of somebody whom another list brings is lost, whatever its list is said to hold later.
        part.options |= {"existing_company": FILL, "existing_contact": FILL}
    part.options |= {"rows": rows}
    left_before.look(part)
    return part
