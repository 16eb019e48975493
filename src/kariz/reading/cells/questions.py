"""Words with a question mark: "Won?", «فروخته شد؟», "Lost - price?". Whoever writes so does not know it."""

from __future__ import annotations

import re

from kariz.localisation.text import squash

_MARK = re.compile(r"[?؟？]")
_APART = re.compile(r"([?؟？]+|\s[-–—]+\s|\.(?=\s|$)|[:;؛،,|!()\[\]\n]+)")
"""Between what a mark may ask and what it does not."""


def is_asked(text: str) -> bool:
    return _MARK.search(text) is not None


def unasked(text: str) -> str:
    """What a text says without asking: "Lost" of "Lost - price?". A mark by itself asks what stands before it, the first
    one of a text what follows."""
    if not is_asked(text):
        return text
    kept: list[str] = []
    asks_next = False
    for part in _APART.split(text):
        if _MARK.match(part):
            while kept and not squash(kept[-1]):
                kept.pop()
            asks_next = not kept
            del kept[-1:]
        elif asks_next and squash(part):
            asks_next = False
        else:
            kept.append(part)
    return "".join(kept).strip()
