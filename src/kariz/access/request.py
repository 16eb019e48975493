"""A request behind `requires` or token authentication: its user is known."""

from __future__ import annotations

from django.http import HttpRequest

from kariz.access.models import User


class SignedInRequest(HttpRequest):
    """For annotations only; the guard before the view has made sure of it."""

    user: User
