"""Two companies side by side."""

from __future__ import annotations

from dataclasses import dataclass

from kariz.localisation.text import fold

from .. import normal
from . import names
from .evidence import Likeness, weigh

WEIGHTS = {
    "national_id": 7.0,
    "economic_code": 7.0,
    "domain": 3.5,
    "phone": 3.0,
    "name": 4.5,
    "name_alike": 2.5,
    "name_part": 0.5,
    "city": 1.5,
    "industry": 0.7,
    "not_name": -5.0,
    "not_national_id": -6.0,
    "not_economic_code": -5.0,
    "not_domain": -1.0,
    "not_phone": -1.0,
    "not_city": -2.5,
    "not_industry": -0.7,
}
SHORT_NAME = -1.5
"""One short word, «پارس» or «نور», is the name of many companies."""
TELLING = {names.ALIKE: 1.0, names.PART: 2.7}
"""More for names that are long enough to tell: nothing but the name may be known of two companies."""
LONG = 10
"""Letters of such a name, without spaces; of one that is a part of the other in two words at least."""
OWN_KEYS = frozenset({"national_id", "economic_code"})


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as likeness looks at it: everything in its normal form."""

    words: tuple[str, ...]
    national_id: str = ""
    economic_code: str = ""
    domain: str = ""
    phone: str = ""
    city: str = ""
    industry: str = ""

    @classmethod
    def of(
        cls,
        *,
        name: str,
        national_id: str = "",
        economic_code: str = "",
        website: str = "",
        phone: str = "",
        city: str = "",
        industry: str = "",
    ) -> Firm:
        return cls(
            words=names.firm_words(name),
            national_id=normal.code(national_id),
            economic_code=normal.code(economic_code),
            domain=normal.domain(website),
            phone=normal.phone(phone) or "",
            city=fold(city),
            industry=fold(industry),
        )


def of_firms(one: Firm, other: Firm) -> Likeness:
    """How likely these are one company."""
    found = [
        # One office gives out both, so the second says nothing new.
        _compared("national_id", one.national_id, other.national_id)
        or _compared("economic_code", one.economic_code, other.economic_code),
        _compared("domain", one.domain, other.domain),
        _compared("phone", one.phone, other.phone),
        names.firms(one.words, other.words),
        _compared("city", one.city, other.city),
        _compared("industry", one.industry, other.industry),
    ]
    reasons = [reason for reason in found if reason]
    weights = WEIGHTS
    if names.SAME in reasons and _is_common(one.words):
        weights = WEIGHTS | {names.SAME: WEIGHTS[names.SAME] + SHORT_NAME}
    elif (more := next((reason for reason in reasons if reason in TELLING), "")) and _tells(one, other):
        weights = WEIGHTS | {more: WEIGHTS[more] + TELLING[more]}
    return weigh(reasons, weights, keys=OWN_KEYS)


def _tells(one: Firm, other: Firm) -> bool:
    shorter = min(one.words, other.words, key=lambda words: len("".join(words)))
    longer = other.words if shorter is one.words else one.words
    begins = len(shorter) == len(longer) or (len(shorter) > 1 and longer[: len(shorter)] == shorter)
    return len("".join(shorter)) >= LONG and begins


def _compared(key: str, one: str, other: str) -> str:
    if not one or not other:
        return ""
    return key if one == other else f"not_{key}"


def _is_common(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) < 6
