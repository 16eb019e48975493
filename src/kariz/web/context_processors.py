"""What every page's frame needs; computed only when a template asks for it."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
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

    @cached_property
    def settings_pages(self) -> list[navigation.Entry]:
        return navigation.settings_pages(self.user) if self.user else []

    @property
    def creations(self) -> list[navigation.Entry]:
        return [command for command in self.commands if command.create]

    @property
    def account_links(self) -> list[navigation.Entry]:
        return [command for command in self.commands if command.account]

    @property
    def search_url(self) -> str:
        return navigation.search_url()

    @cached_property
    def key(self) -> Hashable:
        """All that the frame's places and commands depend on, whoever looks and wherever; None for a stranger."""
        if not self.user:
            return None
        return tuple(
            (one.key, one.url, one.letter) for one in (*self.places, *self.commands, *self.settings_pages)
        )

    @cached_property
    def here(self) -> str:
        """The place that is marked as the present one."""
        return next((place.key for place in self.places if place.current), "")

    @cached_property
    def counts(self) -> Hashable:
        return tuple((place.key, place.count) for place in self.places if place.count)

    @cached_property
    def own(self) -> Hashable:
        """What of the frame is one person's."""
        user = self.user
        bell = self.bell or {}
        return user and (
            user.name,
            user.email,
            self.theme,
            bell.get("url"),
            bell.get("count"),
            self.sign_out_url,
        )

    @property
    def sign_in_url(self) -> str:
        return resolve_url(settings.LOGIN_URL)

    @property
    def sign_out_url(self) -> str:
        return navigation.address("account_logout", settings.ROOT_URLCONF)

    @cached_property
    def bell(self) -> dict[str, Any] | None:
        found = navigation.bell(self.user) if self.user else None
        return {"url": found[0], "count": found[1]} if found else None


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Adds `shell` to every template."""
    return {"shell": Shell(request)}
