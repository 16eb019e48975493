"""How an import is to be run: what its file is taken to mean at first, and what people say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.access.queries.people import retired
from kariz.exchange.actions.setup import stage_words, why_lost
from kariz.exchange.actions.setup.remembered_sheets import GUESSED_END
from kariz.exchange.models import Import
from kariz.exchange.queries.known import custom
from kariz.exchange.queries.known.agreed_colours import AGREED, agreed
from kariz.exchange.queries.known.coming_sellers import as_invited
from kariz.exchange.queries.known.known_people import known_people
from kariz.exchange.queries.known.meanings import by_legend
from kariz.exchange.queries.known.owners_today import people_left
from kariz.exchange.queries.known.reading import AMOUNTS, HEADERS
from kariz.exchange.queries.known.said_currency import said_currency, said_unit
from kariz.exchange.queries.known.said_sellers import said_before
from kariz.exchange.queries.known.tables import (
    OWNED,
    STAGED,
    amounts_in,
    first_rows,
    names_in,
)
from kariz.localisation import home
from kariz.localisation.calendar import Calendar
from kariz.localisation.preferences import today
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Outcome, Pipeline, Stage
from kariz.pipeline.queries.rates import as_whole, rate_of
from kariz.reading.cells.scales import scale_of_columns
from kariz.reading.cells.units import unit_of_columns
from kariz.reading.cells.values import same_name
from kariz.reading.columns import done_jobs, guessing, lists_of_ends
from kariz.reading.days import days_of_files
from kariz.reading.files.colours import SHADE
from kariz.reading.layout import headed
from kariz.reading.layout.legends import LEGEND
from kariz.reading.names import owners, shared_owners
from kariz.reading.names.nicknames import nicknames
from kariz.reading.rows.readers_of_columns import DATED, MONEY
from kariz.reading.rows.settings import (
    DEALS,
    FILL,
    NEW,
    OF_DEAL,
    OWNERS,
    SAME_AS,
    SKIP,
    UNITS,
    Settings,
    settings_of,
)
from kariz.reading.shapes.base import Known
from kariz.records.models import CustomType
from kariz.web.errors import FieldErrors

ORDER_SEEN = 500
"""Rows whose dates tell what those of the file begin with."""


def first(made: Import, by: User, known: Known | None) -> Settings:
    """Those of a file that was uploaded just now; `known` is what its product writes."""
    company = organisation()
    first = Pipeline.objects.filter(archived_at=None).first()
    settings = Settings(
        pipeline=first.pk if first else None,
        currency=company.currency,
        unit=company.money_unit,
        calendar=cast("Calendar", by.calendar),
        source=guessing.source_of(headed.own_columns(made.layout, made.columns)),
    )
    if company.currency == "IRR" and made.layout.get("unit") in UNITS:
        settings.unit = made.layout["unit"]
    settings.scale = made.layout.get("scale", "")
    if made.kind in (Import.Kind.COMPANIES, Import.Kind.CONTACTS):
        # Alone as in a set: it is brought for what it knows of those who are here, and overwrites nothing.
        settings.existing = settings.existing_company = settings.existing_contact = FILL
    if known is not None:
        settings = settings_of(settings.as_json() | known.options)
    if made.kind in STAGED and (said := said_currency(made, company.currency)):
        # Without one of the company's, its rate is asked for: an amount must not count nothing unsaid.
        settings.currency, settings.rate = said, _usual_rate(said, settings.unit)
    dates = _dates(made)
    if (said := days_of_files.calendar_of(dates)) and (known is None or "calendar" not in known.options):
        settings.calendar = cast("Calendar", said)
    gregorian = settings.calendar == "gregorian"
    settings.day_order = days_of_files.day_order(dates, short=gregorian, usual=home.date_order())
    _say_unit(made, settings, settings)
    _say_amounts(made, settings)
    _say(made, settings, by)
    if made.kind == Import.Kind.DEALS and not {"stage", "outcome"} & set(made.mapping.values()):
        # What is said above of the colours is of some rows, not of the list.
        title = "" if made.layout.get(LEGEND) else made.layout.get("title", "")
        called = [made.own_sheet, title]
        settings.end = lists_of_ends.end_of(called, made.columns) or _done(made, called)
        made.layout = made.layout | ({GUESSED_END: settings.end} if settings.end else {})
    made.layout = {name: said for name, said in made.layout.items() if name != AGREED}
    if colours := agreed(made, settings.pipeline):
        made.layout[AGREED] = colours
    # What the file says of its colours goes before what its rows let one guess.
    # Of several shades the rows tell which one a line means.
    shades = {colour: end for colour, end in colours.items() if SHADE in colour}
    settings.colours = colours | by_legend(made, settings.pipeline) | shades
    if known is None:
        named = {"owner", "owner_ref"} & set(made.mapping.values())
        settings.owner = (not named and _whose(made, by)) or _usual(made, by)
    return settings


def _done(made: Import, called: Sequence[str]) -> str:
    """Won, where the list says of each of its rows, or of a year that is over, that the work is done; else ""."""
    rows = first_rows(made, ORDER_SEEN)
    over = done_jobs.are_done(made.mapping, made.columns, rows)
    return "won" if over or done_jobs.are_of_past_year(called, made.mapping, today()) else ""


def _usual(made: Import, by: User) -> str:
    """Whose rows without an owner are: who may give records away need not keep those of everybody's customers."""
    gives = by.reach.scope("change") in ("all", "team")
    return DEALS if gives and made.kind in OWNED else "me"


def _whose(made: Import, by: User) -> str:
    """The id of the one seller who is named in the name of the sheet, or of the file, or in the line above the table;
    else ""."""
    title = made.layout.get("title", "")
    said = f"{made.own_sheet} {title}"
    if made.kind not in OWNED:
        return ""
    everybody = list(User.objects.active())
    # Of tables beside each other each may be of another seller than its sheet is called after.
    nearest = owners.named_in(title, everybody) if made.columns_apart and title else None
    found = nearest or owners.named_in(said, everybody)
    if found is None and not made.own_sheet:
        found = owners.given_in(made.name, everybody)
    if found is None or found.pk == by.pk:
        return "me" if found else ""
    return str(found.pk) if by.reach.covers("change", found.pk) else ""


def _dates(made: Import) -> list[list[Any]]:
    """The cells of the first rows that are read as dates."""
    mapping, own = custom.read_as(made)
    dates = DATED | {name for name, field in own.items() if field.type == CustomType.DATE}
    places = [place for place, column in enumerate(made.columns) if mapping.get(column) in dates]
    rows = first_rows(made, ORDER_SEEN) if places else []
    return [[row[place] for place in places if place < len(row)] for row in rows]


def change(
    one: Import, options: Mapping[str, Any], by: User, columns: Mapping[str, str] | None = None
) -> None:
    """Set some of them on the import, unsaved. `columns`: what its columns meant before. Raises FieldErrors."""
    settings = settings_of(one.options | dict(options))
    before = settings_of(one.options)
    if (
        settings.pipeline is not None
        and not Pipeline.objects.filter(pk=settings.pipeline, archived_at=None).exists()
    ):
        raise FieldErrors({"pipeline": [_("There is no such pipeline.")]})
    if (settings.pipeline, settings.pipelines) != (
        before.pipeline,
        before.pipelines,
    ) and "stages" not in options:
        settings.stages = {}
        settings.stage = settings.stage if settings.pipeline == before.pipeline else None
    if people_left(settings.people) != settings.people:
        raise FieldErrors({"people": [_("There is no such person.")]})
    if settings.owner not in (*OWNERS, before.owner) and not people_left({"": settings.owner}):
        raise FieldErrors({"owner": [_("There is no such person.")]})
    used = settings.all_pipelines()
    if Pipeline.objects.filter(pk__in=used, archived_at=None).count() != len(used):
        raise FieldErrors({"pipelines": [_("There is no such pipeline.")]})
    stages_here = Stage.objects.filter(pipeline__in=used, retired_at=None)
    of = {str(pk): pipeline for pk, pipeline in stages_here.values_list("pk", "pipeline_id")}
    live = set(of)
    if settings.stage is not None and of.get(str(settings.stage)) != settings.pipeline:
        raise FieldErrors({"stage": [_("This is not a stage of the pipeline.")]})
    coloured = {meaning for meaning in settings.colours.values() if meaning.isdecimal()}
    if coloured - {pk for pk in live if of[pk] == settings.pipeline}:
        if "colours" in options:
            raise FieldErrors({"colours": [_("This is not a stage of the pipeline.")]})
        settings.colours = {
            name: "" if meaning in coloured and of.get(meaning) != settings.pipeline else meaning
            for name, meaning in settings.colours.items()
        }
    if set(settings.stages.values()) - live - {"", SKIP, *Outcome.values}:
        raise FieldErrors({"stages": [_("This is not a stage of the pipeline.")]})
    why_lost.check(settings.reasons, by, before.reasons)
    _say_unit(one, settings, before)
    _say_amounts(one, settings, said="amounts_of" in options)
    _say(
        one,
        settings,
        by,
        before=columns,
    )
    if settings.currency == organisation().currency:
        settings.rate = "1"
    elif settings.currency != before.currency and "rate" not in options:
        # Nobody could say it before: the company's, or else it is asked for, never taken to be one.
        settings.rate = _usual_rate(settings.currency, settings.unit)
    one.options = settings.as_json()


def _usual_rate(currency: str, unit: str) -> str:
    """The company's rate as an import says it; empty where there is none."""
    rate = rate_of(currency)
    return "" if rate is None else f"{as_whole(rate, currency, unit):f}"


def _say_unit(made: Import, settings: Settings, before: Settings) -> None:
    """The unit of the headers, or else of the column of currencies, as soon as they say another one; but what a person
    says of it goes before."""
    rial = settings.currency == "IRR"
    found = (unit_of_columns if rial else scale_of_columns)(made.columns, made.mapping, MONEY)
    if rial and not found and not made.layout.get("unit"):
        found = said_unit(made)
    if found == made.layout.get(HEADERS, "") and rial == (before.currency == "IRR"):
        return
    made.layout = made.layout | {HEADERS: found}
    usual = made.layout.get("unit" if rial else "scale", "")
    if not rial and settings.scale == before.scale:
        settings.scale = found or usual
    elif rial and settings.unit == before.unit:
        settings.unit = found or (usual if usual in UNITS else "") or organisation().money_unit


def _say_amounts(made: Import, settings: Settings, *, said: bool = False) -> None:
    """What amounts of rows with one number are of, as soon as other columns say another thing; then a person's word,
    also where it comes with those columns (`said`)."""
    found = "" if settings.of_product or made.kind != Import.Kind.DEALS else amounts_in(made)
    if found == made.layout.get(AMOUNTS, ""):
        return
    made.layout = made.layout | {AMOUNTS: found}
    if not said:
        settings.amounts_of = found or OF_DEAL


def _say(made: Import, settings: Settings, by: User, *, before: Mapping[str, str] | None = None) -> None:
    """Say of every pipeline, stage and owner that the rows name, and of which nothing was said, what it means here.
    What a column names that is of owners or stages no longer is not asked about; `before`: what columns meant."""
    said = names_in(made)
    moved = before is not None and column_of_owners(before) != column_of_owners(made.mapping)
    if moved or not column_of_owners(made.mapping):
        named = set(map(same_name, said.owners))
        settings.people = {
            name: meaning for name, meaning in settings.people.items() if same_name(name) in named
        }
    if before is not None and columns_of_stages(before) != columns_of_stages(made.mapping):
        keys = {settings.stage_key(pipeline, text) for pipeline, text in said.stages}
        settings.stages = {key: meaning for key, meaning in settings.stages.items() if key in keys}
    if made.kind in STAGED and settings.pipeline is not None:
        stage_words.say(made, settings, said.stages, by)
    _say_owners(made, settings, said.owners, by)
    if made.kind == Import.Kind.DEALS:
        why_lost.say(made, settings, said.reasons, said.beside)


def column_of_owners(mapping: Mapping[str, str]) -> str:
    """The column of owners, or ""."""
    return next((column for column, name in mapping.items() if name == "owner"), "")


def columns_of_stages(mapping: Mapping[str, str]) -> dict[str, str]:
    """{field: column} of what says where deals stand."""
    return {name: column for column, name in mapping.items() if name in ("pipeline", "stage", "outcome")}


def _say_owners(made: Import, settings: Settings, said: Sequence[str], by: User) -> None:
    asked = set(map(same_name, settings.people))
    names = [name for name in said if same_name(name) not in asked]
    if not names:
        return
    known = known_people(list(User.objects.active()))
    gone = owners.by_name(retired())
    matched = {name: owners.match(name, known, by, gone) for name in names}
    if (writes := _whose(made, by)) and writes != "me":
        # On a list that is called after a seller, "me" is that one.
        matched |= {name: writes for name in names if same_name(name) in owners.ME}
    matched |= as_invited([name for name, meaning in matched.items() if meaning == NEW], by)
    new = [name for name, meaning in (settings.people | matched).items() if meaning == NEW]
    short = nicknames(new)
    matched |= {name: f"{SAME_AS}{short[name]}" for name in names if name in short}
    settings.people |= matched
    alone = shared_owners.known_by(settings.people, lambda name: owners.match(name, known, by, gone))
    new = [name for name, meaning in matched.items() if meaning == NEW]
    matched |= {name: meaning for name in new if (meaning := shared_owners.meaning_of(name, alone))}
    # Whoever is called just so is meant; else what this person said of the name before goes before all guesses.
    settings.people |= matched | said_before([name for name in names if same_name(name) not in known], by)
