"""What somebody does behind their name and a comma or dash, as Americans write it: "Mark Kaczmarek, VP Ops"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kariz.localisation.text import fold
from kariz.reading.names import jobs
from kariz.reading.names.given_in_latin import IN_LATIN

_BEHIND = re.compile(
    r"(?:\s*[,،]\s*|\s+[-–—]\s+)(?P<job>[A-Za-z][A-Za-z.&/' ]{0,38}?[A-Za-z.])\s*"
    r"(?=$|[,،;؛|\n\d+(\[<\ue000-\ue0ff]|\s/\s|\s[-–—]\s)"
)
_BETWEEN = re.compile(r"[,،;؛|\n]|\s/\s|\s(?:and|&)\s")
_NUMBERS = re.compile(r"\+?[\d(][\d\s().\-]{5,}\d(?:\s*(?:ext\.?|x)\s*\d+)?|[\ue000-\ue0ff]")
_WORD = re.compile(r"[^\W\d_]+")
SHORT = 4
"""Letters of an abbreviation in capitals that is nobody's name: "CFO"."""
LONGEST = 5


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """(where it begins with its comma, where it ends, the job) of each."""
    if "," not in text and "،" not in text and not re.search(r"\s[-–—]\s", text):
        return
    for found in _BEHIND.finditer(text):
        job = " ".join(found["job"].split())
        name = _NUMBERS.sub(" ", _BETWEEN.split(text[: found.start()])[-1])
        if jobs.is_role(job) and _is_of(name, job):
            yield found.start(), found.end(), job


def _is_of(name: str, job: str) -> bool:
    """Is it somebody's name, and no family name before a given one that is a job as well: "Smith, Foreman"?"""
    words = _WORD.findall(name)
    if not 1 <= len(words) <= LONGEST or re.search(r"\d", name) or jobs.is_role(name):
        return False
    several = len(_WORD.findall(job)) > 1
    return len(words) > 1 or several or fold(words[0]) in IN_LATIN or (job.isupper() and len(job) <= SHORT)
