"""Ending a deal and opening it again: won, lost, resting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kariz.events.models import Event
from kariz.localisation import preferences
from kariz.localisation.date_showing import format_date
from kariz.pipeline.actions import closures
from kariz.pipeline.actions.moves import CannotMove, DealMovedMeanwhile, ReasonNeeded
from kariz.pipeline.forms.moves import date_from, mend, whole
from kariz.pipeline.models import Deal, LostReason
from kariz.pipeline.queries.one_deal import seen_deal
from kariz.pipeline.views.moves import dialog, moved, refused, stale
from kariz.pipeline.views.respond import is_fragment, window
from kariz.web.errors import FieldErrors, NotFound
from kariz.web.policy import requires


@require_http_methods(["GET", "POST"])
@requires("deal.close")
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    """`outcome` won, lost or open (reopen). GET shows the dialog that asks for the reason of a loss."""
    user: Any = request.user
    deal = seen_deal(pk, user)
    if request.method == "GET":
        return _lost_dialog(request, deal, {})
    match request.POST.get("outcome"):
        case "won":
            return _win(request, deal, user)
        case "lost":
            return _lose(request, deal, user)
        case "open":
            return _done(request, deal, _("The deal is open again."), closures.reopen, by=user)
    raise NotFound


def _win(request: HttpRequest, deal: Deal, user: Any) -> HttpResponse:
    reason, message = request.POST.get("reason", ""), _("The deal is won.")
    try:
        day = _closed_on(request)
        version = mend(deal, request.POST, user)
        return _done(
            request, deal, message, closures.win, by=user, reason=reason, version=version, closed_on=day
        )
    except DealMovedMeanwhile as error:
        return stale(request, error)
    except (ReasonNeeded, FieldErrors) as error:
        return refused(request, deal, error, action=request.path, outcome="won", day=_day_asked(request))


def _lose(request: HttpRequest, deal: Deal, user: Any) -> HttpResponse:
    reason = LostReason.objects.filter(
        pk=whole(request.POST.get("lost_reason")) or 0, retired_at=None
    ).first()
    note = request.POST.get("note", "")
    try:
        how = {"lost_reason": reason, "note": note[:500], "closed_on": _closed_on(request)}
        return _done(request, deal, _("The deal is closed as lost."), closures.lose, by=user, **how)
    except FieldErrors as error:
        return _lost_dialog(request, deal, error.errors)


@require_http_methods(["GET", "POST"])
@requires("deal.close")
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the deal rest until a day; GET shows the dialog that asks for it."""
    user: Any = request.user
    deal = seen_deal(pk, user)
    if request.method == "GET":
        return _rest_dialog(request, deal, {})
    try:
        until = date_from(request.POST.get("until", ""), "until")
        text = _("The deal rests until %(day)s.") % {"day": _day(until)}
        reason = request.POST.get("reason", "")[:500]
        return _done(request, deal, text, closures.rest, by=user, until=until, reason=reason)
    except FieldErrors as error:
        return _rest_dialog(request, deal, error.errors)


def _closed_on(request: HttpRequest) -> date | None:
    """The day that the window says, None for today. Raises FieldErrors."""
    return date_from(request.POST.get("closed_on", ""), "closed_on")


def _day_asked(request: HttpRequest) -> date | str:
    return request.POST.get("closed_on") or closures.today_here()


def _done(request: HttpRequest, deal: Deal, message: str, act: Any, **values: Any) -> HttpResponse:
    try:
        values["version"] = values.get("version") or whole(request.POST.get("version"))
        done = act(deal=deal, **values)
    except DealMovedMeanwhile as error:
        return stale(request, error)
    except CannotMove as error:
        return refused(request, deal, error, action="")
    event = Event.objects.filter(deal_id=done.pk, subject_kind="deal").order_by("-id").first()
    return moved(request, done, f"{done.title}: {message}", event)


def _lost_dialog(request: HttpRequest, deal: Deal, errors: dict[str, list[str]]) -> HttpResponse:
    reasons = [(one.pk, one.title) for one in LostReason.objects.filter(retired_at=None)]
    context = {"deal": deal, "reasons": reasons, "errors": errors, "typed": request.POST}
    context["day"] = _day_asked(request)
    return _window(request, "pipeline/board/_lost.html", context)


def _rest_dialog(request: HttpRequest, deal: Deal, errors: dict[str, list[str]]) -> HttpResponse:
    context = {"deal": deal, "errors": errors, "typed": request.POST}
    return _window(request, "pipeline/board/_rest.html", context)


def _window(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = window(request, template, context, status=422 if context["errors"] else 200)
    return dialog(response) if is_fragment(request) else response


def _day(day: Any) -> str:
    mine = preferences.current()
    return format_date(day, mine.calendar, mine.digits, mine.language, "long") if day else ""
