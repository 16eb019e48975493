"""Yes and no below a header that asks whether a deal was won: "Won?" over "Y", "No", "Y - paid", "N - too dear"."""

from __future__ import annotations

import re

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import LOST, WON, read_line

_WORDS = (
    "won|won it|did we win|did we win it|win|got it|got the job|sold|won yn|won y n|yn|converted|came off|"
    "awarded|award|awarded yn|awarded y n|was it awarded|"
    "w l|w or l|won lost|won or lost|outcome|result|job outcome|quote outcome"
)
_ASKS = frozenset(map(squash, _WORDS.split("|")))
_ANSWER = re.compile(
    r"\s*(?:(?P<yes>y|yes|yep|yeah|yup|w|won)|(?P<no>n|no|nope|l|lost))\b(?!/)[\s!✓✔]*\.?(?:\s*[-–—:,;(]\s*(?P<rest>.+?)\)?|\s+(?<=[.!]\s)(?P<more>.+?))?\s*",
    re.IGNORECASE | re.DOTALL,
)
"""«Yes we did» is none."""
_OPEN = re.compile(
    r"\b(?:yet|still|pending|waiting|awaiting|open|ongoing|in progress|tbc|tbd|quoting|chasing|maybe)\b",
    re.IGNORECASE,
)
"""What says that nobody knows so far: "No - not yet" is no end."""


def asks(column: str) -> bool:
    """Does the header ask whether the deal was won?"""
    return squash(column) in _ASKS


def read(cell: Cell) -> str:
    """The answer as a status says it: "lost - too dear"."""
    text = read_line(cell)
    if (said := answers(text)) is None:
        return text
    return " - ".join(filter(None, said))


def answers(text: str) -> tuple[str, str] | None:
    """(outcome, what is said beside) of such an answer."""
    found = _ANSWER.fullmatch(text)
    if found is None:
        return None
    more = (found["rest"] or found["more"] or "").strip()
    if not found["yes"] and _OPEN.search(more):
        return None
    return (WON if found["yes"] else LOST), more
