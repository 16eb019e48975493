"""The way to the company's own sign-in service, and what is said when it is away."""

from __future__ import annotations

import logging

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from requests import RequestException

from kariz.web.errors import NotFound
from kariz.web.policy import public

logger = logging.getLogger(__name__)


@public
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider's own page; or the page that tells that it does not answer. Only to sign in: a link that joins
    an identity to whoever is signed in would let others in as that person."""
    if request.GET.get("process", "login") != "login" or request.POST.get("process", "login") != "login":
        raise NotFound
    try:
        answer: HttpResponse = views.login(request, provider_id)
    except RequestException as error:
        logger.error("The sign-in service does not answer: %s", error)
        provider = get_adapter().get_provider(request, provider_id)
        answer = render_authentication_error(request, provider, exception=error)
    return answer
