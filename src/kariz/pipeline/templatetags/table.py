"""{% load table %}: the rows of the deals' table, written out because a page has hundreds of cells."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kariz.pipeline.queries.table import Cell
from kariz.web.templatetags.web import icon

register = template.Library()

_ANY = 7_046_029_254_386_353
_EMPTY = '<span class="text-muted">—</span>'


@register.simple_tag
def deal_rows(rows: Iterable[tuple[Any, list[Cell]]], may_change: bool) -> SafeString:
    """The rows of `(deal, cells)`, one after the other."""
    select, opens, mark = escape(_("Select")), escape(_("Open")), icon("square-arrow-out-up-right")
    made = []
    for deal, cells in rows:
        title, pk = escape(deal.title), deal.pk
        made.append(
            f'<tr data-deal="{pk}"><td><input type="checkbox" class="deal-pick" value="{pk}"'
            f' aria-label="{select}: {title}"></td><td><a class="link-quiet" href="/deals/{pk}/"'
            f' aria-label="{opens}: {title}">{mark}</a></td>'
        )
        for cell in cells:
            made.append('<td class="num">' if cell.head.number else "<td>")
            made.append(deal_cell(pk, cell, may_change))
            made.append("</td>")
        made.append("</tr>")
    return mark_safe("".join(made))  # noqa: S308


def deal_cell(pk: int, cell: Cell, may_change: bool) -> SafeString:
    """What stands in one cell; a button where the value can be changed in place. Every text is escaped here."""
    text, head = escape(cell.text), cell.head
    if head.editable and may_change:
        title = f' title="{escape(cell.title)}"' if cell.title else ""
        shown = f"<bdi>{text}</bdi>" if text else _EMPTY
        made = (
            f'<button type="button" class="editable cell-edit" data-tone="{escape(cell.tone)}"{title}'
            f' aria-label="{escape(str(head.label))}: {text}" hx-get="{_address(head.name, pk)}"'
            f' hx-target="closest td" hx-swap="innerHTML">{shown}</button>'
        )
    elif cell.url:
        made = f'<a class="link-quiet" href="{escape(cell.url)}"><bdi>{text}</bdi></a>'
    else:
        made = f'<bdi data-tone="{escape(cell.tone)}">{text or "—"}</bdi>'
    return mark_safe(made)  # noqa: S308


def _address(name: str, pk: int) -> str:
    before, after = _parts(name)
    return f"{before}{pk}{after}"


@lru_cache(maxsize=64)
def _parts(name: str) -> tuple[str, str]:
    before, _number, after = reverse("pipeline:deal_cell", args=[_ANY, name]).partition(str(_ANY))
    return before, after
