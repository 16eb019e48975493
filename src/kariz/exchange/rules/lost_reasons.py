"""Which of the usual reasons the words of a cell mean: "went with VWR" chose a competitor."""

from __future__ import annotations

import re

from kariz.localisation.text import fold

_SAID = (
    (
        "lost_competitor",
        r"\b(?:lost (?:out )?to|(?:went|gone|going|staying|stayed) with|chose|bought (?:from|elsewhere)|competitors?|"
        r"incumbent)\b",
    ),
    (
        "lost_no_budget",
        r"\b(?:no|without|cut|frozen|lack of|lost)\s+(?:budget|money|funds|funding)\b|"
        r"\bbudget (?:cut|gone|frozen)\b",
    ),
    (
        "lost_no_answer",
        r"\b(?:no (?:answer|reply|response)|(?:gone|went) (?:quiet|cold|dark)|unresponsive|ghosted)\b",
    ),
    ("lost_price", r"\b(?:price|pricing|too (?:expensive|dear|costly)|cost|costs|cheaper)\b"),
    ("lost_timing", r"\b(?:timing|too (?:early|late)|lead time|delivery time)\b"),
    (
        "lost_no_need",
        r"\b(?:no (?:longer )?need\w*|not needed|"
        r"(?:project|scheme|job) (?:was )?(?:cancelled|canceled|shelved|scrapped|dropped))\b",
    ),
)
_REASONS = tuple((template, re.compile(words)) for template, words in _SAID)


def template_of(text: str) -> str:
    """The template of the reason that is meant; "" where the words say none, or two."""
    found = [template for template, words in _REASONS if words.search(fold(text))]
    return found[0] if len(found) == 1 else ""
