"""Two records or more side by side, chosen field by field, then merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.localisation.templatetags.kariz import in_digits
from kariz.records.custom import definitions
from kariz.records.custom.showing import words
from kariz.records.search import finder
from kariz.web import toasts
from kariz.web.errors import DomainError, NotFound
from kariz.web.once import once
from kariz.web.policy import requires

from .. import merging, registry
from ..actions.merging import OWN, merge
from ..merging import MOST
from ..queries import duplicates
from ..queries.events import undo_url
from ..queries.loading import MODELS, load
from ..queries.merged import standing
from ..queries.namesakes import namesakes
from .windows import window

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """What one record says of a field. `text` as people read it; `chosen` by default or by the reader."""

    pk: int
    text: Any
    empty: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    label: Any
    cells: list[Cell]
    differs: bool
    all_chosen: bool = False
    """Notes of every record are kept, one below the other."""

    @property
    def may_join(self) -> bool:
        return self.name == "notes"


@requires("people.change")
@once
def side_by_side(request: SignedInRequest, kind: str) -> HttpResponse:
    """GET `?id=1&id=2` shows them beside each other, POST merges them as chosen."""
    given = request.POST if request.method == "POST" else request.GET
    asked = list(dict.fromkeys(int(pk) for pk in given.getlist("id") if pk.isdecimal() and len(pk) < 18))
    now = standing(kind, asked, request.user)
    if now != asked:
        return _merged_meanwhile(request, kind, now)
    records = _records(kind, given.getlist("id"), request.user)
    names = merging.fields(records, OWN[kind].FIELDS)
    survivor = _survivor(given, records, names)
    if request.method == "POST":
        try:
            kept = merge(
                survivor=survivor,
                others=[one for one in records if one != survivor],
                by=request.user,
                choices=_choices(given, names),
                versions=_versions(given),
            )
        except DomainError as error:
            if error.status in (403, 404):
                raise
            return _page(request, kind, records, names, survivor, error=error)
        undo = undo_url(request.user, f"{kind}.merged", kind, kept.pk)
        toasts.after_redirect(request, _("Merged into “%(name)s”.") % {"name": kept.name}, undo_url=undo)
        if kind == "company":
            _tell_namesakes(request, kept)
        for text, to in registry.told_of_merge(kind, kept, request.user):
            link = format_html('<a class="link" href="{}">{}</a>', to, _("See whether they are one"))
            messages.info(request, format_html("{} {}", text, link))
        return redirect(kept)
    return _page(request, kind, records, names, survivor)


def _merged_meanwhile(request: SignedInRequest, kind: str, now: Sequence[int]) -> HttpResponse:
    """An address that is older than a merge leads to the survivors, beside each other where there are two or more."""
    messages.info(request, _("One of them was merged meanwhile."))
    if len(now) == 1:
        return redirect(load(kind, now[0], request.user))
    return redirect(reverse(f"people:{kind}_merge", query={"id": now}))


def _tell_namesakes(request: SignedInRequest, company: Any) -> None:
    """People of one name came together: the next page leads to them."""
    pairs = namesakes(company, request.user)
    if not pairs:
        return
    told = _("%(n)s people of the same name are in one company now.") % {
        "n": in_digits(len({pk for pair in pairs for pk in pair.ids}))
    }
    to = reverse("people:duplicates", query={"kind": "contact", "company": company.pk})
    link = format_html('<a class="link" href="{}">{}</a>', to, _("See whether they are one"))
    messages.info(request, format_html("{} {}", told, link))


@require_GET
@requires("people.change")
def pick(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The window that asks with which one to merge."""
    record = load(kind, pk, request.user)
    request.user.require("people.change", record)
    alike = duplicates.of_record(kind, pk, request.user)
    context = {"kind": kind, "record": record, "alike": alike}
    back = record.get_absolute_url()
    return window(request, "people/merge/pick.html", context, title=record.name, back=back)


@require_GET
@requires("people.change")
def options(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Rows of the picker: what the user may change and holds the words of `?q=`, the record itself aside."""
    q = request.GET.get("q", "").strip()[:200]
    entries = finder.find(request.user, q, 30, [kind]) if q else []
    changeable = MODELS[kind].objects.changeable_by(request.user).exclude(pk=pk)
    may = set(changeable.filter(pk__in=[e.object_id for e in entries]).values_list("pk", flat=True))
    rows = [entry for entry in entries if entry.object_id in may][:SHOWN]
    return render(request, "people/merge/options.html", {"rows": rows})


def _page(
    request: SignedInRequest,
    kind: str,
    records: Sequence[Any],
    names: Sequence[str],
    survivor: Any,
    error: DomainError | None = None,
) -> HttpResponse:
    choices = {**merging.suggested(survivor, records, names)}
    if request.method == "POST":
        choices |= _choices(request.POST, names)
    context = {
        "kind": kind,
        "records": records,
        "survivor": survivor,
        "rows": _rows(kind, records, names, choices),
        "carried": _carried(kind, records),
        "error": error,
        "may": all(request.user.can("people.change", one) for one in records),
    }
    return render(request, "people/merge/side.html", context, status=error.status if error else 200)


def _records(kind: str, ids: Sequence[str], user: User) -> list[Any]:
    """Those of the address in its order. Raises NotFound for one that there is not or that the user may not see."""
    wanted = list(dict.fromkeys(int(pk) for pk in ids if pk.isdecimal() and len(pk) < 18))[:MOST]
    if not wanted or len(wanted) < len(set(ids)):
        raise NotFound
    links = ("owner", "company") if kind == "contact" else ("owner",)
    rows = MODELS[kind].objects.visible_to(user).filter(pk__in=wanted).select_related(*links)
    found = {one.pk: one for one in (rows.prefetch_related("points") if kind == "contact" else rows)}
    if len(found) < len(wanted):
        raise NotFound
    return [found[pk] for pk in wanted]


def _survivor(given: QueryDict, records: Sequence[Any], names: Sequence[str]) -> Any:
    chosen = given.get("survivor", "")
    found = next((one for one in records if str(one.pk) == chosen), None)
    return found or merging.suggested_survivor(records, names)


def _choices(given: QueryDict, names: Sequence[str]) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for name in names:
        value = given.get(f"choice.{name}", "")
        if value == merging.ALL:
            found[name] = value
        elif value.isdecimal() and len(value) < 18:
            found[name] = int(value)
    return found


def _versions(given: QueryDict) -> dict[int, int]:
    seen = [text.partition(":")[::2] for text in given.getlist("seen")]
    return {int(pk): int(version) for pk, version in seen if pk.isdecimal() and version.isdecimal()}


def _rows(
    kind: str, records: Sequence[Any], names: Sequence[str], choices: dict[str, int | str]
) -> list[Row]:
    rows = []
    custom = definitions.of(kind)
    for name in names:
        if name.startswith(merging.CUSTOM) and name.removeprefix(merging.CUSTOM) not in custom:
            continue
        empty = [merging.is_empty(name, merging.value_of(one, name)) for one in records]
        if all(empty):
            continue
        cells = [
            Cell(one.pk, "" if nothing else _text(kind, one, name), nothing, choices.get(name) == one.pk)
            for one, nothing in zip(records, empty, strict=True)
        ]
        rows.append(
            Row(
                name,
                _label(kind, records[0], name),
                cells,
                merging.differs(records, name),
                choices.get(name) == merging.ALL,
            )
        )
    return rows


def _label(kind: str, record: Any, name: str) -> Any:
    if name.startswith(merging.CUSTOM):
        return definitions.of(kind)[name.removeprefix(merging.CUSTOM)].label
    return record._meta.get_field(name).verbose_name


def _text(kind: str, record: Any, name: str) -> Any:
    if name.startswith(merging.CUSTOM):
        field = definitions.of(kind)[name.removeprefix(merging.CUSTOM)]
        return words(field, merging.value_of(record, name))
    shown = getattr(record, f"get_{name}_display", None)
    return shown() if shown else getattr(record, name)


def _carried(kind: str, records: Sequence[Any]) -> list[tuple[Any, list[int]]]:
    """What hangs on each of the records: (deals, [3, 1])."""
    ids = [one.pk for one in records]
    found = []
    for repoint in registry.repoints(kind):
        counted = repoint.count(ids) if repoint.count and repoint.label else {}
        if counted:
            found.append((repoint.label, [counted.get(pk, 0) for pk in ids]))
    return found
