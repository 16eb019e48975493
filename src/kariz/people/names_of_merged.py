"""Which of the names of several records a merge proposes, by a fixed preference.

Only names that are nothing but a name are looked at (`likeness/plain_names.py`). Of two that say the same words:

1. Persian letters before Arabic ones: «علی» before «علي»;
2. capitals and small letters before capitals alone or small letters alone: "Salty Dog" before "SALTY DOG";
3. without a dot, comma or dash that hangs on the end;
4. with half-spaces before without: «علی‌رضا» before «علیرضا»;
5. the fuller legal form: "Salty Dog Ltd" before "Salty Dog";
6. the one on which more deals hang, then more of anything; then the older one.

Of people whose names say different words the fuller name comes first («رضایی», «علی رضایی»). Of companies a name whose
words are written out comes before one that shortens them ("Kelso Interiors" before "Kelso Int.", however it is spelt), and
one without "Assoc" or "P/L" before one with it; then 1–3, then that of the record with the town, phone or register's number
of the company, as a list of customers has them and a deal's company has not; then how full a name is ("Salt Rest" before
"Salt", on whichever more hangs: who merges with one press loses no word), then 6. Where the company speaks Persian, a
Persian name comes before the same typed in Latin letters, unless it is the family name alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from kariz.localisation.text import fold, persian_letters
from kariz.organisation.queries.current import organisation

from . import registry
from .likeness import names, short_words
from .likeness.plain_names import is_plain_firm, is_plain_person
from .models import Company
from .normal import company_key, core_words

DEALS = "deals"
"""What is counted first of all that hangs on a record."""
ACRONYM = 4
"""Letters of one word that may well be written in capitals alone: "NSDG"."""
DESCRIBED = 2
"""Of where it is, how it is reached, and its numbers."""
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:assocs?|assn|bros|dept|hldgs|intl|mfg|mfrs|mgmt|natl|svcs?|univ|p/l)(?!\w)"
)
_HANGING = re.compile(r"[\s\u200c.,،؛;:_–—-]$")
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = re.compile(r"(?<=\w)\u200c(?=\w)")
"""A half-space within a word; one at its edge joins nothing."""
_PERSIAN = re.compile(r"[\u0600-\u06ff]")


class Used:
    """How much hangs on records, which is asked for all of them at once, and only where names leave it open."""

    def __init__(self, records: Iterable[Any]) -> None:
        self._records = list(records)

    @cached_property
    def _counts(self) -> tuple[Mapping[int, int], Counter[int]]:
        """(deals of each, all that hangs on each)"""
        kind = "company" if isinstance(self._records[0], Company) else "contact"
        ids = [one.pk for one in self._records]
        counted = {one.name: one.count(ids) for one in registry.repoints(kind) if one.count}
        used: Counter[int] = Counter()
        for counts in counted.values():
            used.update(counts)
        return counted.get(DEALS, {}), used

    def of(self, pk: int) -> tuple[int, int]:
        deals, used = self._counts
        return deals.get(pk, 0), used[pk]


def best_named(survivor: Any, records: Sequence[Any], used: Used | None = None) -> int:
    """The id of the record whose name is proposed for all of them; of those of one name the survivor's."""
    plain = _plain(records)
    if len({one.name for one in plain}) == 1:
        return int((survivor if survivor in plain else plain[0]).pk)
    ranks = {one.pk: _rank(one, plain) for one in plain}
    best = max(ranks.values())
    left = [one for one in plain if ranks[one.pk] == best]
    return int(left[0].pk) if len(left) == 1 else _used_most(left, used or Used(left))


def _plain(records: Sequence[Any]) -> Sequence[Any]:
    """Those whose name is nothing but a name; all, where none is: what stands beside a name makes it no fuller."""
    if isinstance(records[0], Company):
        return [one for one in records if is_plain_firm(one.name)] or records
    firms = {one.company.name for one in records if one.company}
    return [one for one in records if is_plain_person(one.name, firms)] or records


def _rank(record: Any, records: Sequence[Any]) -> tuple[Any, ...]:
    spelling, full = _spelling(record.name), _fullness(record)
    if len({_said(one) for one in records}) == 1:
        return *spelling, len(_JOINING.findall(record.name)), *full
    ours = _is_in_our_script(record, records)
    if not isinstance(record, Company):
        return ours, *full, *spelling
    short = max(_shortened(record, one) for one in records), len(_ABBREVIATED.findall(fold(record.name)))
    return ours, *(-count for count in short), *spelling, _is_described(record), *full


def _is_in_our_script(record: Any, records: Sequence[Any]) -> bool:
    """Of names in two scripts the one of the company's language; a family name alone is no fuller for it."""
    if len({_PERSIAN.search(one.name) is None for one in records}) == 1:
        return False
    alone = not isinstance(record, Company) and len(names.person_words(record.name)) < 2
    return not alone and organisation().language == "fa" and _PERSIAN.search(record.name) is not None


def _shortened(record: Company, other: Company) -> int:
    """How many of its words are short for those of the other."""
    return short_words.count(
        tuple(core_words(record.name)), tuple(core_words(other.name)), (record.name, other.name)
    )


def _is_described(record: Company) -> bool:
    """Is it more than a name: kept by somebody who knows where it is, or its numbers?"""
    numbers = record.national_id or record.economic_code or record.custom
    return (
        sum(map(bool, (record.city or record.address, record.phone or record.website, numbers))) >= DESCRIBED
    )


def _said(record: Any) -> str:
    return (
        company_key(record.name) if isinstance(record, Company) else "".join(names.person_words(record.name))
    )


def _spelling(name: str) -> tuple[bool, bool, bool]:
    """In Persian letters, with capitals and small ones, with nothing hanging on its end."""
    return persian_letters(name) == name, not _is_of_one_case(name), _HANGING.search(name) is None


def _is_of_one_case(name: str) -> bool:
    if name == name.lower():
        return name != name.upper()
    words = [word for word in _WORD.findall(name) if word.lower() != word]
    # A capital may be no letter of a word: "Ⓐ".
    return name == name.upper() and (len(words) > 1 or any(len(word) > ACRONYM for word in words))


def _fullness(record: Any) -> tuple[int, int]:
    """A name says more with more words and letters, a person's title aside."""
    words = (
        re.findall(r"\w+", fold(record.name))
        if isinstance(record, Company)
        else list(names.person_words(record.name))
    )
    return len(words), sum(map(len, words))


def _used_most(records: Sequence[Any], used: Used) -> int:
    """By which name somebody is known: that of the record on which more hangs, else of the oldest."""
    best = max(records, key=lambda one: (*used.of(one.pk), -one.created_at.timestamp(), -one.pk))
    return int(best.pk)
