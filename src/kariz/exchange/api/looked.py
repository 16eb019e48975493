"""What the page says of a file before it comes in, for programs: what is guessed, left out, asked, and cannot be read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from ninja import Schema

from kariz.access.models import User
from kariz.exchange.api.shown import Note, UsualOut
from kariz.exchange.api.waiting import reading_its_file
from kariz.exchange.models import Import
from kariz.exchange.queries.known.binned import gone_of
from kariz.exchange.queries.known.meanings import people_of, words_of
from kariz.exchange.queries.known.merging import Merge
from kariz.exchange.queries.known.same_file import SameFile, same_files
from kariz.exchange.queries.known.spellings import found_in
from kariz.exchange.queries.known.unnamed import unnamed
from kariz.exchange.queries.pages import sets
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.set_options import EACH, options_of
from kariz.exchange.queries.pages.set_options import words_of as said_of
from kariz.reading.days import days_of_files
from kariz.reading.names.named_firms import Group
from kariz.reading.rows.drafts import Draft


class WordOut(Schema):
    text: str
    """As `options.stages` has it."""
    label: str
    meaning: str
    """The id of a stage, open, won, lost, resting, skip (such rows are left out), or empty."""
    unknown: bool
    """Nobody said what it means: its deals come open, into the first stage."""
    guess: str
    """The stage that it is taken for, by a part of the word alone: see whether it is right."""
    remembered: bool
    """It was said so of a list before."""


class PersonOut(Schema):
    text: str
    """As `options.people` has it."""
    meaning: str
    unsaid: bool
    """Several people have this name, or only somebody who has left: the import does not start before somebody says who
    is meant."""
    retired: str
    """Who that is, who has left; else empty."""
    proposed: bool
    """Taken for somebody who is called otherwise, as nobody else has that name."""
    together: str
    """One new seller with that other name."""
    likely: str
    """Of a new seller: what the name may well mean instead, as `options.people` says it; else empty."""
    likely_name: str
    remembered: bool
    """As whoever asks said it of an earlier import, whatever its columns were."""


class PipelineWordOut(Schema):
    text: str
    """As `options.pipelines` has it."""
    label: str
    meaning: str


class UnnamedOut(Schema):
    letter: str
    """What a spreadsheet calls the column."""
    rows: int
    """So many say something in it."""
    said: list[str]
    """The first of that."""


class ColumnsOut(Schema):
    left_out: list[str]
    unnamed: list[UnnamedOut]
    """Columns that are left out and have no name in the file, though something stands in them."""
    thin: bool
    """Most columns are left out: perhaps the file holds something else."""
    no_title: bool
    """No column is the deal title: deals are called by their company or person."""
    new_fields: list[str]
    """Columns of which a field of the company's own is made when the import starts."""
    again: list[str]
    """Those among them whose field was there before and is gone."""


class FileLineOut(Schema):
    number: int
    cells: list[str]
    why: list[Note]


class AsideOut(Schema):
    number: int
    cells: list[str]
    why: str


class MergeOut(Schema):
    name: str
    typed: list[str]
    known: bool
    """It is here already."""


class DoubtOut(Schema):
    """Two companies that may be one: the same person, or number, stands beside both."""

    name: str
    typed: str
    """`options.same_companies` takes `{typed: name}` from who knows that they are one."""


class ReasonOut(Schema):
    text: str
    rows: int


class SameFileOut(Schema):
    """An earlier import of the very same file, of those that you see: the last that came in, else one that was taken back,
    else one that waits."""

    id: int
    import_set: int | None
    """The set that it is part of."""
    name: str
    what: str
    """came, taken_back or waiting"""
    state: str
    created_by_id: int
    created_at: datetime


class ImportPreviewOut(Schema):
    """What reading up to 20,000 rows shows; nothing is written."""

    same_file: SameFileOut | None
    looked_at: int
    whole: bool
    """Were all rows looked at?"""
    good: int
    bad: int
    reasons: list[ReasonOut]
    bad_rows: list[FileLineOut]
    """The first 200 that cannot be taken."""
    soft: int
    """So many of them could be, with `unreadable` `leave`."""
    asides: int
    left_out: list[AsideOut]
    """The first 200 lines that are no records."""
    without_owner: int
    several: int
    """Rows with several names in one cell."""
    phones_left: list[str]
    days_left: list[str]
    """Columns of phone numbers that are left out."""
    day_or_month: str
    """A date of the file that could begin with either, where `day_order` does not say; else empty."""
    formulas: int
    """Cells with a formula and no result, which read as blank."""
    merged_cells: int
    """Read as if each of their rows had the value."""
    remembered: str
    """Whose word for such a file it was set by."""
    companies: list[MergeOut]
    """Spellings that become one company; `options.apart` names those that are companies of their own,
    `options.right_names` the right names."""
    doubts: list[DoubtOut]
    columns: ColumnsOut
    words: list[WordOut]
    people: list[PersonOut]
    pipelines: list[PipelineWordOut]


class SeenFileOut(Schema):
    part: int
    same_file: SameFileOut | None
    complete: bool
    columns: ColumnsOut
    odd: int
    """Rows worth a look, as the rehearsal found or as they came: `odd=true` of its rows."""
    usual: list[UsualOut]
    """What is told of so many rows that it is no reason to look at each."""
    without_cells: int
    """Rows that come without a cell that cannot be read."""
    kept: int
    """Rows whose record stays as it is here although they say otherwise: `kept=true` of its rows."""
    stopped: int
    """Rows whose deal its stage does not let go where they say: `stopped=true` of its rows. All else of them comes."""


class SetPreviewOut(Schema):
    """What is said of all files alike; `each` where they differ. Each file has a preview of its own."""

    words: list[WordOut]
    people: list[PersonOut]
    pipelines: list[PipelineWordOut]
    companies: list[MergeOut]
    """Spellings that become one company, in all the files; `options.apart` names those that are companies of their own,
    `options.right_names` the right names."""
    doubts: list[DoubtOut]
    files: list[SeenFileOut]


def preview_out(one: Import, user: User) -> dict[str, Any]:
    """Raises ImportBusy once it runs or ran, NotFound where its file was taken from the disk."""
    with reading_its_file(one):
        found = preview(one, user, gone_of(one))
    layout = one.layout
    names = found_in([one], user)
    said = "" if one.options.get("day_order") else _either_way([*found.bad, *found.first])
    return {
        "same_file": _same(same_files(user, one)).get(one.pk),
        "looked_at": found.looked_at,
        "whole": found.all,
        "good": found.good,
        "bad": found.bad_count,
        "reasons": [{"text": text, "rows": rows} for text, rows in found.reasons],
        "bad_rows": [_line(draft) | {"why": draft.errors} for draft in found.bad],
        "soft": found.soft,
        "asides": found.asides,
        "left_out": [_line(draft) | {"why": str(draft.aside)} for draft in found.aside],
        "without_owner": found.ownerless,
        "several": found.several,
        "phones_left": found.phones_left,
        "days_left": found.days_left,
        "day_or_month": said,
        "formulas": layout.get("unsaved") or 0,
        "merged_cells": layout.get("merged") or 0,
        "remembered": layout.get("remembered") or "",
        "companies": [*map(_merge, names.groups), *map(_merge, found.merges)],
        "doubts": list(map(asdict, names.doubts)),
        "columns": _columns(one, user),
    } | _meanings(one.options, layout.get("labels", {}), user)


def set_preview_out(parts: list[Import], user: User) -> dict[str, Any]:
    pipeline = options_of(parts).get("pipeline")
    said = {
        "pipeline": None if pipeline == EACH else pipeline,
        "pipelines": said_of(parts, "pipelines"),
        # Where each file goes to a pipeline of its own, its preview has its stages.
        "stages": said_of(parts, "stages") if pipeline != EACH else {},
        "people": said_of(parts, "people"),
    }
    first = next((part for part in parts if sets.complete(part)), None)
    same = _same(same_files(user, *parts)) if parts and parts[0].changeable else {}
    names = found_in([part for part in parts if part.changeable], user)
    odd = sets.worth_a_look([part for part in parts if not part.busy])
    return _meanings(said, first.layout.get("labels", {}) if first else {}, user) | {
        "companies": list(map(_merge, names.groups)),
        "doubts": list(map(asdict, names.doubts)),
        "files": [
            {
                "part": part.pk,
                "same_file": same.get(part.pk),
                "complete": sets.complete(part),
                "columns": _columns(part, user),
                "odd": odd.get(part.pk, {}).get("rows", 0),
                "usual": [
                    {"text": text, "rows": rows} for text, rows in odd.get(part.pk, {}).get("usual", ())
                ],
                "without_cells": odd.get(part.pk, {}).get("without", 0),
                "kept": odd.get(part.pk, {}).get("kept", 0),
                "stopped": odd.get(part.pk, {}).get("stopped", 0),
            }
            for part in parts
        ],
    }


def _same(told: list[SameFile]) -> dict[int, dict[str, Any]]:
    """{part: the earlier import of its file}"""
    names = ("id", "name", "created_by_id", "created_at")
    found: dict[int, dict[str, Any]] = {}
    for same in told:
        before = same.before
        plain = {name: getattr(before, name) for name in names}
        plain |= {"import_set": before.part_of_id, "what": same.what, "state": before.phase}
        found |= dict.fromkeys(same.parts, plain)
    return found


def _merge(one: Merge | Group) -> dict[str, Any]:
    return {"name": one.name, "typed": one.typed, "known": one.known}


def _meanings(options: dict[str, Any], labels: dict[str, str], user: User) -> dict[str, Any]:
    said = options.get("people", {})
    people = list(User.objects.active().order_by("name")) if said else []
    names = ("text", "label", "meaning", "unknown", "guess", "remembered")
    return {
        "words": [{name: word[name] for name in names} for word in words_of(options, labels, user)],
        "people": people_of(said, people, user),
        "pipelines": [
            {"text": text, "label": labels.get(text, text), "meaning": meaning}
            for text, meaning in options.get("pipelines", {}).items()
        ],
    }


def _columns(one: Import, user: User) -> dict[str, Any]:
    again = sets.made_again(one) if one.changeable else []
    proposed = sets.newly_proposed(one, user) if one.changeable else []
    return {
        "left_out": sets.left_out(one),
        "unnamed": [asdict(column) for column in unnamed(one)] if one.changeable else [],
        "thin": one.changeable and sets.is_thin(one),
        "no_title": sets.is_nameless(one),
        "new_fields": [*again, *proposed],
        "again": again,
    }


def _either_way(drafts: list[Draft]) -> str:
    return str(days_of_files.either_way(draft.cells for draft in drafts) or "")


def _line(draft: Draft) -> dict[str, Any]:
    return {"number": draft.number, "cells": draft.said}
