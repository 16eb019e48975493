"""What every page's frame needs; computed only when a template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_bidi

from kariz.web import navigation, preferences

DATA_THEMES = {"light": "kariz", "dark": "kariz-dark"}


@dataclass
class Shell:
    """`shell` in templates: language, direction, theme, places, commands, bell."""

    request: HttpRequest

    @cached_property
    def language(self) -> str:
        return (get_language() or settings.LANGUAGE_CODE).split("-")[0]

    @cached_property
    def direction(self) -> str:
        return "rtl" if get_language_bidi() else "ltr"

    @cached_property
    def other_language(self) -> str:
        return "en" if self.language == "fa" else "fa"

    @cached_property
    def theme(self) -> str:
        return preferences.theme_of(self.request)

    @property
    def data_theme(self) -> str:
        """The value of `data-theme`; empty lets the system's own setting decide, in CSS, without a flash."""
        return DATA_THEMES.get(self.theme, "")

    @property
    def user(self) -> Any:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def places(self) -> list[navigation.Entry]:
        return navigation.places(self.user, self.request.path) if self.user else []

    @cached_property
    def notices(self) -> list[navigation.Notice]:
        return navigation.notices(self.user) if self.user else []

    @cached_property
    def dock(self) -> list[navigation.Entry]:
        return [place for place in self.places if place.phone][:4]

    @cached_property
    def commands(self) -> list[navigation.Entry]:
        return navigation.commands(self.user) if self.user else []

    @property
    def creations(self) -> list[navigation.Entry]:
        return [command for command in self.commands if command.create]

    @property
    def account_links(self) -> list[navigation.Entry]:
        return [command for command in self.commands if command.account]

    @property
    def search_url(self) -> str:
        return navigation.search_url()

    @property
    def sign_in_url(self) -> str:
        return resolve_url(settings.LOGIN_URL)

    @property
    def sign_out_url(self) -> str:
        try:
            return reverse("account_logout")
        except NoReverseMatch:
            return ""

    @cached_property
    def bell(self) -> dict[str, Any] | None:
        found = navigation.bell(self.user) if self.user else None
        return {"url": found[0], "count": found[1]} if found else None


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Adds `shell` to every template."""
    return {"shell": Shell(request)}
