"""Headers that mean a company, or its number, by what stands below them: "Account" with A100, A101 beside names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation.digits import to_latin
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.columns.settling import CUSTOMER, PERSON, Values, most

KINDS = frozenset({"deals", "contacts", "companies", "activities"})
_CODE = re.compile(r"(?:[^\W\d_]{1,4}[./-]?|[^\W\d_]{1,2}\s)?\d[\w./-]{0,15}")
"""Three letters and more before a blank are a word: «شرکت 12», "Unit 4" may be what somebody is called."""
FEWEST = 2
_LISTED = frozenset({"contacts", "companies"})
"""Lists of customers have each once; in others one has several rows."""


def told(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: field} of those that are said to be companies, and hold codes where another column holds the names. `means`
    is what each header says."""
    if kind not in KINDS:
        return {}
    named = [column for column, name in means.items() if name == "company" or squash(column) in CUSTOMER]
    coded = [column for column in named if are_codes(values[column], different=kind in _LISTED)]
    names = [column for column in named if column not in coded and values[column]]
    if not coded or not (names or set(means.values()) & PERSON):
        return {}
    number = "external_id" if kind == "companies" else "company_ref"
    return {coded[0]: "" if number in means.values() else number}


def are_codes(cells: Sequence[Cell], *, different: bool = True) -> bool:
    """Short, with digits and no words; each of another record."""
    texts = [to_latin(str(cell)).strip() for cell in cells]
    if len(set(texts)) < FEWEST or (different and len(set(texts)) < len(texts)):
        return False
    return most(_CODE.fullmatch(text) is not None for text in texts)
