"""The root of all addresses; every area's `urls` carry their whole path."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from kariz.config.api import api
from kariz.config.areas import having
from kariz.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
    *(path("", include(urls)) for urls in having("urls")),
    path("account/", include("allauth.urls")),
]

handler400 = "kariz.web.error_pages.bad_request"
handler403 = "kariz.web.error_pages.permission_denied"
handler404 = "kariz.web.error_pages.page_not_found"
handler429 = "kariz.web.error_pages.too_many_requests"  # asked for by allauth
handler500 = "kariz.web.error_pages.server_error"
