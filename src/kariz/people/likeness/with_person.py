"""A company's name in which somebody stands, too: «قنادی لاله / آقای زارع», "Lindley Bakery (Mr Stott)"."""

from __future__ import annotations

import re

from kariz.localisation.text import persian_letters

from ..normal import LEGAL_FORMS, core_words, one_line

_TITLES = "آقای|آقا|خانم|خانوم|جناب|سرکار|مهندس|دکتر|حاج|حاجی|حاجیه|سید|mr|mrs|ms|miss|dr|eng"
_TITLED = rf"(?:{_TITLES})\.?(?=[\s\u200c]+[^\W\d_])"
_MARK = r"[/\\|،,؛;–—\-]"
_BRACKETED = re.compile(rf"^(.*\S)\s*[(\[]\s*({_TITLED}[^()\[\]]+?)\s*[)\]]$", re.IGNORECASE)
_BEHIND = re.compile(rf"^(.*?\w.*?)\s*{_MARK}\s*({_TITLED}[^/\\|،,؛;–—()\[\]]+)$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^((?:آقای|خانم|جناب|سرکار|mr|mrs|ms|miss)\.?\s[^/\\|،,؛;–—()\[\]]+?)\s*(?:[/\\|]|\s[–—\-]\s)\s*(\w.*)$",
    re.IGNORECASE,
)
_APART = re.compile(r"[(\[/\\|،,؛;–—\-]")
"""One of these stands between the two, whichever way they are written; in most names none does."""
LONGEST, MOST = 200, 5
"""Letters of a name, and words of a person's."""


def parted(text: str) -> tuple[str, str]:
    """(company, person) of a name that tells of both by a title; the person is "" where none does."""
    if len(text) > LONGEST or _APART.search(text) is None:
        return text, ""
    line = persian_letters(one_line(text))
    for way, turned in ((_BRACKETED, False), (_BEHIND, False), (_BEFORE, True)):
        if found := way.match(line):
            firm, person = (found[2], found[1]) if turned else (found[1], found[2])
            if _is_firm(firm) and len(person.split()) <= MOST and not any(map(str.isdigit, person)):
                return firm.strip(), person.strip()
    return text, ""


def _is_firm(text: str) -> bool:
    """Somebody beside somebody is no company."""
    return bool(set(core_words(text)) - LEGAL_FORMS) and re.match(_TITLED, text, re.IGNORECASE) is None
