"""Pages of imports: upload, mapping with preview, run with progress, result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.exchange.actions.setup import imports, kinds, readings, sets
from kariz.exchange.forms.mapping import as_said, given
from kariz.exchange.forms.rows import FIELDS, fields_of, given_rows
from kariz.exchange.models import Import
from kariz.exchange.queries.known.all_here import came_before
from kariz.exchange.queries.known.beside import beside
from kariz.exchange.queries.known.binned import binned_rows, gone_of
from kariz.exchange.queries.known.custom import fields_in, to_make
from kariz.exchange.queries.known.header_rows import choices as header_choices
from kariz.exchange.queries.known.header_rows import rows_of_names
from kariz.exchange.queries.known.same_file import same_files
from kariz.exchange.queries.known.say_otherwise import comes_again, say_otherwise, writes_over
from kariz.exchange.queries.known.spellings import spelled
from kariz.exchange.queries.known.tables import PRICED
from kariz.exchange.queries.known.unnamed import unnamed
from kariz.exchange.queries.known.whose_numbers import whose_numbers
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.queries.pages import sets as in_sets
from kariz.exchange.queries.pages.figures import Control
from kariz.exchange.views import outcomes, preview, results
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
    units,
    words_shown,
)
from kariz.exchange.views.columns import columns_of
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Outcome, Pipeline, Stage
from kariz.reading.days import days_of_files
from kariz.reading.files.encodings import CHOICES as ENCODINGS
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.finishing import NOTED
from kariz.reading.rows.readers_of_columns import DATED
from kariz.reading.rows.settings import EXISTING, LIST_ENDS, MENTIONED, SKIP
from kariz.records.models import CustomType
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors
from kariz.web.policy import requires

SHOWN = 50
ASIDES = 10


@require_http_methods(["GET", "POST"])
@requires("import.run")
def index(request: SignedInRequest) -> HttpResponse:
    """The list of imports and the upload."""
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        files, encoding = request.FILES.getlist("file"), request.POST.get("encoding", "")
        try:
            if sets.together(files, by=request.user, encoding=encoding):
                whole = sets.upload(files=files, by=request.user, encoding=encoding)
                return redirect("exchange:set", whole.pk)
            if not files:
                raise FieldErrors({"file": [_("Choose a file first.")]})
            one = imports.upload(file=files[0], by=request.user, encoding=encoding)
            return redirect("exchange:import", one.pk)
        except DomainError as error:
            if error.status == 403:
                raise
            errors = error.errors or {"file": [str(error)]}
    context = {
        "imports": queries.seen(request.user).filter(part_of=None)[:SHOWN],
        "sets": in_sets.seen(request.user)[:SHOWN],
        "errors": errors,
        "encodings": ENCODINGS,
        "encoding": request.POST.get("encoding", ""),
    }
    return render(request, "exchange/index.html", context, status=422 if errors else 200)


@require_GET
@requires("import.view")
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The mapping, then what would become of the rows, the progress of the run, its result."""
    one = queries.load(pk, request.user)
    if one.changeable:
        if one.outcome.get("version") == one.version and "mapping" not in request.GET:
            return outcomes.outcome(request, one)
        return _mapping(request, one, {})
    return results.result(request, one)


@require_POST
@requires("import.run")
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the mapping and look again; with `check` also rehearse, with `start` also begin."""
    one = queries.load_own(pk, request.user)
    said = given(one, request.POST)
    try:
        if set(FIELDS) <= request.POST.keys():
            said["options"]["rows"] = given_rows(one, request.POST)
        one = imports.change(one=one, by=request.user, **said)
        if "check" in request.POST:
            imports.check(one=one, by=request.user)
            return redirect("exchange:import", pk)
        if "start" in request.POST:
            imports.start(one=one, by=request.user)
            return redirect("exchange:import", pk)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        shown = as_said(queries.load_own(pk, request.user), said)
        return _mapping(request, shown, error.errors or {"": [str(error)]}, typed=request.POST)
    if one.part_of_id is not None and "done" in request.POST:
        return redirect("exchange:set", one.part_of_id)
    return redirect(f"{reverse('exchange:import', args=[pk])}?mapping")


@require_POST
@requires("import.run")
def read_as(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the sheet of the import as one table or as several, and go on with what it holds then."""
    one = queries.load_own(pk, request.user)
    version = request.POST.get("version", "")
    made = readings.read_as(
        one=one,
        by=request.user,
        reading=request.POST.get("reading", ""),
        version=int(version) if version.isdecimal() and len(version) < 10 else None,
    )
    if made[0].part_of_id is not None and len(made) > 1:
        return redirect("exchange:set", made[0].part_of_id)
    return redirect("exchange:import", made[0].pk)


@require_GET
@requires("import.view")
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for while the import runs."""
    one = queries.load(pk, request.user)
    if not one.busy:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    own = queries.may_work(one, request.user)
    context = {"one": one, "own": own, "progress": queries.shown_progress(one)}
    return render(request, "exchange/_progress.html", context)


@require_POST
@requires("import.run")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    imports.delete(one=queries.load_own(pk, request.user), by=request.user)
    toasts.after_redirect(request, _("The file was removed."))
    return redirect("exchange:imports")


def _mapping(
    request: SignedInRequest,
    one: Import,
    errors: dict[str, list[str]],
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """`typed`: what the form said that was refused."""
    typed = {} if typed is None else typed
    found = queries.preview(one, request.user, gone_of(one))
    context: dict[str, Any] = {
        "one": one,
        "errors": errors,
        "general": [
            text for name, texts in errors.items() for text in texts if not name.startswith("mapping.")
        ],
        "columns": columns_of(one, request.user, found, errors),
        "preview": found,
        "first": preview.rows(one, found.first),
        "aside": _asides(one, found.aside),
        "coming": found.good if found.all else one.total - one.left_out - found.bad_count,
        "either_way": days_of_files.either_way(draft.cells for draft in (*found.bad, *found.first)),
        "colours": colours_of(found.control, one.options, one.legend, one.agreed_colours, [one]),
        "rate": typed.get("rate", one.options.get("rate", "")),
        **fields_of(one, typed),
        "may_change": request.user.can("import.run")
        and request.user.reach.covers("change", one.created_by_id),
        **_told(request.user, one, found.control),
        **_asked(request.user, one),
    }
    return render(request, "exchange/mapping.html", context, status=422 if errors else 200)


def _asides(one: Import, drafts: list[Draft]) -> list[Draft]:
    """The first lines that are no records, those of which a person said so before all others."""
    said = one.options.get("rows", {})
    return sorted(drafts, key=lambda draft: str(draft.number) not in said)[: max(ASIDES, len(said))]


def _told(user: User, one: Import, control: Control | None) -> dict[str, Any]:
    """What is known of the file, beside what its rows say."""
    return {
        "beside": beside(one),
        "same_files": (same := same_files(user, one)),
        "came_before": came_before([one], same),
        "otherwise": say_otherwise([one], control) if one.part_of_id is None else None,
        "comes_again": comes_again([one]),
        "over": writes_over([one]),
        "again": in_sets.made_again(one),
        "binned": binned_rows(one),
        "proposed": in_sets.newly_proposed(one, user),
        "spelled": spelled([one], user),
        "nameless": in_sets.is_nameless(one),
        "unnamed": unnamed(one),
        "taken_over": taken_over_shown(one),
        "numbers": whose_numbers(one),
        "base": organisation().currency,
    }


def _asked(user: User, one: Import) -> dict[str, Any]:
    """What a person may choose."""
    stages = Stage.objects.filter(pipeline_id=one.options.get("pipeline"), retired_at=None)
    return {
        "kinds": [(kind.value, kind.label) for kind in kinds.open_to(one)],
        "header_rows": len(rows_of_names(one)),
        "header_choices": header_choices(one),
        "pipelines": Pipeline.objects.filter(archived_at=None),
        "stages": list(stages.order_by("position")),
        "ends": [(end, Outcome(end).label) for end in LIST_ENDS],
        **words_shown(one.options, one.layout.get("labels", {}), user),
        "why": reasons_of([one], one.options.get("reasons", {}), user),
        "owners": owners_of(one.options, user),
        "said": pipelines_said(one.options, one.layout.get("labels", {})),
        "leavable": one.kind in NOTED,
        "policies": _policies(one),
        "explained": policies().values(),
        "likenesses": likenesses(),
        "severals": severals(),
        "members": members(user, [one]),
        "units": units(),
        "whose_numbers": choices_of_numbers(),
        "scales": scales(),
        "unit_at": "#unit" if one.options.get("currency") == "IRR" else "#scale",
        "priced": one.kind in PRICED,
        "dated": bool(DATED & set(one.mapping.values()))
        or any(_is_date(name, one) for name in one.mapping.values()),
        "currencies": currencies_of_files(),
        "rate_label": rate_label(one.options),
    }


def _is_date(name: str, one: Import) -> bool:
    made = fields_in(one.kind).get(name)
    type = to_make(one.kind, name)[1] if made is None else made.type
    return type == CustomType.DATE


def _policies(one: Import) -> list[dict[str, Any]]:
    """The choices of what becomes of records that are there already, by kind: [{"name", "label", "choices"}]."""
    words = policies()
    named: list[tuple[str, str, tuple[str, ...]]] = [("existing", _("Records that already exist"), EXISTING)]
    if one.kind != Import.Kind.COMPANIES:
        named.append(("existing_company", _("Companies that already exist"), MENTIONED))
    if one.kind not in (Import.Kind.COMPANIES, Import.Kind.CONTACTS):
        named.append(("existing_contact", _("People who already exist"), MENTIONED))
    return [
        {
            "name": name,
            "label": label,
            "choices": [(value, words[value][0], value == one.options.get(name, SKIP)) for value in allowed],
        }
        for name, label, allowed in named
    ]
