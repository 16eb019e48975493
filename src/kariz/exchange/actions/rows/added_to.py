"""What a row adds to the record that it was merged into, as the preview says it where nothing else is told of the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kariz.localisation.said import gettext as _
from kariz.localisation.said import kept
from kariz.people import normal
from kariz.reading.rows.drafts import Note
from kariz.reading.rows.usual import USUAL

LONGEST, MOST = 60, 6


def added_to(record: Any, given: Mapping[str, Any]) -> list[str]:
    """The texts that it did not have, as the row writes them; whom or which company it points at is no text."""
    found = dict.fromkeys(text for text in _texts(record, given) if text)
    return [text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in found][:MOST]


def _texts(record: Any, given: Mapping[str, Any]) -> Iterator[str]:
    for name, value in given.items():
        if name == "points":
            held = {normal.point(one.kind, one.value) for one in record.points.all()}
            yield from (
                str(one["value"]) for one in value if normal.point(one["kind"], one["value"]) not in held
            )
        elif name == "custom":
            yield from (str(said) for key, said in value.items() if record.custom.get(key) != said)
        elif name == "notes":
            yield str(value).removeprefix(record.notes).strip()
        elif isinstance(value, str) and getattr(record, name, value) != value:
            yield value


def why_merged(added: list[str]) -> Note:
    """For a row of which nothing else is told; it is none to be looked at for that."""
    text = _("It is known here by its phone, e-mail or name.")
    if added:
        text = _("It is known here by its phone, e-mail or name, and gets: %(texts)s") % {
            "texts": ", ".join(added)
        }
    return {"field": ""} | kept(text) | {USUAL: True}
