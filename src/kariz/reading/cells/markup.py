"""What other programs keep as HTML, as plain text with its lines, lists and links."""

from __future__ import annotations

import html
import re

import nh3

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--)")
_KEPT = {"p", "div", "br", "li", "a", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BREAK = re.compile(r"<br ?/?>|</?(?:p|div|tr|blockquote|h[1-6])>")


def plain(text: str) -> str:
    """The text that the markup shows; scripts and styles go with what they hold. Plain text comes back as it was."""
    if "<" not in text or not _TAG.search(text):
        return text
    clean = nh3.clean(
        text,
        tags=_KEPT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    clean = " ".join(clean.split(" "))
    clean = re.sub(r"[\r\n\t]+", " ", clean)
    clean = _LINK.sub(_linked, clean)
    clean = _BREAK.sub("\n", clean.replace("<li>", "\n• ").replace("</td>", " "))
    shown = html.unescape(re.sub(r"<[^>]*>", "", clean)).replace("\u00a0", " ")
    lines = [" ".join(line.split()) for line in shown.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _linked(found: re.Match[str]) -> str:
    address, words = found[1], found[2].strip()
    return words if not address or address in words else f"{words} ({address})"
