"""Language and theme, changed by one click: kept in cookies, and on the user by a registered writer."""

from collections.abc import Callable
from typing import Any

THEMES = ("system", "light", "dark")
THEME_COOKIE = "kariz_theme"
YEAR = 365 * 24 * 3600

_writers: list[Callable[..., None]] = []


def register_writer(write: Callable[..., None]) -> None:
    """`write(*, by, language=None, theme=None)` keeps a signed-in user's choice."""
    if write not in _writers:
        _writers.append(write)


def keep(*, by: Any, **chosen: str) -> None:
    """Hands the choice of a signed-in user to whoever keeps users."""
    for write in _writers:
        write(by=by, **chosen)


def theme_of(request: Any) -> str:
    """`system`, `light` or `dark`: the user's own, else the browser's cookie."""
    user = getattr(request, "user", None)
    theme = getattr(user, "theme", "") or request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else "system"
