"""Where the pages of this area stand in the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web import navigation, settings_tabs
from kariz.web.navigation import Command, Place
from kariz.web.settings_tabs import Tab


def register_all() -> None:
    navigation.register(
        Place(
            key="settings", label=_("Settings"), icon="settings", url_name="access:settings",
            section="manage", order=900, letter="s", prefixes=("/settings/", "/account/"),
        ),
        Command(
            key="profile", label=_("My profile"), icon="user", url_name="access:profile", account=True, order=10
        ),
        Command(
            key="security", label=_("Password and two-step sign-in"), icon="shield", url_name="mfa_index",
            account=True, order=20,
        ),
        Command(key="people", label=_("Invite a colleague"), icon="user-plus", url_name="access:people",
                capability="invitation.manage", order=500),
    )  # fmt: skip
    settings_tabs.register(
        Tab(key="profile", label=_("My profile"), icon="user", url_name="access:profile", order=10, group="me"),
        Tab(key="security", label=_("Security"), icon="shield", url_name="mfa_index", order=20, group="me"),
        Tab(key="tokens", label=_("API tokens"), icon="key-round", url_name="access:tokens",
            capability="token.manage_own", order=30, group="me"),
        Tab(key="people", label=_("People"), icon="users", url_name="access:people",
            capability="user.manage", order=50, group="people"),
        Tab(key="teams", label=_("Teams"), icon="network", url_name="access:teams",
            capability="team.manage", order=60, group="people"),
        Tab(key="visibility", label=_("Visibility"), icon="eye", url_name="access:visibility",
            capability="visibility.manage", order=70, group="people"),
    )  # fmt: skip
