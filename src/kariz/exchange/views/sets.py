"""Pages of files that come in together: what they hold, the run of all of them, what became of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.exchange.actions.at_work import set_runs, writing_over
from kariz.exchange.actions.setup import sets
from kariz.exchange.actions.setup.imports import change as change_part
from kariz.exchange.forms.sets import given
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.known.all_here import all_here, came_before
from kariz.exchange.queries.known.beside import beside
from kariz.exchange.queries.known.binned import binned_rows
from kariz.exchange.queries.known.continued import asked_columns, going_on_of
from kariz.exchange.queries.known.same_file import same_files
from kariz.exchange.queries.known.say_otherwise import comes_again, say_otherwise, writes_over
from kariz.exchange.queries.known.spellings import spelled
from kariz.exchange.queries.known.unnamed import unnamed
from kariz.exchange.queries.known.whose_numbers import whose_numbers
from kariz.exchange.queries.pages import imports
from kariz.exchange.queries.pages import sets as queries
from kariz.exchange.queries.pages.about import about
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.changed_since import changed_since
from kariz.exchange.queries.pages.coming import Coming, coming
from kariz.exchange.queries.pages.going import going, set_goes_back
from kariz.exchange.queries.pages.left_cells import left_cells
from kariz.exchange.queries.pages.loose import loose_by_part
from kariz.exchange.queries.pages.missed import missed
from kariz.exchange.queries.pages.set_options import EACH, options_of, told_apart
from kariz.exchange.queries.pages.set_options import words_of as said_of
from kariz.exchange.queries.pages.unwritten import unwritten
from kariz.exchange.views.choices import (
    choices_of_numbers,
    colours_of,
    currencies_of_files,
    likenesses,
    members,
    owners_of,
    pipelines_said,
    policies,
    rate_label,
    reasons_of,
    scales,
    severals,
    taken_over_shown,
    told_by_list,
    units,
    words_shown,
)
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Pipeline
from kariz.reading.files.limits import FileRefused
from kariz.reading.shapes.registry import BY_NAME
from kariz.web import toasts
from kariz.web.errors import DomainError
from kariz.web.policy import requires

SHOWN = 100


@require_GET
@requires("import.view")
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What each file holds before the run, how far it is during it, what became of it after."""
    return _page(request, queries.load(pk, request.user), {})


@require_POST
@requires("import.run")
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was said of all files; with `check` also look through all rows, with `start` also begin."""
    whole = queries.load_own(pk, request.user)
    try:
        parts = queries.parts_of(whole)
        wanted = given(request.POST, options_of(parts), said_of(parts, "pipelines"))
        whole = sets.change(whole=whole, by=request.user, **wanted)
        seen = queries.foreseen([part for part in parts if queries.complete(part)]) is not None
        if "check" in request.POST or ("changed" in request.POST and seen):
            set_runs.check(whole=whole, by=request.user)
        elif "start" in request.POST:
            set_runs.start(whole=whole, by=request.user)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return _page(request, whole, error.errors or {"": [str(error)]})
    return redirect("exchange:set", pk)


@require_GET
@requires("import.view")
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for while the parts run."""
    whole = queries.load(pk, request.user)
    if not whole.busy:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    context = _parts(whole, request.user) | {"own": _may_work(whole, request.user)}
    return render(request, "exchange/_set_progress.html", context)


@require_POST
@requires("import.run")
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the rehearsal be and go back to the list of files."""
    set_runs.stop_check(whole=queries.load_own(pk, request.user), by=request.user)
    return redirect("exchange:set", pk)


@require_http_methods(["GET", "POST"])
@requires("import.run")
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """What people changed since, and whether that goes too; then the taking back itself."""
    whole = queries.load_own(pk, request.user)
    if request.method == "POST":
        set_runs.take_back(whole=whole, by=request.user, changed=request.POST.get("changed") == "take")
        return redirect("exchange:set", pk)
    if not set_goes_back(whole):
        return redirect("exchange:set", pk)
    parts = queries.parts_of(whole)
    context = {
        "one": whole,
        "home": reverse("exchange:set", args=[pk]),
        "changed": changed_since(*parts),
        "going": going(*parts),
    }
    return render(request, "exchange/take_back.html", context)


@require_POST
@requires("import.run")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    sets.delete(whole=queries.load_own(pk, request.user), by=request.user)
    toasts.after_redirect(request, _("The files were removed."))
    return redirect("exchange:imports")


@require_POST
@requires("import.run")
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring the files of a set that was taken back once more."""
    try:
        whole = sets.again(whole=queries.load_own(pk, request.user), by=request.user)
    except FileRefused as error:
        toasts.after_redirect(request, str(error))
        return redirect("exchange:set", pk)
    return redirect("exchange:set", whole.pk)


@require_POST
@requires("import.run")
def write_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what the rows of the files say otherwise than is here."""
    whole = queries.load_own(pk, request.user)
    made = writing_over.write_changes(parts=queries.over_of(whole), by=request.user)
    return redirect("exchange:set", made.pk)


@require_POST
@requires("import.run")
def leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one file out of its set."""
    part = imports.load_own(pk, request.user)
    sets.leave_out(part=part, by=request.user)
    toasts.after_redirect(request, _("The file was removed."))
    return redirect("exchange:set", part.part_of_id)


@require_POST
@requires("import.run")
def coming_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave one file of a set aside, or take one that stays out."""
    part = imports.load_own(pk, request.user)
    comes = request.POST.get("comes") == "1"
    part = change_part(one=part, by=request.user, options={"comes": comes}, fills=False)
    toasts.after_redirect(request, _("The file comes in.") if comes else _("The file stays out."))
    if part.part_of_id is None:
        return redirect("exchange:import", pk)
    return redirect("exchange:set", part.part_of_id)


def _page(request: SignedInRequest, whole: ImportSet, errors: dict[str, list[str]]) -> HttpResponse:
    own = _may_work(whole, request.user)
    context = _parts(whole, request.user, own=own)
    parts = context["all"]
    options = options_of(parts)
    pipeline = options.get("pipeline")
    first = next((part for part in parts if queries.complete(part)), None)
    said = {
        "pipeline": None if pipeline == EACH else pipeline,
        "pipelines": said_of(parts, "pipelines"),
        # Where each file goes to a pipeline of its own, its page asks for its stages.
        "stages": said_of(parts, "stages") if pipeline != EACH else {},
    }
    labels = first.layout.get("labels", {}) if first else {}
    words = words_shown(said, labels, request.user)
    told_by_list([*words["words"], *words["sure"]], told_apart(parts))
    context |= {
        "errors": errors,
        "same_files": (same := same_files(request.user, *parts) if parts and whole.changeable else []),
        "came_before": came_before(parts, same),
        "here": all_here(parts) if whole.changeable else None,
        "otherwise": say_otherwise(parts, context["coming"].control) if whole.changeable and own else None,
        "comes_again": whole.changeable and comes_again([part for part in parts if queries.complete(part)]),
        "over": writes_over(parts),
        "general": [text for texts in errors.values() for text in texts],
        "shape": BY_NAME[whole.shape].label if whole.shape else "",
        **words,
        "said": pipelines_said(said, labels),
        "why": reasons_of(parts, said_of(parts, "reasons"), request.user) if whole.changeable else {},
        "colours": colours_of(
            context["coming"].control,
            {"colours": said_of(parts, "colours"), "pipeline": pipeline},
            {colour: words for part in parts for colour, words in part.legend.items()},
            {colour: end for part in parts for colour, end in part.agreed_colours.items()},
            [part for part in parts if part.kind == Import.Kind.DEALS],
        ),
        "owners": owners_of({"people": said_of(parts, "people")}, request.user),
        "pipeline": pipeline,
        "pipelines": Pipeline.objects.filter(archived_at=None),
        "options": options,
        "each": EACH,
        "remembered": next((name for part in parts if (name := part.layout.get("remembered"))), ""),
        "members": members(request.user, parts),
        "units": units(),
        "whose_numbers": choices_of_numbers(),
        "scales": scales(),
        "unit_at": _unit_at(options) if own else "",
        "currencies": currencies_of_files(),
        "base": organisation().currency,
        "rate_label": rate_label(options) if options.get("currency", EACH) != EACH else "",
        "policies": [(name, *policies()[name]) for name in ("fill", "update", "skip", "ask")],
        "likenesses": likenesses(),
        "severals": severals(),
        "own": own,
        "spelled": spelled(parts, request.user) if whole.changeable and own else None,
        **_told(whole, parts, request.user),
        "left": left_cells(request.GET, *parts) if not whole.busy and queries.has_run(parts) else None,
        "unwritten": unwritten(*ran) if own and (ran := queries.over(parts)) and sets.has_files(ran) else 0,
        "may_take_back": own and set_goes_back(whole),
        "may_come_again": own and whole.phase == ImportSet.Phase.TAKEN_BACK and sets.has_files(parts),
    }
    return render(request, "exchange/set.html", context, status=422 if errors else 200)


def _may_work(whole: ImportSet, user: User) -> bool:
    return user.can("import.run") and user.reach.covers("change", whole.created_by_id)


def _unit_at(options: dict[str, Any]) -> str:
    currency = options.get("currency", EACH)
    return "" if currency == EACH else "#unit" if currency == "IRR" else "#scale"


def _told(whole: ImportSet, parts: list[Import], user: User) -> dict[str, Any]:
    """What was foreseen, or came: sums by kind, the rows that cannot be taken, what stayed."""
    foreseen = queries.foreseen([part for part in parts if queries.complete(part)])
    before = whole.changeable and foreseen is not None
    ran = not whole.busy and queries.has_run(parts)
    bad = queries.bad_rows(whole) if ran else queries.expected_bad(whole)
    totals = queries.totals(parts)
    return {
        "foreseen": before,
        # Where nothing more will change, the table of the files tells it all.
        "totals": totals if whole.changeable and (before or ran) else [],
        "came": queries.came(parts),
        "followed": queries.followed(parts),
        "refused": sum(total.counts["refused"] for total in totals),
        "sums": came(user, *parts) if ran else None,
        "reasons": queries.reasons(parts, "refused") if before else [],
        "bad": [] if whole.busy else bad[:SHOWN],
        "asked": [part for part in parts if part.asked_count and whole.phase != ImportSet.Phase.TAKEN_BACK],
        "loose_parts": loose_by_part(parts, user) if whole.phase == ImportSet.Phase.DONE else [],
        "stayed": queries.stayed(parts)[:SHOWN] if whole.phase == ImportSet.Phase.TAKEN_BACK else [],
        "kept": sum(part.kept_count for part in parts),
    }


def _parts(whole: ImportSet, user: User, *, own: bool = False) -> dict[str, Any]:
    parts = queries.parts_of(whole)
    come = coming(parts) if whole.changeable else Coming()
    odd = {} if whole.busy else queries.worth_a_look(parts)
    goes_on = going_on_of(parts) if whole.changeable else {}
    asked = asked_columns(parts) if whole.changeable and own else {}
    told = [
        {
            "one": part,
            "complete": queries.complete(part),
            "known": queries.is_known(part),
            "stays_out": queries.stays_out(part),
            "about": about(part),
            "taken": len(part.mapping),
            "left_out": queries.left_out(part),
            "unnamed": unnamed(part),
            "taken_over": taken_over_shown(part) if part.changeable else None,
            "missed": missed(part) if part.changeable and queries.complete(part) else [],
            "thin": part.changeable and queries.is_thin(part),
            "beside": beside(part) if part.changeable else None,
            "nameless": queries.is_nameless(part),
            "follows": part.changeable and queries.follows(part),
            "again": queries.made_again(part) if part.changeable else [],
            "binned": binned_rows(part) if queries.complete(part) and not whole.busy else 0,
            "proposed": queries.newly_proposed(part, user) if part.changeable else [],
            "bad": come.refused.get(part.pk, 0),
            "odd": odd.get(part.pk),
            "goes_on": goes_on.get(part.pk),
            "asked_columns": asked.get(part.pk, []) if part.changeable else [],
            "numbers": whose_numbers(part),
            "asked_of_numbers": own and part.changeable,
        }
        for part in parts
    ]
    return {
        "whole": whole,
        "all": parts,
        "parts": told,
        "coming": come,
        "progress": queries.progress(whole, parts),
        "stumbled": next((part for part in parts if part.stumbled), None),
    }
