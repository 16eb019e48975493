"""The sentences of notifications, by kind; the areas above register theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Sentence = Callable[[dict[str, Any]], str]
_sentences: dict[str, tuple[Sentence, str]] = {}


def register(kind: str, sentence: Sentence, *, icon: str = "bell") -> None:
    """`sentence(data)` makes the text in the language in force."""
    _sentences[kind] = (sentence, icon)


def text_of(kind: str, data: dict[str, Any]) -> str:
    """The sentence of a notification; its kind's name when no area knows it any more."""
    return _sentences[kind][0](data) if kind in _sentences else kind


def icon_of(kind: str) -> str:
    return _sentences[kind][1] if kind in _sentences else "bell"


def mentioned(data: dict[str, Any]) -> str:
    return _("%(name)s mentioned you: %(text)s") % {"name": data.get("by", ""), "text": data.get("text", "")}
