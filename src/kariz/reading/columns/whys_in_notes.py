"""A column that holds either of two: «علت / توضیح», "Reason / comments": why a deal was lost, or whatever else is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kariz.localisation.text import squash
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import read_notes, same_name
from kariz.reading.deals.lost_reasons import template_of
from kariz.reading.rows.drafts import Draft

_AND = re.compile(r"[/\\|،,؛;&+()\[\]]|\s(?:یا|و|or|and)\s")
_WHYS = keys_of("علت|دلیل|علل|دلایل|چرا|reason|reasons|why|cause")
"""«علت باخت / توضیحات» is a column of reasons: whatever it says of a lost deal is why."""
_TOLD = keys_of(
    "توضیح|توضیحات|شرح|ملاحظات|یادداشت|نکته|نکات|سایر توضیحات|توضیحات بیشتر|notes|note|comment|comments|remarks|remark|"
    "explanation|explanations|details|detail|description"
)


def holds_either(header: str) -> bool:
    words = {squash(word) for word in _AND.split(header) if squash(word)}
    return not words.isdisjoint(_WHYS) and not words.isdisjoint(_TOLD) and words <= _WHYS | _TOLD


def places(columns: Sequence[str], mapping: Sequence[tuple[int, str]]) -> list[int]:
    """Those of the columns of notes that hold either."""
    return [place for place, name in mapping if name == "notes" and holds_either(columns[place])]


def tell(draft: Draft, where: Sequence[int], reasons: Collection[str]) -> None:
    """What means one of the reasons says why the deal was lost, unless another column does; it stays in the notes, too.
    `reasons` are what the company calls its own."""
    for place in where:
        said = read_notes(draft.cells[place]) if place < len(draft.cells) else ""
        if said and (template_of(said) or same_name(said) in reasons):
            draft.values.setdefault("lost_reason", said)
