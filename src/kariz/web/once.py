"""A form that is sent twice has one effect: a double click without scripts, a button pressed again on a slow line.

Every form that Kariz draws carries the CSRF token in a mask of its own, so the same bytes from the same person are
the same form. The key stands in one transaction with the effect, as `Idempotency-Key` of the API does.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kariz.web.idempotency import fingerprint
from kariz.web.models import IdempotencyKey
from kariz.web.policy import View

NONCE = "csrfmiddlewaretoken"


def once(view: View) -> View:
    """For views that create something; stands below the mark of the policy."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or NONCE not in request.POST:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            mark = fingerprint(request)
            row, is_first = IdempotencyKey.objects.get_or_create(
                actor_id=request.user.pk or 0, key=f"form:{mark}", defaults={"request_hash": mark}
            )
            if not is_first:
                return _again(request, row)
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                # Nothing was done; the form comes back with a mask of its own.
                transaction.set_rollback(True)
            elif to := response.get("Location") or response.get("HX-Redirect"):
                IdempotencyKey.objects.filter(pk=row.pk).update(location=to)
            return response

    return guarded


def _again(request: HttpRequest, row: IdempotencyKey) -> HttpResponse:
    """Where the first one led to, or the page anew: it shows what the first one did."""
    if not request.headers.get("HX-Request"):
        return redirect(row.location or "/")
    headers = {"HX-Redirect": row.location} if row.location else {"HX-Refresh": "true"}
    return HttpResponse(status=204, headers=headers)
