"""What the title of a sheet or a file says that it lists: "Companies" with columns that would be anybody's."""

from __future__ import annotations

from kariz.localisation.text import squash

_WORDS = {
    "companies": "companies|company|accounts|organisations|organizations|firms|company list|list of companies|شرکت ها|شرکت|"
    "لیست شرکت ها|فهرست شرکت ها|سازمان ها|اشخاص حقوقی|مشتریان حقوقی",
    "contacts": "contacts|contact|people|persons|contact list|list of contacts|مخاطبان|مخاطبین|اشخاص|افراد|اشخاص حقیقی|"
    "فهرست مخاطبان|لیست مخاطبین|مشتریان حقیقی",
}
_KINDS = {squash(word): kind for kind, words in _WORDS.items() for word in words.split("|")}
_ENDINGS = (".csv", ".xlsx", ".xls", ".ods", ".tsv", ".txt")


def kind_of(title: str) -> str:
    """companies or contacts; "" where it says neither."""
    name = title.strip()
    for ending in _ENDINGS:
        name = name[: -len(ending)] if name.lower().endswith(ending) else name
    return _KINDS.get(squash("".join(letter for letter in name if not letter.isdecimal())), "")
