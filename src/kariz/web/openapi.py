"""What the OpenAPI document says of every operation alike: its errors, and the key of a POST that may be sent again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from kariz.web.idempotency import HEADER, MAX_LENGTH
from kariz.web.problems import CONTENT_TYPE

_TEXTS = {"type": "array", "items": {"type": "string"}}
PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. Some codes bring members of their own, such as `missing` of `move_refused`.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In the language of the user."},
        "code": {"type": "string", "description": "Stable; what a program decides by."},
        "errors": {"type": "object", "additionalProperties": _TEXTS, "description": "Field to its errors."},
    },
}
_ERROR = {
    "description": "A problem document",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_KEY = {
    "in": "header",
    "name": HEADER,
    "description": "Sent again with the same key within 24 hours, the request has no second effect.",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
}


def sends(*media_types: str) -> dict[str, Any]:
    """`openapi_extra` of an operation whose answer is a file."""
    file = {"schema": {"type": "string", "format": "binary"}}
    return {"responses": {200: {"content": dict.fromkeys(media_types, file)}}}


class DescribedAPI(NinjaAPI):
    """A NinjaAPI whose document names the errors that its handlers make."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        document["components"]["schemas"]["Problem"] = PROBLEM
        for method, operation in _operations(document):
            operation["responses"] |= {"4XX": _ERROR, "5XX": _ERROR}
            if method == "post":
                operation["parameters"] = [*operation.get("parameters", []), _KEY]
        return document


def _operations(document: OpenAPISchema) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in document["paths"].values():
        for method, operation in path.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method, operation
