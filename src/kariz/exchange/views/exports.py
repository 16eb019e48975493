from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.exports import ENDINGS, export, file_name
from kariz.web.policy import requires


@require_GET
@requires("export.run")
def download(request: SignedInRequest, kind: str, ending: str) -> HttpResponse:
    """The records that the list with this filter shows, as a file."""
    parts = export(kind=kind, ending=ending, by=request.user, given=request.GET)
    response = HttpResponse(b"".join(parts), content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{file_name(kind, ending)}"'
    return response
