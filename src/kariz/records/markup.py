"""Notes as they are shown: bold, italic, lists, quotes and links of Markdown, and nothing else.

What a person types is text. Only the marks below become markup; HTML in it stays text, and the result passes a
sanitiser that knows no other tags, so that a fault of the one is caught by the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kariz.localisation.text import DIALLED

_RULES = ["blockquote", "list", "emphasis", "link", "autolink", "escape", "newline", "strikethrough"]
_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": 12}).enable(_RULES)
_SCHEMES = {"http", "https", "mailto", "tel"}
_TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "a", "bdi"}
_ATTRIBUTES = {"a": {"href"}, "bdi": {"dir"}, "ol": {"start", "dir"}} | {
    tag: {"dir"} for tag in ("p", "ul", "blockquote")
}
_BLOCKS = {"paragraph_open", "blockquote_open", "bullet_list_open", "ordered_list_open"}
_ADDRESS = re.compile(r"(?<![\w(<\[/\"'=])(https?://[^\s<>()\[\]]*[\w/=#&])")
_MARKS = re.compile(r"(\*\*|__|~~|(?<!\w)[*_]|[*_](?!\w)|^\s{0,3}(?:>|[-*+]|\d+\.)\s+)", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")


def html(text: str, names: Iterable[str] = ()) -> SafeString:
    """The note as safe HTML, every paragraph in the direction of its own words. `names` are people told of it."""
    return _html(text, tuple(sorted(names)))


@lru_cache(maxsize=512)
def _html(text: str, names: tuple[str, ...]) -> SafeString:
    tokens = _MARKDOWN.parse(_ADDRESS.sub(r"<\1>", text))
    for token in tokens:
        # A block inside another goes with it: a list has its marks on the side of its first line.
        if token.level == 0 and token.type in _BLOCKS:
            token.attrSet("dir", "auto")
        if token.children and names:
            token.children = [part for child in token.children for part in _mentions(child, names)]
        if token.children:
            token.children = [part for child in token.children for part in _numbers(child)]
    drawn = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        drawn,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        tag_attribute_values={"strong": {"class": {"mention"}}},
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return mark_safe(clean)  # noqa: S308 - the sanitiser's own output


def plain(text: str, most: int = 200) -> str:
    """The note without its marks, on one line: for notices, events and search."""
    words = _MARKS.sub("", _LINK.sub(r"\1", text))
    return " ".join(words.split())[:most]


def _mentions(token: Token, names: tuple[str, ...]) -> list[Token]:
    """A text with the names after an @ set apart."""
    if token.type != "text" or "@" not in token.content:
        return [token]
    found = re.split("(@(?:" + "|".join(map(re.escape, names)) + r")(?!\w))", token.content)
    return _set_apart(found, "strong", {"class": "mention"})


def _numbers(token: Token) -> list[Token]:
    """A text with the numbers of phones set apart, whose parts a Persian line would turn round."""
    if token.type != "text":
        return [token]
    return _set_apart(DIALLED.split(token.content), "bdi", {"dir": "ltr"})


def _set_apart(found: Iterable[str], tag: str, attrs: dict[str, str | int | float]) -> list[Token]:
    """The pieces of a text, every second of them inside the tag."""
    parts: list[Token] = []
    for at, piece in enumerate(found):
        text = Token("text", "", 0, content=piece)
        if at % 2:
            parts += [Token(f"{tag}_open", tag, 1, attrs=dict(attrs)), text, Token(f"{tag}_close", tag, -1)]
        else:
            parts.append(text)
    return parts
