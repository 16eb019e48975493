"""A sheet that holds several tables beside each other is read otherwise, as a person says."""

from __future__ import annotations

from django.db import transaction

from kariz.access.models import User
from kariz.exchange.actions import continuing, imports, own_numbers, remembered_readings, sets, whose_deals
from kariz.exchange.actions.errors import ImportBusy
from kariz.exchange.actions.set_tables import Found, copied
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.beside import of_one_sheet
from kariz.exchange.rules.tables import open_tables
from kariz.exchange.shapes.registry import recognise
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
    kept: list[str] = []
    try:
        with transaction.atomic():
            remembered_readings.keep(told["names"], by, reading)
            if told["reading"] == reading:
                return _confirmed(parts)
            made = _again(one, parts, by, reading, kept)
            Import.objects.filter(pk__in=[part.pk for part in parts]).delete()
            if one.part_of is not None:
                _go_on(one.part_of, made, by)
    except BaseException:
        _remove(kept)
        raise
    _remove([part.stored for part in parts])
    return made


def _confirmed(parts: list[Import]) -> list[Import]:
    for part in parts:
        part.layout["beside"]["asked"] = False
        Import.objects.filter(pk=part.pk).update(layout=part.layout)
    return parts


def _again(one: Import, parts: list[Import], by: User, reading: str, kept: list[str]) -> list[Import]:
    """The sheet as it is to be read, in place of what it was read as."""
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
    if one.part_of is not None:
        made = [_in_set(one, one.part_of, table, by) for table in found]
        sets.touch(one.part_of, None)
        sets.tell(one.part_of, "import.uploaded", by)
    elif len(found) > 1:
        made = list(sets.make(found, by).parts.order_by("pk"))
    else:
        made = [imports.make(found[0][2], found[0][0], one.name, by)]
    if one.created_by_id != by.pk:
        # Whose file it is does not change with how it is read.
        Import.objects.filter(pk__in=[part.pk for part in made]).update(created_by=one.created_by)
        ImportSet.objects.filter(parts__in=made).update(created_by=one.created_by)
    return made


def _in_set(one: Import, whole: ImportSet, found: Found, by: User) -> Import:
    stored, name, table = found
    source = str(one.options.get("source", ""))
    part = sets.part_of(whole, stored, name, table, recognise(table.columns), source, by)
    part.save()
    return part


def _go_on(whole: ImportSet, made: list[Import], by: User) -> None:
    """Lists of the set may go on with the deals of these, and these with those of others."""
    if not whole.shape:
        continuing.propose(whole, by, {part.pk for part in made})
    whose_deals.look(whole.pk)
    own_numbers.look_set(whole.pk)
    for part in made:
        part.refresh_from_db()


def _remove(stored: list[str]) -> None:
    for name in stored:
        storage.path_of(name).unlink(missing_ok=True)
