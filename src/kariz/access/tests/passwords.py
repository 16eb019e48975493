"""Passwords of the people of the tests: to hash one takes as long as most tests do, so each is hashed once a run."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.hashers import make_password


@cache
def hashed(password: str) -> str:
    """As the product keeps it."""
    return make_password(password)
