"""Who the names in a column of owners are: chosen, or typed in full."""

from __future__ import annotations

from django.http import QueryDict

from kariz.localisation.text import squash
from kariz.reading.rows.settings import NEW, SAME_AS

LONGEST = 100


def said_of_owners(data: QueryDict) -> dict[str, str]:
    """{name in the file: its meaning}; a name that is typed beside it goes before what is chosen."""
    texts, meanings = data.getlist("owner_text"), data.getlist("owner_meaning")
    names = data.getlist("owner_name") or [""] * len(texts)
    return {
        text: _typed(text, name) or meaning
        for text, meaning, name in zip(texts, meanings, names, strict=False)
    }


def _typed(text: str, name: str) -> str:
    said = " ".join(name.split())[:LONGEST]
    if not said:
        return ""
    return NEW if squash(said) == squash(text) else f"{SAME_AS}{said}"
