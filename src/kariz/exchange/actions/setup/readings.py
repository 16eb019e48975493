"""A sheet that holds several tables beside each other is read otherwise, as a person says."""

from __future__ import annotations

from django.db import transaction

from kariz.access.models import User
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.setup import continuing, imports, remembered_readings, sets
from kariz.exchange.actions.setup.drawn import UNSAVED, draw, of_product, part_of, save
from kariz.exchange.actions.setup.in_hand import WAITING, InHand
from kariz.exchange.actions.setup.saying import Looks
from kariz.exchange.actions.setup.set_tables import Found, copied
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.known.beside import of_one_sheet
from kariz.reading.layout.tables import open_tables
from kariz.reading.shapes.registry import recognise
from kariz.records import storage
from kariz.web.errors import NotFound, Stale


def read_as(*, one: Import, by: User, reading: str, version: int | None = None) -> list[Import]:
    """Read the tables of the sheet "apart", as "one" table, or with "all" its columns, and guess anew what they hold;
    what is so already is confirmed. The imports of the sheet, from now on: of several files that come in together.

    Raises NotAllowed, NotFound, FieldErrors, ImportBusy, Stale.
    """
    by.require("import.run")
    remembered_readings.check(reading)
    told = one.layout.get("beside")
    if told is None:
        raise NotFound
    parts = of_one_sheet(one)
    if any(not part.changeable for part in parts) or (one.part_of and not one.part_of.changeable):
        raise ImportBusy
    if version is not None and one.version != version:
        raise Stale
    if told["reading"] == reading:
        return _confirmed(parts, by)
    kept: list[str] = []
    try:
        found = _found(one, reading, kept)
        if one.part_of is not None:
            made = _in_set(one, one.part_of, parts, found, by, reading)
        elif len(found) > 1:
            made = _apart(one, found, by, reading)
        else:
            made = _alone(one, found[0], by, reading)
    except BaseException:
        _remove(kept)
        raise
    _remove([part.stored for part in parts])
    return made


def _confirmed(parts: list[Import], by: User) -> list[Import]:
    lists = InHand(parts)
    told = parts[0].layout["beside"]
    for part in parts:
        part.layout = part.layout | {"beside": part.layout["beside"] | {"asked": False}}
    with transaction.atomic():
        remembered_readings.keep(told["names"], by, told["reading"])
        lists.write()
    return [Import.objects.get(pk=part.pk) for part in parts]


def _found(one: Import, reading: str, kept: list[str]) -> list[Found]:
    """The tables of the sheet as it is to be read, in place of what it was read as."""
    tables = [
        table
        for table in open_tables(
            storage.path_of(one.stored),
            one.name,
            encoding=one.layout.get("encoding", ""),
            reading=lambda _names: reading,
        )
        if table.layout.get("sheet") == one.layout.get("sheet")
    ]
    found: list[Found] = []
    for table in tables:
        kept.append(copied(one.stored))
        table.path = storage.path_of(kept[-1])
        table.layout["beside"]["of"] = one.layout["beside"]["of"]
        table.layout |= {name: one.layout[name] for name in ("of_many", "labels") if name in one.layout}
        if len(tables) > 1:
            table.layout["of_many"] = True
        found.append((kept[-1], one.name, table))
    return found


def _alone(one: Import, found: Found, by: User, reading: str) -> list[Import]:
    stored, name, table = found
    seen = InHand([one])
    made = imports.drawn(table, stored, name, by)
    with transaction.atomic():
        _replace(seen, [one], reading, by)
        imports.keep(made, by, whose=one.created_by)
    return [made]


def _apart(one: Import, found: list[Found], by: User, reading: str) -> list[Import]:
    seen = InHand([one])
    drawn = draw(found, by)
    drawn.whole.created_by = one.created_by
    for part in drawn.parts:
        part.created_by = one.created_by
    with transaction.atomic():
        _replace(seen, [one], reading, by)
        drawn.keep()
        sets.tell(drawn.whole, "import.uploaded", by)
    return drawn.parts


def _in_set(
    one: Import, whole: ImportSet, parts: list[Import], tables: list[Found], by: User, reading: str
) -> list[Import]:
    """Lists of the set may go on with the deals of these, and these with those of others."""
    lists = InHand.of(whole)
    gone = {part.pk for part in parts}
    others = [part for part in lists.parts if part.pk not in gone]
    made: list[Import] = []
    for place, (stored, name, table) in enumerate(tables):
        source = str(one.options.get("source", ""))
        part = part_of(
            whole, stored, name, table, recognise(table.columns), source, by, beside=[*others, *made]
        )
        part.pk, part.created_by = UNSAVED + place, one.created_by
        made.append(part)
    together = [*others, *made]
    for part in together:
        part.together = together
    if any(not of_product(part) for part in made):
        continuing.propose(
            [part for part in together if not of_product(part)], by, {part.pk for part in made}
        )
    Looks(deals=True, numbers=True).again(together)
    with transaction.atomic():
        save(made, whole, others)
        _replace(lists, parts, reading, by)
        sets.touch(whole, None)
        sets.tell(whole, "import.uploaded", by)
    return made


def _replace(seen: InHand, parts: list[Import], reading: str, by: User) -> None:
    """Remember how the sheet is read from now on, and let go of its imports. Raises ImportBusy, Stale."""
    remembered_readings.keep(parts[0].layout["beside"]["names"], by, reading)
    seen.write()
    gone = Import.objects.filter(pk__in=[part.pk for part in parts], phase__in=WAITING)
    if gone.count() != len(parts):
        raise ImportBusy
    gone.delete()


def _remove(stored: list[str]) -> None:
    for name in stored:
        storage.path_of(name).unlink(missing_ok=True)
