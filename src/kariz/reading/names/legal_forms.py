"""Legal forms of companies abroad, as far as they tell a company from a person: "GmbH & Co. KG", "S.A. de C.V."."""

from __future__ import annotations

import re

from kariz.localisation.text import squash
from kariz.people.normal import LEGAL_FORMS, core_words
from kariz.reading.cells.keys import keys_of

_SURE = keys_of(
    "gmbh|mbh|kg|kgaa|ohg|gbr|ug|llp|lllp|pllc|llc|ltd|limited|inc|incorporated|corp|corporation|plc|bv|nv|vof|sarl|sàrl|srl|"
    "spa|snc|slu|sau|sas|aps|asa|oyj|kft|zrt|nyrt|sro|doo|eood|oü|uab|sia|ooo|zao|pao|ojsc|pjsc|jsc|fze|fzco|fzc|wll|bhd|"
    "pvt|pty|pte"
)
"""Nobody is called so, whatever stands before it."""
_ALONE = _SURE | keys_of(
    "ag|se|sa|sl|ab|as|oy|ek|ev|eg|lp|pc|co|cv|kk|gk|ad|dd|rt|sal|psc|tbk|sdn|private|cie|zoo|oo|rl|sp|z|de|und|y|et|"
    "haftungsbeschränkt|sà"
)
"""Forms only where nothing else stands there: «Thi Co» and «Andrea Sa» are people."""
_PARTNERS = re.compile(r"(?:&|\b(?:and|und|y|et))\s+(?:co|cie|comp|partners?|sons?|söhne|associates)$")
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)?")


def is_form(text: str) -> bool:
    """Is it a legal form and no more?"""
    words = _words(text)
    if not words:
        return False
    return all(word in _ALONE or word in LEGAL_FORMS for word in words) or LEGAL_FORMS.issuperset(
        core_words(text)
    )


def ends_in_form(text: str) -> bool:
    """Is it the name of a company by its last word, or no more than its form?"""
    words = _words(text)
    return is_form(text) or bool(words and words[-1] in _SURE) or bool(_PARTNERS.search(_plain(text)))


def _plain(text: str) -> str:
    return text.replace(".", "").casefold().strip()


def _words(text: str) -> list[str]:
    return [squash(word) for word in _WORD.findall(_plain(text))]
