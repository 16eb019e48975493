"""Moving one deal, from the board, the deal's page or a dialog."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.models import Channel, Contact
from kariz.pipeline.actions import committee
from kariz.pipeline.actions.moves import DealMovedMeanwhile, MoveRefused, ReasonNeeded, move
from kariz.pipeline.forms.moves import HERE, mend, whole
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.pipeline.queries.one_deal import last_change, live_stage, seen_deal
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, NotFound
from kariz.web.policy import requires

FORMS = {"activity": "pipeline:deal_log", "committee": "pipeline:deal_member"}
"""What mends a missing thing by a form in the window."""
PLANNED = 4
NAMED = 3


@require_POST
@requires("deal.move")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """Move to `stage`. 204 with a toast, or 409 with the dialog that says what is missing and mends it."""
    user: Any = request.user
    deal = seen_deal(pk, user)
    stage = live_stage(request.POST.get("stage"), deal.pipeline_id)
    version = whole(request.POST.get("version"))
    try:
        version = mend(deal, request.POST, user) or version
        if _decider_marked(request, deal):
            version = None
        if (form := _asked_form(request, deal, stage.pk)) is not None:
            return form
        done = move(deal=deal, to=stage, by=user, reason=request.POST.get("reason", ""), version=version)
    except (MoveRefused, ReasonNeeded, FieldErrors) as error:
        return refused(request, deal, error, action=request.path, target=stage)
    except DealMovedMeanwhile as error:
        return stale(request, error)
    message = _("“%(deal)s” moved to “%(stage)s”.") % {
        "deal": done.deal.title,
        "stage": done.deal.stage.title,
    }
    if done.warnings:
        message += " " + _("Still missing:") + " " + ", ".join(one.as_json()["text"] for one in done.warnings)
    return moved(request, done.deal, message, done.event)


def again(request: HttpRequest, pk: int, stage_id: int, message: str) -> HttpResponse:
    """What was missing is done, says `message`: the move that it stopped is tried once more."""
    user: Any = request.user
    deal = seen_deal(pk, user)
    stage = live_stage(str(stage_id), deal.pipeline_id)
    try:
        done = move(deal=deal, to=stage, by=user)
    except (MoveRefused, ReasonNeeded) as error:
        action = reverse("pipeline:deal_moves", args=[pk])
        response = refused(request, deal, error, action=action, target=stage)
        # What the form was for is done and stays done; the window tells what else is missing.
        response.status_code = 200
        response.headers["HX-Trigger"] = json.dumps({"deal:moved": {"deal": pk}})
        return toasts.add(response, message)
    text = _("“%(deal)s” moved to “%(stage)s”.") % {"deal": done.deal.title, "stage": done.deal.stage.title}
    return moved(request, done.deal, f"{message} {text}", done.event)


def _decider_marked(request: HttpRequest, deal: Deal) -> bool:
    """Where the button beside a person was pressed, that person decides; a member keeps stance and influence."""
    fix, _mark, contact = request.POST.get("do", "").partition(":")
    if fix != "decider" or (pk := whole(contact)) is None:
        return False
    user: Any = request.user
    person = Contact.objects.visible_to(user).filter(pk=pk, deleted_at=None).first()
    if person is None:
        raise NotFound
    stance = deal.committee.filter(contact=person).values_list("stance", flat=True).first()
    committee.put_member(
        deal=deal,
        contact=person,
        by=user,
        role=CommitteeMember.Role.DECISION_MAKER,
        stance=stance or CommitteeMember.Stance.UNKNOWN,
    )
    return True


def _asked_form(request: HttpRequest, deal: Deal, stage_id: int) -> HttpResponse | None:
    """Where a missing thing has a form of its own and its button was pressed: that form, in the same window."""
    fix, _mark, kind = request.POST.get("do", "").partition(":")
    if fix not in FORMS:
        return None
    name = "role" if fix == "committee" else "kind"
    query = urlencode({"again": stage_id} | ({name: kind} if kind else {}))
    return redirect(f"{reverse(FORMS[fix], args=[deal.pk])}?{query}")


def moved(request: HttpRequest, deal: Deal, message: str, event: Event | None) -> HttpResponse:
    """The answer after any change of a deal's place: a toast with undo, and `deal:moved` for the page."""
    undo_url = f"/events/{event.pk}/undo/" if event else ""
    if not request.headers.get("HX-Request"):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect(f"/deals/{deal.pk}/")
    told = {
        "deal:moved": {"deal": deal.pk, "stage": deal.stage_id, "version": deal.version},
        "dialog:close": {},
    }
    response = HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    return toasts.add(response, message, undo_url=undo_url)


def refused(
    request: HttpRequest, deal: Deal, error: DomainError, *, action: str, target: Any = None, **more: Any
) -> HttpResponse:
    """The dialog with each missing thing, mended right there where it can be, and the way to try again."""
    fresh = Deal.objects.select_related("stage", "owner").get(pk=deal.pk)
    missing = [_line(one, fresh) for one in error.extra.get("missing", [])]
    boxes = [one["criterion"] for one in missing if one["control"] == "tick"]
    confirms = bool(boxes)
    context = {
        "deal": fresh,
        "error": error,
        "missing": missing,
        "confirms": confirms,
        "boxes": ",".join(map(str, boxes)) if len(boxes) > 1 else "",
        "planned": fresh.activities.filter(done_at=None, deleted_at=None).order_by("due_at")[:PLANNED]
        if confirms
        else (),
        "gate": _who_changes_it(request.user) if isinstance(error, MoveRefused) else None,
        "needs_reason": isinstance(error, ReasonNeeded) or "reason" in request.POST,
        "refused": isinstance(error, MoveRefused),
        "errors": error.errors if isinstance(error, FieldErrors) else {},
        "typed": request.POST,
        "action": action,
        "target": target,
        "channels": Channel.choices,
        "owners": User.objects.who_can("deal.move").values_list("pk", "name"),
        **more,
    }
    return dialog(
        render(request, "pipeline/board/_refused.html", context, status=getattr(error, "status", 409))
    )


def _who_changes_it(user: Any) -> dict[str, Any]:
    """There is no way past what blocks: whoever asks may change what stages ask for, or these may."""
    if user.can("pipeline.design"):
        return {"mine": True}
    people = User.objects.who_can("pipeline.design").order_by("name").values_list("name", flat=True)
    return {"mine": False, "people": list(people[:NAMED])}


def _line(one: dict[str, Any], deal: Deal) -> dict[str, Any]:
    """What is missing, with the control that mends it: a box, a field, or a place on the deal's page."""
    name = one["params"].get("field", "") if one["kind"] == "field_filled" else ""
    control = "tick" if one["kind"] == "box" else name if name in HERE else ""
    asked = one["params"].get("kind", "call") if one["fix"] == "activity" else ""
    if one["people"] or (one["fix"] == "committee" and one["why"]):
        asked = CommitteeMember.Role.DECISION_MAKER
    form = one["fix"] in FORMS
    return one | {"control": control, "form": form, "kind_asked": asked, "url": _place(one, deal)}


def _place(one: dict[str, Any], deal: Deal) -> str:
    """The form that mends it, or else its part of the deal's page."""
    if one["fix"] == "activity":
        query = urlencode({"kind": one["params"].get("kind", "call")})
        return f"{reverse('pipeline:deal_log', args=[deal.pk])}?{query}"
    if one["fix"] == "committee":
        role = f"?role={CommitteeMember.Role.DECISION_MAKER}" if one["why"] else ""
        return reverse("pipeline:deal_member", args=[deal.pk]) + role
    if one["fix"] == "fit" and deal.company_id:
        return f"{reverse('people:company', args=[deal.company_id])}#fit"
    anchor = {"field": "facts", "fit": "facts", "obstacle": "obstacles", "file": "files-panel"}.get(
        one["fix"], one["fix"]
    )
    return f"/deals/{deal.pk}/#{anchor}"


def stale(request: HttpRequest, error: DealMovedMeanwhile) -> HttpResponse:
    """The dialog that says who changed the deal and where it is now."""
    event, actor = last_change(error.deal)
    context = {"deal": error.deal, "error": error, "event": event, "actor": actor}
    response = dialog(render(request, "pipeline/board/_stale.html", context, status=409))
    response.headers["HX-Trigger"] = json.dumps({"deal:moved": {"deal": error.deal.pk}})
    return response


def dialog(response: HttpResponse) -> HttpResponse:
    """The answer goes into the page's window, whoever asked."""
    response.headers["HX-Retarget"] = "#dialog"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
