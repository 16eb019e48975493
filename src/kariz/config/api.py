"""The root of the REST API: every area's routers under /api/v1/."""

from __future__ import annotations

from kariz.access.authentication import AUTHENTICATION
from kariz.config.areas import routers
from kariz.web.api import make_api

DESCRIPTION = """\
Everything that Kariz can do. Authenticate with `Authorization: Bearer <token>` (settings, or `kariz token`)

- Errors are `application/problem+json` with a stable `code` and the fields at fault in `errors`.
- Lists take `limit` (1–200) and `cursor`, and answer `{"items": [...], "next": cursor or null}`.
- Every POST takes an `Idempotency-Key` (kept 24 hours): sent again, it has no second effect.
- Records carry a `version`; a change that names the version it saw gets 409 `stale` when it is old.
"""

api = make_api(
    title="Kariz",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
    auth=AUTHENTICATION,
)
for prefix, router in routers():
    api.add_router(prefix, router)
