"""A company's name in which somebody stands, too: «قنادی لاله / آقای زارع», "Lindley Bakery (Mr Stott)"."""

from __future__ import annotations

import re

from kariz.localisation.text import fold, persian_letters

from ..firm_words import KINDS
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
_TITLED_BEFORE = re.compile(
    rf"^({_TITLED}[^/\\|،,؛;–—()\[\]]+?)\s*(?:[/\\|،,]|\s[–—\-]\s)\s*(\w.*)$", re.IGNORECASE
)
"""«دکتر صادقی - کلینیک سهند»; many a clinic is called by its doctor, so that what stands behind must say what it is."""
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
    found = _TITLED_BEFORE.match(line)
    if (
        found
        and _says_kind(found[2])
        and len(found[1].split()) <= MOST
        and not any(map(str.isdigit, found[1]))
    ):
        return found[2].strip(), found[1].strip()
    return text, ""


def _says_kind(text: str) -> bool:
    words = fold(text).split()
    return len(words) > 1 and words[0] in KINDS | LEGAL_FORMS and _is_firm(text)


def _is_firm(text: str) -> bool:
    """Somebody beside somebody is no company."""
    return bool(set(core_words(text)) - LEGAL_FORMS) and re.match(_TITLED, text, re.IGNORECASE) is None
