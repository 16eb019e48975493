"""The page where an administrator takes the whole installation out as a ZIP of CSV files."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.exports import file_name
from kariz.exchange.actions.installation import whole_runs
from kariz.exchange.models import WholeExport
from kariz.exchange.queries.exports import whole as queries
from kariz.web.policy import requires

SHOWN = 20


@require_http_methods(["GET", "POST"])
@requires("export.whole")
def index(request: SignedInRequest) -> HttpResponse:
    """The exports that are there, and the button that begins one."""
    if request.method == "POST":
        whole_runs.request(by=request.user)
        return redirect("exchange:whole")
    found = list(queries.made(request.user)[:SHOWN])
    return render(request, "exchange/whole.html", {"exports": found, "busy": any(one.busy for one in found)})


@require_GET
@requires("export.whole")
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for while an export is made."""
    one = get_object_or_404(queries.made(request.user), pk=pk)
    if not one.busy:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "exchange/_whole_progress.html", {"one": one})


@require_GET
@requires("export.whole")
def download(request: SignedInRequest, pk: int) -> FileResponse:
    one = get_object_or_404(queries.made(request.user), pk=pk)
    path = whole_runs.file_of(one=one, by=request.user)
    return FileResponse(path.open("rb"), as_attachment=True, filename=file_name("kariz", "zip"))


@require_POST
@requires("export.whole")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    whole_runs.delete(one=get_object_or_404(WholeExport, pk=pk), by=request.user)
    return redirect("exchange:whole")
