"""The rows of a table, written out in Python because a page has hundreds of cells. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kariz.localisation.templatetags.directions import direction
from kariz.web.templatetags.web import icon

from .columns import Cell, Column
from .layout import Place
from .sheet import Apart
from .shower import Shower

WIDE_LETTER, PADDING = 7, 20
"""Pixels of a letter of a bold sum at most, and of the room on both sides of it."""
Write = Callable[[Any], str]


def rows_html(
    records: Iterable[Any], places: Sequence[Place], shower: Shower, *, may_change: bool
) -> SafeString:
    """One `tr` a record."""
    select = escape(_("Select"))
    first, *rest = [writer(place.column, shower, may_change=may_change) for place in places]
    made = []
    for record in records:
        pk = record.pk
        made.append(
            f'<tr data-id="{pk}" data-version="{record.version}"><td class="grid-pick">'
            f'<input type="checkbox" tabindex="-1" aria-label="{select}: {escape(str(record))}"></td>'
        )
        made.append(first(record))
        made.extend(write(record) for write in rest)
        made.append("</tr>")
    return mark_safe("".join(made))  # noqa: S308


def writer(column: Column, shower: Shower, *, may_change: bool) -> Write:
    """What writes the `td` of a record in this column."""
    show, editable = column.show, column.edit is not None and may_change
    fixed = "" if editable else ' aria-readonly="true"'
    css = ' class="num"' if column.number else ""
    begin = f'<td tabindex="-1" data-c="{escape(column.name)}" data-l="{escape(capfirst(str(column.label)))}"{css}{fixed}'

    def write(record: Any) -> str:
        cell = show(record, shower)
        if isinstance(cell, str):
            return f"{begin}>{isolated(cell)}</td>"
        return f"{begin}{_more(cell)}>{inside(cell)}</td>"

    return write


def inside(cell: Cell | str) -> str:
    """What stands in a `td`."""
    if isinstance(cell, str):
        return isolated(cell)
    if not cell.text:
        return ""
    if cell.icon:
        return f"{icon(cell.icon, 'text-muted', str(cell.icon_label))} {_text(cell)}"
    return _text(cell)


def _text(cell: Cell) -> str:
    more = f' <bdi class="text-xs text-muted" dir="ltr">{escape(cell.more)}</bdi>' if cell.more else ""
    if cell.url:
        link = f'<a class="link-quiet" tabindex="-1" href="{escape(cell.url)}">{isolated(cell.text)}</a>'
        return f"{link}{more}"
    return isolated(cell.text, f' data-tone="{escape(cell.tone)}"' if cell.tone else "")


def isolated(text: str, more: str = "") -> str:
    """A text in its own direction, kept from mixing with what stands beside it."""
    return f"<bdi{more}{direction(text)}>{escape(text)}</bdi>" if text else ""


def _more(cell: Cell) -> str:
    made = ""
    if cell.title:
        made += f' title="{escape(cell.title)}"'
    if cell.typed is not None and cell.typed != cell.text:
        made += f' data-typed="{escape(cell.typed)}"'
    if cell.version is not None:
        made += f' data-version="{cell.version}"'
    return made


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum below a table or above a group: as it reads there, the `whole` of it where that is rounded, and what it
    leaves out."""

    column: Column
    text: str
    whole: str
    apart: Apart


def sum_of(place: Place, value: Any, apart: Apart, shower: Shower) -> Sum:
    return Sum(place.column, *_sum_texts(place, value, shower), apart)


def _sum_texts(place: Place, value: Any, shower: Shower) -> tuple[str, str]:
    """A sum as the column's cells read, rounded where there is no room for it: then the whole of it too."""
    if not value:
        return "", ""
    if place.column.type != "money":
        return shower.number(value), ""
    whole = shower.money(value)
    if len(whole) * WIDE_LETTER + PADDING <= place.width:
        return whole, ""
    short = shower.money(value, style="compact")
    return (short, whole) if short != whole else (whole, "")
