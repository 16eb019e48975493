"""Pages of imports: upload, mapping with preview, run with progress, result."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.exchange.actions import imports
from kariz.exchange.forms.mapping import given
from kariz.exchange.models import Import
from kariz.exchange.queries import imports as queries
from kariz.exchange.rules.encodings import CHOICES as ENCODINGS
from kariz.exchange.rules.fields import of_kind
from kariz.exchange.rules.guard import guard
from kariz.exchange.rules.values import read_text
from kariz.exchange.views import preview
from kariz.organisation.forms.organisation import currencies
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Pipeline, Stage
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors
from kariz.web.policy import requires

SHOWN = 50


@require_http_methods(["GET", "POST"])
@requires("import.run")
def index(request: SignedInRequest) -> HttpResponse:
    """The list of imports and the upload."""
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise FieldErrors({"file": [_("Choose a file first.")]})
            one = imports.upload(file=file, by=request.user, encoding=request.POST.get("encoding", ""))
            return redirect("exchange:import", one.pk)
        except DomainError as error:
            if error.status == 403:
                raise
            errors = error.errors or {"file": [str(error)]}
    context = {
        "imports": queries.seen(request.user)[:SHOWN],
        "errors": errors,
        "encodings": ENCODINGS,
        "encoding": request.POST.get("encoding", ""),
    }
    return render(request, "exchange/index.html", context, status=422 if errors else 200)


@require_GET
@requires("import.view")
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The mapping before the run, the progress during it, the result after it."""
    one = queries.load(pk, request.user)
    if one.changeable:
        return _mapping(request, one, {})
    return render(request, "exchange/result.html", _result(request, one))


@require_POST
@requires("import.run")
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the mapping and look again; with `start` also begin."""
    one = queries.load_own(pk, request.user)
    try:
        one = imports.change(one=one, by=request.user, **given(one, request.POST))
        if "start" in request.POST:
            imports.start(one=one, by=request.user)
            return redirect("exchange:import", pk)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return _mapping(request, one, error.errors or {"": [str(error)]})
    return redirect("exchange:import", pk)


@require_GET
@requires("import.view")
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for while the import runs."""
    one = queries.load(pk, request.user)
    if not one.busy:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "exchange/_progress.html", {"one": one, "progress": queries.progress(one)})


@require_POST
@requires("import.run")
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    imports.take_back(one=queries.load_own(pk, request.user), by=request.user)
    return redirect("exchange:import", pk)


@require_POST
@requires("import.run")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    imports.delete(one=queries.load_own(pk, request.user), by=request.user)
    toasts.after_redirect(request, _("The file was removed."))
    return redirect("exchange:imports")


@require_GET
@requires("import.view")
def bad_rows(request: SignedInRequest, pk: int) -> HttpResponse:
    """The refused rows with their reasons, as a file to mend and import again."""
    one = queries.load(pk, request.user)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*map(guard, one.columns), _("Row"), _("Why it was refused")])
    width = len(one.columns)
    for row in queries.bad_rows(one).iterator():
        cells = [guard(read_text(cell)) for cell in row.cells[:width]]
        why = "; ".join(note["text"] for note in row.errors)
        writer.writerow([*cells, *[""] * (width - len(cells)), row.number, guard(why)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{one.pk}-refused.csv"'
    return response


def _mapping(request: SignedInRequest, one: Import, errors: dict[str, list[str]]) -> HttpResponse:
    found = queries.preview(one, request.user)
    pipeline = one.options.get("pipeline")
    stages = list(Stage.objects.filter(pipeline_id=pipeline, retired_at=None).order_by("position"))
    context: dict[str, Any] = {
        "one": one,
        "errors": errors,
        "general": [
            text for name, texts in errors.items() for text in texts if not name.startswith("mapping.")
        ],
        "columns": [_column(one, place, name, found, errors) for place, name in enumerate(one.columns)],
        "targets": of_kind(one.kind),
        "preview": found,
        "kinds": Import.Kind.choices,
        "pipelines": Pipeline.objects.filter(archived_at=None),
        "stages": stages,
        "first": preview.rows(one, found.first, stages),
        "coming": found.good if found.all else one.total,
        "units": _units(),
        "currencies": currencies(),
        "base": organisation().currency,
        "may_change": request.user.can("import.run")
        and request.user.reach.covers("change", one.created_by_id),
    }
    return render(request, "exchange/mapping.html", context, status=422 if errors else 200)


def _column(
    one: Import, place: int, name: str, found: queries.Preview, errors: dict[str, list[str]]
) -> dict[str, Any]:
    samples = [
        read_text(row.cells[place])
        for row in found.first
        if place < len(row.cells) and row.cells[place] != ""
    ]
    return {
        "name": name,
        "field": one.mapping.get(name, ""),
        "samples": samples[:3],
        "errors": errors.get(f"mapping.{name}", []),
    }


def _units() -> list[tuple[str, str]]:
    return [
        ("toman", _("toman")),
        ("rial", _("rial")),
        ("thousand toman", _("thousand toman")),
        ("million toman", _("million toman")),
        ("million rial", _("million rial")),
    ]


def _result(request: SignedInRequest, one: Import) -> dict[str, Any]:
    own = request.user.can("import.run") and request.user.reach.covers("change", one.created_by_id)
    over = one.phase in (Import.Phase.DONE, Import.Phase.FAILED)
    return {
        "one": one,
        "progress": queries.progress(one),
        "bad": queries.bad_rows(one)[:SHOWN],
        "warned": queries.warned_rows(one)[:SHOWN],
        "may_take_back": own and over and one.created_count + one.updated_count,
    }
