"""Secrets that are shown once and kept as a hash. 256 random bits need no slow hash."""

from __future__ import annotations

import hashlib
import secrets


def new_secret(mark: str = "") -> str:
    """An unguessable text (256 bits), after a mark that tells what it opens."""
    return f"{mark}{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
