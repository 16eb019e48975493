"""Two companies side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kariz.localisation.text import fold

from .. import normal
from ..firm_words import CALLED_BY
from ..models import DIALLED, PointKind
from . import called, few_letters, firm_names, initials, names
from .evidence import BEHIND, SURE, WORTH_A_LOOK, Likeness, at_least, weigh
from .usual_words import usual

WEIGHTS = {
    "national_id": 7.0,
    "economic_code": 7.0,
    "domain": 3.5,
    "phone": 3.0,
    "name": 4.5,
    "name_alike": 2.5,
    "name_kind": 3.5,
    "name_short": 2.5,
    "name_part": 0.5,
    "name_also": 4.0,
    "name_word": 2.5,
    "name_initials": 3.5,
    "people_number": 2.5,
    "mail_domain": 2.0,
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
NOTHING: Mapping[str, int] = {}
SHORT_NAME = -1.5
"""One short word, «پارس» or «نور», is the name of many companies."""
TELLING = {names.ALIKE: 1.0, names.SHORT: 1.0, names.PART: 2.7}
"""More for names that are long enough to tell: nothing but the name may be known of two companies."""
FEW_LETTERS = 1.0
"""More for names that differ in what people leave out, or spell by ear."""
RARE = 3.6
"""What more a name tells that is a part of the other, with a word in it that few companies here have."""
RAREST = 4
ONLY = 2
"""Three letters are the initials of many a name: they tell where only these two have them."""
LONG = 9
"""Letters of such a name, without spaces; of one that is a part of the other in two words at least."""
OWN_KEYS = frozenset({"national_id", "economic_code"})
ALSO, WORD, INITIALS = "name_also", "name_word", "name_initials"
IN_DOUBT = frozenset({names.KIND, names.SHORT, names.PART, ALSO, INITIALS})
BOTH = ("phone", "domain", "people_number", "mail_domain")
"""What may be shared by two companies that have a word of their names in common."""
"""A name that is only nearly the same leaves a doubt, whatever a house and its sisters share."""
CENTRAL = frozenset({fold("مرکزی"), "central"})


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
    name: str = field(default="", compare=False)
    """As it was typed."""
    numbers: frozenset[str] = frozenset()
    """Mobiles of its people."""
    mail: frozenset[str] = frozenset()
    """Domains of their e-mails that are not everybody's."""

    @property
    def domains(self) -> frozenset[str]:
        return self.mail | {self.domain} if self.domain else self.mail

    @property
    def called(self) -> frozenset[tuple[str, ...]]:
        """The name, and others that it names."""
        return called.also(self.name) | {self.words}

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
            name=name,
            words=names.firm_words(name),
            national_id=normal.code(national_id),
            economic_code=normal.code(economic_code),
            domain=normal.domain(website),
            phone=normal.phone(phone) or "",
            city=fold(city),
            industry=fold(industry),
        )

    def with_people(self, points: Iterable[tuple[str, str]]) -> Firm:
        """`points`: kind and normal form of how its people are reached."""
        said = list(points)
        numbers = {value for kind, value in said if kind in DIALLED and normal.is_mobile(value)}
        mail = {normal.domain(value) for kind, value in said if kind == PointKind.EMAIL}
        return replace(self, numbers=frozenset(numbers), mail=frozenset(mail - {""}))


def of_firms(one: Firm, other: Firm, rare: Mapping[str, int] = NOTHING) -> Likeness:
    """How likely these are one company. `rare`: words of both names that few companies have, with how many have each."""
    found = [
        *_registered(one, other),
        _compared("domain", one.domain, other.domain),
        _compared("phone", one.phone, other.phone),
        (named := _named(one, other, rare)),
        _compared("city", one.city, other.city),
        _compared("industry", one.industry, other.industry),
    ]
    reasons = [reason for reason in found if reason]
    # A house and its sisters share a phone or a web address, and all but a word of their names.
    own = OWN_KEYS & set(reasons)
    known = own or {"phone", "domain"} <= set(reasons)
    if not own and not (known and names.PART in reasons) and (shared := _word_in_common(one, other, reasons)):
        return _with_word(one, other, reasons, shared, rare)
    if named == names.DIFFERENT and not names.are_branches(one.words, other.words):
        only = few_letters.only_word(one.words, other.words, rare)
        if only and not own and not _elsewhere(one, other):
            return _with_word(one, other, reasons, frozenset({only}), rare)
    if named == names.SHORT or (named == names.PART and _may_be_house(one, other)):
        # By the name alone it may be anybody who begins so.
        reasons += _reached_alike(one, other)
    doubt = bool(IN_DOUBT & set(reasons)) and not known
    likeness = weigh(reasons, _weights(one, other, reasons, rare), keys=OWN_KEYS, doubt=doubt)
    if own:
        # A brand and the name in the register have nothing in common; branches have one number, and are kept apart.
        branches = "not_national_id" in reasons or names.are_branches(one.words, other.words)
        likeness = at_least(likeness, WORTH_A_LOOK if branches else SURE)
    if named == INITIALS:
        return _told(likeness, INITIALS, _initials(one, other, rare).upper())
    if named == names.SHORT:
        return _told(likeness, names.SHORT, _short_words(one, other))
    return _with_words(likeness, one, other) if named == names.KIND else likeness


def _short_words(one: Firm, other: Firm) -> str:
    """ "Int = Interiors", as typed."""
    first, last = sorted((one, other), key=lambda firm: (len("".join(firm.words)), firm.words, firm.name))
    pairs = usual(first.words, last.words) or zip(first.words, last.words, strict=False)
    typed = [(_typed(a, first, last), _typed(b, last, first)) for a, b in pairs if a != b]
    return ", ".join(" = ".join(sorted(pair, key=len)) for pair in typed)


def _typed(word: str, *named: Firm) -> str:
    """As it stands in the first of the names that has it."""
    return next((typed for one in named if (typed := names.as_typed(word, one.name)) != word), word)


def _registered(one: Firm, other: Firm) -> tuple[str, ...]:
    """One office gives out both numbers, so the second says nothing new, unless it is the same where the first is not."""
    first = _compared("national_id", one.national_id, other.national_id)
    second = _compared("economic_code", one.economic_code, other.economic_code)
    return (first, second) if first.startswith("not_") and second == "economic_code" else (first or second,)


def _word_in_common(one: Firm, other: Firm, reasons: list[str]) -> frozenset[str]:
    """The words of both names that are not everybody's, where both are reached under one number or domain, and nothing
    tells them apart as places or branches of one house."""
    if not {names.DIFFERENT, names.PART} & set(reasons):
        return frozenset()
    if names.are_branches(one.words, other.words) and not _of_one_person(one, other):
        return frozenset()
    if _elsewhere(one, other) or not (set(BOTH) & set(reasons) or _reached_alike(one, other)):
        return frozenset()
    cities = set(one.city.split()) | set(other.city.split())
    return (called.telling(one.words) & called.telling(other.words)) - cities


def _of_one_person(one: Firm, other: Firm) -> bool:
    """A branch whose buyer is that of a name without a branch may be what that name means."""
    return bool(one.numbers & other.numbers) and names.may_be_its_branch(one.words, other.words)


def _reached_alike(one: Firm, other: Firm) -> list[str]:
    found = []
    if one.numbers & other.numbers or other.phone in one.numbers or one.phone in other.numbers:
        found.append("people_number")
    if one.domains & other.domains and not (one.domain and one.domain == other.domain):
        found.append("mail_domain")
    return found


def _with_word(
    one: Firm, other: Firm, reasons: list[str], shared: frozenset[str], rare: Mapping[str, int]
) -> Likeness:
    found = [reason for reason in (*reasons, *_reached_alike(one, other)) if reason != names.DIFFERENT]
    if "mail_domain" in found:
        found = [reason for reason in found if reason != "not_domain"]
    if names.PART not in found:
        found.append(WORD)
    weights = dict(_weights(one, other, found, rare))
    weights[names.PART] = max(weights[names.PART], WEIGHTS[WORD])
    likeness = weigh(found, weights, keys=OWN_KEYS, doubt=True)
    # Of a word and the two that it is joined of, the shorter ones.
    words = [word for word in sorted(shared) if not any(less != word and less in word for less in shared)]
    return _told(likeness, WORD, ("، " if any(not word.isascii() for word in words) else ", ").join(words))


def _initials(one: Firm, other: Firm, rare: Mapping[str, int]) -> str:
    """The initials in one name that stand for words of the other; for all of it only where few are called so."""
    whole = initials.stand_for(one.name, other.name)
    few = rare.get(initials.MARK + whole, RAREST + 1) <= (RAREST if len(whole) > initials.SHORTEST else ONLY)
    return whole if whole and few else initials.within(one.words, other.words)


def _named(one: Firm, other: Firm, rare: Mapping[str, int]) -> str:
    found = names.firms(one.words, other.words)
    if (
        found == names.DIFFERENT
        and not names.are_branches(one.words, other.words)
        and _initials(one, other, rare)
    ):
        return INITIALS
    if found in (names.SAME, names.ALIKE) or not any(len(firm.called) > 1 for firm in (one, other)):
        return found
    return ALSO if not one.called.isdisjoint(other.called) else found


def _weights(one: Firm, other: Firm, reasons: list[str], rare: Mapping[str, int]) -> Mapping[str, float]:
    """A name weighs less where many are called so, and more where it is long enough to tell, or few are called so."""
    if names.SAME in reasons and _is_common(one.words):
        return WEIGHTS | {names.SAME: WEIGHTS[names.SAME] + SHORT_NAME}
    if names.KIND in reasons:
        parts = firm_names.parts(one.words), firm_names.parts(other.words)
        return (
            WEIGHTS
            if rare or firm_names.is_telling(*parts)
            else WEIGHTS | {names.KIND: WEIGHTS[names.KIND] + SHORT_NAME}
        )
    if names.PART in reasons and _is_rare(one, other, rare):
        return WEIGHTS | {names.PART: WEIGHTS[names.PART] + RARE}
    if by_few := _by_few_letters(one, other, reasons, rare):
        return WEIGHTS | {by_few: WEIGHTS[by_few] + FEW_LETTERS}
    more = next((reason for reason in reasons if reason in TELLING), "")
    if more == names.SHORT and usual(one.words, other.words) and not _elsewhere(one, other):
        # Everybody writes so: nothing but the name need be known.
        return WEIGHTS | {more: WEIGHTS[more] + TELLING[more]}
    if more == names.SHORT and not names.is_cut_short(one.words, other.words):
        return WEIGHTS
    if more and _tells(one, other) and not (more == names.PART and _elsewhere(one, other)):
        return WEIGHTS | {more: WEIGHTS[more] + TELLING[more]}
    return WEIGHTS


def _by_few_letters(one: Firm, other: Firm, reasons: list[str], rare: Mapping[str, int]) -> str:
    """The reason that tells more, as what differs is left out or spelt by ear, or only these two have its word."""
    if names.ALIKE in reasons and few_letters.by_ear(one.words, other.words):
        return names.ALIKE
    if names.SHORT in reasons and rare and few_letters.is_craft(one.words, other.words):
        return names.SHORT
    return WORD if WORD in reasons and few_letters.only_word(one.words, other.words, rare) else ""


def _with_words(likeness: Likeness, one: Firm, other: Firm) -> Likeness:
    """The reason says which words were set aside; in one order, whichever of the two comes first."""
    first, last = sorted((one, other), key=lambda firm: (len(firm.words), firm.words, firm.name))
    words = firm_names.set_aside((first.name, last.name), (first.words, last.words))
    return _told(likeness, names.KIND, words)


def _told(likeness: Likeness, reason: str, words: str) -> Likeness:
    told = tuple(f"{reason}{BEHIND}{words}" if one == reason else one for one in likeness.reasons)
    return replace(likeness, reasons=told)


def _tells(one: Firm, other: Firm) -> bool:
    shorter = min(one.words, other.words, key=lambda words: len("".join(words)))
    longer = other.words if shorter is one.words else one.words
    begins = len(shorter) == len(longer) or (len(shorter) > 1 and longer[: len(shorter)] == shorter)
    return len("".join(shorter)) >= LONG and begins


def _elsewhere(one: Firm, other: Firm) -> bool:
    """Does one say a place, or which of several it is, that is not known of the other?"""
    more = frozenset.union(*firm_names.places(one.words, other.words))
    if called.is_head_office(one.words) != called.is_head_office(other.words):
        more -= CENTRAL
    return not more <= {one.city, other.city}


def _is_rare(one: Firm, other: Firm, rare: Mapping[str, int]) -> bool:
    """Have so few companies a word of the shorter name that the longer one is hardly another's? What says more than its
    kind must be rarer still: there are many a "Brennan Motors"."""
    if not rare or _elsewhere(one, other) or _other_kind(one, other):
        return False
    more = called.telling(one.words) ^ called.telling(other.words)
    return not more or min(rare.values()) <= RAREST


def _may_be_house(one: Firm, other: Firm) -> bool:
    """May «پالایشگاه» be «پالایشگاه اصفهان», where somebody belongs to both? Not two branches, nor two kinds of firm."""
    return not names.are_branches(one.words, other.words) and not _other_kind(one, other)


def _other_kind(one: Firm, other: Firm) -> bool:
    """«هتل فولاد مبارکه» is none of «فولاد مبارکه», though one name is in the other."""
    less, more = sorted((one.words, other.words), key=len)
    return more[0] in CALLED_BY and more[0] not in less and bool(firm_names.parts(less).kinds)


def _compared(key: str, one: str, other: str) -> str:
    if not one or not other:
        return ""
    return key if one == other else f"not_{key}"


def _is_common(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) < 6
