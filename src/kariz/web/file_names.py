"""Names of uploaded files as people wrote them: half-spaces stay, all else that cannot be printed goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

HALF_SPACE = "\u200c"


class Parser(MultiPartParser):
    """The framework drops what is not printable, and takes the half-space of Persian words for such."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        parts = file_name.split(HALF_SPACE)
        if len(parts) == 1:
            return super().sanitize_file_name(file_name)
        # Path parts are told first, in the whole name.
        last = file_name.replace("\\", "/").rsplit("/", 1)[-1].strip(HALF_SPACE)
        clean = [super(Parser, self).sanitize_file_name(part) or "" for part in last.split(HALF_SPACE)]
        joined = HALF_SPACE.join(filter(None, clean))
        return joined if joined.strip(f".{HALF_SPACE}") else None


class FileNamesMiddleware:
    """Stands before all that reads a form: who parses uploads is fixed in the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.parse_file_upload = partial(_parse, request)  # type: ignore[method-assign]
        return self.get_response(request)


def _parse(request: HttpRequest, meta: Any, body: Any) -> tuple[QueryDict, MultiValueDict[str, Any]]:
    return Parser(meta, body, request.upload_handlers, request.encoding).parse()
