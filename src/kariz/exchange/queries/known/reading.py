"""Who reads the rows of an import, by all that is known of its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import islice

from django.core.cache import cache

from kariz.exchange.models import Import
from kariz.exchange.queries.known.areas import areas_for, codes_for
from kariz.exchange.queries.known.continued import going_on
from kariz.exchange.queries.known.continued_before import here
from kariz.exchange.queries.known.custom import read_as
from kariz.exchange.queries.known.directory import directory_of, reached_of
from kariz.exchange.queries.known.firms_behind import firms_behind
from kariz.exchange.queries.known.known_firms import firms_of
from kariz.exchange.queries.known.lost import Reasons
from kariz.exchange.queries.known.owners_of_numbers import owners_of
from kariz.exchange.queries.known.private import private_of
from kariz.exchange.queries.known.spellings import spellings_of
from kariz.exchange.queries.known.tables import first_rows, table_of
from kariz.localisation import home
from kariz.localisation.calendar import Calendar
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.points import Points, are_doubted, are_thousands
from kariz.reading.cells.sizes import times_of
from kariz.reading.cells.units import in_unit
from kariz.reading.cells.units_of_columns import UnitsOfColumns
from kariz.reading.cells.values import BadValue, read_money, read_text
from kariz.reading.columns import composed
from kariz.reading.columns.proposals import are_shares, is_chance, labels_of
from kariz.reading.columns.whys_in_notes import holds_either
from kariz.reading.days import bare_days, long_past
from kariz.reading.days.days import FirstOfMonth, habit_of, is_short, read_date
from kariz.reading.days.days_of_files import day_order
from kariz.reading.days.short_years import gregorian_year_of, year_of_title
from kariz.reading.days.written import written_on
from kariz.reading.days.years import MOST, Years, years_of
from kariz.reading.deals.own_numbers import rows_of_others
from kariz.reading.files.colours import by_row
from kariz.reading.files.sheets import notes_in
from kariz.reading.layout.asides import DIVIDER
from kariz.reading.layout.below import BELOW, groups_of
from kariz.reading.layout.left_columns import left_days
from kariz.reading.names.known import Known
from kariz.reading.names.turned_names import are_turned
from kariz.reading.rows.associated import SOURCE, Numbers, every_has_one
from kariz.reading.rows.facts_of_files import FactsOfFile
from kariz.reading.rows.readers_of_columns import DATED, MONEY
from kariz.reading.rows.rows import RowReader
from kariz.reading.rows.settings import LEFT_BEFORE, Settings, settings_of
from kariz.reading.rows.signs import usual
from kariz.records import storage
from kariz.records.models import CustomField, CustomType

HEADERS = "unit_of_headers"
"""Under which the layout keeps the unit that the headers were seen to say."""
AMOUNTS = "amounts_of"
"""Under which it keeps what amounts of rows with one number were seen to be of; "" where no number stands twice."""
KEPT = 24 * 3600
"""Seconds for which it is known what says the years of a file."""
_BEGAN: dict[str, tuple[str, ...]] = {
    Import.Kind.DEALS: ("created_at",),
    Import.Kind.ACTIVITIES: ("done_at", "due_at"),
}
"""Days that no row of a list of that kind lacks, whoever left them blank."""
FEW = 50
SEEN = 500
"""Rows whose dates tell how a column writes them."""


def reader_of(one: Import, today: date) -> RowReader:
    mapping, own = read_as(one)
    dates = DATED | {name for name, field in own.items() if field.type == CustomType.DATE}
    places = {column: place for place, column in enumerate(one.columns) if mapping.get(column) in dates}
    settings = settings_of(one.options)
    habits = _habits(one, places, settings.calendar, today)
    day_orders = _day_orders(one, places, settings)
    facts = FactsOfFile(
        asides=one.layout.get("asides") or {},
        left_before=one.layout.get(LEFT_BEFORE, ()),
        habits=habits,
        day_orders=day_orders,
        years=_years(one, places, settings, habits, day_orders, today),
        orders=_orders(one, mapping, settings),
        written=_written(one, settings, today),
        headers=one.layout.get(HEADERS, ""),
        shares=_shares(one, mapping, own),
        points=_points(one, mapping, settings, are_thousands),
        numbers=_numbers(one),
        colours=by_row(one.layout.get("colours", {})) if one.kind == Import.Kind.DEALS else {},
        going_on=going_on(one) or here(one, one.acts_as),
        beside=_beside(one, today),
        reasons=_reasons(one, mapping),
        codes=codes_for(one, mapping),
        areas=areas_for(one, mapping),
    )
    reader = RowReader(
        kind=one.kind,
        columns=one.columns,
        mapping=mapping,
        settings=settings,
        today=today,
        custom=own,
        facts=facts,
    )
    named = [place for place, column in enumerate(one.columns) if mapping.get(column) == "contact"]
    reader.turned = len(named) == 1 and are_turned(_column(first_rows(one, SEEN), named[0]))
    reader.signs.usual = _usual(one, reader)
    doubted = _points(one, mapping, settings, are_doubted)
    reader.signs.doubted = [
        place for place, name in enumerate(one.columns) if name in doubted and mapping[name] == "amount"
    ]
    reader.signs.others = rows_of_others(one.options, one.layout)
    reader.signs.legend = one.legend
    reader.signs.left_days = _left_days(one)
    closing = (column for column in one.columns if mapping.get(column) == "closed_at")
    reader.signs.end_by_day = composed.end_of(next(closing, ""))
    reader.signs.newest = _newest(one, reader, today)
    reader.groups = groups_of(one.layout)
    reader.signs.below = frozenset(one.layout.get(BELOW, {}).get("rows", ()))
    return reader


def _newest(one: Import, reader: RowReader, today: date) -> date | None:
    """The newest day of a list that names next steps, as far as it has come."""
    if not long_past.FIELDS & set(one.mapping.values()):
        return None
    said = settings_of(one.options)
    key = _key_of_file("newest", one, [*(place for place, _read in reader.dated), str(today), said.calendar])
    if (known := cache.get(key)) is None:
        rows = (cells for _number, cells in islice(table_of(one).rows(), MOST))
        known = long_past.newest(rows, reader.dated, today) or ""
        cache.set(key, known, KEPT)
    return known or None


def _left_days(one: Import) -> str:
    """The first column that is left out and holds days, where none says when deals ended."""
    if "closed_at" in one.mapping.values():
        return ""
    return next(iter(left_days(one.kind, one.columns, one.mapping, first_rows(one, FEW))), "")


def _reasons(one: Import, mapping: Mapping[str, str]) -> frozenset[str]:
    """Asked for only where a column holds reasons among other things."""
    if not any(name == "notes" and holds_either(column) for column, name in mapping.items()):
        return frozenset()
    return frozenset(Reasons().names)


def _beside(one: Import, today: date) -> Known:
    firms = firms_of(one)
    return Known(
        firms=firms,
        spellings=spellings_of(one) if firms is None else firms,
        people=directory_of(one, lambda other: reader_of(other, today), firms),
        notes=notes_in(storage.path_of(one.stored), one.layout) if one.stored else {},
        private=private_of(one),
        reached=reached_of(one, lambda other: reader_of(other, today)),
        behind=firms_behind(one),
        owners=owners_of(one),
    )


def _shares(one: Import, mapping: Mapping[str, str], own: Mapping[str, CustomField]) -> frozenset[str]:
    """Columns of chances whose numbers are parts of one, where the field is of percents: the one that an import makes.
    What a field counts that the company made itself nobody knows, and what it exported comes back as it is."""
    places = [
        (place, column)
        for place, column in enumerate(one.columns)
        if is_chance(column)
        and (field := own.get(mapping.get(column, "")))
        and field.type == CustomType.NUMBER
        and squash(field.label) in labels_of(column)
    ]
    rows = first_rows(one, SEEN) if places else []
    return frozenset(
        column for place, column in places if are_shares(row[place] for row in rows if place < len(row))
    )


def _points(one: Import, mapping: Mapping[str, str], settings: Settings, fits: Points) -> frozenset[str]:
    """The columns of amounts of whose points that holds."""
    units = UnitsOfColumns(one.columns, settings, headers=one.layout.get(HEADERS, ""), currency_at=None)
    places = {column: place for place, column in enumerate(one.columns) if mapping.get(column) in MONEY}
    rows = first_rows(one, SEEN) if places else []
    return frozenset(
        column
        for column, place in places.items()
        if fits(
            _column(rows, place), currency=settings.currency, scaled=times_of(units.of(column)) not in (1, 10)
        )
    )


def _numbers(one: Import) -> dict[str, Numbers]:
    """{"company", "contact": which numbers behind such names are ids}, of files that write them so."""
    if one.options.get("source") != SOURCE:
        return {}
    places = {one.mapping[column]: place for place, column in enumerate(one.columns) if column in one.mapping}
    found = {}
    for name, kind in (("company", Import.Kind.COMPANIES), ("contact", Import.Kind.CONTACTS)):
        place = places.get(name)
        if place is None or kind == one.kind:
            continue
        every = every_has_one(row[place] for row in first_rows(one, SEEN) if place < len(row))
        found[name] = Numbers(every, None if every else _ids_of(one, kind))
    return found


def _ids_of(one: Import, kind: str) -> frozenset[str] | None:
    """The numbers that the list of that kind in its set has; None without one."""
    parts = Import.objects.filter(part_of=one.part_of_id, kind=kind) if one.part_of_id else ()
    ids: set[str] = set()
    known = False
    for part in parts:
        column = next((column for column, name in part.mapping.items() if name == "external_id"), None)
        if column in part.columns and storage.path_of(part.stored).exists():
            known, place = True, part.columns.index(column)
            ids.update(read_text(row[place]) for _n, row in table_of(part).rows() if place < len(row))
    return frozenset(ids) if known else None


def _usual(one: Import, reader: RowReader) -> int:
    """What amounts of the list are about, as its first rows say."""
    places = [
        (place, reader.units.of(column))
        for place, column in enumerate(one.columns)
        if one.kind == Import.Kind.DEALS and one.mapping.get(column) == "amount"
    ]
    amounts = []
    for row in first_rows(one, SEEN) if places else []:
        for place, usual_unit in places:
            if place < len(row) and row[place] != "":
                own = reader.units.own(row)
                unit = in_unit(usual_unit, own) if own else usual_unit
                with suppress(BadValue):
                    amounts.append(
                        int(read_money(row[place], currency=reader.signs.settings.currency, unit=unit))
                    )
    return usual([amount for amount in amounts if amount])


def _years(
    one: Import,
    columns: Mapping[str, int],
    settings: Settings,
    habits: Mapping[str, str],
    orders: Mapping[str, str],
    today: date,
) -> Years | None:
    """What says the years of days that are written without; None where the file has no such days, nor
    unreadable ones."""
    places, calendar = list(columns.values()), settings.calendar
    rows = first_rows(one, SEEN) if places else []
    lone = Years(calendar=calendar)
    began = [
        place for column, place in columns.items() if one.mapping.get(column) in _BEGAN.get(one.kind, ())
    ]
    blank = any(row[p] == "" for row in rows for p in began if p < len(row))
    if not blank and not any(lone.asks(row[place]) for row in rows for place in places if place < len(row)):
        return None
    read, said = None, ""
    if calendar == "gregorian":
        by_place = {
            place: (habits.get(column, ""), orders.get(column) or settings.day_order)
            for column, place in columns.items()
        }
        read = partial(_day_with_year, settings, by_place, today)
        said = f"{settings.day_order} {sorted(by_place.items())} {home.date_order()} {today.year}"
    key = _key_of_file("years-7", one, [*places, calendar, one.sheet, one.name, said])
    if (known := cache.get(key)) is not None:
        return known
    dividers = {int(number): kind for number, kind in one.layout.get("asides", {}).items() if kind == DIVIDER}
    rows_of_all = islice(table_of(one).rows(), MOST)
    if read is None:
        found = years_of(rows_of_all, places, dividers, calendar)
    else:
        above = str(one.layout.get("title", ""))
        title = gregorian_year_of(one.sheet) or gregorian_year_of(above) or gregorian_year_of(one.name)
        found = years_of(rows_of_all, places, dividers, calendar, read, title, today, settings.day_order)
        told = {columns[column]: order for column, order in orders.items()}
        found.orders = told | {place: order for place, order in found.orders.items() if order}
    found.evidence.title = year_of_title(one.sheet) or year_of_title(one.name)
    cache.set(key, found, KEPT)
    return found


def _day_with_year(
    settings: Settings, habits: Mapping[int, tuple[str, str]], today: date, place: int, cell: Cell
) -> date | None:
    """The day that a cell says with its year, as it is read in its column; a month is none."""
    if isinstance(cell, int | float):
        return None
    habit, order = habits.get(place, ("", settings.day_order))
    try:
        day = read_date(cell, today=today, calendar=settings.calendar, order=order, habit=habit)
    except BadValue:
        return None
    return None if isinstance(day, FirstOfMonth) else day


def _key_of_file(name: str, one: Import, places: Sequence[int | str]) -> str:
    """The file of an import never changes; how its lines and columns are taken does."""
    said = json.dumps([one.layout, list(places)], sort_keys=True, default=str)
    return f"import-{name}-{one.stored}-{hashlib.blake2s(said.encode(), digest_size=8).hexdigest()}"


def _habits(one: Import, places: Mapping[str, int], calendar: Calendar, today: date) -> dict[str, str]:
    """{column of dates: where they have their year}. Where short ones of them could be read two ways, the whole list tells
    which way all the others go."""
    rows = first_rows(one, SEEN) if places else []
    short = calendar == "jalali" and any(
        is_short(row[place]) for row in rows for place in places.values() if place < len(row)
    )
    if not short:
        return {column: habit_of(_column(rows, place)) for column, place in places.items()}
    key = _key_of_file("habits", one, [*places.values(), str(today)])
    if (known := cache.get(key)) is None:
        every = [cells for _number, cells in islice(table_of(one).rows(), MOST)]
        known = {place: habit_of(_column(every, place), today) for place in places.values()}
        cache.set(key, known, KEPT)
    return {column: known[place] for column, place in places.items()}


def _day_orders(one: Import, places: Mapping[str, int], settings: Settings) -> dict[str, str]:
    """{column: what its days begin with}, of those that say so themselves: two columns of a file may differ."""
    gregorian = settings.calendar == "gregorian"
    rows = first_rows(one, SEEN) if places and gregorian else []
    found = {
        column: day_order(([cell] for cell in _column(rows, place)), short=gregorian)
        for column, place in places.items()
    }
    return {column: order for column, order in found.items() if order}


def _orders(one: Import, mapping: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """{field of the next step: what days of two numbers begin with in its column}; where some could be read two ways, the
    whole list tells."""
    places = {
        name: place
        for place, column in enumerate(one.columns)
        if (name := mapping.get(column, "")) in ("next_step", "next_step_on")
    }
    if settings.calendar == "gregorian":
        return dict.fromkeys(places, settings.day_order)
    rows = first_rows(one, SEEN) if places else []
    if not any(bare_days.in_words(str(cell)) for place in places.values() for cell in _column(rows, place)):
        return {}
    key = _key_of_file("orders", one, [*places, *places.values()])
    if (known := cache.get(key)) is None:
        every = [cells for _number, cells in islice(table_of(one).rows(), MOST)]
        known = {name: bare_days.order_of(_column(every, place)) for name, place in places.items()}
        cache.set(key, known, KEPT)
    return known


def _written(one: Import, settings: Settings, today: date) -> date | None:
    read = partial(read_date, today=today, calendar=settings.calendar, order=settings.day_order)
    return written_on(str(one.layout.get("title", "")), read, today, settings.calendar, settings.day_order)


def _column(rows: Iterable[Sequence[Cell]], place: int) -> Iterator[Cell]:
    return (row[place] for row in rows if place < len(row))
