"""What became of an import: its result, rows that wait for a word, refused rows as a file, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.exchange.actions import exports
from kariz.exchange.actions.at_work import deciding, refused, stumbling, writing_over
from kariz.exchange.actions.setup import imports
from kariz.exchange.actions.setup.sets import has_files
from kariz.exchange.models import Import
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.changed_since import changed_since
from kariz.exchange.queries.pages.going import goes_back, going
from kariz.exchange.queries.pages.left_cells import left_cells
from kariz.exchange.queries.pages.loose import loose_of
from kariz.exchange.queries.pages.stopped import list_of, stopped_rows
from kariz.exchange.queries.pages.unwritten import unwritten
from kariz.localisation.templatetags.kariz import in_digits
from kariz.pipeline.views import belonging
from kariz.web import toasts
from kariz.web.policy import requires

SHOWN = 50
NAMED = 20
"""Rows that are told by their numbers."""


def result(request: SignedInRequest, one: Import) -> HttpResponse:
    """The page of an import that runs or is over."""
    own = queries.may_work(one, request.user)
    over = one.part_of_id is None and goes_back(one)
    context: dict[str, Any] = {
        "one": one,
        "own": own,
        "progress": queries.shown_progress(one),
        "bad": queries.bad_rows(one)[:SHOWN],
        "warned": queries.warned_rows(one)[:SHOWN],
        "usual": queries.usual_of(one) if one.phase == Import.Phase.DONE else [],
        "asides": queries.aside_rows(one)[:SHOWN] if one.left_out and one.skipped_count else [],
        "left": left_cells(request.GET, one) if not one.busy else None,
        "stays": queries.with_records(queries.kept_rows(one)[:SHOWN]) if one.skipped_count else [],
        "stopped_count": stopped_rows(one).count(),
        "stopped": queries.with_records(stopped_rows(one)[:SHOWN]),
        "stopped_deals": list_of(one),
        "skipped": queries.skipped_rows(one)[:SHOWN] if one.skipped_count else [],
        "asked": queries.with_records(queries.asked_rows(one)[:SHOWN]) if one.asked_count else [],
        "loose": loose_of(one, request.user).count() if one.phase == Import.Phase.DONE else 0,
        "records": queries.records_made(one) if one.phase == Import.Phase.DONE else {},
        "sums": came(request.user, one) if one.phase == Import.Phase.DONE else None,
        "unwritten": unwritten(one) if own and one.part_of_id is None and has_files([one]) else 0,
        "may_take_back": own and over and one.created_count + one.updated_count,
    }
    return render(request, "exchange/result.html", context)


def _numbers(rows: Sequence[int]) -> str:
    """The first of them, as they are read."""
    said = gettext(", ").join(in_digits(row) for row in rows[:NAMED])
    return said if len(rows) <= NAMED else f"{said} …"


@require_POST
@requires("import.run")
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what becomes of rows that were put aside: those that are ticked, or all that wait."""
    numbers = [int(text) for text in request.POST.getlist("row") if text.isdecimal() and len(text) < 10]
    done = deciding.decide(
        one=queries.load_own(pk, request.user),
        by=request.user,
        how=request.POST.get("how", ""),
        numbers=None if "all" in request.POST else numbers,
    )
    text = ngettext("%(count)s row is decided.", "%(count)s rows are decided.", done.taken)
    told = [text % {"count": in_digits(done.taken)}] if done.taken or not done.waiting else []
    if done.waiting:
        text = ngettext(
            "The record of %(count)s row is in the bin; it still waits.",
            "The records of %(count)s rows are in the bin; they still wait.",
            done.waiting,
        )
        told.append(text % {"count": in_digits(done.waiting)})
    if done.further:
        text = ngettext(
            "Row %(rows)s is of the same deal, and is decided as well.",
            "Rows %(rows)s are of the same deals, and are decided as well.",
            len(done.further),
        )
        told.append(text % {"rows": _numbers(done.further)})
    if done.later:
        text = ngettext(
            "%(count)s ticked row still waits: it is more than can be decided at once.",
            "%(count)s ticked rows still wait: they are more than can be decided at once.",
            done.later,
        )
        told.append(text % {"count": in_digits(done.later)})
    toasts.after_redirect(request, " ".join(told))
    return redirect("exchange:import", pk)


@require_GET
@requires("import.view")
def loose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its activities that hang on nothing, each to be given to a deal, company or person."""
    one = queries.load(pk, request.user)
    home = {"home": reverse("exchange:import", args=[pk]), "home_name": one.name}
    return belonging.listed(request, loose_of(one, request.user), home)


@require_http_methods(["GET", "POST"])
@requires("import.run")
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """What people changed since, and whether that goes too; then the taking back itself."""
    one = queries.load_own(pk, request.user)
    if request.method == "POST":
        imports.take_back(one=one, by=request.user, changed=request.POST.get("changed") == "take")
        return redirect("exchange:import", pk)
    if one.part_of_id is not None or not goes_back(one):
        return redirect("exchange:import", pk)
    context = {
        "one": one,
        "home": reverse("exchange:import", args=[pk]),
        "changed": changed_since(one),
        "going": going(one),
    }
    return render(request, "exchange/take_back.html", context)


@require_POST
@requires("import.run")
def write_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what its rows say otherwise than is here."""
    one = queries.load_own(pk, request.user)
    whole = writing_over.write_changes(parts=[one], by=request.user)
    return redirect("exchange:set", whole.pk)


@require_POST
@requires("import.run")
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have an import that stumbled go on."""
    one = stumbling.again(one=queries.load_own(pk, request.user), by=request.user)
    if one.part_of_id is not None:
        return redirect("exchange:set", one.part_of_id)
    return redirect("exchange:import", pk)


@require_GET
@requires("import.view")
def bad_rows(request: SignedInRequest, pk: int, ending: str = "csv") -> HttpResponseBase:
    """The refused rows with their reasons, as a file to mend and import again; or the lines that were left out."""
    one, left_out = queries.load(pk, request.user), "left-out" in request.GET
    parts = refused.export(one=one, ending=ending, by=request.user, left_out=left_out)
    return exports.as_response(parts, refused.file_name(one, ending, left_out=left_out), ending)
