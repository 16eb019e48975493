"""EMAIL_URL: smtp://user:password@host:587?tls=1&from=sales@example.ir, or file:///path; the console otherwise."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def mail_settings(url: str) -> dict[str, Any]:
    """Django's mail settings for `url`. Raises ValueError for an unknown scheme."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    sender = {"DEFAULT_FROM_EMAIL": query["from"]} if "from" in query else {}
    if parts.scheme == "file":
        folder = {"EMAIL_FILE_PATH": parts.path}
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", **folder, **sender}
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"EMAIL_URL: unknown scheme {parts.scheme!r}; use smtp, smtps or file")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": query.get("tls") == "1",
        "EMAIL_TIMEOUT": 20,
        **sender,
    }
