from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.exports import as_response, export, file_name
from kariz.web.policy import requires


@require_http_methods(["GET", "POST"])
@requires("export.run")
def download(request: SignedInRequest, kind: str, ending: str) -> HttpResponseBase:
    """The records that the list with this filter shows, as a file; with `ids`, which may be too many for an address,
    only those of them."""
    given = request.POST if request.method == "POST" else request.GET
    parts = export(kind=kind, ending=ending, by=request.user, given=given)
    return as_response(parts, file_name(kind, ending), ending)
