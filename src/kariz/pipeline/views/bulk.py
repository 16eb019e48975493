"""One change of many deals: move, assign, lose, rest. Says for each deal that refused, why."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kariz.access.models import User
from kariz.events.origin import BULK, origin
from kariz.pipeline.actions import closures, deals
from kariz.pipeline.actions.moves import MoveRefused, ReasonNeeded, move
from kariz.pipeline.forms.moves import date_from, owner_from, whole
from kariz.pipeline.models import Deal, LostReason, Stage
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, NotFound
from kariz.web.policy import requires

MOST = 200
ACTIONS = ("move", "assign", "lose", "rest")
Act = Callable[[Deal, int | None], Any]
"""Takes the deal and the version of it that the person saw."""


@dataclass(slots=True)
class Refused:
    """One deal that did not change, and why."""

    deal: Deal
    message: str
    missing: list[str]


@require_http_methods(["GET", "POST"])
@requires("deal.move")
def bulk(request: HttpRequest) -> HttpResponse:
    """GET asks what exactly, with the count; POST does it deal by deal and reports."""
    user: Any = request.user
    given = request.POST if request.method == "POST" else request.GET
    action = given.get("action", "")
    if action not in ACTIONS:
        raise NotFound
    ids = [number for text in given.getlist("deal")[:MOST] if (number := whole(text)) is not None]
    chosen = list(
        Deal.objects.visible_to(user).filter(pk__in=ids, deleted_at=None).select_related("stage", "pipeline")
    )
    if request.method == "GET":
        return _ask(request, action, chosen, {})
    try:
        act = _act(action, request, user)
    except FieldErrors as error:
        return _ask(request, action, chosen, error.errors)
    mark = secrets.token_hex(8)
    with origin(batch=f"{BULK}{mark}"):
        done, refused = _each(chosen, act, _seen(given.getlist("seen")))
    return _report(request, done, refused, reverse("records:undo_batch", args=[mark]) if done else "")


def _act(action: str, request: HttpRequest, user: User) -> Act:
    """What to do with one deal. Raises FieldErrors for what was not filled well."""
    given, reason = request.POST, request.POST.get("reason", "")[:500]
    match action:
        case "move":
            stage = Stage.objects.filter(pk=whole(given.get("stage")) or 0, retired_at=None).first()
            if stage is None:
                raise FieldErrors({"stage": [_("Choose a stage.")]})
            return lambda deal, seen: move(deal=deal, to=stage, by=user, reason=reason, version=seen)
        case "assign":
            owner = owner_from(given.get("owner", ""))
            return lambda deal, seen: deals.change(deal=deal, by=user, owner=owner, version=seen)
        case "lose":
            why = LostReason.objects.filter(pk=whole(given.get("lost_reason")) or 0, retired_at=None).first()
            if why is None:
                raise FieldErrors({"lost_reason": [_("Choose why the deals were lost.")]})
            if why.template == LostReason.OTHER and not reason.strip():
                raise FieldErrors({"reason": [_("Say in words what the other reason was.")]})
            return lambda deal, seen: closures.lose(
                deal=deal, by=user, lost_reason=why, note=reason, version=seen
            )
    until = date_from(given.get("until", ""), "until")
    if until is None:
        raise FieldErrors({"until": [_("Choose a day after today.")]})
    return lambda deal, seen: closures.rest(deal=deal, by=user, until=until, reason=reason, version=seen)


def _each(chosen: list[Deal], act: Act, seen: dict[int, int]) -> tuple[int, list[Refused]]:
    """Every deal in its own transaction, so that one that refuses does not hold the others."""
    done, refused = 0, []
    for deal in chosen:
        try:
            act(deal, seen.get(deal.pk))
            done += 1
        except DomainError as error:
            missing = error.extra.get("missing", []) if isinstance(error, MoveRefused | ReasonNeeded) else []
            refused.append(Refused(deal, _said(error), [one["text"] for one in missing]))
    return done, refused


def _seen(texts: list[str]) -> dict[int, int]:
    """Versions by deal, from what the question wrote into its form: "id:version"."""
    pairs = [
        (whole(pk), whole(version)) for pk, _mark, version in (text.partition(":") for text in texts[:MOST])
    ]
    return {pk: version for pk, version in pairs if pk is not None and version is not None}


def _said(error: DomainError) -> str:
    texts = [text for several in error.errors.values() for text in several]
    return texts[0] if isinstance(error, FieldErrors) and texts else str(error)


def _ask(request: HttpRequest, action: str, chosen: list[Deal], errors: dict[str, list[str]]) -> HttpResponse:
    stages = Stage.objects.filter(pipeline__in={deal.pipeline_id for deal in chosen}, retired_at=None)
    context = {
        "action": action,
        "deals": chosen,
        "errors": errors,
        "typed": request.POST,
        "stages": [(one.pk, one.title) for one in stages],
        "owners": User.objects.who_can("deal.move").values_list("pk", "name"),
        "reasons": [(one.pk, one.title) for one in LostReason.objects.filter(retired_at=None)],
    }
    return render(request, "pipeline/board/_bulk.html", context, status=422 if errors else 200)


def _report(request: HttpRequest, done: int, refused: list[Refused], undo_url: str) -> HttpResponse:
    message = ngettext("%(n)d deal changed.", "%(n)d deals changed.", done) % {"n": done}
    told = {"deal:moved": {}, "deals:changed": {}}  # type: ignore[var-annotated]
    if refused:
        context = {"message": message, "refused": refused, "done": done, "undo_url": undo_url}
        response = render(request, "pipeline/board/_bulk_report.html", context)
        response.headers["HX-Trigger"] = json.dumps(told)
        return response
    response = HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told | {"dialog:close": {}})})
    return toasts.add(response, message, undo_url=undo_url)
