"""Pages of the frame itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.web import preferences as kept
from kariz.web.policy import public


@public
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Changes language or theme and returns to the page the user was on."""
    chosen: dict[str, str] = {}
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        chosen["language"] = language
    if theme in kept.THEMES:
        chosen["theme"] = theme
    if chosen and request.user.is_authenticated:
        kept.keep(by=request.user, **chosen)
    response = HttpResponseRedirect(_back(request))
    names = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": kept.THEME_COOKIE}
    for kind, value in chosen.items():
        response.set_cookie(
            names[kind], value, max_age=kept.YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return response


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; only where DEBUG is on."""
    plain = "plain" in request.GET
    name = "web/styleguide_plain.html" if plain else "web/styleguide.html"
    return render(request, name, {"errors": [_("This is not a complete e-mail address.")]})


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if target and safe else "/"
