"""Tags of the frame: built assets, icons, capture, initials."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kariz.localisation import digits, preferences

register = template.Library()

ENTRY = "src/kariz/web/assets/main.ts"
FONT = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
MANIFEST = "kariz/manifest.json"
SHAPES = ("arrow", "chevron", "chevrons", "circle-arrow", "panel")
DIRECTIONAL = frozenset(
    {f"{shape}-{side}" for shape in SHAPES for side in ("left", "right")}
    | {"log-out", "undo-2", "redo-2", "send", "corner-down-left", "list"}
)


@register.simple_tag
def assets() -> SafeString:
    """Stylesheets, the module script and the font's preload, from the build's manifest."""
    entry = _manifest().get(ENTRY)
    if entry is None:
        return format_html("<!-- the assets are not built: run `make setup` -->")
    fonts = [name for name in entry.get("assets", []) if name.endswith(".woff2")]
    return format_html(
        '{}{}<script type="module" src="{}"></script>',
        format_html_join("", FONT, _urls(fonts[:1])),
        format_html_join("", '<link rel="stylesheet" href="{}">', _urls(entry.get("css", []))),
        static("kariz/" + entry["file"]),
    )


@register.simple_tag
def asset(source: str) -> str:
    """The built address of one source file, empty while nothing is built."""
    entry = _manifest().get(source)
    return static("kariz/" + entry["file"]) if entry else ""


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """One Lucide icon from the sprite. Arrows turn with the direction of the page."""
    return _icon(name, css, str(label), _sprite())


@lru_cache(maxsize=2048)
def _icon(name: str, css: str, label: str, sprite: str) -> SafeString:
    flip = " icon-flip" if name in DIRECTIONAL else ""
    if label:
        return format_html(
            '<svg class="icon{} {}" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            flip, css, label, sprite, name,
        )  # fmt: skip
    return format_html(
        '<svg class="icon{} {}" aria-hidden="true"><use href="{}#{}"/></svg>', flip, css, sprite, name
    )


@register.simple_tag
def number(value: int) -> str:
    """A small count in the user's digits."""
    return digits.localise(str(value), preferences.current().digits)


@register.filter
def initials(name: str) -> str:
    """At most two letters of a name; Persian ones kept apart so that they do not join."""
    parts = [part for part in str(name or "").replace("\u200c", " ").split() if part]
    if not parts:
        return "؟"
    letters = [parts[0][0]] + ([parts[-1][0]] if len(parts) > 1 else [])
    return "\u200c".join(letters).upper()


@register.filter
def undo_url(tags: str) -> str:
    """The address that `toasts.after_redirect` hid in a message's tags."""
    return next((tag for tag in str(tags).split() if tag.startswith("/")), "")


@register.filter
def tone(value: Any) -> int:
    """A steady number 0–3 for a name, so that a face keeps its colour."""
    return hashlib.blake2s(str(value or "").encode(), digest_size=1).digest()[0] % 4


@register.filter
def percent_of(part: Any, whole: Any) -> str:
    """`part` of `whole` as a CSS percentage between 0% and 100%, always in Latin digits."""
    share = float(part or 0) / float(whole or 1)
    return f"{max(0.0, min(1.0, share)) * 100:.1f}%"


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% capture name %}…{% endcapture %}`: renders once, used in several places."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(nodelist, name)


class Capture(template.Node):
    """Keeps its rendered content, without outer white space, in the context."""

    def __init__(self, nodelist: template.base.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        # Template output, escaped already.
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308
        return ""


def _urls(names: list[str]) -> list[tuple[str]]:
    return [(static("kariz/" + name),) for name in names]


def _found(name: str) -> Path | None:
    found = finders.find(name) or Path(settings.STATIC_ROOT or "") / name
    path = Path(str(found))
    return path if path.is_file() else None


def _manifest() -> dict[str, Any]:
    if settings.DEBUG:  # a watching build changes it while the server runs
        _built.cache_clear()
        _read.cache_clear()
    path = _built()
    return _read(path) if path else {}


@lru_cache(maxsize=1)
def _built() -> Path | None:
    return _found(MANIFEST)


@lru_cache(maxsize=1)
def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text())


@lru_cache(maxsize=1)
def _sprite() -> str:
    """The sprite's address, with a mark of its content so that browsers may keep it for ever."""
    path = _found("kariz/icons.svg")
    mark = hashlib.blake2s(path.read_bytes(), digest_size=6).hexdigest() if path else ""
    return static("kariz/icons.svg") + (f"?v={mark}" if mark else "")


@register.simple_tag
def both(*texts: Any) -> str:
    """The texts in every language of the house, for finding a command whatever language one thinks in."""
    found: dict[str, None] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.update(dict.fromkeys(str(text) for text in texts if text))
    return " ".join(found)
