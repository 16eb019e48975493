"""The deals as a table whose cells are edited in place."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kariz.access.models import User
from kariz.events.models import Event
from kariz.localisation import preferences
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.forms.moves import date_from, deal_value, whole
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.board import Maker
from kariz.pipeline.queries.lists import QUICK, Asked
from kariz.pipeline.queries.one_deal import seen_deal
from kariz.pipeline.queries.table import (
    EDITABLE,
    HEADS,
    cells_of,
    heads_of,
    page_of,
    table_deals,
    totals_of,
    with_all,
)
from kariz.pipeline.templatetags.table import deal_cell
from kariz.records.queries import on_record
from kariz.web import toasts
from kariz.web.errors import FieldErrors, NotFound, Stale
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def show(request: HttpRequest) -> HttpResponse:
    """The table, or with `cursor` and htmx its next rows."""
    user: Any = request.user
    if not request.GET and (start := on_record.default_address("deals", user)):
        return redirect(reverse("pipeline:deals") + start)
    asked = Asked.of(request.GET)
    heads = heads_of(request.GET.get("columns", ""))
    found = table_deals(user, asked)
    page = page_of(found, asked, request.GET.get("cursor", ""))
    maker = Maker({})
    rows = [(deal, cells_of(deal, heads, maker)) for deal in page["items"]]
    more = asked.with_(cursor=page["next"]) if page["next"] else ""
    context = {"rows": rows, "heads": heads, "more": more, "may_change": user.can("deal.change")}
    if request.GET.get("cursor") and request.headers.get("HX-Request"):
        return render(request, "pipeline/table/_rows.html", context)
    return render(request, "pipeline/table/table.html", context | _frame(request, asked, heads, found))


def _frame(request: HttpRequest, asked: Asked, heads: list[Any], found: Any) -> dict[str, Any]:
    user: Any = request.user
    chosen = {head.name for head in heads}
    return {
        "asked": asked,
        "totals": totals_of(found),
        "sorting": [(head, _sort_url(asked, head.sort), _sort_state(asked, head.sort)) for head in heads],
        "choices": [(head, head.name in chosen) for head in HEADS],
        "quick": [
            {
                "name": name,
                "label": label,
                "url": "?" + asked.with_(quick="" if asked.quick == name else name),
            }
            for name, label in QUICK.items()
        ],
        "mine": request.GET.get("owner") == "me",
        "mine_url": "?" + asked.with_(owner="" if request.GET.get("owner") == "me" else "me"),
        "query": asked.with_(),
        "address": request.GET.urlencode(),
        "filtered": asked.has_conditions,
        "page": reverse("pipeline:deals"),
        "kept": [(name, value) for name, value in request.GET.items() if name != "q" and value],
        "kept_columns": [(name, value) for name, value in request.GET.items() if name != "columns" and value],
        "may_move": user.can("deal.move"),
        "view": on_record.view_seen(request.GET.get("view", ""), "deals", user),
    }


def _sort_url(asked: Asked, name: str) -> str:
    return "?" + asked.with_(sort=f"-{name}" if asked.sort == name else name) if name else ""


def _sort_state(asked: Asked, name: str) -> str:
    if not name or asked.sort.removeprefix("-") != name:
        return ""
    return "descending" if asked.sort.startswith("-") else "ascending"


@require_http_methods(["GET", "POST"])
@requires("deal.change")
def cell(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One cell: GET its form (`?show=1` its text), POST changes it."""
    user: Any = request.user
    if name not in EDITABLE:
        raise NotFound
    deal = seen_deal(pk, user)
    user.require("deal.change", deal)
    if request.method == "GET":
        return _text(deal, name) if request.GET.get("show") else _form(request, deal, name, {})
    last = Event.objects.filter(deal_id=deal.pk).aggregate(last=Max("pk"))["last"] or 0
    try:
        _change(deal, name, request.POST.get("value", ""), whole(request.POST.get("version")), user)
    except FieldErrors as error:
        return _form(request, deal, name, error.errors)
    event = Event.objects.filter(deal_id=deal.pk, actor_id=user.pk, pk__gt=last).order_by("-id").first()
    response = _text(deal, name)
    undo_url = f"/events/{event.pk}/undo/" if event else ""
    return toasts.add(response, _("“%(deal)s” was changed.") % {"deal": deal.title}, undo_url=undo_url)


def _change(deal: Deal, name: str, text: str, version: int | None, user: User) -> None:
    if name == "next_step":
        return _plan(deal, date_from(text, "next_step"), user, version)
    field, value = deal_value(name, text, deal)
    deals.change(deal=deal, by=user, version=version, **{field: value})
    return None


def _plan(deal: Deal, day: Any, user: User, version: int | None) -> None:
    """The next step moves to that day; without one a follow-up is planned. `version`: the step's, 0 for none."""
    if day is None:
        raise FieldErrors({"next_step": [_("Give a day.")]})
    due = datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(preferences.current().timezone))
    step = _step_of(deal)
    if version is not None and version != (step.version if step else 0):
        raise Stale
    if step:
        activities.change(activity=step, by=user, version=version, due_at=due)
    else:
        activities.plan(by=user, kind="task", name=_("Follow up"), deal=deal, due_at=due)


def _step_of(deal: Deal) -> Activity | None:
    return Activity.objects.filter(pk=deal.next_step_id, done_at=None, deleted_at=None).first()  # type: ignore[misc]


def _text(deal: Deal, name: str) -> HttpResponse:
    fresh = with_all(Deal.objects.filter(pk=deal.pk)).get()
    [head] = [head for head in HEADS if head.name == name]
    [shown] = cells_of(fresh, [head], Maker({}))
    return HttpResponse(deal_cell(fresh.pk, shown, may_change=True))


def _form(request: HttpRequest, deal: Deal, name: str, errors: dict[str, list[str]]) -> HttpResponse:
    [head] = [head for head in HEADS if head.name == name]
    context = {
        "deal": deal,
        "head": head,
        "version": _version_of(deal, name),
        "value": request.POST.get("value", _typed(deal, name)),
        "errors": [text for texts in errors.values() for text in texts],
        "owners": User.objects.who_can("deal.move").values_list("pk", "name") if name == "owner" else [],
    }
    return render(request, "pipeline/table/_cell_form.html", context, status=422 if errors else 200)


def _version_of(deal: Deal, name: str) -> int:
    if name != "next_step":
        return deal.version
    step = _step_of(deal)
    return step.version if step else 0


def _typed(deal: Deal, name: str) -> str:
    """The value as one would type it."""
    maker = Maker({})
    match name:
        case "amount":
            return maker.money(deal.amount, deal.currency, "exact")
        case "expected_close":
            return maker.date(deal.expected_close) if deal.expected_close else ""
        case "next_step":
            return maker.date(deal.next_step_at) if deal.next_step_at else ""
        case "owner":
            return str(deal.owner_id or "")
    return deal.title
