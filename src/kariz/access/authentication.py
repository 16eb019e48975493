"""Who calls the API: a program with a token, or a page of ours with its session and CSRF token."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer, SessionAuth

from kariz.web.errors import NotAllowed
from kariz.web.prepared import Prepared

from .actions import tokens
from .models import ApiToken, User
from .preferences import activate_for
from .secrets import digest

READING = {"GET", "HEAD", "OPTIONS"}
_usable = Prepared(lambda key, now: ApiToken.objects.usable(now).select_related("user").filter(hash=key))


class TokenAuth(HttpBearer):
    """`Authorization: Bearer kz_…`. Sets request.user; needs no session and no CSRF token."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found: ApiToken | None = next(iter(_usable(digest(token), timezone.now())), None)
        if found is None:
            return None
        if found.scope == ApiToken.Scope.READ and request.method not in READING:
            raise NotAllowed(_("This token may only read."))
        tokens.touch(found)
        user = found.user
        user.token_scope = found.scope
        request.user = user
        activate_for(user)
        return user


token_auth = TokenAuth()
page_auth = SessionAuth(csrf=True)
AUTHENTICATION = [token_auth, page_auth]
