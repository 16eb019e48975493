"""Adding up what speaks for and against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Any

from django.utils.translation import gettext_lazy as _

CERTAIN, LIKELY = "certain", "likely"
SURE, DOUBTED, WORTH_A_LOOK = 0.95, 0.94, 0.5
START = -3.0
"""The odds of two records that only happened to be put side by side."""

WORDS: dict[str, Any] = {
    "mobile": _("same mobile number"),
    "phone": _("same phone number"),
    "email": _("same e-mail"),
    "mailbox": _("same mailbox"),
    "handle": _("same account in a network"),
    "national_id": _("same national id"),
    "economic_code": _("same economic code"),
    "domain": _("same web address"),
    "name": _("same name"),
    "name_alike": _("similar spelling of the name"),
    "name_kind": _("same name but for “%(words)s”"),
    "name_short": _("one name shortens a word of the other: %(words)s"),
    "name_part": _("one name is part of the other"),
    "name_word": _("both names have “%(words)s”"),
    "people_number": _("people with the same number"),
    "mail_domain": _("e-mails of the same domain"),
    "name_initials": _("“%(words)s” are initials of the name"),
    "name_given": _("one given name in two forms: %(words)s"),
    "name_initial": _("initial of the given name"),
    "name_family": _("same family name"),
    "name_also": _("one names the other as its other name"),
    "merged_name": _("one of them is also called “%(words)s”"),
    "company": _("same company"),
    "company_alike": _("company with a similar name"),
    "position": _("same position"),
    "city": _("same city"),
    "industry": _("same industry"),
    "not_name": _("different names"),
    "not_mobile": _("different mobile numbers"),
    "not_email": _("different e-mails"),
    "not_company": _("different companies"),
    "not_position": _("different positions"),
    "not_city": _("different cities"),
    "not_phone": _("different phone numbers"),
    "not_domain": _("different web addresses"),
    "not_industry": _("different industries"),
    "not_national_id": _("different national ids"),
    "not_economic_code": _("different economic codes"),
}
"""What people read for each reason; those that speak against begin with "not_"."""
BEHIND = ":"
"""What stands between a reason and the words that it names: "name_kind:تخصصی"."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0–1; `verdict` "certain", "likely" or ""; `reasons` are keys of WORDS, weightiest first.

    `identical`: a key that is one person's or company's own is the same, the name too, and nothing speaks against.
    """

    score: float
    verdict: str
    reasons: tuple[str, ...]
    identical: bool = False


def in_words(reason: str) -> str:
    """The reason as people read it; "" for one that there is no more."""
    code, _sign, words = reason.partition(BEHIND)
    return str(WORDS[code]) % {"words": words} if code in WORDS else ""


def weigh(
    found: Sequence[str], weights: Mapping[str, float], *, keys: frozenset[str], doubt: bool = False
) -> Likeness:
    """The likeness that the reasons found add up to; `keys` are those that alone would name one record. With `doubt` it
    is never certain."""
    ordered = sorted(found, key=lambda reason: (reason.startswith("not_"), -abs(weights[reason])))
    score = 1 / (1 + exp(-START - sum(weights[reason] for reason in found)))
    score = min(score, DOUBTED) if doubt else score
    verdict = CERTAIN if score >= SURE else LIKELY if score >= WORTH_A_LOOK else ""
    against = any(reason.startswith("not_") for reason in found)
    identical = verdict == CERTAIN and not against and "name" in found and bool(keys & set(found))
    return Likeness(round(score, 4), verdict, tuple(ordered), identical)


def at_least(likeness: Likeness, score: float) -> Likeness:
    """The same with no lower score: what is known outweighs the rest."""
    if likeness.score >= score:
        return likeness
    return replace(likeness, score=score, verdict=CERTAIN if score >= SURE else LIKELY)
