"""A phone knows people by their firm, too: of «آقای جعفری خانه‌سازی ایران‌مهر» the words of the company are no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kariz.localisation.text import fold
from kariz.people.firm_words import KINDS
from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.people.normal import company_key, core_words
from kariz.reading.names.names import is_name, is_titled

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

_WORDS = re.compile(r"\w+")
LONGEST = 10
"""Words of a name with its firm."""
END = 2
"""Letters."""
FEWEST = 2
"""Words of a firm that no family has by chance."""


def ends(name: str) -> Iterator[tuple[str, str]]:
    """Every way to read a name as who it is and a firm behind, that with the longest firm first."""
    words = name.split()
    if len(words) <= LONGEST:
        for at in range(1, len(words)):
            who, firm = " ".join(words[:at]), " ".join(words[at:])
            if _says_who(who, firm):
                yield who, firm


def _says_who(who: str, firm: str) -> bool:
    """Is enough of the name left: a title and a family name, or more than one word? A firm of one word may be called as
    its owner is."""
    last = fold(who).rpartition(" ")[2]
    if not is_name(who) or last in GIVEN_NAMES:
        return False
    if is_titled(who):
        return True
    return len(core_words(firm)) >= FEWEST and len(who) > FEWEST and not is_titled(f"{who} x")


def firms_in(name: str) -> set[str]:
    """What may be a company behind a name of which its row says none: of several words."""
    return {firm for _who, firm in _ends_alone(name)}


def _ends_alone(name: str) -> Iterator[tuple[str, str]]:
    """The ways of `ends` that stand without a company beside; «هتل پارس کیش» is no Mr Hotel."""
    if fold(name).split()[:1] and fold(name).split()[0] not in KINDS:
        for who, firm in ends(name):
            if len(core_words(firm)) >= FEWEST:
                yield who, firm


def part(draft: Draft, firms: Mapping[str, str]) -> None:
    """`firms`: {key: name} of companies that are known by just these names."""
    values = draft.values
    name, company = values.get("contact"), values.get("company")
    if not isinstance(name, str) or "id" in values or (company and not isinstance(company, str)):
        return
    if company:
        if len(_WORDS.findall(name)) <= FEWEST:
            # A title, a family name and a firm, or a name and a firm of two words, are three.
            return
        key = company_key(company)
        # A name that does not even end as the firm does, which nearly none does, is not taken apart in every way.
        if company_key(name).endswith(key[-END:]):
            values["contact"] = next((who for who, firm in ends(name) if company_key(firm) == key), name)
    elif firms and "company_ref" not in values:
        for who, firm in _ends_alone(name):
            if found := firms.get(company_key(firm)):
                values["contact"], values["company"] = who, found
                return
