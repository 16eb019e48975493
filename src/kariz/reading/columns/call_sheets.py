"""Sheets of calls, as their name or their headers say: who called whom, and about what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.kinds_of_work import are_kinds
from kariz.reading.columns.settling import days_in, tomorrow

_SIGNS = (
    ("کی زنگ زد|کی زد|کی تماس گرفت|چه کسی زنگ زد|چه کسی تماس گرفت|تماس گیرنده|who called|called by|caller"),
    (
        "با کی|با چه کسی|با کی صحبت شد|با چه کسی صحبت شد|با کی حرف زدیم|صحبت با|طرف صحبت|مخاطب تماس|به کی زنگ زد|"
        "به کی زنگ زدیم|spoke to|spoke with|talked to|person called"
    ),
    (
        "موضوع تماس|علت تماس|دلیل تماس|بابت تماس|شرح تماس|نتیجه تماس|خلاصه تماس|گزارش تماس|"
        "call subject|subject of call|reason for call|call result|call outcome|call notes"
    ),
    "تاریخ تماس|ساعت تماس|زمان تماس|مدت تماس|call date|date of call|call time|time of call|call duration",
)
"""Each group is one thing that is said of a call and of little else."""
_GROUPS = tuple(frozenset(map(squash, words.split("|"))) for words in _SIGNS)
_WHOM_SPOKEN_TO, _ABOUT = _GROUPS[1:3]
_DAY = keys_of("date|day|when|تاریخ|روز")
_WHAT = frozenset(map(squash, ("what", "what happened", "what about")))
"""Said of a call where the sheet says that there was one."""
SURE = 2
"""Things that are said of calls."""
_NAME = re.compile(
    r"(?<!\w)(?:تماس ?ها\w*|زنگ ?ها\w*|مکالمات|مکالمه ?ها\w*|(?:گزارش|دفتر|لیست|فهرست) تماس|"
    r"calls?(?: (?:log|list|report|sheet)s?)?)(?!\w)"
)
_REACH = re.compile(r"(?:شماره|اطلاعات|راه|دفترچه)\S* تماس")
"""«شماره تماس‌ها» are how to reach people."""
_BRACKETS = re.compile(r"[(\[{«].{0,200}?[)\]}»]")
_RESULT = frozenset(map(squash, "نتیجه|result|outcome|وضعیت|status".split("|")))  # noqa: SIM905
DEAL_ONLY = frozenset({"amount", "outcome", "expected_close", "closed_at", "lost_reason", "stage"})
_PEOPLE = frozenset({"mobile", "email", "phone"})
_WHOM = frozenset({"company", "contact", "called"})
_TEXTS = ("subject", "notes", "result", "next_step")
_DAYS = frozenset({"due_at", "done_at"})
_OWN_KIND = frozenset({"activity_kind", "done", "id", "external_id"})
"""A list with these says of each of its activities what it is."""


def were_said(found: Collection[str], deals: Collection[str]) -> bool:
    """A list of what was said, and when, to whom one knows. `found`, `deals`: what its headers mean word for word."""
    known = {"company", "contact", "deal_title"}.intersection([*found, *deals])
    # Who writes down the hour writes down the number that rang, too.
    reach = {"email"} if "at_time" in found else _PEOPLE
    return "said" in found and bool(known) and not (DEAL_ONLY | reach).intersection(deals)


def are_calls(columns: Iterable[str], sheet: str, found: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """A list of calls, not one of people to call, nor of deals. `found`, `deals`: what each header means in a list of
    activities, and in one of deals."""
    others = {
        name
        for column, name in deals.items()
        if not (name == "outcome" and _bare(column) in _RESULT) and not _speaks_of_calls(column)
    }
    means = set(found.values())
    if others & (DEAL_ONLY | {"quantity"}) or not _WHOM & (means | others):
        return False
    if signs_in(columns) >= SURE:
        return not others & _PEOPLE
    if (
        _say_whom_and_when(columns)
        and means.intersection(_TEXTS)
        and not others & (_PEOPLE | {"title", "product"})
    ):
        return True
    what = any(_bare(column) in _WHAT for column in found)
    if what and signs_in(columns):
        return bool(means & _DAYS) and not others & _PEOPLE
    return is_of_calls(sheet) and bool(means & _DAYS) and (what or bool(means.intersection(_TEXTS)))


def are_of_work(
    found: Mapping[str, str], deals: Mapping[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> bool:
    """ "Date, Company, Notes, Type" with calls and meetings below the last one. `found`, `deals`: what each header means in
    a list of activities, and in one of deals."""
    if not _DAYS & set(found.values()) or (DEAL_ONLY | {"product"}) & set(deals.values()):
        return False
    places = [place for place, column in enumerate(columns) if found[column] == "activity_kind"]
    return any(are_kinds([row[at] for row in rows if at < len(row) and row[at] != ""]) for at in places)


def say_what_was_said(mapping: dict[str, str], values: Mapping[str, Sequence[Cell]]) -> None:
    """In such a list, which says nothing of what is done and what is not, the notes are what was said: it tells what has
    been, unless a day of it is to come."""
    named = {name: column for column, name in mapping.items()}
    if not {"notes", "activity_kind", "due_at"} <= set(named) or _UNDONE & set(named):
        return
    if (
        are_kinds(values[named["activity_kind"]])
        and max(days_in(values[named["due_at"]]), default=date.min) < tomorrow()
    ):
        mapping[named["notes"]] = "said"


_UNDONE = frozenset({"said", "subject", "done", "done_at", "result", "id", "external_id"})


def signs_in(columns: Iterable[str]) -> int:
    """How many things the headers say that are said of calls."""
    keys = {_bare(column) for column in columns}
    return sum(bool(keys & group) for group in _GROUPS)


def is_of_calls(sheet: str) -> bool:
    """«تماس‌ها», «گزارش تماس ۱۴۰۵»."""
    name = fold(sheet.replace("\u200c", " "))
    return _NAME.search(name) is not None and not _REACH.search(name)


def tell_what_was_said(mapping: dict[str, str], columns: Collection[str], sheet: str) -> None:
    """In a sheet of calls what a call was about is what was said: it tells that somebody called."""
    fields = set(mapping.values())
    what = {_bare(column) for column in columns} & _WHAT
    if "said" in fields or fields & _OWN_KIND or not are_sure(columns, sheet):
        return
    about = [
        column
        for column in columns
        if _bare(column) in _ABOUT | what and mapping.get(column) in (None, *_TEXTS)
    ]
    texts = [column for name in _TEXTS[:-1] for column in columns if mapping.get(column) == name]
    if told := [*about, *texts]:
        mapping[told[0]] = "said"


def are_sure(columns: Collection[str], sheet: str) -> bool:
    """Do the name of the sheet, or its headers, leave no doubt that it is one of calls?"""
    what = {_bare(column) for column in columns} & _WHAT
    return is_of_calls(sheet) or signs_in(columns) >= (1 if what else SURE) or _say_whom_and_when(columns)


def _say_whom_and_when(columns: Iterable[str]) -> bool:
    """ "Spoke to" beside a bare "Date": each row is a conversation of that day."""
    keys = {_bare(column) for column in columns}
    return bool(keys & _WHOM_SPOKEN_TO) and bool(keys & _DAY)


def _speaks_of_calls(column: str) -> bool:
    return any(_bare(column) in group for group in _GROUPS)


def _bare(column: str) -> str:
    return squash(_BRACKETS.sub(" ", column)) or squash(column)
