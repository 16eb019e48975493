"""How the bytes of a file leave the house: never sniffed, never run, seen by nobody in between."""

from __future__ import annotations

from django.http import FileResponse

from kariz.web.errors import NotFound

from . import storage
from .models import File

# The browser's own viewer of PDF, which a sandbox would shut out; only our pages may frame it.
_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def whole(file: File, *, shown: bool) -> FileResponse:
    """The file, to be shown where it is of a safe kind and that is wished, else to be saved. Raises NotFound."""
    path = storage.path_of(file.stored)
    if not path.is_file():
        raise NotFound()
    inline = shown and file.content_type in storage.SHOWN_INLINE
    response = FileResponse(
        path.open("rb"),
        as_attachment=not inline,
        filename=file.name,
        content_type=file.content_type if inline else storage.UNKNOWN,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if inline and file.content_type == storage.PDF:
        response["Content-Security-Policy"] = _PDF_POLICY
        response["X-Frame-Options"] = "SAMEORIGIN"
    else:
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
