"""Commands of the frame itself: language, theme, the list of keys, the last change taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web.navigation import Command, register

PREFERENCES = "web:preferences"


def register_all() -> None:
    """Called once when the application starts."""
    register(
        Command(
            key="undo", label=_("Undo the last change"), icon="undo-2", event="kariz:undo-last", order=600,
            words=_("back revert"),
        ),
        Command(
            key="keys", label=_("Keyboard shortcuts"), icon="keyboard", event="kariz:shortcuts", order=610,
            words=_("help keys"),
        ),
        Command(
            key="language_fa", label=_("Switch to Persian"), icon="languages", url_name=PREFERENCES, order=700,
            values=(("language", "fa"),), words=_("language Farsi"),
        ),
        Command(
            key="language_en", label=_("Switch to English"), icon="languages", url_name=PREFERENCES, order=701,
            values=(("language", "en"),), words=_("language"),
        ),
        Command(
            key="theme_dark", label=_("Dark theme"), icon="moon", url_name=PREFERENCES, order=710,
            values=(("theme", "dark"),), words=_("appearance colours night"),
        ),
        Command(
            key="theme_light", label=_("Light theme"), icon="sun", url_name=PREFERENCES, order=711,
            values=(("theme", "light"),), words=_("appearance colours day"),
        ),
        Command(
            key="theme_system", label=_("Theme as the system"), icon="monitor", url_name=PREFERENCES, order=712,
            values=(("theme", "system"),), words=_("appearance colours"),
        ),
    )  # fmt: skip
