"""What Kariz asks of django-allauth beyond its settings."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.http import HttpRequest

from .models.email import fold_email

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from set-up and invitations only."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth counts failures by account alone, which lets anyone lock anyone out.
        return f"{fold_email(credentials.get('email')) or ''}|{get_ip(request)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # Sent aside: how long the mail server takes must not tell whether the account exists.
        message = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email, **context}
        )
        Thread(target=_deliver, args=(message,), daemon=True).start()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Single sign-on opens accounts that exist; it makes none."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Joins no identity to whoever happens to be signed in: only its confirmed address opens an account."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise PermissionDenied

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """The account of an address that the provider says is confirmed; some say so in a word, and "false" is one."""
        for address in sociallogin.email_addresses:
            address.verified = address.verified in (True, "true", "True")
        return super().authenticate_by_email(sociallogin)


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:
        logger.error("The mail server took no message: %s", error)
