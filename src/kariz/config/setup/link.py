"""The one-time link that opens set-up to a browser on another machine; only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from kariz.config.setup.state import is_open

_KEY = "setup-link"
_SEEN = "setup_link"
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


def one_time_link() -> str:
    """The address to print at start; "" when set-up is done or only this machine can reach it."""
    if not is_open() or (_is_loopback(settings.ENVIRONMENT.host) and _is_loopback(_public_host())):
        return ""
    return f"{settings.BASE_URL}/setup/?key={make()}"


def make() -> str:
    """A new secret; the one before it stops working."""
    secret = secrets.token_urlsafe(32)
    cache.set(_KEY, _hash(secret), timeout=None)
    return secret


def check(secret: str) -> bool:
    """Is it the secret of the link that was printed last?"""
    kept = cache.get(_KEY)
    return bool(kept) and secrets.compare_digest(str(kept), _hash(secret))


def forget() -> None:
    """Set-up is done; the link opens nothing any more."""
    cache.delete(_KEY)


def may_enter(request: HttpRequest) -> bool:
    """From this machine, or by the link (remembered for the visit)."""
    if (secret := request.GET.get("key")) and check(secret):
        request.session[_SEEN] = secret
    return is_local(request) or check(request.session.get(_SEEN, ""))


def is_local(request: HttpRequest) -> bool:
    """A browser on this machine. What came through a proxy is not, whatever address the proxy has."""
    return (
        _is_loopback(request.META.get("REMOTE_ADDR", ""))
        and _is_loopback(_public_host())
        and _is_loopback(urlsplit(f"//{request.get_host()}").hostname or "")
        and not any(name in request.META for name in _FORWARDED)
    )


def _public_host() -> str:
    return urlsplit(settings.BASE_URL).hostname or ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
