"""What the frame shows: places, commands and things to create, registered by the areas in `ready()`.

An area below never knows the pages above it; each area brings its own places here by URL name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from kariz.web import settings_tabs

Label = Any  # a str or a lazy translation
SECTIONS = ("work", "people", "insight", "manage")


class Viewer(Protocol):
    """The acting user as far as the frame needs to know them."""

    def can(self, capability: str, record: object | None = None) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page in the rail. `letter` is the key after `g`; `phone` puts it in the bottom bar (four fit)."""

    key: str
    label: Label
    icon: str
    url_name: str
    section: str = "work"
    order: int = 100
    letter: str = ""
    phone: bool = False
    capability: str = ""
    count: Callable[[Any], int] | None = None
    late: bool = False
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A line of the palette. `words` are others by which it is found; both languages are searched.

    `create` also puts it in the "+" menu, `account` in the user's menu; `dialog` opens it in place. With `values` it
    is posted instead of opened; with `event` the page's scripts hear of it and nothing is opened.
    """

    key: str
    label: Label
    icon: str
    url_name: str = ""
    args: tuple[str, ...] = ()
    order: int = 100
    letter: str = ""
    capability: str = ""
    words: Label = ""
    values: tuple[tuple[str, str], ...] = ()
    event: str = ""
    create: bool = False
    dialog: bool = False
    account: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A place or command made ready for one person and one page.

    With `values` it is posted: by htmx, or, with `leaves`, as a form that leads to another page. One of many that
    are alike is shown only when its words are `asked` for.
    """

    key: str
    label: Label
    icon: str
    url: str
    letter: str = ""
    section: str = ""
    phone: bool = False
    current: bool = False
    count: int = 0
    late: bool = False
    words: Label = ""
    create: bool = False
    dialog: bool = False
    account: bool = False
    values: tuple[tuple[str, str], ...] = ()
    event: str = ""
    leaves: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One quiet line above every page, with the way to end it; a POST to `aside` hides it for some time."""

    text: Label
    action: Label
    url: str
    aside: str = ""
    aside_label: Label = ""


_notices: list[Callable[[Any], Notice | None]] = []
_places: dict[str, Place] = {}
_commands: dict[str, Command] = {}
_on_records: dict[str, list[Callable[[Any, Any], Iterable[Entry]]]] = {}
_search: list[str] = []
_bell: list[tuple[str, Callable[[Any], int]]] = []


def register(*items: Place | Command) -> None:
    """Adds places and commands; the same key again replaces the earlier one."""
    for item in items:
        if isinstance(item, Place):
            _places[item.key] = item
        else:
            _commands[item.key] = item


def register_for(kind: str, commands: Callable[[Any, Any], Iterable[Entry]]) -> None:
    """`commands(user, record)` are lines of the palette on the page of a record of that kind, as far as the user
    may."""
    _on_records.setdefault(kind, []).append(commands)


def commands_on(kind: str, record: Any, user: Viewer) -> list[Entry]:
    """What this user can do with the record whose page is open."""
    return [entry for commands in _on_records.get(kind, ()) for entry in commands(user, record)]


def register_bell(url_name: str, count: Callable[[Any], int]) -> None:
    """The notifications page, and how many the user has not read."""
    _bell[:] = [(url_name, count)]


def register_notice(notice: Callable[[Any], Notice | None]) -> None:
    """`notice(user)` is the line to show, or None; it is asked on every page and must not query."""
    if notice not in _notices:
        _notices.append(notice)


def notices(user: Any) -> list[Notice]:
    return [shown for notice in _notices if (shown := notice(user))]


def register_search(url_name: str) -> None:
    """The page that answers `?q=` with `web/parts/found.html` lines for the palette."""
    _search[:] = [url_name]


def search_url() -> str:
    """Where the palette looks, or empty where no area searches."""
    return next((address(name, settings.ROOT_URLCONF) for name in _search), "")


def places(user: Viewer, path: str) -> list[Entry]:
    """The places this user may go to, in order of section, with the one that holds `path` marked."""
    found = [(place, url) for place in _places.values() if (url := _open(place, user))]
    found.sort(key=lambda pair: (SECTIONS.index(pair[0].section), pair[0].order))
    current = _current([(place, url) for place, url in found], path)
    return [
        Entry(
            place.key, place.label, place.icon, url, place.letter, place.section, place.phone,
            current=place.key == current, count=place.count(user) if place.count else 0, late=place.late,
        )
        for place, url in found
    ]  # fmt: skip


def commands(user: Viewer) -> list[Entry]:
    """What this user can start from the palette."""
    ready = sorted(_commands.values(), key=lambda command: command.order)
    return [
        Entry(
            c.key, c.label, c.icon, url, c.letter, words=c.words, create=c.create, dialog=c.dialog,
            account=c.account, values=c.values, event=c.event, leaves=bool(c.values),
        )
        for c in ready
        if (url := _open(c, user))
    ]  # fmt: skip


def settings_pages(user: Viewer) -> list[Entry]:
    """The pages under the settings that this user may open."""
    tabs = settings_tabs.tabs_for(user)
    return [
        Entry(f"settings_{tab.key}", tab.label, tab.icon, url, words=_("settings"))
        for tab in tabs
        if (url := address(tab.url_name, settings.ROOT_URLCONF))
    ]


def bell(user: Viewer) -> tuple[str, int] | None:
    """Address of the notifications and the number of unread ones, or None where no area keeps them."""
    for url_name, count in _bell:
        return address(url_name, settings.ROOT_URLCONF), count(user)
    return None


def _open(item: Place | Command, user: Viewer) -> str:
    if item.capability and not user.can(item.capability):
        return ""
    if isinstance(item, Command) and item.event:
        return "#"
    return address(item.url_name, settings.ROOT_URLCONF, getattr(item, "args", ()))


@lru_cache(maxsize=256)
def address(url_name: str, _addresses: str, args: tuple[str, ...] = ()) -> str:
    """The address of a page, or empty where the module of addresses has none of that name."""
    try:
        return reverse(url_name, args=args) if args else reverse(url_name)
    except NoReverseMatch:
        # A place whose page is switched off in this installation is left out of the frame.
        return ""


def _current(found: list[tuple[Place, str]], path: str) -> str:
    best, length = "", 0
    for place, url in found:
        for prefix in (url, *place.prefixes):
            fits = path == prefix if prefix == "/" else path.startswith(prefix)
            if fits and len(prefix) > length:
                best, length = place.key, len(prefix)
    return best
