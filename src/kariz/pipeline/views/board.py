"""The board: its page, more of a column, what changed since, quick add, and its filter."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kariz.events.models import Event
from kariz.events.queries import feed
from kariz.events.queries.feed import Cursor
from kariz.localisation import preferences
from kariz.people.models import Channel, Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.actions.moves import ReasonNeeded
from kariz.pipeline.board_places import TOUR
from kariz.pipeline.forms import quick
from kariz.pipeline.forms.moves import amount_from, date_from, whole
from kariz.pipeline.models import Deal, Pipeline, Stage
from kariz.pipeline.queries import as_of as past
from kariz.pipeline.queries.board import Board, Column, board_of, columns_of, fill
from kariz.pipeline.queries.changes import changes_of
from kariz.pipeline.queries.lanes import lanes_of
from kariz.pipeline.queries.lists import QUICK, Asked
from kariz.pipeline.queries.one_deal import live_stage, open_of
from kariz.pipeline.templatetags.board import deal_card
from kariz.records.queries.on_record import view_seen
from kariz.web import toasts
from kariz.web.errors import FieldErrors, NotFound
from kariz.web.once import once
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def first(request: HttpRequest) -> HttpResponse:
    """The first pipeline's board, or how to make one."""
    pipeline = Pipeline.objects.filter(archived_at=None).order_by("position", "id").first()
    if pipeline is None:
        return render(request, "pipeline/board/none.html")
    query = request.GET.urlencode()
    return redirect(reverse("pipeline:board", args=[pipeline.pk]) + (f"?{query}" if query else ""))


@require_GET
@requires("deal.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The board now, or as it was (`as_of`)."""
    user: Any = request.user
    asked = Asked.of(request.GET)
    if request.GET.get("as_of"):
        return _past(request, pk, asked)
    cursor = feed.head()
    board = board_of(pk, user, asked)
    if board is None:
        raise NotFound
    lanes = _lanes(board, asked, user) if asked.group == "owner" else []
    context = _context(request, board, asked) | {
        "cursor": cursor,
        "lanes": lanes,
        "live": True,
        "tour_seen": user.marked(TOUR) is not None,
    }
    return render(request, "pipeline/board/board.html", context)


def _past(request: HttpRequest, pk: int, asked: Asked) -> HttpResponse:
    user: Any = request.user
    try:
        at = past.instant(request.GET["as_of"])
        board = past.board_as_of(pk, at, user, asked)
        errors: list[str] = []
    except FieldErrors as error:
        at, board, errors = past.now(), board_of(pk, user, asked), error.errors["as_of"]
    if board is None:
        raise NotFound
    context = _context(request, board, asked) | {
        "at": at,
        "errors": errors,
        "past": True,
        "days": past.slider(at),
    }
    return render(request, "pipeline/board/board.html", context)


def _context(request: HttpRequest, board: Board, asked: Asked) -> dict[str, Any]:
    user: Any = request.user
    view = view_seen(request.GET.get("view", ""), "deals", user)
    return {
        "board": board,
        "asked": asked,
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
        "sorts": [(name, label, "?" + asked.with_(sort=name)) for name, label in _sorts()],
        "query": asked.with_(as_of=""),
        "group_url": "?" + asked.with_(group="" if asked.group else "owner"),
        "past_query": asked.with_(as_of=preferences.today().isoformat()),
        "now_query": asked.with_(as_of=""),
        "filters": asked.filters,
        "filtered": asked.filters > 0,
        "view": view,
        "page": reverse("pipeline:board", args=[board.pipeline.pk]),
        "kept": [(name, value) for name, value in request.GET.items() if name != "q" and value],
        "may_move": user.can("deal.move"),
        "may_create": user.can("deal.create"),
        "past": False,
        "toolbar_key": (
            request.GET.urlencode(),
            board.pipeline.pk,
            tuple((one.pk, str(one.title)) for one in board.pipelines),
            view and view.name,
            preferences.today(),
        ),
        "names_key": tuple((column.id, column.title) for column in board.columns),
    }


def _lanes(board: Board, asked: Asked, user: Any) -> list[dict[str, Any]]:
    """The board's lanes, each with the address that shows that owner's deals alone."""
    deals = asked.deals(user).filter(pipeline_id=board.pipeline.pk, on_board=True)
    return [
        {
            "lane": lane,
            "name": lane.name or _("Without owner"),
            "url": "?"
            + asked.with_(group="", owner=lane.owner or "", owner__is_empty="" if lane.owner else "1"),
        }
        for lane in lanes_of(board.columns, board.owners, deals, asked)
    ]


def _sorts() -> list[tuple[str, Any]]:
    return [
        ("", _("Most urgent first")),
        ("-amount", _("Largest first")),
        ("-in_stage", _("Longest in stage first")),
        ("expected_close", _("Closing soonest first")),
        ("-created_at", _("Newest first")),
        ("title", _("By title")),
    ]


@require_GET
@requires("deal.view")
def more(request: HttpRequest, pk: int, stage: int) -> HttpResponse:
    """The next cards of one column."""
    user: Any = request.user
    asked = Asked.of(request.GET)
    [column] = columns_of([live_stage(stage, pk)])
    behind = whole(request.GET.get("behind")) or 0
    column.count = asked.deals(user).filter(stage_id=stage, on_board=True).count()
    fill([column], asked, user, behind=min(behind, 100_000))
    return render(
        request, "pipeline/board/_cards.html", {"column": column, "pipeline": pk, "query": asked.with_()}
    )


@require_GET
@requires("deal.view")
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What a page that shows the log up to `after` must change; 204 when nothing."""
    user: Any = request.user
    try:
        after = Cursor.parse(request.GET.get("after", ""))
    except ValueError:
        return JsonResponse({"reload": True})
    found = changes_of(pk, after, user, Asked.of(request.GET))
    if found is None:
        return HttpResponse(status=204)
    return JsonResponse(
        {
            "cursor": str(found.cursor),
            "reload": found.too_many,
            "gone": found.gone,
            "cards": [
                {"id": card.id, "stage": card.stage, "order": card.order, "html": deal_card(card)}
                for card in found.cards
            ],
            "heads": {column.id: _head(column) for column in found.board.columns},
            "sums": render_to_string("pipeline/board/_sums.html", {"board": found.board}),
        }
    )


def _head(column: Column) -> str:
    return render_to_string("pipeline/board/_column_sums.html", {"column": column})


@require_GET
@requires("deal.create")
def new(request: HttpRequest) -> HttpResponse:
    """Quick add from anywhere: in the first stage of the first pipeline, with the customer that the address names."""
    stage = Stage.objects.filter(pipeline__archived_at=None, retired_at=None)
    found = stage.order_by("pipeline__position", "pipeline_id", "position", "id").first()
    if found is None:
        raise NotFound
    about = {name: value for name in ("company", "contact") if (value := request.GET.get(name))}
    to = reverse("pipeline:board_add", args=[found.pipeline_id], query={"stage": str(found.pk), **about})
    if request.headers.get("HX-Request"):
        return redirect(to)
    return redirect("pipeline:board", pk=found.pipeline_id)


@require_http_methods(["GET", "POST"])
@requires("deal.create")
@once
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Quick add: title, company, contact and amount, the rest behind "More fields"; a later stage asks why the deal
    begins there."""
    user: Any = request.user
    given = request.POST if request.method == "POST" else request.GET
    stage = live_stage(given.get("stage"), pk)
    context: dict[str, Any] = {"pk": pk, "stage": stage, "typed": given, "errors": {}}
    for model in (Company, Contact):
        name = str(model._meta.model_name)
        context[name] = model.objects.visible_to(user).filter(pk=whole(given.get(name)) or 0).first()
    posted = given if request.method == "POST" else None
    own, more = quick.must_have(posted), quick.may_have(posted)
    context |= {"own": own, "more": more, "channels": Channel.choices}
    if request.method == "GET":
        return render(request, "pipeline/board/_add.html", context)
    try:
        deal = _create(given, stage, user, quick.values(own, more))
    except ReasonNeeded as error:
        context |= {
            "asks_reason": True,
            "missing": error.extra["missing"],
            "opened": quick.opened(given, more),
        }
        return render(request, "pipeline/board/_add.html", context, status=409)
    except FieldErrors as error:
        context |= {
            "errors": error.errors,
            "asks_reason": "reason" in given,
            "opened": quick.opened(given, more),
        }
        return render(request, "pipeline/board/_add.html", context, status=422)
    event = Event.objects.filter(deal_id=deal.pk, verb="deal.created").first()
    told = {
        "deal:added": {"deal": deal.pk},
        "deal:moved": {"deal": deal.pk, "stage": stage.pk},
        "dialog:close": {},
    }
    response = HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    text = _("“%(deal)s” was added.") % {"deal": deal.title}
    return toasts.add(response, text, undo_url=f"/events/{event.pk}/undo/" if event else "")


@require_GET
@requires("deal.view")
def alike(request: HttpRequest) -> HttpResponse:
    """The hint in a form: open deals of the company or contact that is picked there."""
    user: Any = request.user
    company, contact = (whole(request.GET.get(name)) or 0 for name in ("company", "contact"))
    return render(request, "pipeline/board/_alike.html", {"deals": open_of(user, company, contact)})


def _create(given: Any, stage: Any, user: Any, custom: dict[str, Any]) -> Deal:
    new = deals.NewDeal(
        title=given.get("title", ""),
        pipeline=stage.pipeline,
        stage=stage,
        owner=user,
        custom=custom,
        amount=amount_from(given.get("amount", "")),
        expected_close=date_from(given.get("expected_close", ""), "expected_close"),
        channel=given.get("channel", ""),
        notes=given.get("notes", ""),
        reason=given.get("reason", ""),
        company=_picked(Company, given.get("company", ""), user),
        contact=_picked(Contact, given.get("contact", ""), user),
    )
    return deals.create(new=new, by=user)


def _picked(model: Any, value: str, user: Any) -> Any:
    """The company or contact of that number, if the user may see it."""
    if not value:
        return None
    found = model.objects.visible_to(user).filter(pk=whole(value) or 0).first()
    if found is None:
        raise FieldErrors({model._meta.model_name: [_("Pick one from the list.")]})
    return found
