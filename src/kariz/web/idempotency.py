"""`Idempotency-Key`: a POST sent again with the same key has one effect, and gets the same answer.

The key is written in one transaction with the effect. Whoever comes second waits for that transaction (in the
writers' queue on SQLite, at the unique index on PostgreSQL) and then reads the first one's answer; a process
that dies leaves neither effect nor key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.web.models import IdempotencyKey
from kariz.web.problems import problem

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
MAX_LENGTH = 255
Run = Callable[..., HttpResponse]


def idempotent(run: Run) -> Run:
    """Wrap an API operation's `run`; only a POST with the header is touched."""
    operation: Any = getattr(run, "__self__", None)

    @wraps(run)
    def once(request: HttpRequest, **arguments: Any) -> HttpResponse:
        key = request.headers.get(HEADER)
        if request.method != "POST" or key is None:
            return run(request, **arguments)
        if not key.strip() or len(key) > MAX_LENGTH:
            return problem(
                request, 400, code="bad_idempotency_key", detail=_("The key has 1 to 255 characters.")
            )
        if refused := operation._run_checks(request):
            return refused
        return _once(request, key, lambda: run(request, **arguments))

    return once


def forget_old(now: datetime | None = None) -> int:
    """Delete keys older than a day; returns how many."""
    old = IdempotencyKey.objects.filter(created_at__lt=(now or timezone.now()) - KEPT)
    return old.delete()[0] if old.exists() else 0


def _once(request: HttpRequest, key: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    mark = fingerprint(request)
    with transaction.atomic():
        row, is_first = IdempotencyKey.objects.get_or_create(
            actor_id=actor_id(request), key=key, defaults={"request_hash": mark}
        )
        if not is_first and row.created_at < timezone.now() - KEPT:
            row.delete()
            row, is_first = (
                IdempotencyKey.objects.create(actor_id=row.actor_id, key=key, request_hash=mark),
                True,
            )
        if not is_first:
            return _again(request, row, mark)
        response = run()
        if response.status_code >= 500 or response.streaming or transaction.get_connection().needs_rollback:
            transaction.set_rollback(True)
        else:
            _keep(row, response)
        return response


def _again(request: HttpRequest, row: IdempotencyKey, mark: str) -> HttpResponse:
    if row.request_hash != mark:
        detail = _("This key was used for another request. Use a new one.")
        return problem(request, 422, code="idempotency_key_reused", detail=detail)
    response = HttpResponse(bytes(row.body), status=row.status, content_type=row.content_type)
    response["Idempotent-Replayed"] = "true"
    if row.location:
        response["Location"] = row.location
    return response


def _keep(row: IdempotencyKey, response: HttpResponse) -> None:
    row.status = response.status_code
    row.content_type = response.get("Content-Type", "")
    row.location = response.get("Location", "")
    row.body = response.content
    row.save(update_fields=["status", "content_type", "location", "body"])


def actor_id(request: HttpRequest) -> int:
    """Who asks, by the API's authentication: the user, or the user behind the token."""
    by: Any = getattr(request, "auth", None) or request.user
    return int(getattr(by, "user_id", None) or by.pk or 0)


def fingerprint(request: HttpRequest) -> str:
    """What tells one request from another: its address and what it sends."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    # The boundary between parts differs from try to try: what counts are names and contents.
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
